/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/mapping-row.h"

#include <glib/gi18n-lib.h>

struct _BulkMappingRow
{
  GtkListBoxRow parent_instance;

  GtkWidget *check;      /* NULL: a constant */
  GtkWidget *value;      /* of a constant */
  GtkWidget *field;
  GtkWidget *error_label;
  guint column;
  char *source;
};

G_DEFINE_FINAL_TYPE (BulkMappingRow, bulk_mapping_row, GTK_TYPE_LIST_BOX_ROW)

enum { SIGNAL_MOVE, SIGNAL_REMOVE, SIGNAL_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Private helpers */

static GtkWidget *
make_button (const char *icon, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static GtkWidget *
make_entry (const char *text, const char *name)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 6);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return entry;
}

/* Callbacks */

static void
on_changed (BulkMappingRow *self)
{
  if (self->check)
    gtk_widget_set_sensitive (self->field, gtk_check_button_get_active (GTK_CHECK_BUTTON (self->check)));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_up (BulkMappingRow *self)
{
  g_signal_emit (self, signals[SIGNAL_MOVE], 0, -1);
}

static void
on_down (BulkMappingRow *self)
{
  g_signal_emit (self, signals[SIGNAL_MOVE], 0, 1);
}

static void
on_remove (BulkMappingRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0);
}

/* Overrides */

static void
bulk_mapping_row_finalize (GObject *object)
{
  g_free (BULK_MAPPING_ROW (object)->source);
  G_OBJECT_CLASS (bulk_mapping_row_parent_class)->finalize (object);
}

/* Class */

static void
bulk_mapping_row_class_init (BulkMappingRowClass *class)
{
  GType type = G_TYPE_FROM_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = bulk_mapping_row_finalize;
  signals[SIGNAL_MOVE] = g_signal_new ("move", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                       G_TYPE_INT);
  signals[SIGNAL_REMOVE] = g_signal_new ("remove", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bulk_mapping_row_init (BulkMappingRow *self)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
}

/* A constant, which can be removed. */
static GtkWidget *
make_constant (BulkMappingRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *remove = make_button ("user-trash-symbolic", _ ("Remove"));

  self->value = make_entry (self->source, _ ("The Same in Every Row"));
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->value), _ ("The Same in Every Row"));
  g_signal_connect_swapped (self->value, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (remove, "clicked", G_CALLBACK (on_remove), self);
  gtk_box_append (GTK_BOX (box), remove);
  gtk_box_append (GTK_BOX (box), self->value);
  return box;
}

/* A column of the table, which can be left out. */
static GtkWidget *
make_column (BulkMappingRow *self)
{
  GtkWidget *label;

  self->check = gtk_check_button_new ();
  label = gtk_label_new (self->source);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_tooltip_text (label, self->source);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), TRUE);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (self->check), label);
  g_signal_connect_swapped (self->check, "toggled", G_CALLBACK (on_changed), self);
  return self->check;
}

/* Public functions */

/**
 * bulk_mapping_row_new:
 * @column: of the table, or %BULK_MAPPING_CONSTANT
 * @source: its header, or a constant's value
 * @field: what it is to be called
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
bulk_mapping_row_new (guint column, const char *source, const char *field)
{
  BulkMappingRow *self = g_object_new (BULK_TYPE_MAPPING_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *all = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *halves = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *second = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic"), *up, *down;

  self->column = column;
  self->source = g_strdup (source);
  /* Halves of one width, so that the fields are one below the other in all rows. */
  gtk_box_set_homogeneous (GTK_BOX (halves), TRUE);
  gtk_widget_set_hexpand (halves, TRUE);
  gtk_box_append (GTK_BOX (halves), column == BULK_MAPPING_CONSTANT ? make_constant (self) : make_column (self));
  gtk_widget_add_css_class (arrow, "dim-label");
  gtk_box_append (GTK_BOX (second), arrow);
  self->field = make_entry (field, _ ("WorkSpan Field"));
  g_signal_connect_swapped (self->field, "changed", G_CALLBACK (on_changed), self);
  gtk_box_append (GTK_BOX (second), self->field);
  gtk_box_append (GTK_BOX (halves), second);
  gtk_box_append (GTK_BOX (box), halves);
  up = make_button ("go-up-symbolic", _ ("Move Up"));
  down = make_button ("go-down-symbolic", _ ("Move Down"));
  g_signal_connect_swapped (up, "clicked", G_CALLBACK (on_up), self);
  g_signal_connect_swapped (down, "clicked", G_CALLBACK (on_down), self);
  gtk_box_append (GTK_BOX (box), up);
  gtk_box_append (GTK_BOX (box), down);
  self->error_label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->error_label), 1);
  gtk_widget_add_css_class (self->error_label, "error");
  gtk_widget_add_css_class (self->error_label, "caption");
  gtk_widget_set_visible (self->error_label, FALSE);
  gtk_box_append (GTK_BOX (all), box);
  gtk_box_append (GTK_BOX (all), self->error_label);
  gtk_widget_add_css_class (all, "mapping-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), all);
  return GTK_WIDGET (self);
}

/** bulk_mapping_row_get_column: Returns: which of the table's, or %BULK_MAPPING_CONSTANT */
guint
bulk_mapping_row_get_column (BulkMappingRow *self)
{
  return self->column;
}

/** bulk_mapping_row_get_source: Returns: (transfer none): its header, or a constant's value */
const char *
bulk_mapping_row_get_source (BulkMappingRow *self)
{
  return self->value ? gtk_editable_get_text (GTK_EDITABLE (self->value)) : self->source;
}

/** bulk_mapping_row_get_field: Returns: (transfer none): what it is to be called */
const char *
bulk_mapping_row_get_field (BulkMappingRow *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->field));
}

/** bulk_mapping_row_get_included: Returns: whether it is to be sent */
gboolean
bulk_mapping_row_get_included (BulkMappingRow *self)
{
  return self->check == NULL || gtk_check_button_get_active (GTK_CHECK_BUTTON (self->check));
}

/** bulk_mapping_row_set: says whether it is to be sent, and as what */
void
bulk_mapping_row_set (BulkMappingRow *self, gboolean included, const char *field)
{
  if (self->check)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), included);
  gtk_editable_set_text (GTK_EDITABLE (self->field), field);
}

/** bulk_mapping_row_set_error: says what is wrong with it */
void
bulk_mapping_row_set_error (BulkMappingRow *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->error_label), text ? text : "");
  gtk_widget_set_visible (self->error_label, text != NULL);
  if (text)
    gtk_widget_add_css_class (self->field, "error");
  else
    gtk_widget_remove_css_class (self->field, "error");
}
