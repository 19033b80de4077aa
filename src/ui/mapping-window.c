/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/mapping-window-private.h"

#include <string.h>
#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (BulkMappingWindow, bulk_mapping_window, ADW_TYPE_WINDOW)

/* Private helpers */

/* Two columns of one name would be one field. */
static gboolean
check (BulkMappingWindow *self)
{
  g_autoptr (GHashTable) fields = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_included = 0;
  gboolean good = TRUE;
  BulkMappingRow *row;

  for (guint i = 0; (row = bulk_mapping_window_get_row (self, i)) != NULL; i++)
    {
      const char *field = bulk_mapping_row_get_field (row), *error = NULL;

      if (!bulk_mapping_row_get_included (row))
        {
          bulk_mapping_row_set_error (row, NULL);
          continue;
        }
      n_included++;
      if (field[strspn (field, " \t")] == '\0')
        error = _ ("Enter the name of a field.");
      else if (!g_hash_table_add (fields, (gpointer) field))
        error = _ ("Another column has this name.");
      bulk_mapping_row_set_error (row, error);
      good = good && error == NULL;
    }
  return good && n_included > 0;
}

/* Callbacks */

static void
on_row_move (BulkMappingRow *row, int by, BulkMappingWindow *self)
{
  int at = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)), to = at + by;

  if (to < 0 || (by > 0 && bulk_mapping_window_get_row (self, (guint) to) == NULL))
    return;
  g_object_ref (row);
  gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_list_box_insert (self->list, GTK_WIDGET (row), to);
  g_object_unref (row);
  gtk_widget_child_focus (GTK_WIDGET (row), GTK_DIR_TAB_FORWARD);
}

static void
on_row_remove (BulkMappingRow *row, BulkMappingWindow *self)
{
  gtk_list_box_remove (self->list, GTK_WIDGET (row));
  bulk_mapping_window_update (self);
}

static void
on_apply (BulkMappingWindow *self)
{
  bulk_mapping_window_apply (self);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_add_constant (BulkMappingWindow *self)
{
  BulkMappingRow *row = bulk_mapping_window_add_row (self, BULK_MAPPING_CONSTANT, "", "");

  bulk_mapping_window_update (self);
  gtk_widget_child_focus (GTK_WIDGET (row), GTK_DIR_TAB_FORWARD);
}

/* Overrides */

static void
bulk_mapping_window_finalize (GObject *object)
{
  BulkMappingWindow *self = BULK_MAPPING_WINDOW (object);

  g_clear_object (&self->table);
  g_clear_object (&self->templates);
  g_ptr_array_unref (self->known);
  g_clear_pointer (&self->used, bulk_template_unref);
  g_free (self->integration_id);
  G_OBJECT_CLASS (bulk_mapping_window_parent_class)->finalize (object);
}

/* Class */

static void
bulk_mapping_window_class_init (BulkMappingWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = bulk_mapping_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bulkloader/BulkLoader/mapping-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BulkMappingWindow, list);
  gtk_widget_class_bind_template_child (widget_class, BulkMappingWindow, apply_button);
  gtk_widget_class_bind_template_child (widget_class, BulkMappingWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, BulkMappingWindow, message_label);
  gtk_widget_class_bind_template_child (widget_class, BulkMappingWindow, template_drop_down);
  gtk_widget_class_bind_template_child (widget_class, BulkMappingWindow, name_entry);
  gtk_widget_class_bind_template_child (widget_class, BulkMappingWindow, toast_overlay);
  gtk_widget_class_bind_template_callback (widget_class, on_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_add_constant);
  gtk_widget_class_bind_template_callback (widget_class, bulk_mapping_window_on_template_chosen);
  gtk_widget_class_bind_template_callback (widget_class, bulk_mapping_window_on_save);
  gtk_widget_class_bind_template_callback (widget_class, bulk_mapping_window_update);
  gtk_widget_class_install_action (widget_class, "mapping.import", NULL, bulk_mapping_window_on_import);
  gtk_widget_class_install_action (widget_class, "mapping.export", NULL, bulk_mapping_window_on_export);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
bulk_mapping_window_init (BulkMappingWindow *self)
{
  self->known = g_ptr_array_new_with_free_func ((GDestroyNotify) bulk_template_unref);
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Shared with the rest of the window */

BulkMappingRow *
bulk_mapping_window_get_row (BulkMappingWindow *self, guint index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) index);

  return row != NULL ? BULK_MAPPING_ROW (row) : NULL;
}

void
bulk_mapping_window_update (BulkMappingWindow *self)
{
  gboolean good;

  if (self->filling)
    return;
  good = check (self);
  gtk_widget_set_sensitive (self->apply_button, good);
  gtk_widget_set_sensitive (self->save_button, good && *gtk_editable_get_text (self->name_entry) != '\0');
}

BulkMappingRow *
bulk_mapping_window_add_row (BulkMappingWindow *self, guint column, const char *source, const char *field)
{
  GtkWidget *row = bulk_mapping_row_new (column, source, field);

  g_signal_connect_object (row, "move", G_CALLBACK (on_row_move), self, 0);
  g_signal_connect_object (row, "remove", G_CALLBACK (on_row_remove), self, 0);
  g_signal_connect_object (row, "changed", G_CALLBACK (bulk_mapping_window_update), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, row);
  return BULK_MAPPING_ROW (row);
}

void
bulk_mapping_window_clear (BulkMappingWindow *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

void
bulk_mapping_window_add_column (BulkMappingWindow *self, guint column, const char *field, gboolean included)
{
  g_autofree char *header = bulk_table_dup_header (self->table, column);
  BulkMappingRow *row = bulk_mapping_window_add_row (self, column, header, field ? field : header);

  bulk_mapping_row_set (row, included, field ? field : header);
}

/* The columns as they are. */
void
bulk_mapping_window_fill (BulkMappingWindow *self)
{
  self->filling = TRUE;
  bulk_mapping_window_clear (self);
  for (guint i = 0; i < bulk_table_get_n_columns (self->table); i++)
    bulk_mapping_window_add_column (self, i, NULL, TRUE);
  self->filling = FALSE;
  bulk_mapping_window_show_missing (self);
  bulk_mapping_window_update (self);
}

/* Public functions */

/**
 * bulk_mapping_window_new:
 * @table: complete; edited when the mapping is applied
 * @templates: where they are kept
 * @integration_id: (nullable): for which templates are saved
 *
 * Returns: (transfer none): a window with the columns as they are
 */
BulkMappingWindow *
bulk_mapping_window_new (GtkWindow *parent, BulkTable *table, BulkTemplates *templates, const char *integration_id)
{
  BulkMappingWindow *self = g_object_new (BULK_TYPE_MAPPING_WINDOW, "transient-for", parent, NULL);

  self->table = g_object_ref (table);
  self->templates = g_object_ref (templates);
  self->integration_id = g_strdup (integration_id);
  bulk_mapping_window_list_templates (self);
  bulk_mapping_window_fill (self);
  return self;
}

/**
 * bulk_mapping_window_apply:
 *
 * What the template in use needs and the table lacks is noted with the step, for the checks to tell.
 *
 * Returns: whether the columns of the table are others now, or others are missing
 */
gboolean
bulk_mapping_window_apply (BulkMappingWindow *self)
{
  BulkEdits *edits = bulk_table_get_edits (self->table);
  g_autoptr (GArray) specs = g_array_new (FALSE, FALSE, sizeof (BulkColumnSpec));
  g_auto (GStrv) wanted = bulk_mapping_window_dup_wanted (self);
  g_autofree char *label = NULL;
  BulkMappingRow *row;
  BulkEditBatch *batch;

  if (edits == NULL || !check (self))
    return FALSE;
  for (guint i = 0; (row = bulk_mapping_window_get_row (self, i)) != NULL; i++)
    {
      BulkColumnSpec spec = { bulk_mapping_row_get_column (row), bulk_mapping_row_get_field (row),
                              bulk_mapping_row_get_source (row) };

      if (bulk_mapping_row_get_included (row))
        g_array_append_val (specs, spec);
    }
  if (self->used)
    /* Translators: the name of a template */
    label = g_strdup_printf (_ ("Use template “%s”"), bulk_template_get_name (self->used));
  batch = bulk_edits_begin (edits, label);
  bulk_edit_batch_set_columns (batch, (const BulkColumnSpec *) specs->data, specs->len);
  /* Without a word about templates, what an earlier one needs is still needed. */
  if (self->used || self->unused)
    bulk_edit_batch_set_wanted (batch, (const char *const *) wanted);
  return bulk_edits_commit (edits, batch);
}
