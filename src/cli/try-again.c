/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/try-again.h"

#include "cli/terminal.h"
#include "load/retry-policy.h"

/* That follow a connection that could not be made: a script is told soon. */
#define MAX_ATTEMPTS 3

/* Callbacks */

/* The line of a countdown; where standard error is no terminal, a line is written once. */
static gboolean
on_second (gpointer user_data)
{
  g_autofree char *text = bulk_retry_dup_text (user_data);

  if (text == NULL)
    return G_SOURCE_REMOVE;
  bulk_terminal_progress ("%s", text);
  return G_SOURCE_CONTINUE;
}

static void
on_action (BulkRetry *retry)
{
  g_autofree char *text = NULL;

  if (bulk_retry_get_action (retry) == BULK_RETRY_STOP)
    return;
  text = bulk_retry_dup_text (retry);
  if (!bulk_terminal_is_error ())
    {
      bulk_terminal_error ("%s", text);
      return;
    }
  bulk_terminal_progress ("%s", text);
  if (bulk_retry_get_action (retry) != BULK_RETRY_RENEW)
    g_timeout_add_full (G_PRIORITY_DEFAULT, 1000, on_second, g_object_ref (retry), g_object_unref);
}

static void
attach (BulkLoad *load)
{
  g_autoptr (BulkRetry) retry = bulk_retry_policy_attach (load);

  bulk_retry_set_limits (retry, MAX_ATTEMPTS, 1);
  /* Both are notified, the time last. */
  g_signal_connect (retry, "notify::wait-until", G_CALLBACK (on_action), NULL);
}

/* Public functions */

/** bulk_try_again_attach_to_all: call it once, when the program starts */
void
bulk_try_again_attach_to_all (void)
{
  bulk_load_set_on_new (attach);
}
