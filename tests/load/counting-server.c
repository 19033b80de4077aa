/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The practice server, which says how many loads it has accepted. Prints its address; then for each line it reads a
 * number:
 * "?" is asked for nothing else, "delay N" makes it answer N milliseconds late from then on. */
#include <stdio.h>
#include <string.h>

#include "practice/practice-server.h"

int
main (void)
{
  g_autoptr (BulkPracticeServer) server = bulk_practice_server_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;
  char line[64];

  if (!bulk_practice_server_start_in_thread (server, 0, &error))
    g_error ("%s", error->message);
  url = bulk_practice_server_dup_base_url (server);
  printf ("%s\n", url);
  fflush (stdout);
  while (fgets (line, sizeof line, stdin) != NULL)
    {
      if (g_str_has_prefix (line, "delay "))
        bulk_practice_server_set_mood (server, BULK_PRACTICE_DELAY, (guint) g_ascii_strtoull (line + 6, NULL, 10));
      printf ("%u\n", bulk_practice_server_get_n_accepted (server));
      fflush (stdout);
    }
  bulk_practice_server_stop (server);
  return 0;
}
