/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/execution-panel.h"

#include <glib/gi18n-lib.h>

#include "ui/announce.h"
#include "ui/row-error-list.h"
#include "ui/small-widgets.h"
#include "ui/status-bar.h"
#include "ui/status-text.h"

struct _BulkExecutionPanel
{
  GtkWidget parent_instance;

  GtkLabel *title_label;
  GtkSpinner *spinner;
  BulkStatusBar *bar;
  GtkLabel *counts_label;
  GtkLabel *duration_label;
  GtkWidget *trouble_box;
  GtkLabel *trouble_label;
  GtkButton *ask_button;
  GtkWidget *errors_box;
  GtkLabel *notice_label;
  GtkListView *list;
  GtkWidget *actions_box;    /* what is done with rows of a table that is at hand */
  GtkWidget *show_button;
  GtkWidget *send_button;
  GtkWidget *save_button;

  BulkTracker *tracker;
  BulkTable *table;          /* as it was sent */
  BulkRowSet *rows;
  BulkRowErrors *shown;      /* whose rows were looked for, or are being */
  BulkRowMatch *match;
  GCancellable *matching;
  gboolean settled;
};

G_DEFINE_FINAL_TYPE (BulkExecutionPanel, bulk_execution_panel, GTK_TYPE_WIDGET)

enum { SIGNAL_SHOW_ROW, SIGNAL_SEND_CORRECTED, SIGNAL_SAVE_REJECTED, SIGNAL_SETTLED, SIGNAL_REFRESHED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Private helpers */

static void
stop_matching (BulkExecutionPanel *self)
{
  if (self->matching != NULL)
    g_cancellable_cancel (self->matching);
  g_clear_object (&self->matching);
}

static BulkRowErrorItem *
get_selected (BulkExecutionPanel *self)
{
  GtkSelectionModel *model = gtk_list_view_get_model (self->list);

  return model != NULL ? gtk_single_selection_get_selected_item (GTK_SINGLE_SELECTION (model)) : NULL;
}

static void
update_buttons (BulkExecutionPanel *self)
{
  BulkRowErrorItem *item = get_selected (self);
  gboolean found = self->match != NULL
                   && bulk_row_match_count (self->match, BULK_MATCH_NONE) < bulk_row_match_get_n (self->match);

  gtk_widget_set_sensitive (self->show_button,
                            item != NULL && bulk_row_error_item_get_row (item) != BULK_ROW_MATCH_NO_ROW);
  gtk_widget_set_sensitive (self->send_button, found);
  gtk_widget_set_sensitive (self->save_button, self->table != NULL && (self->match != NULL || self->matching == NULL));
}

static void
show_list (BulkExecutionPanel *self)
{
  g_autoptr (BulkRowErrorList) list = bulk_row_error_list_new (self->shown, self->match);
  g_autoptr (GtkSingleSelection) selection = gtk_single_selection_new (G_LIST_MODEL (g_steal_pointer (&list)));
  guint n = bulk_row_errors_get_n (self->shown), before = GTK_INVALID_LIST_POSITION;

  if (gtk_list_view_get_model (self->list) != NULL)
    before = gtk_single_selection_get_selected (GTK_SINGLE_SELECTION (gtk_list_view_get_model (self->list)));
  if (before < n)
    gtk_single_selection_set_selected (selection, before);
  g_signal_connect_object (selection, "notify::selected", G_CALLBACK (update_buttons), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  gtk_widget_set_visible (self->errors_box, n > 0);
}

static void
show_notice (BulkExecutionPanel *self)
{
  guint n = bulk_row_errors_get_n (self->shown);
  BulkStatus *status = bulk_tracker_get_status (self->tracker);
  g_autofree char *listed = bulk_status_text_listed (n, bulk_status_get_error_count (status));
  g_autofree char *found = self->match != NULL
                               ? bulk_status_text_matches (n, bulk_row_match_count (self->match, BULK_MATCH_AMBIGUOUS),
                                                           bulk_row_match_count (self->match, BULK_MATCH_NONE))
                               : g_strdup (self->matching != NULL ? _ ("Looking for the rows in the table…") : "");
  g_autofree char *text = g_strjoin (*listed != '\0' && *found != '\0' ? " " : "", listed, found, NULL);

  gtk_label_set_text (self->notice_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->notice_label), *text != '\0');
}

static void
settle (BulkExecutionPanel *self)
{
  if (self->settled || self->matching != NULL || bulk_tracker_get_phase (self->tracker) != BULK_TRACKER_DONE)
    return;
  self->settled = TRUE;
  bulk_announce (GTK_WIDGET (self->title_label), gtk_label_get_text (self->title_label));
  g_signal_emit (self, signals[SIGNAL_SETTLED], 0);
}

static void
on_matched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkExecutionPanel) self = user_data;
  g_autoptr (BulkRowMatch) match = bulk_row_match_find_finish (result, NULL);

  if (match == NULL || self->matching == NULL || self->matching != g_task_get_cancellable (G_TASK (result)))
    return;
  g_clear_object (&self->matching);
  self->match = g_steal_pointer (&match);
  show_list (self);
  show_notice (self);
  update_buttons (self);
  settle (self);
}

static void
show_errors (BulkExecutionPanel *self, BulkRowErrors *errors)
{
  if (self->shown == errors)
    return;
  stop_matching (self);
  g_clear_pointer (&self->match, bulk_row_match_unref);
  g_clear_pointer (&self->shown, bulk_row_errors_unref);
  self->shown = bulk_row_errors_ref (errors);
  if (self->table != NULL && bulk_row_errors_get_n (errors) > 0)
    {
      self->matching = g_cancellable_new ();
      bulk_row_match_find_async (self->table, self->rows, errors, self->matching, on_matched, g_object_ref (self));
    }
  show_list (self);
  update_buttons (self);
}

static void
show_trouble (BulkExecutionPanel *self, BulkTrackerPhase phase)
{
  const GError *error = bulk_tracker_get_error (self->tracker);
  gboolean stopped = phase == BULK_TRACKER_FAILED || phase == BULK_TRACKER_IDLE;

  if (phase == BULK_TRACKER_ASKING)
    return; /* what is said stays until there is an answer */
  gtk_widget_set_visible (self->trouble_box, error != NULL && phase != BULK_TRACKER_DONE);
  gtk_label_set_text (self->trouble_label, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->ask_button), stopped);
}

static void
refresh (BulkExecutionPanel *self)
{
  BulkStatusFigures figures;
  g_autofree char *title = NULL, *counts = NULL, *duration = NULL, *words = NULL;
  double shares[3];
  BulkStatus *status = bulk_tracker_get_status (self->tracker);
  BulkTrackerPhase phase = bulk_tracker_get_phase (self->tracker);

  bulk_status_text_read (self->tracker, &figures);
  title = bulk_status_text_title (&figures);
  counts = bulk_status_text_counts (&figures);
  duration = bulk_status_text_duration (figures.seconds);
  words = *counts != '\0' ? g_strdup_printf ("%s: %s", title, counts) : g_strdup (title);
  bulk_status_text_shares (&figures, shares);
  gtk_label_set_text (self->title_label, title);
  gtk_label_set_text (self->counts_label, counts);
  gtk_label_set_text (self->duration_label, duration);
  bulk_status_bar_set (self->bar, shares, words);
  gtk_spinner_set_spinning (self->spinner, phase == BULK_TRACKER_ASKING || phase == BULK_TRACKER_WAITING);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), gtk_spinner_get_spinning (self->spinner));
  show_trouble (self, phase);
  if (status != NULL)
    {
      show_errors (self, bulk_status_get_errors (status));
      show_notice (self);
    }
  g_signal_emit (self, signals[SIGNAL_REFRESHED], 0);
  settle (self);
}

/* Callbacks */

static void
on_ask_clicked (BulkExecutionPanel *self)
{
  bulk_tracker_start (self->tracker);
}

static void
show_row (BulkExecutionPanel *self, BulkRowErrorItem *item)
{
  if (item != NULL && bulk_row_error_item_get_row (item) != BULK_ROW_MATCH_NO_ROW)
    g_signal_emit (self, signals[SIGNAL_SHOW_ROW], 0, bulk_row_error_item_get_row (item));
}

static void
on_row_activated (BulkExecutionPanel *self, guint position)
{
  g_autoptr (BulkRowErrorItem) item = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (self->list)),
                                                             position);

  show_row (self, item);
}

static void
on_show_clicked (BulkExecutionPanel *self)
{
  show_row (self, get_selected (self));
}

static void
on_send_clicked (BulkExecutionPanel *self)
{
  g_signal_emit (self, signals[SIGNAL_SEND_CORRECTED], 0);
}

static void
on_save_clicked (BulkExecutionPanel *self)
{
  g_signal_emit (self, signals[SIGNAL_SAVE_REJECTED], 0);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_add_css_class (box, "rejected-row");
  gtk_box_append (GTK_BOX (box), bulk_wrapped_label_new (NULL, NULL));
  gtk_box_append (GTK_BOX (box), bulk_wrapped_label_new (NULL, "dim-label"));
  gtk_list_item_set_child (item, box);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  BulkRowErrorItem *error = gtk_list_item_get_item (item);
  GtkWidget *message = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  g_autofree char *text = bulk_row_error_item_dup_message (error), *place = bulk_row_error_item_dup_place (error);

  gtk_label_set_text (GTK_LABEL (message), text);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (message)), place);
}

/* Overrides */

/* It asks as long as somebody looks. */
static void
bulk_execution_panel_map (GtkWidget *widget)
{
  BulkExecutionPanel *self = BULK_EXECUTION_PANEL (widget);

  GTK_WIDGET_CLASS (bulk_execution_panel_parent_class)->map (widget);
  if (self->tracker != NULL)
    bulk_tracker_start (self->tracker);
}

static void
bulk_execution_panel_unmap (GtkWidget *widget)
{
  BulkExecutionPanel *self = BULK_EXECUTION_PANEL (widget);

  if (self->tracker != NULL)
    bulk_tracker_stop (self->tracker);
  GTK_WIDGET_CLASS (bulk_execution_panel_parent_class)->unmap (widget);
}

static void
forget (BulkExecutionPanel *self)
{
  stop_matching (self);
  if (self->tracker != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->tracker, self);
      bulk_tracker_stop (self->tracker);
    }
  g_clear_object (&self->tracker);
  g_clear_object (&self->table);
  g_clear_pointer (&self->rows, bulk_row_set_unref);
  g_clear_pointer (&self->match, bulk_row_match_unref);
  g_clear_pointer (&self->shown, bulk_row_errors_unref);
}

static void
bulk_execution_panel_dispose (GObject *object)
{
  GtkWidget *child;

  forget (BULK_EXECUTION_PANEL (object));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (object), BULK_TYPE_EXECUTION_PANEL);
  G_OBJECT_CLASS (bulk_execution_panel_parent_class)->dispose (object);
}

/* Class */

static void
add_signals (GType type)
{
  signals[SIGNAL_SHOW_ROW]
      = g_signal_new ("show-row", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_SEND_CORRECTED]
      = g_signal_new ("send-corrected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SAVE_REJECTED]
      = g_signal_new ("save-rejected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REFRESHED] = g_signal_new ("refreshed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SETTLED] = g_signal_new ("settled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bulk_execution_panel_class_init (BulkExecutionPanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = bulk_execution_panel_dispose;
  widget_class->map = bulk_execution_panel_map;
  widget_class->unmap = bulk_execution_panel_unmap;
  add_signals (G_TYPE_FROM_CLASS (class));
  g_type_ensure (BULK_TYPE_STATUS_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bulkloader/BulkLoader/execution-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, BulkExecutionPanel, title_label);
  gtk_widget_class_bind_template_child (widget_class, BulkExecutionPanel, spinner);
  gtk_widget_class_bind_template_child (widget_class, BulkExecutionPanel, bar);
  gtk_widget_class_bind_template_child (widget_class, BulkExecutionPanel, counts_label);
  gtk_widget_class_bind_template_child (widget_class, BulkExecutionPanel, duration_label);
  gtk_widget_class_bind_template_child (widget_class, BulkExecutionPanel, trouble_box);
  gtk_widget_class_bind_template_child (widget_class, BulkExecutionPanel, trouble_label);
  gtk_widget_class_bind_template_child (widget_class, BulkExecutionPanel, ask_button);
  gtk_widget_class_bind_template_child (widget_class, BulkExecutionPanel, errors_box);
  gtk_widget_class_bind_template_child (widget_class, BulkExecutionPanel, notice_label);
  gtk_widget_class_bind_template_child (widget_class, BulkExecutionPanel, list);
  gtk_widget_class_bind_template_child (widget_class, BulkExecutionPanel, actions_box);
  gtk_widget_class_bind_template_child (widget_class, BulkExecutionPanel, show_button);
  gtk_widget_class_bind_template_child (widget_class, BulkExecutionPanel, send_button);
  gtk_widget_class_bind_template_child (widget_class, BulkExecutionPanel, save_button);
  gtk_widget_class_bind_template_callback (widget_class, on_ask_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_show_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_send_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
bulk_execution_panel_init (BulkExecutionPanel *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  gtk_list_view_set_factory (self->list, factory);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* Public functions */

/** bulk_execution_panel_new: Returns: (transfer floating): a panel that is not seen */
GtkWidget *
bulk_execution_panel_new (void)
{
  return g_object_new (BULK_TYPE_EXECUTION_PANEL, NULL);
}

/**
 * bulk_execution_panel_set:
 * @tracker: (nullable): of the load to show; started as soon as the panel is seen; %NULL: none
 * @table: (nullable): the table as it was sent
 * @rows: (nullable): which of its rows; %NULL: all
 */
void
bulk_execution_panel_set (BulkExecutionPanel *self, BulkTracker *tracker, BulkTable *table, BulkRowSet *rows)
{
  g_return_if_fail (BULK_IS_EXECUTION_PANEL (self));
  forget (self);
  self->settled = FALSE;
  gtk_widget_set_visible (self->errors_box, FALSE);
  gtk_widget_set_visible (self->trouble_box, FALSE);
  gtk_list_view_set_model (self->list, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), tracker != NULL);
  if (tracker == NULL)
    return;
  self->tracker = g_object_ref (tracker);
  self->table = table != NULL ? g_object_ref (table) : NULL;
  self->rows = rows != NULL ? bulk_row_set_ref (rows) : NULL;
  gtk_widget_set_visible (self->actions_box, table != NULL);
  g_signal_connect_swapped (tracker, "notify", G_CALLBACK (refresh), self);
  refresh (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    bulk_tracker_start (tracker);
}

/** bulk_execution_panel_get_tracker: Returns: (transfer none) (nullable): whom it listens to */
BulkTracker *
bulk_execution_panel_get_tracker (BulkExecutionPanel *self)
{
  return self->tracker;
}

/** bulk_execution_panel_get_table: Returns: (transfer none) (nullable): the table as it was sent */
BulkTable *
bulk_execution_panel_get_table (BulkExecutionPanel *self)
{
  return self->table;
}

/** bulk_execution_panel_get_match: Returns: (transfer none) (nullable): which rows were rejected, once it is known */
BulkRowMatch *
bulk_execution_panel_get_match (BulkExecutionPanel *self)
{
  return self->match;
}
