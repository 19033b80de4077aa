/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/problems-pane.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "checks/report.h"
#include "ui/describe.h"
#include "ui/format.h"
#include "ui/problem-row.h"

#define FEW 6u           /* problems that are seen without a click */
#define COLUMNS_MAX 500u /* more names than that nobody chooses from */

struct _BulkProblemsPane
{
  GtkWidget parent_instance;

  GtkToggleButton *errors_button;
  GtkToggleButton *warnings_button;
  GtkDropDown *column_drop;
  GtkStack *stack;
  GtkListView *list;
  GtkLabel *none_label;
  GtkDropDown *key_drop;
  GtkDropDown *dates_drop;

  BulkProblems *problems;     /* nullable */
  GtkTreeListModel *tree;     /* nullable */
  BulkTable *named;           /* whose columns are offered */
  char *names;                /* of these columns, to see whether they are others */
  guint64 expanded;           /* codes of groups that are open */
  BulkTable *opened;          /* for which that was said */
  gboolean updating;
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (BulkProblemsPane, bulk_problems_pane, GTK_TYPE_WIDGET)

enum { SIGNAL_JUMP, SIGNAL_CLOSE, SIGNAL_MESSAGE, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Private helpers */

static void
say (BulkProblemsPane *self, const char *text)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text);
}

static GtkStringList *
make_names (BulkTable *table, const char *first)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  guint n = table ? MIN (bulk_table_get_n_columns (table), COLUMNS_MAX) : 0;

  gtk_string_list_append (names, first);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *header = bulk_table_dup_header (table, i), *name = bulk_describe_column (header, i);

      gtk_string_list_append (names, name);
    }
  return names;
}

static char *
join_names (GtkStringList *names)
{
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (names)); i++)
    g_string_append_printf (joined, "%s\n", gtk_string_list_get_string (names, i));
  return g_string_free (g_steal_pointer (&joined), FALSE);
}

/* The columns to choose from, anew only if they are others: else a choice would be lost with every edit. */
static void
update_names (BulkProblemsPane *self)
{
  BulkTable *table = bulk_problems_get_table (self->problems);
  g_autoptr (GtkStringList) columns = make_names (table, _("All columns")), keys = make_names (table, _("None"));
  char *names = join_names (columns);

  if (self->named == table && g_strcmp0 (names, self->names) == 0)
    {
      g_free (names);
      return;
    }
  g_free (self->names);
  self->names = names;
  g_set_object (&self->named, table);
  gtk_drop_down_set_model (self->column_drop, G_LIST_MODEL (columns));
  gtk_drop_down_set_model (self->key_drop, G_LIST_MODEL (keys));
  gtk_drop_down_set_selected (self->dates_drop, 0);
  gtk_toggle_button_set_active (self->errors_button, TRUE);
  gtk_toggle_button_set_active (self->warnings_button, TRUE);
}

static void
update_options (BulkProblemsPane *self)
{
  BulkFindings *findings = bulk_problems_get_findings (self->problems);
  guint key = findings ? bulk_findings_get_key_column (findings) : BULK_KEY_COLUMN_NONE;
  gboolean unclear = findings && bulk_findings_count (findings, BULK_PROBLEM_AMBIGUOUS_DATE) > 0;

  gtk_drop_down_set_selected (self->key_drop, key == BULK_KEY_COLUMN_NONE || key >= COLUMNS_MAX ? 0 : key + 1);
  gtk_widget_set_visible (GTK_WIDGET (self->dates_drop), unclear);
}

/* Of a table that is new, a few problems are listed at once, many only by their kinds. */
static void
expand_few (BulkProblemsPane *self)
{
  BulkTable *table = bulk_problems_get_table (self->problems);
  guint64 n = 0;

  if (self->opened == table || bulk_problems_get_findings (self->problems) == NULL)
    return;
  g_set_object (&self->opened, table);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->problems)); i++)
    {
      g_autoptr (BulkProblemGroup) group = g_list_model_get_item (G_LIST_MODEL (self->problems), i);

      n += bulk_problem_group_get_count (group);
    }
  self->expanded = n <= FEW ? G_MAXUINT64 : 0;
}

static void
expand_again (BulkProblemsPane *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->tree)); i++)
    {
      g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (self->tree, i);
      g_autoptr (GObject) item = gtk_tree_list_row_get_item (row);

      if (BULK_IS_PROBLEM_GROUP (item)
          && (self->expanded & BULK_PROBLEM_BIT (bulk_problem_group_get_code (BULK_PROBLEM_GROUP (item)))) != 0)
        gtk_tree_list_row_set_expanded (row, TRUE);
    }
}

static void
update (BulkProblemsPane *self)
{
  gboolean running = self->problems && bulk_problems_is_running (self->problems);
  gboolean any = self->problems && g_list_model_get_n_items (G_LIST_MODEL (self->problems)) > 0;
  gboolean filtered = !gtk_toggle_button_get_active (self->errors_button)
                      || !gtk_toggle_button_get_active (self->warnings_button)
                      || gtk_drop_down_get_selected (self->column_drop) != 0;

  if (self->problems == NULL || bulk_problems_get_table (self->problems) == NULL)
    return;
  self->updating = TRUE;
  update_names (self);
  if (!running)
    update_options (self);
  expand_few (self);
  expand_again (self);
  self->updating = FALSE;
  gtk_label_set_text (self->none_label, running ? _("Checking the table…")
                                        : filtered ? _("No such problems") : _("No problems found"));
  gtk_stack_set_visible_child_name (self->stack, any ? "list" : "none");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "problems.save-report",
                                 bulk_problems_get_findings (self->problems) != NULL && any);
}

/* Callbacks */

static void
on_filter (BulkProblemsPane *self)
{
  guint column = gtk_drop_down_get_selected (self->column_drop);

  if (self->problems == NULL || self->updating)
    return;
  bulk_problems_set_filter (self->problems, gtk_toggle_button_get_active (self->errors_button),
                            gtk_toggle_button_get_active (self->warnings_button),
                            column == 0 || column == GTK_INVALID_LIST_POSITION ? BULK_PROBLEM_NO_COLUMN : column - 1);
}

static void
on_options (BulkProblemsPane *self)
{
  guint key = gtk_drop_down_get_selected (self->key_drop), dates = gtk_drop_down_get_selected (self->dates_drop);
  BulkCheckOptions options = { key == 0 ? BULK_KEY_COLUMN_NONE : key - 1, BULK_DATE_ORDER_UNKNOWN };

  if (self->problems == NULL || self->updating || key == GTK_INVALID_LIST_POSITION)
    return;
  if (dates != GTK_INVALID_LIST_POSITION)
    options.date_order = (BulkDateOrder) dates;
  bulk_problems_set_options (self->problems, &options);
}

static void
on_activate (BulkProblemsPane *self, guint position)
{
  g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (self->tree, position);
  g_autoptr (GObject) item = row ? gtk_tree_list_row_get_item (row) : NULL;

  if (BULK_IS_PROBLEM_ITEM (item))
    g_signal_emit (self, signals[SIGNAL_JUMP], 0, bulk_problem_item_get (BULK_PROBLEM_ITEM (item)));
  else if (row)
    gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
}

static void
on_expanded (GtkTreeListRow *row, GParamSpec *spec, BulkProblemsPane *self)
{
  g_autoptr (GObject) item = gtk_tree_list_row_get_item (row);
  guint64 bit;

  if (!BULK_IS_PROBLEM_GROUP (item))
    return;
  bit = BULK_PROBLEM_BIT (bulk_problem_group_get_code (BULK_PROBLEM_GROUP (item)));
  self->expanded = gtk_tree_list_row_get_expanded (row) ? self->expanded | bit : self->expanded & ~bit;
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, BulkProblemsPane *self)
{
  gtk_list_item_set_child (item, bulk_problem_row_new ());
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, BulkProblemsPane *self)
{
  GtkTreeListRow *row = gtk_list_item_get_item (item);

  g_signal_connect (row, "notify::expanded", G_CALLBACK (on_expanded), self);
  bulk_problem_row_set (BULK_PROBLEM_ROW (gtk_list_item_get_child (item)), row, FALSE);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, BulkProblemsPane *self)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), on_expanded, self);
  bulk_problem_row_set (BULK_PROBLEM_ROW (gtk_list_item_get_child (item)), NULL, FALSE);
}

static GListModel *
create_children (gpointer item, gpointer user_data)
{
  return BULK_IS_PROBLEM_GROUP (item) ? g_object_ref (G_LIST_MODEL (item)) : NULL;
}

static void
on_fixed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkProblemsPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *number = NULL, *text = NULL;
  guint64 n;

  if (bulk_problems_fix_all_finish (BULK_PROBLEMS (source), result, &n, &error))
    {
      number = bulk_format_number (n);
      text = g_strdup_printf (ngettext ("%s problem was fixed. Undo takes it back.",
                                        "%s problems were fixed. Undo takes it back.", (gulong) n), number);
      say (self, text);
    }
  else
    say (self, error ? error->message : _("There was nothing to fix."));
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkProblemsPane) self = user_data;
  g_autoptr (GError) error = NULL;

  say (self, bulk_report_write_finish (result, &error) ? _("The report is saved.") : error->message);
}

static void
on_chosen (GtkNativeDialog *dialog, int response, BulkProblemsPane *self)
{
  g_autoptr (GFile) file
      = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  BulkFindings *findings = self->problems ? bulk_problems_get_findings (self->problems) : NULL;

  if (file && findings)
    bulk_report_write_async (findings, file, NULL, on_saved, g_object_ref (self));
  g_clear_object (&self->chooser);
}

/* Actions */

static void
fix_all (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BulkProblemsPane *self = BULK_PROBLEMS_PANE (widget);

  if (self->problems)
    bulk_problems_fix_all_async (self->problems, BULK_PROBLEM_BIT (g_variant_get_uint32 (parameter)), NULL, on_fixed,
                                 g_object_ref (self));
}

static void
fix_one (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BulkProblemsPane *self = BULK_PROBLEMS_PANE (widget);
  BulkProblem problem;
  guint code;

  g_variant_get (parameter, "(uuut)", &code, &problem.row, &problem.column, &problem.number);
  problem.code = code;
  if (self->problems && bulk_problems_fix_one (self->problems, &problem) && problem.row != BULK_PROBLEM_NO_ROW)
    g_signal_emit (self, signals[SIGNAL_JUMP], 0, &problem);
}

static void
wave (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BulkProblemsPane *self = BULK_PROBLEMS_PANE (widget);
  BulkProblemCode code = g_variant_get_uint32 (parameter);

  if (self->problems)
    bulk_problems_set_waved (self->problems, code, !bulk_problems_is_waved (self->problems, code));
}

static void
save_report (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BulkProblemsPane *self = BULK_PROBLEMS_PANE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  if (self->chooser || self->problems == NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (_("Save Report"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                               GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), _("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), _("problems.csv"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect (self->chooser, "response", G_CALLBACK (on_chosen), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
close_pane (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_CLOSE], 0);
}

/* Overrides */

static void
bulk_problems_pane_dispose (GObject *object)
{
  BulkProblemsPane *self = BULK_PROBLEMS_PANE (object);
  GtkWidget *child;

  bulk_problems_pane_set_problems (self, NULL);
  g_clear_object (&self->chooser);
  g_clear_object (&self->named);
  g_clear_object (&self->opened);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (bulk_problems_pane_parent_class)->dispose (object);
}

static void
bulk_problems_pane_finalize (GObject *object)
{
  g_free (BULK_PROBLEMS_PANE (object)->names);
  G_OBJECT_CLASS (bulk_problems_pane_parent_class)->finalize (object);
}

/* Class */

static void
bulk_problems_pane_class_init (BulkProblemsPaneClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  GType type = G_TYPE_FROM_CLASS (class);

  object_class->dispose = bulk_problems_pane_dispose;
  object_class->finalize = bulk_problems_pane_finalize;
  signals[SIGNAL_JUMP] = g_signal_new ("jump", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                       G_TYPE_POINTER);
  signals[SIGNAL_CLOSE] = g_signal_new ("close", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_MESSAGE]
      = g_signal_new ("message", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bulkloader/BulkLoader/problems-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, BulkProblemsPane, errors_button);
  gtk_widget_class_bind_template_child (widget_class, BulkProblemsPane, warnings_button);
  gtk_widget_class_bind_template_child (widget_class, BulkProblemsPane, column_drop);
  gtk_widget_class_bind_template_child (widget_class, BulkProblemsPane, stack);
  gtk_widget_class_bind_template_child (widget_class, BulkProblemsPane, list);
  gtk_widget_class_bind_template_child (widget_class, BulkProblemsPane, none_label);
  gtk_widget_class_bind_template_child (widget_class, BulkProblemsPane, key_drop);
  gtk_widget_class_bind_template_child (widget_class, BulkProblemsPane, dates_drop);
  gtk_widget_class_bind_template_callback (widget_class, on_filter);
  gtk_widget_class_bind_template_callback (widget_class, on_options);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_install_action (widget_class, "problems.fix-all", "u", fix_all);
  gtk_widget_class_install_action (widget_class, "problems.fix-one", "(uuut)", fix_one);
  gtk_widget_class_install_action (widget_class, "problems.wave", "u", wave);
  gtk_widget_class_install_action (widget_class, "problems.save-report", NULL, save_report);
  gtk_widget_class_install_action (widget_class, "problems.close", NULL, close_pane);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
bulk_problems_pane_init (BulkProblemsPane *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->updating = FALSE;
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), self);
  gtk_list_view_set_factory (self->list, factory);
}

/* Public functions */

/** bulk_problems_pane_new: Returns: (transfer floating): a pane without problems */
GtkWidget *
bulk_problems_pane_new (void)
{
  return g_object_new (BULK_TYPE_PROBLEMS_PANE, NULL);
}

/** bulk_problems_pane_set_problems: @problems: (nullable): what to list, as it changes */
void
bulk_problems_pane_set_problems (BulkProblemsPane *self, BulkProblems *problems)
{
  if (self->problems == problems)
    return;
  if (self->problems)
    g_signal_handlers_disconnect_by_func (self->problems, update, self);
  g_set_object (&self->problems, problems);
  if (self->list)
    gtk_list_view_set_model (self->list, NULL);
  self->tree = NULL;
  if (problems == NULL)
    return;
  self->tree = gtk_tree_list_model_new (g_object_ref (G_LIST_MODEL (problems)), FALSE, FALSE, create_children, NULL,
                                        NULL);
  g_signal_connect_swapped (problems, "changed", G_CALLBACK (update), self);
  g_signal_connect_swapped (problems, "notify::running", G_CALLBACK (update), self);
  {
    g_autoptr (GtkSelectionModel) selection
        = GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (self->tree)));

    gtk_list_view_set_model (self->list, selection);
  }
  update (self);
}
