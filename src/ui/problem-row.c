/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/problem-row.h"

#include <glib/gi18n-lib.h>

#include "checks/fix.h"
#include "checks/problem-group.h"
#include "ui/format.h"
#include "ui/small-widgets.h"

struct _BulkProblemRow
{
  GtkWidget parent_instance;

  GtkTreeExpander *expander;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *detail;
  GtkButton *fix_button;
  GtkLabel *fix_label;
  GtkToggleButton *ignore_button;
};

G_DEFINE_FINAL_TYPE (BulkProblemRow, bulk_problem_row, GTK_TYPE_WIDGET)

/* Private helpers */

static void
set_name (GtkWidget *button, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (button, name);
}

/* An action must never see a target of another's type. */
static void
set_action (GtkWidget *button, const char *action, GVariant *target)
{
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), NULL);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
}

static GtkLabel *
add_label (GtkBox *box)
{
  GtkWidget *label = bulk_wrapped_label_new (NULL, NULL);

  gtk_box_append (box, label);
  return GTK_LABEL (label);
}

static void
set_severity (BulkProblemRow *self, BulkSeverity severity, gboolean waved)
{
  const gboolean error = severity == BULK_SEVERITY_ERROR && !waved;

  gtk_image_set_from_icon_name (self->icon, error ? "dialog-error-symbolic" : "dialog-warning-symbolic");
  gtk_widget_remove_css_class (GTK_WIDGET (self->icon), error ? "warning" : "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), error ? "error" : "warning");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  error ? _("Error") : _("Warning"), -1);
}

static void
show_group (BulkProblemRow *self, BulkProblemGroup *group, gboolean busy)
{
  BulkProblemCode code = bulk_problem_group_get_code (group);
  guint64 n = bulk_problem_group_get_count (group);
  guint kept = g_list_model_get_n_items (G_LIST_MODEL (group));
  g_autofree char *number = bulk_format_number (n);
  g_autofree char *label = bulk_problem_group_has_fix (group) ? bulk_fix_dup_label (code) : NULL;
  g_autofree char *count = NULL, *name = NULL, *ignore = NULL;

  set_severity (self, bulk_problem_group_get_severity (group), bulk_problem_group_is_waved (group));
  gtk_widget_set_visible (GTK_WIDGET (self->icon), TRUE);
  gtk_label_set_text (self->title, bulk_problem_code_get_title (code));
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  if (n > kept)
    {
      g_autofree char *shown = bulk_format_number (kept);

      /* Translators: two numbers: of all, and of those in the list */
      count = g_strdup_printf (_("%s places, the first %s are listed"), number, shown);
    }
  else
    count = g_strdup_printf (ngettext ("%s place", "%s places", (gulong) n), number);
  gtk_label_set_text (self->detail, count);
  gtk_widget_set_visible (GTK_WIDGET (self->detail), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->fix_button), label != NULL);
  if (label != NULL)
    {
      /* Translators: what is done about problems, and how many there are: "Trim Spaces: all 12" */
      name = g_strdup_printf (_("%s: all %s"), label, number);
      gtk_label_set_text (self->fix_label, label);
      set_name (GTK_WIDGET (self->fix_button), name);
      set_action (GTK_WIDGET (self->fix_button), "problems.fix-all", g_variant_new_uint32 (code));
      gtk_widget_set_sensitive (GTK_WIDGET (self->fix_button), !busy);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->ignore_button),
                          bulk_problem_group_get_severity (group) == BULK_SEVERITY_ERROR);
  /* Translators: what kind of errors are let through */
  ignore = g_strdup_printf (_("Load in spite of: %s"), bulk_problem_code_get_title (code));
  set_name (GTK_WIDGET (self->ignore_button), ignore);
  gtk_toggle_button_set_active (self->ignore_button, bulk_problem_group_is_waved (group));
  set_action (GTK_WIDGET (self->ignore_button), "problems.wave", g_variant_new_uint32 (code));
}

static void
show_problem (BulkProblemRow *self, const BulkProblem *problem, BulkFindings *findings, gboolean busy)
{
  BulkTable *table = bulk_findings_get_table (findings);
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  g_auto (BulkFix) fix = { BULK_FIX_NONE };
  g_autofree char *place = bulk_problem_dup_place (problem, table);
  g_autofree char *message = bulk_problem_dup_message (problem, table);
  g_autofree char *name = NULL, *label = NULL;
  gboolean has_fix = bulk_fix_suggest (findings, problem, cells, &fix);

  gtk_widget_set_visible (GTK_WIDGET (self->icon), FALSE);
  gtk_label_set_text (self->title, place);
  gtk_widget_remove_css_class (GTK_WIDGET (self->title), "heading");
  gtk_label_set_text (self->detail, message);
  gtk_widget_set_visible (GTK_WIDGET (self->detail), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->ignore_button), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->ignore_button), NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->fix_button), has_fix);
  if (!has_fix)
    return;
  label = bulk_fix_dup_label (problem->code);
  if (fix.text != NULL)
    /* Translators: what is done, and the new text */
    name = g_strdup_printf (_("%s: “%s”"), label, fix.text);
  gtk_label_set_text (self->fix_label, _("Fix"));
  set_name (GTK_WIDGET (self->fix_button), name ? name : label);
  set_action (GTK_WIDGET (self->fix_button), "problems.fix-one",
              g_variant_new ("(uuut)", (guint) problem->code, problem->row, problem->column, problem->number));
  gtk_widget_set_sensitive (GTK_WIDGET (self->fix_button), !busy);
}

/* Overrides */

static void
bulk_problem_row_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (bulk_problem_row_parent_class)->dispose (object);
}

/* Class */

static void
bulk_problem_row_class_init (BulkProblemRowClass *class)
{
  G_OBJECT_CLASS (class)->dispose = bulk_problem_row_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
bulk_problem_row_init (BulkProblemRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->expander = GTK_TREE_EXPANDER (gtk_tree_expander_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->expander), GTK_WIDGET (self));
  gtk_tree_expander_set_child (self->expander, box);
  self->icon = GTK_IMAGE (gtk_image_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->icon), GTK_ALIGN_START);
  gtk_widget_set_margin_top (GTK_WIDGET (self->icon), 3);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->icon));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (box), texts);
  self->title = add_label (GTK_BOX (texts));
  self->detail = add_label (GTK_BOX (texts));
  gtk_widget_add_css_class (GTK_WIDGET (self->detail), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->detail), "dim-label");
  gtk_box_append (GTK_BOX (texts), buttons);
  self->fix_button = GTK_BUTTON (gtk_button_new ());
  /* Its tooltip has all of it, where there is little room. A label of the button's own would lose
   * that it may be cut. */
  self->fix_label = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_ellipsize (self->fix_label, PANGO_ELLIPSIZE_END);
  gtk_button_set_child (self->fix_button, GTK_WIDGET (self->fix_label));
  gtk_widget_add_css_class (GTK_WIDGET (self->fix_button), "text-button");
  self->ignore_button = GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_label (_("Ignore")));
  gtk_widget_add_css_class (GTK_WIDGET (self->fix_button), "small-button");
  gtk_widget_add_css_class (GTK_WIDGET (self->ignore_button), "small-button");
  gtk_box_append (GTK_BOX (buttons), GTK_WIDGET (self->fix_button));
  gtk_box_append (GTK_BOX (buttons), GTK_WIDGET (self->ignore_button));
  gtk_widget_add_css_class (GTK_WIDGET (self), "problem-row");
}

/* Public functions */

/** bulk_problem_row_new: Returns: (transfer floating): a row that shows nothing */
GtkWidget *
bulk_problem_row_new (void)
{
  return g_object_new (BULK_TYPE_PROBLEM_ROW, NULL);
}

/**
 * bulk_problem_row_set:
 * @row: (nullable): of a group, or of a problem in it
 * @busy: the table is being checked, so that nothing can be fixed
 */
void
bulk_problem_row_set (BulkProblemRow *self, GtkTreeListRow *row, gboolean busy)
{
  g_autoptr (GObject) item = row ? gtk_tree_list_row_get_item (row) : NULL;

  gtk_tree_expander_set_list_row (self->expander, row);
  if (BULK_IS_PROBLEM_GROUP (item))
    show_group (self, BULK_PROBLEM_GROUP (item), busy);
  else if (BULK_IS_PROBLEM_ITEM (item))
    {
      g_autoptr (GtkTreeListRow) parent = gtk_tree_list_row_get_parent (row);
      g_autoptr (BulkProblemGroup) group = parent ? gtk_tree_list_row_get_item (parent) : NULL;

      if (group)
        show_problem (self, bulk_problem_item_get (BULK_PROBLEM_ITEM (item)), bulk_problem_group_get_findings (group),
                      busy);
    }
}
