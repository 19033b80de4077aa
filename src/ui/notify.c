/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/notify.h"

#include <glib/gi18n-lib.h>

#include "ui/format.h"

/**
 * bulk_notify_dup_body:
 * @outcome: how the upload ended
 * @file_name: (nullable): the name of the file
 *
 * Notifications are seen by whoever passes the screen, so it holds neither IDs nor a server's text.
 *
 * Returns: (transfer full): the text
 */
char *
bulk_notify_dup_body (BulkOutcome *outcome, const char *file_name)
{
  g_autofree char *name = bulk_format_one_line (file_name);
  const char *what = bulk_outcome_get_what_was_sent (outcome);

  if (*name == '\0')
    return g_strdup (what);
  /* Translators: a file's name and what became of it: "deals.csv: Nothing was loaded." */
  return g_strdup_printf (_ ("%s: %s"), name, what);
}

/**
 * bulk_notify_outcome:
 * @application: the application
 * @window: (nullable): its window
 * @outcome: how the upload ended
 * @file_name: (nullable): the name of the file
 *
 * Tells the desktop, unless @window is in front already. Pressing the notification brings the window back.
 */
void
bulk_notify_outcome (GtkApplication *application, GtkWindow *window, BulkOutcome *outcome, const char *file_name)
{
  g_autofree char *body = bulk_notify_dup_body (outcome, file_name);

  bulk_notify_text (application, window, bulk_outcome_get_title (outcome), body,
                    bulk_outcome_get_state (outcome) == BULK_OUTCOME_ACCEPTED);
}

/**
 * bulk_notify_text:
 * @window: (nullable): its window
 * @title: what has ended
 * @body: how; seen by whoever passes the screen
 * @good: whether all is well
 *
 * Tells the desktop, unless @window is in front already. Pressing the notification brings the window back.
 */
void
bulk_notify_text (GtkApplication *application, GtkWindow *window, const char *title, const char *body, gboolean good)
{
  g_autoptr (GNotification) notification = NULL;

  g_return_if_fail (GTK_IS_APPLICATION (application));
  if (window && gtk_window_is_active (window))
    return;
  notification = g_notification_new (title);
  g_notification_set_body (notification, body);
  if (!good)
    g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_HIGH);
  g_application_send_notification (G_APPLICATION (application), BULK_NOTIFY_ID, notification);
}
