/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/history-row.h"

#include <glib/gi18n-lib.h>

#include "load/record-text.h"
#include "ui/format.h"

struct _BulkHistoryRow
{
  GtkWidget parent_instance;

  GtkImage *icon;
  GtkLabel *file_label;
  GtkLabel *time_label;
  GtkLabel *state_label;
  GtkLabel *place_label;

  BulkHistoryEntry *entry;
};

G_DEFINE_FINAL_TYPE (BulkHistoryRow, bulk_history_row, GTK_TYPE_WIDGET)

/* Private helpers */

static char *
dup_place (BulkRecord *record)
{
  g_autofree char *rows = bulk_format_rows (record->rows_total);
  g_autofree char *name = bulk_format_one_line (record->connection_name ? record->connection_name : "");

  if (*name == '\0')
    return g_steal_pointer (&rows);
  /* Translators: a number of rows, and where they went: "1,204 rows → Sandbox" */
  return g_strdup_printf (_("%s → %s"), rows, name);
}

static void
show_record (BulkHistoryRow *self, BulkRecord *record)
{
  g_autofree char *file = bulk_format_one_line (record->file_name ? record->file_name : "");
  g_autofree char *time = bulk_record_text_dup_time (record->prepared_at);
  g_autofree char *place = dup_place (record);

  gtk_label_set_text (self->file_label, file);
  gtk_label_set_text (self->time_label, time);
  gtk_label_set_text (self->state_label, bulk_record_text_get_state (record));
  gtk_label_set_text (self->place_label, place);
  bulk_history_row_style_icon (self->icon, record);
}

/* Until it has been read, which takes a moment. */
static void
show_nothing (BulkHistoryRow *self)
{
  gtk_label_set_text (self->file_label, "…");
  gtk_label_set_text (self->time_label, "");
  gtk_label_set_text (self->state_label, "");
  gtk_label_set_text (self->place_label, "");
  gtk_image_clear (self->icon);
}

/* Callbacks */

static void
on_record (BulkHistoryRow *self)
{
  BulkRecord *record = self->entry ? bulk_history_entry_get_record (self->entry) : NULL;

  if (record)
    show_record (self, record);
  else
    show_nothing (self);
}

/* Overrides */

static void
bulk_history_row_dispose (GObject *object)
{
  BulkHistoryRow *self = BULK_HISTORY_ROW (object);
  GtkWidget *child;

  if (self->entry)
    g_signal_handlers_disconnect_by_data (self->entry, self);
  g_clear_object (&self->entry);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (object), BULK_TYPE_HISTORY_ROW);
  G_OBJECT_CLASS (bulk_history_row_parent_class)->dispose (object);
}

/* Class */

static void
bulk_history_row_class_init (BulkHistoryRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = bulk_history_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bulkloader/BulkLoader/history-row.ui");
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryRow, icon);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryRow, file_label);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryRow, time_label);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryRow, place_label);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
bulk_history_row_init (BulkHistoryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Public functions */

/** bulk_history_row_new: Returns: (transfer floating): a row that shows nothing yet */
GtkWidget *
bulk_history_row_new (void)
{
  return g_object_new (BULK_TYPE_HISTORY_ROW, NULL);
}

/** bulk_history_row_set_entry: @entry: (nullable): is followed */
void
bulk_history_row_set_entry (BulkHistoryRow *self, BulkHistoryEntry *entry)
{
  if (self->entry)
    g_signal_handlers_disconnect_by_data (self->entry, self);
  g_set_object (&self->entry, entry);
  if (entry)
    g_signal_connect_swapped (entry, "notify::record", G_CALLBACK (on_record), self);
  on_record (self);
}

/** bulk_history_row_style_icon: shows a load's state */
void
bulk_history_row_style_icon (GtkImage *image, BulkRecord *record)
{
  const char *icon = "dialog-question-symbolic", *look = "warning";

  switch (record->state)
    {
    case BULK_RECORD_ACCEPTED:
      icon = "emblem-ok-symbolic", look = "success";
      break;
    case BULK_RECORD_REFUSED:
      icon = "dialog-error-symbolic", look = "error";
      break;
    case BULK_RECORD_NOT_SENT:
      icon = "network-offline-symbolic", look = "dim-label";
      break;
    case BULK_RECORD_PREPARING:
    case BULK_RECORD_SENDING:
      icon = "content-loading-symbolic", look = "accent";
      break;
    case BULK_RECORD_UNKNOWN:
    default:
      if (record->verdict == BULK_VERDICT_LOADED)
        icon = "emblem-ok-symbolic", look = "dim-label";
      else if (record->verdict == BULK_VERDICT_NOT_LOADED)
        icon = "process-stop-symbolic", look = "dim-label";
      break;
    }
  gtk_image_set_from_icon_name (image, icon);
  gtk_widget_set_css_classes (GTK_WIDGET (image), (const char *[]) { look, NULL });
}
