/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/find-bar.h"

#include <glib/gi18n-lib.h>

#define SLOW 300 /* milliseconds until it says that it searches */

struct _BulkFindBar
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkSearchEntry *entry;
  GtkButton *previous_button;
  GtkButton *next_button;
  GtkLabel *status_label;

  BulkTableView *view;
  GCancellable *cancellable; /* of the search under way */
  guint slow_id;
};

G_DEFINE_FINAL_TYPE (BulkFindBar, bulk_find_bar, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_SEARCHING, N_PROPS };
static GParamSpec *properties[N_PROPS];

/* A search: what a worker thread is given, and what it finds. */
typedef struct
{
  BulkTable *table;
  char *text;
  guint cursor_row;    /* where it was when the search began */
  guint cursor_column;
  guint from_row;
  guint from_column;
  gboolean forward;
  guint row;
  guint column;
} Search;

/* Private helpers */

static void
search_free (gpointer data)
{
  Search *search = data;

  g_object_unref (search->table);
  g_free (search->text);
  g_free (search);
}

static void
set_status (BulkFindBar *self, const char *text)
{
  gtk_label_set_text (self->status_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->status_label), *text != '\0');
}

static void
set_found (BulkFindBar *self, gboolean found)
{
  if (found)
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
}

static void
stop (BulkFindBar *self)
{
  gboolean searching = self->cancellable != NULL;

  g_clear_handle_id (&self->slow_id, g_source_remove);
  if (!searching)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCHING]);
}

static const char *
get_status (BulkFindBar *self, gboolean found, const Search *search)
{
  gboolean before = search->row < search->cursor_row
                    || (search->row == search->cursor_row && search->column < search->cursor_column);
  gboolean after = search->row > search->cursor_row
                   || (search->row == search->cursor_row && search->column > search->cursor_column);

  if (!found && !bulk_table_is_complete (search->table) && !bulk_table_get_load_error (search->table))
    return _ ("Not found so far. The file is still being read.");
  if (!found)
    return _ ("Not found");
  if (search->forward && before)
    return _ ("Found, going on from the first row");
  if (!search->forward && after)
    return _ ("Found, going on from the last row");
  return "";
}

/* Runs in a worker thread. */
static void
run (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Search *search = task_data;

  g_task_return_boolean (task, bulk_table_find (search->table, search->text, search->from_row, search->from_column,
                                                search->forward, cancellable, &search->row, &search->column));
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BulkFindBar *self = BULK_FIND_BAR (source);
  GTask *task = G_TASK (result);
  const Search *search = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean found = g_task_propagate_boolean (task, &error);

  /* Another search took its place, or the bar was closed. */
  if (self->cancellable == NULL || self->cancellable != g_task_get_cancellable (task))
    return;
  g_clear_handle_id (&self->slow_id, g_source_remove);
  g_clear_object (&self->cancellable);
  set_found (self, found);
  set_status (self, get_status (self, found, search));
  if (found)
    bulk_table_view_set_cursor (self->view, search->row, search->column);
  bulk_table_view_set_match (self->view, found ? search->row : BULK_TABLE_VIEW_NO_MATCH, search->column);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCHING]);
}

static void
on_slow (gpointer user_data)
{
  BulkFindBar *self = user_data;

  self->slow_id = 0;
  set_status (self, _ ("Searching…"));
}

/* Steps one cell on, over the ends of rows; what is beyond the last is taken for the first. */
static void
step (BulkTable *table, gboolean forward, guint *row, guint *column)
{
  if (forward)
    ++*column;
  else if (*column > 0)
    --*column;
  else
    {
      *row = *row > 0 ? *row - 1 : MAX (bulk_table_get_n_rows (table), 1) - 1;
      *column = G_MAXUINT - 1;
    }
}

static void
start (BulkFindBar *self, gboolean forward, gboolean from_here)
{
  BulkTable *table = self->view ? bulk_table_view_get_table (self->view) : NULL;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (GTask) task = NULL;
  Search *search;

  stop (self);
  if (table == NULL || *text == '\0')
    {
      set_found (self, TRUE);
      set_status (self, "");
      if (self->view)
        bulk_table_view_set_match (self->view, BULK_TABLE_VIEW_NO_MATCH, 0);
      return;
    }
  search = g_new0 (Search, 1);
  search->table = g_object_ref (table);
  search->text = g_strdup (text);
  search->forward = forward;
  search->from_row = search->cursor_row = bulk_table_view_get_cursor_row (self->view);
  search->from_column = search->cursor_column = bulk_table_view_get_cursor_column (self->view);
  if (!from_here)
    step (table, forward, &search->from_row, &search->from_column);

  self->cancellable = g_cancellable_new ();
  self->slow_id = g_timeout_add_once (SLOW, on_slow, self);
  task = g_task_new (self, self->cancellable, on_done, NULL);
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, search, search_free);
  g_task_run_in_thread (task, run);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCHING]);
}

/* Callbacks */

static void
on_text_changed (BulkFindBar *self)
{
  gboolean any = *gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0';

  gtk_widget_set_sensitive (GTK_WIDGET (self->previous_button), any);
  gtk_widget_set_sensitive (GTK_WIDGET (self->next_button), any);
  start (self, TRUE, TRUE);
}

static void
on_next (BulkFindBar *self)
{
  start (self, TRUE, FALSE);
}

static void
on_previous (BulkFindBar *self)
{
  start (self, FALSE, FALSE);
}

static gboolean
on_shift_enter (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  on_previous (user_data);
  return TRUE;
}

/* Overrides */

static void
bulk_find_bar_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  if (property_id == PROP_SEARCHING)
    g_value_set_boolean (value, bulk_find_bar_is_searching (BULK_FIND_BAR (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static gboolean
bulk_find_bar_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (BULK_FIND_BAR (widget)->entry));
}

static void
bulk_find_bar_dispose (GObject *object)
{
  BulkFindBar *self = BULK_FIND_BAR (object);
  GtkWidget *child;

  stop (self);
  g_clear_object (&self->view);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (bulk_find_bar_parent_class)->dispose (object);
}

/* Class */

static void
bulk_find_bar_class_init (BulkFindBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->get_property = bulk_find_bar_get_property;
  G_OBJECT_CLASS (class)->dispose = bulk_find_bar_dispose;
  widget_class->grab_focus = bulk_find_bar_grab_focus;
  properties[PROP_SEARCHING] = g_param_spec_boolean ("searching", NULL, NULL, FALSE,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (class), N_PROPS, properties);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bulkloader/BulkLoader/find-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, BulkFindBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, BulkFindBar, entry);
  gtk_widget_class_bind_template_child (widget_class, BulkFindBar, previous_button);
  gtk_widget_class_bind_template_child (widget_class, BulkFindBar, next_button);
  gtk_widget_class_bind_template_child (widget_class, BulkFindBar, status_label);
  gtk_widget_class_bind_template_callback (widget_class, on_text_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_previous);
  gtk_widget_class_bind_template_callback (widget_class, bulk_find_bar_close);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
bulk_find_bar_init (BulkFindBar *self)
{
  GtkEventController *keys;

  gtk_widget_init_template (GTK_WIDGET (self));
  /* In the capture phase: the entry takes Enter with Shift, too, for "activate". */
  keys = gtk_shortcut_controller_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_alternative_trigger_new (gtk_keyval_trigger_new (GDK_KEY_Return, GDK_SHIFT_MASK),
                                                     gtk_keyval_trigger_new (GDK_KEY_KP_Enter, GDK_SHIFT_MASK)),
                        gtk_callback_action_new (on_shift_enter, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
}

/* Public functions */

/**
 * bulk_find_bar_new:
 *
 * Returns: (transfer floating): a closed bar
 */
GtkWidget *
bulk_find_bar_new (void)
{
  return g_object_new (BULK_TYPE_FIND_BAR, NULL);
}

/**
 * bulk_find_bar_set_view:
 * @self: the bar
 * @view: (nullable): where to find
 *
 * Ends what is searched. To be called again when @view shows another table.
 */
void
bulk_find_bar_set_view (BulkFindBar *self, BulkTableView *view)
{
  g_return_if_fail (BULK_IS_FIND_BAR (self));

  stop (self);
  set_status (self, "");
  set_found (self, TRUE);
  g_set_object (&self->view, view);
}

/**
 * bulk_find_bar_open:
 * @self: the bar
 *
 * Shows the bar, with what was looked for last selected, and puts the keyboard there.
 */
void
bulk_find_bar_open (BulkFindBar *self)
{
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

/**
 * bulk_find_bar_close:
 * @self: the bar
 *
 * Ends the search, hides the bar and puts the keyboard on the table.
 */
void
bulk_find_bar_close (BulkFindBar *self)
{
  stop (self);
  set_status (self, "");
  set_found (self, TRUE);
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  if (self->view == NULL)
    return;
  bulk_table_view_set_match (self->view, BULK_TABLE_VIEW_NO_MATCH, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/**
 * bulk_find_bar_is_open:
 * @self: the bar
 *
 * Returns: whether it is shown
 */
gboolean
bulk_find_bar_is_open (BulkFindBar *self)
{
  return gtk_revealer_get_reveal_child (self->revealer);
}

/**
 * bulk_find_bar_find:
 * @self: the bar
 * @text: what to look for
 *
 * Finds the first cell with @text from the current one on.
 */
void
bulk_find_bar_find (BulkFindBar *self, const char *text)
{
  /* A change begins the search by itself. */
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->entry)), text) == 0)
    on_text_changed (self);
  else
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}

/**
 * bulk_find_bar_next:
 * @self: the bar
 * @forward: %FALSE: the one before
 *
 * Finds the next cell, around the ends of the table.
 */
void
bulk_find_bar_next (BulkFindBar *self, gboolean forward)
{
  start (self, forward, FALSE);
}

/**
 * bulk_find_bar_is_searching:
 * @self: the bar
 *
 * Returns: whether a search is under way
 */
gboolean
bulk_find_bar_is_searching (BulkFindBar *self)
{
  return self->cancellable != NULL;
}

/**
 * bulk_find_bar_get_status:
 * @self: the bar
 *
 * Returns: (transfer none): what it says of the last search, "" if there is nothing to say
 */
const char *
bulk_find_bar_get_status (BulkFindBar *self)
{
  return gtk_label_get_text (self->status_label);
}
