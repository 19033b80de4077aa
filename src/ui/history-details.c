/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/history-details-private.h"

#include <glib/gi18n-lib.h>

#include "load/reason.h"
#include "load/record-text.h"
#include "ui/format.h"
#include "ui/history-row.h"
#include "ui/row-error-list.h"

G_DEFINE_FINAL_TYPE (BulkHistoryDetails, bulk_history_details, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_VERDICT, SIGNAL_SEND_AGAIN, SIGNAL_SEND_REST, SIGNAL_CORRECT,
  SIGNAL_SAVE_REJECTED, SIGNAL_DELETE, SIGNAL_COPIED, SIGNAL_CHECK_STATUS, SIGNAL_SETTLED, N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Private helpers */

static void
add_row_error (AdwPreferencesGroup *group, const BulkRowError *error)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *message = bulk_format_one_line (error->message);
  g_autofree char *place = bulk_row_error_dup_place (error->row, error->ambiguous, FALSE, error->key);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), message);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), place);
  adw_preferences_group_add (group, row);
}

static void
empty (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))))
    gtk_box_remove (box, child);
}

static void
fill_groups (BulkHistoryDetails *self, BulkRecord *record)
{
  empty (self->groups_box);
  bulk_history_details_add_groups (self, record);
}

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text && *text);
}

static void
fill_head (BulkHistoryDetails *self, BulkRecord *record)
{
  g_autoptr (BulkOutcome) outcome = bulk_reason_dup_outcome (record);
  const char *server_text = outcome ? bulk_outcome_get_server_text (outcome) : NULL;
  /* Translators: %s are the words of the service */
  g_autofree char *answer = server_text ? g_strdup_printf (_("The service says: %s"), server_text) : NULL;
  g_autofree char *check = bulk_record_text_dup_how_to_check (record);

  bulk_history_row_style_icon (self->icon, record);
  gtk_label_set_text (self->title_label, bulk_record_text_get_state (record));
  set_text (self->happened_label, outcome ? bulk_outcome_get_what_happened (outcome) : NULL);
  set_text (self->sent_label, outcome ? bulk_outcome_get_what_was_sent (outcome) : NULL);
  set_text (self->answer_label, answer);
  gtk_label_set_text (self->check_label, check ? check : "");
  gtk_widget_set_visible (self->check_box, check != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->loaded_button), record->verdict != BULK_VERDICT_LOADED);
  gtk_widget_set_sensitive (GTK_WIDGET (self->not_loaded_button), record->verdict != BULK_VERDICT_NOT_LOADED);
  gtk_widget_set_visible (GTK_WIDGET (self->delete_button), bulk_record_is_final (record));
}

/* Callbacks */

static void
on_loaded_clicked (BulkHistoryDetails *self)
{
  g_signal_emit (self, signals[SIGNAL_VERDICT], 0, BULK_VERDICT_LOADED);
}

static void
on_not_loaded_clicked (BulkHistoryDetails *self)
{
  g_signal_emit (self, signals[SIGNAL_VERDICT], 0, BULK_VERDICT_NOT_LOADED);
}

static void
on_again_clicked (BulkHistoryDetails *self)
{
  g_signal_emit (self, signals[SIGNAL_SEND_AGAIN], 0);
}

static void
on_correct_clicked (BulkHistoryDetails *self)
{
  g_signal_emit (self, signals[SIGNAL_CORRECT], 0);
}

static void
on_save_rejected_clicked (BulkHistoryDetails *self)
{
  g_signal_emit (self, signals[SIGNAL_SAVE_REJECTED], 0);
}

static void
on_rest_clicked (BulkHistoryDetails *self)
{
  g_signal_emit (self, signals[SIGNAL_SEND_REST], 0);
}

static void
on_delete_clicked (BulkHistoryDetails *self)
{
  g_signal_emit (self, signals[SIGNAL_DELETE], 0);
}

static void
on_status_clicked (BulkHistoryDetails *self)
{
  g_signal_emit (self, signals[SIGNAL_CHECK_STATUS], 0);
}

static void
on_panel_settled (BulkHistoryDetails *self)
{
  g_signal_emit (self, signals[SIGNAL_SETTLED], 0, bulk_execution_panel_get_tracker (self->panel));
}

/* Overrides */

static void
bulk_history_details_dispose (GObject *object)
{
  GtkWidget *child;

  g_clear_object (&BULK_HISTORY_DETAILS (object)->record);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (object), BULK_TYPE_HISTORY_DETAILS);
  G_OBJECT_CLASS (bulk_history_details_parent_class)->dispose (object);
}

/* Class */

static void
add_signals (GType type)
{
  signals[SIGNAL_VERDICT] = g_signal_new ("verdict", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                          G_TYPE_UINT);
  signals[SIGNAL_SEND_AGAIN] = g_signal_new ("send-again", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                             0);
  signals[SIGNAL_SEND_REST] = g_signal_new ("send-rest", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CORRECT] = g_signal_new ("correct", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SAVE_REJECTED] = g_signal_new ("save-rejected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                G_TYPE_NONE, 0);
  signals[SIGNAL_DELETE] = g_signal_new ("delete", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CHECK_STATUS] = g_signal_new ("check-status", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                               G_TYPE_NONE, 0);
  signals[SIGNAL_SETTLED] = g_signal_new ("settled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                          BULK_TYPE_TRACKER);
  signals[SIGNAL_COPIED] = g_signal_new ("copied", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bulk_history_details_class_init (BulkHistoryDetailsClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = bulk_history_details_dispose;
  add_signals (G_TYPE_FROM_CLASS (class));
  g_type_ensure (BULK_TYPE_EXECUTION_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bulkloader/BulkLoader/history-details.ui");
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryDetails, icon);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryDetails, title_label);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryDetails, happened_label);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryDetails, sent_label);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryDetails, answer_label);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryDetails, check_box);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryDetails, check_label);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryDetails, loaded_button);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryDetails, not_loaded_button);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryDetails, again_button);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryDetails, rest_box);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryDetails, rest_label);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryDetails, status_box);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryDetails, panel);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryDetails, trouble_label);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryDetails, status_button);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryDetails, rejected_box);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryDetails, rejected_actions);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryDetails, correct_button);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryDetails, groups_box);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryDetails, delete_button);
  gtk_widget_class_bind_template_callback (widget_class, on_loaded_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_not_loaded_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_again_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_rest_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_correct_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_save_rejected_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_delete_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_status_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_panel_settled);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
bulk_history_details_init (BulkHistoryDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Public functions */

/** bulk_history_details_new: Returns: (transfer floating): a page without a load */
GtkWidget *
bulk_history_details_new (void)
{
  return g_object_new (BULK_TYPE_HISTORY_DETAILS, NULL);
}

/** bulk_history_details_set_record: @record: (nullable): is shown */
void
bulk_history_details_set_record (BulkHistoryDetails *self, BulkRecord *record)
{
  gint64 id_before = self->record ? self->record->id : 0;

  g_return_if_fail (BULK_IS_HISTORY_DETAILS (self));
  if (!g_set_object (&self->record, record))
    return;
  /* Nothing of the load before may be taken for this one's. */
  gtk_widget_set_opacity (GTK_WIDGET (self), record ? 1 : 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self), record != NULL);
  if (record == NULL || record->id != id_before)
    {
      bulk_execution_panel_set (self->panel, NULL, NULL, NULL);
      bulk_history_details_set_trouble (self, NULL);
      bulk_history_details_set_asking (self, FALSE);
      gtk_widget_set_visible (self->status_button, TRUE);
      empty (self->rejected_box);
      gtk_widget_set_visible (self->rest_box, FALSE);
      gtk_widget_set_visible (self->rejected_actions, FALSE);
    }
  if (record == NULL)
    return;
  gtk_widget_set_visible (self->status_box, record->execution_id != NULL);
  fill_head (self, record);
  fill_groups (self, record);
}

BulkRecord *
bulk_history_details_get_record (BulkHistoryDetails *self)
{
  return self->record;
}

/**
 * bulk_history_details_set_row_errors:
 * @errors: (element-type BulkRowError): what the service said of rows when it was asked last: the first of them
 * @n_all: how many there are
 */
void
bulk_history_details_set_row_errors (BulkHistoryDetails *self, GPtrArray *errors, guint n_all)
{
  AdwPreferencesGroup *group;
  guint n_left = n_all - MIN (errors->len, n_all);
  g_autofree char *left = bulk_format_number (n_left);
  g_autofree char *text = NULL;

  empty (self->rejected_box);
  gtk_widget_set_visible (self->rejected_actions, n_all > 0);
  /* They are looked for in the table that was sent. */
  gtk_widget_set_visible (self->correct_button,
                          self->record->table_sha256 != NULL && self->record->execution_id != NULL);
  if (errors->len == 0 || bulk_execution_panel_get_tracker (self->panel) != NULL)
    return;
  group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (group, _("Rejected Rows"));
  gtk_box_append (self->rejected_box, GTK_WIDGET (group));
  for (guint i = 0; i < errors->len; i++)
    add_row_error (group, errors->pdata[i]);
  if (n_left == 0)
    return;
  /* Translators: %s is a number */
  text = g_strdup_printf (ngettext ("…and %s more row", "…and %s more rows", n_left), left);
  bulk_history_details_add_row (self, group, text, " ", FALSE);
}

/** bulk_history_details_set_batches_done: @done: how much of the table that the record is a batch of was accepted */
void
bulk_history_details_set_batches_done (BulkHistoryDetails *self, const BulkBatchesDone *done)
{
  guint n = self->record != NULL ? self->record->batch_count : 0;
  g_autofree char *rows = bulk_format_number (done->n_rows), *text = NULL;

  gtk_widget_set_visible (self->rest_box, done->n_batches < n);
  /* Translators: number of batches, of how many, number of rows */
  text = g_strdup_printf (ngettext ("%u of %u batch of this table was accepted, with %s rows in all. What was accepted "
                                    "is not sent again.",
                                    "%u of %u batches of this table were accepted, with %s rows in all. What was "
                                    "accepted is not sent again.", n),
                          done->n_batches, n, rows);
  gtk_label_set_text (self->rest_label, text);
}

/** bulk_history_details_set_asking: whether the way to the service is being made */
void
bulk_history_details_set_asking (BulkHistoryDetails *self, gboolean asking)
{
  gtk_widget_set_sensitive (self->status_button, !asking);
}

/** bulk_history_details_set_trouble: @text: (nullable): why it cannot be asked what became of the load */
void
bulk_history_details_set_trouble (BulkHistoryDetails *self, const char *text)
{
  set_text (self->trouble_label, text);
}

/** bulk_history_details_set_tracker: @tracker: asks from now on, as long as the details are seen */
void
bulk_history_details_set_tracker (BulkHistoryDetails *self, BulkTracker *tracker)
{
  bulk_execution_panel_set (self->panel, tracker, NULL, NULL);
  gtk_widget_set_visible (self->status_button, FALSE);
  empty (self->rejected_box);
  if (self->record)
    fill_groups (self, self->record);
}
