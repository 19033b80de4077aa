/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/try-again.h"

#include "cli/terminal.h"
#include "load/retry-policy.h"

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

/* Public functions */

/** bulk_try_again_attach: @most_attempts: that follow a connection that could not be made; 1: none does */
void
bulk_try_again_attach (BulkLoad *load, int most_attempts)
{
  g_autoptr (BulkRetry) retry = bulk_retry_policy_attach (load);

  if (most_attempts > 0)
    bulk_retry_set_limits (retry, (guint) most_attempts, 1);
  /* Both are notified, the time last. */
  g_signal_connect (retry, "notify::wait-until", G_CALLBACK (on_action), NULL);
}
