/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/mapping-window-private.h"

#include <glib/gi18n-lib.h>

#include "load/template-match.h"
#include "store/store-error.h"
#include "ui/small-widgets.h"

/* Private helpers */

static void
tell (BulkMappingWindow *self, const char *text)
{
  adw_toast_overlay_add_toast (self->toast_overlay, bulk_toast_new (text));
}

/* Saved again from a file that lacks a column, a template must not forget it. */
static void
keep_missing (BulkMappingWindow *self, const char *name, GArray *columns)
{
  guint n = self->used && g_strcmp0 (name, bulk_template_get_name (self->used)) == 0
                ? bulk_template_get_n_columns (self->used) : 0;
  g_autofree guint *found = g_new0 (guint, n + 1);
  g_autoptr (GHashTable) fields = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) sources = g_hash_table_new (g_str_hash, g_str_equal);

  if (n == 0)
    return;
  for (guint i = 0; i < columns->len; i++)
    {
      const BulkTemplateColumn *column = &g_array_index (columns, BulkTemplateColumn, i);

      g_hash_table_add (fields, (gpointer) column->field);
      if (column->source)
        g_hash_table_add (sources, (gpointer) column->source);
    }
  bulk_template_match (self->used, self->table, found);
  for (guint i = 0; i < n; i++)
    {
      const BulkTemplateColumn *column = bulk_template_get_column (self->used, i);

      if (column->source && found[i] == G_MAXUINT && !g_hash_table_contains (fields, column->field)
          && !g_hash_table_contains (sources, column->source))
        g_array_append_val (columns, *column);
    }
}

/* Callbacks */

static void
on_file_chosen (GtkNativeDialog *dialog, int response, BulkMappingWindow *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  gboolean save = gtk_file_chooser_get_action (GTK_FILE_CHOOSER (dialog)) == GTK_FILE_CHOOSER_ACTION_SAVE;
  g_autoptr (GError) error = NULL;

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    {
      if (save ? bulk_mapping_window_export (self, file, &error) : bulk_mapping_window_import (self, file, &error))
        tell (self,
              save ? _ ("The template is exported.") : _ ("The template is imported. Apply uses it, Save keeps it."));
      else
        tell (self, error->message);
    }
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
choose_file (BulkMappingWindow *self, gboolean save)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      save ? _ ("Export Template") : _ ("Import Template"), GTK_WINDOW (self),
      save ? GTK_FILE_CHOOSER_ACTION_SAVE : GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  if (save)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), _ ("template.json"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_file_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* Shared with the rest of the window */

/* What a template wants and the file does not have, in words. */
void
bulk_mapping_window_show_missing (BulkMappingWindow *self)
{
  g_auto (GStrv) missing = self->used ? bulk_template_dup_missing (self->used, self->table) : NULL;
  /* Translators: between two names in a list */
  g_autofree char *names = missing ? g_strjoinv (_ ("”, “"), missing) : NULL;
  g_autofree char *text = NULL;

  if (names)
    text = g_strdup_printf (ngettext ("The template needs the column “%s”, which the file does not have.",
                                      "The template needs the columns “%s”, which the file does not have.",
                                      g_strv_length (missing)),
                            names);
  gtk_label_set_text (self->message_label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message_label), text != NULL);
}

/* The template's fields that the file has no column for, and those that are in the list under their names: what is
 * unticked or renamed there is the user's choice, and is not asked for any more. */
char **
bulk_mapping_window_dup_wanted (BulkMappingWindow *self)
{
  g_autoptr (GStrvBuilder) wanted = g_strv_builder_new ();
  guint n = self->used ? bulk_template_get_n_columns (self->used) : 0;
  g_autofree guint *columns = g_new0 (guint, n + 1);
  g_autoptr (GHashTable) listed = g_hash_table_new (g_str_hash, g_str_equal);
  BulkMappingRow *row;

  if (self->used == NULL)
    return NULL;
  for (guint i = 0; (row = bulk_mapping_window_get_row (self, i)) != NULL; i++)
    if (bulk_mapping_row_get_included (row))
      g_hash_table_add (listed, (gpointer) bulk_mapping_row_get_field (row));
  bulk_template_match (self->used, self->table, columns);
  for (guint i = 0; i < n; i++)
    {
      const BulkTemplateColumn *column = bulk_template_get_column (self->used, i);

      if (column->source && (columns[i] == G_MAXUINT || g_hash_table_contains (listed, column->field)))
        g_strv_builder_add (wanted, column->field);
    }
  return g_strv_builder_end (wanted);
}

void
bulk_mapping_window_on_template_chosen (BulkMappingWindow *self)
{
  guint index = gtk_drop_down_get_selected (self->template_drop_down);

  if (self->filling)
    return;
  if (index == 0 || index > self->known->len)
    {
      g_clear_pointer (&self->used, bulk_template_unref);
      self->unused = TRUE;
      bulk_mapping_window_fill (self);
      return;
    }
  bulk_mapping_window_use (self, self->known->pdata[index - 1]);
  gtk_editable_set_text (self->name_entry, bulk_template_get_name (self->known->pdata[index - 1]));
}

/* Those for this integration and for any, each with how well it fits. What is chosen stays so. */
void
bulk_mapping_window_list_templates (BulkMappingWindow *self)
{
  g_autoptr (GPtrArray) all = bulk_templates_list (self->templates);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  g_ptr_array_set_size (self->known, 0);
  gtk_string_list_append (names, _ ("None"));
  for (guint i = 0; i < all->len; i++)
    {
      BulkTemplate *template = all->pdata[i];
      const char *id = bulk_template_get_integration_id (template);
      g_autofree char *line = NULL;

      if (id && self->integration_id && !g_str_equal (id, self->integration_id))
        continue;
      /* Translators: the name of a template whose columns the file has */
      line = bulk_template_score (template, self->table) >= BULK_TEMPLATE_SCORE_OFFERED
                 ? g_strdup_printf (_ ("%s (fits)"), bulk_template_get_name (template))
                 : g_strdup (bulk_template_get_name (template));
      g_ptr_array_add (self->known, bulk_template_ref (template));
      gtk_string_list_append (names, line);
      if (self->used && g_str_equal (bulk_template_get_name (self->used), bulk_template_get_name (template))
          && g_strcmp0 (bulk_template_get_integration_id (self->used), id) == 0)
        selected = self->known->len;
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->template_drop_down, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->template_drop_down, selected);
  self->filling = FALSE;
}

void
bulk_mapping_window_on_save (BulkMappingWindow *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkTemplate) template
      = bulk_mapping_window_make_template (self, gtk_editable_get_text (self->name_entry), &error);

  if (template == NULL || !bulk_templates_save (self->templates, template, &error))
    {
      tell (self, error->message);
      return;
    }
  bulk_mapping_window_list_templates (self);
  tell (self, _ ("The template is saved."));
}

void
bulk_mapping_window_on_import (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose_file (BULK_MAPPING_WINDOW (widget), FALSE);
}

void
bulk_mapping_window_on_export (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose_file (BULK_MAPPING_WINDOW (widget), TRUE);
}

/* Public functions */

/**
 * bulk_mapping_window_set_integration_id:
 * @integration_id: (nullable): for which templates are listed and saved; %NULL: for any
 */
void
bulk_mapping_window_set_integration_id (BulkMappingWindow *self, const char *integration_id)
{
  if (g_strcmp0 (self->integration_id, integration_id) == 0)
    return;
  g_free (self->integration_id);
  self->integration_id = g_strdup (integration_id);
  bulk_mapping_window_list_templates (self);
}

/**
 * bulk_mapping_window_use:
 * @template: what to fill the list from
 *
 * Shows what a template makes of the table; nothing is done yet.
 */
void
bulk_mapping_window_use (BulkMappingWindow *self, BulkTemplate *template)
{
  guint n = bulk_template_get_n_columns (template), n_columns = bulk_table_get_n_columns (self->table);
  g_autofree guint *columns = g_new0 (guint, n);
  g_autofree gboolean *used = g_new0 (gboolean, n_columns + 1);
  BulkTemplate *before = self->used;

  self->used = bulk_template_ref (template);
  g_clear_pointer (&before, bulk_template_unref);
  bulk_template_match (template, self->table, columns);
  self->filling = TRUE;
  bulk_mapping_window_clear (self);
  for (guint i = 0; i < n; i++)
    {
      const BulkTemplateColumn *column = bulk_template_get_column (template, i);

      if (column->source == NULL)
        bulk_mapping_window_add_row (self, BULK_MAPPING_CONSTANT, column->value, column->field);
      else if (columns[i] != G_MAXUINT)
        {
          used[columns[i]] = TRUE;
          bulk_mapping_window_add_column (self, columns[i], column->field, TRUE);
        }
    }
  for (guint i = 0; i < n_columns; i++)
    if (!used[i])
      bulk_mapping_window_add_column (self, i, NULL, FALSE);
  self->filling = FALSE;
  bulk_mapping_window_show_missing (self);
  bulk_mapping_window_update (self);
}

/**
 * bulk_mapping_window_make_template:
 * @name: what to call it
 *
 * Returns: (transfer full) (nullable): the list as a template; columns go by their headers in the file
 */
BulkTemplate *
bulk_mapping_window_make_template (BulkMappingWindow *self, const char *name, GError **error)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, TRUE, sizeof (BulkTemplateColumn));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  BulkMappingRow *row;

  for (guint i = 0; (row = bulk_mapping_window_get_row (self, i)) != NULL; i++)
    {
      guint index = bulk_mapping_row_get_column (row);
      gboolean constant = index == BULK_MAPPING_CONSTANT;
      char *source = constant ? NULL : bulk_table_dup_source_header (self->table, index);
      char *value = constant ? g_strdup (bulk_mapping_row_get_source (row))
                             : bulk_table_dup_own_value (self->table, index);
      BulkTemplateColumn column = { source, bulk_mapping_row_get_field (row), value };

      g_ptr_array_add (texts, source);
      g_ptr_array_add (texts, value);
      if (!bulk_mapping_row_get_included (row))
        continue;
      if (value == NULL && (source == NULL || *source == '\0'))
        {
          g_set_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_INVALID,
                       _ ("The column for “%s” has no name in the file, so that a template would not find it again. "
                          "Leave it out, or name it in the file."), column.field);
          return NULL;
        }
      g_array_append_val (columns, column);
    }
  keep_missing (self, name, columns);
  return bulk_template_new (name, self->integration_id, (const BulkTemplateColumn *) columns->data, columns->len,
                            error);
}

/**
 * bulk_mapping_window_import:
 * @file: a template
 *
 * Fills the list from it. It is kept once it is saved.
 *
 * Returns: whether it could be read
 */
gboolean
bulk_mapping_window_import (BulkMappingWindow *self, GFile *file, GError **error)
{
  g_autoptr (BulkTemplate) template = bulk_templates_read_file (file, NULL, error);

  if (template == NULL)
    return FALSE;
  bulk_mapping_window_use (self, template);
  gtk_editable_set_text (self->name_entry, bulk_template_get_name (template));
  return TRUE;
}

/**
 * bulk_mapping_window_export:
 * @file: what to write the list to, as a template
 *
 * Returns: whether it is written
 */
gboolean
bulk_mapping_window_export (BulkMappingWindow *self, GFile *file, GError **error)
{
  const char *name = gtk_editable_get_text (self->name_entry);
  g_autoptr (BulkTemplate) template = bulk_mapping_window_make_template (self, *name ? name : _ ("Template"), error);

  return template != NULL && bulk_templates_write_file (template, file, NULL, error);
}
