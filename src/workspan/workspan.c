/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/workspan.h"

/**
 * bulk_workspan_init:
 *
 * Does what must be done before the first request. The environment is changed, so this must be
 * called first thing in main(), while there is only one thread.
 *
 * HTTP/2 is switched off: libsoup 3.2 to 3.6 can crash on a GOAWAY during a streamed body, and silently
 * repeats a refused stream's POST with an empty body. soup_message_set_force_http1() is newer than our floor.
 */
void
bulk_workspan_init (void)
{
  g_setenv ("SOUP_FORCE_HTTP1", "1", TRUE);
}
