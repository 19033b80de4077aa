/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/change-row.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "ui/cell-text.h"
#include "ui/small-widgets.h"

#define SHOWN_CHARACTERS 60

struct _BulkChangeRow
{
  GtkBox parent_instance;

  GtkLabel *label;
  GtkLabel *detail;
  GtkWidget *go_to_button;
  GtkWidget *take_back_button;
  BulkEditStep *step;
};

G_DEFINE_FINAL_TYPE (BulkChangeRow, bulk_change_row, GTK_TYPE_BOX)

enum { SIGNAL_GO_TO, SIGNAL_TAKE_BACK, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Private helpers */

static char *
dup_detail (BulkEditStep *step)
{
  const char *before = bulk_edit_step_get_before (step), *after = bulk_edit_step_get_after (step);
  g_autofree char *from = NULL, *to = NULL;

  if (before == NULL || after == NULL || bulk_edit_step_get_kind (step) != BULK_EDIT_CELL)
    return NULL;
  from = bulk_cell_text_dup_line (before, strlen (before), SHOWN_CHARACTERS);
  to = bulk_cell_text_dup_line (after, strlen (after), SHOWN_CHARACTERS);
  /* Translators: the text of a cell before and after */
  return g_strdup_printf (_ ("“%s” → “%s”"), from, to);
}

static void
name_button (GtkWidget *button, const char *what, const char *step)
{
  g_autofree char *text = g_strdup_printf ("%s: %s", what, step);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static GtkLabel *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = bulk_wrapped_label_new (NULL, css_class);

  if (css_class)
    gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static GtkWidget *
add_button (BulkChangeRow *self, const char *icon, const char *tooltip, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, tooltip);
  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (self), button);
  return button;
}

/* Callbacks */

static void
on_go_to (BulkChangeRow *self)
{
  g_signal_emit (self, signals[SIGNAL_GO_TO], 0);
}

static void
on_take_back (BulkChangeRow *self)
{
  g_signal_emit (self, signals[SIGNAL_TAKE_BACK], 0);
}

/* Overrides */

static void
bulk_change_row_dispose (GObject *object)
{
  g_clear_object (&BULK_CHANGE_ROW (object)->step);
  G_OBJECT_CLASS (bulk_change_row_parent_class)->dispose (object);
}

/* Class */

static void
bulk_change_row_class_init (BulkChangeRowClass *class)
{
  GType type = G_TYPE_FROM_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = bulk_change_row_dispose;
  signals[SIGNAL_GO_TO] = g_signal_new ("go-to", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_TAKE_BACK] = g_signal_new ("take-back", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bulk_change_row_init (BulkChangeRow *self)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "change-row");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self), texts);
  self->label = add_label (texts, NULL);
  self->detail = add_label (texts, "dim-label");
  self->go_to_button = add_button (self, "go-jump-symbolic", _ ("Go There"), G_CALLBACK (on_go_to));
  self->take_back_button = add_button (self, "edit-undo-symbolic", _ ("Take This Back"), G_CALLBACK (on_take_back));
}

/* Public functions */

/**
 * bulk_change_row_new:
 *
 * Returns: (transfer floating): a row without a step
 */
GtkWidget *
bulk_change_row_new (void)
{
  return g_object_new (BULK_TYPE_CHANGE_ROW, NULL);
}

/**
 * bulk_change_row_set_step:
 * @self: the row
 * @step: (nullable): what to show
 */
void
bulk_change_row_set_step (BulkChangeRow *self, BulkEditStep *step)
{
  g_autofree char *detail = step ? dup_detail (step) : NULL;
  const char *label = step ? bulk_edit_step_get_label (step) : "";

  g_set_object (&self->step, step);
  gtk_label_set_text (self->label, label);
  gtk_label_set_text (self->detail, detail ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL);
  name_button (self->go_to_button, _ ("Go There"), label);
  name_button (self->take_back_button, _ ("Take This Back"), label);
}

/**
 * bulk_change_row_get_step:
 * @self: the row
 *
 * Returns: (transfer none) (nullable): what is shown
 */
BulkEditStep *
bulk_change_row_get_step (BulkChangeRow *self)
{
  return self->step;
}
