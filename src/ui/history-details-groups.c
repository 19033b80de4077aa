/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of a load, group by group. */
#include "ui/history-details-private.h"

#include <glib/gi18n-lib.h>

#include "load/record-text.h"
#include "ui/format.h"
#include "ui/small-widgets.h"

static void
on_copy_clicked (GtkButton *button, BulkHistoryDetails *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)),
                          g_object_get_data (G_OBJECT (button), "value"));
  g_signal_emit_by_name (self, "copied");
}

static GtkWidget *
make_copy_button (BulkHistoryDetails *self, const char *title, const char *value)
{
  GtkWidget *button = bulk_copy_button_new (title);

  g_object_set_data_full (G_OBJECT (button), "value", g_strdup (value), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_copy_clicked), self, 0);
  return button;
}

/* Nothing where there is no value. @copy: with a button that copies it */
void
bulk_history_details_add_row (BulkHistoryDetails *self, AdwPreferencesGroup *group, const char *title,
                              const char *value, gboolean copy)
{
  GtkWidget *row = bulk_value_row_new (title, value);

  if (row == NULL)
    return;
  if (copy)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_copy_button (self, title, value));
  adw_preferences_group_add (group, row);
}

static void
add_number (BulkHistoryDetails *self, AdwPreferencesGroup *group, const char *title, gint64 number)
{
  g_autofree char *text = number >= 0 ? bulk_format_number ((guint64) number) : NULL;

  bulk_history_details_add_row (self, group, title, text, FALSE);
}

static AdwPreferencesGroup *
add_group (BulkHistoryDetails *self, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (self->groups_box, group);
  return ADW_PREFERENCES_GROUP (group);
}

static void
add_what (BulkHistoryDetails *self, BulkRecord *record)
{
  AdwPreferencesGroup *group = add_group (self, _("What"));
  g_autofree char *bytes = bulk_format_bytes_exact (record->bytes_total);
  g_autofree char *sent = bulk_format_bytes_exact (record->bytes_sent);
  g_autofree char *batch = NULL;

  bulk_history_details_add_row (self, group, _("File"), record->file_name, FALSE);
  bulk_history_details_add_row (self, group, _("Sheet"), record->sheet, FALSE);
  add_number (self, group, _("Rows"), (gint64) record->rows_total);
  bulk_history_details_add_row (self, group, _("Size"), bytes, FALSE);
  if (record->bytes_sent != record->bytes_total && record->bytes_sent > 0)
    bulk_history_details_add_row (self, group, _("Sent of it"), sent, FALSE);
  if (record->batch_count > 1)
    /* Translators: number of a batch, of how many, and its first row */
    batch = g_strdup_printf (_("%u of %u, from row %'u"), record->batch_index + 1, record->batch_count,
                             (guint) record->first_row + 1);
  bulk_history_details_add_row (self, group, _("Batch"), batch, FALSE);
  bulk_history_details_add_row (self, group, _("Template"), record->template_name, FALSE);
  bulk_history_details_add_row (self, group, _("SHA-256 of the rows as sent"), record->sha256, TRUE);
}

static void
add_where (BulkHistoryDetails *self, BulkRecord *record)
{
  AdwPreferencesGroup *group = add_group (self, _("Where"));

  bulk_history_details_add_row (self, group, _("Connection"), record->connection_name, FALSE);
  if (g_strcmp0 (record->connection_name, record->base_url) != 0)
    bulk_history_details_add_row (self, group, _("Address"), record->base_url, FALSE);
  bulk_history_details_add_row (self, group, _("Integration ID"), record->integration_id, TRUE);
  bulk_history_details_add_row (self, group, _("Execution ID"), record->execution_id, TRUE);
  bulk_history_details_add_row (self, group, _("Created"), record->execution_created, FALSE);
}

static void
add_when (BulkHistoryDetails *self, BulkRecord *record)
{
  AdwPreferencesGroup *group = add_group (self, _("When"));
  g_autofree char *prepared = bulk_record_text_dup_exact_time (record->prepared_at);
  g_autofree char *sent = bulk_record_text_dup_exact_time (record->sent_at);
  g_autofree char *ended = bulk_record_text_dup_exact_time (record->ended_at);
  g_autofree char *verdict = bulk_record_text_dup_exact_time (record->verdict_at);

  bulk_history_details_add_row (self, group, _("Prepared"), prepared, FALSE);
  bulk_history_details_add_row (self, group, _("Sending since"), sent, FALSE);
  bulk_history_details_add_row (self, group, _("Ended"), ended, FALSE);
  bulk_history_details_add_row (self, group, _("Marked by you"), verdict, FALSE);
  if (record->attempts > 1)
    add_number (self, group, _("Attempts"), record->attempts);
}

/* The service's word, in the user's where it is one that is known. */
static const char *
get_status_word (const char *status)
{
  if (g_ascii_strcasecmp (status, "running") == 0)
    return _("Running");
  if (g_ascii_strcasecmp (status, "completed") == 0)
    return _("Completed");
  return status;
}

static void
add_status (BulkHistoryDetails *self, BulkRecord *record)
{
  AdwPreferencesGroup *group;

  /* The panel shows more of it. */
  if (record->status == NULL || bulk_execution_panel_get_tracker (self->panel) != NULL)
    return;
  group = add_group (self, _("What Became of the Rows"));
  bulk_history_details_add_row (self, group, _("Status"), get_status_word (record->status), FALSE);
  add_number (self, group, _("Succeeded"), record->success_count);
  add_number (self, group, _("Failed"), record->error_count);
  add_number (self, group, _("Skipped"), record->skip_count);
}

/* After what is in the box already. */
void
bulk_history_details_add_groups (BulkHistoryDetails *self, BulkRecord *record)
{
  add_status (self, record);
  add_what (self, record);
  add_where (self, record);
  add_when (self, record);
}
