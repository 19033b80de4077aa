/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/mapping-window.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "load/template-match.h"
#include "ui/mapping-row.h"

struct _BulkMappingWindow
{
  AdwWindow parent_instance;

  GtkListBox *list;
  GtkWidget *apply_button;
  GtkWidget *save_button;
  GtkLabel *message_label;
  GtkDropDown *template_drop_down;
  GtkEditable *name_entry;
  AdwToastOverlay *toast_overlay;

  BulkTable *table;
  BulkTemplates *templates;
  GPtrArray *known;         /* BulkTemplate, as in the list after "None" */
  char *integration_id;     /* nullable */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (BulkMappingWindow, bulk_mapping_window, ADW_TYPE_WINDOW)

/* Private helpers */

static BulkMappingRow *
get_row (BulkMappingWindow *self, guint index)
{
  return BULK_MAPPING_ROW (gtk_list_box_get_row_at_index (self->list, (int) index));
}

static guint
count_rows (BulkMappingWindow *self)
{
  guint n = 0;

  while (gtk_list_box_get_row_at_index (self->list, (int) n) != NULL)
    n++;
  return n;
}

static void
tell (BulkMappingWindow *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toast_overlay, adw_toast_new (escaped));
}

/* Two columns of one name would be one field. */
static gboolean
check (BulkMappingWindow *self)
{
  g_autoptr (GHashTable) fields = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = count_rows (self), n_included = 0;
  gboolean good = TRUE;

  for (guint i = 0; i < n; i++)
    {
      BulkMappingRow *row = get_row (self, i);
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

static void
update (BulkMappingWindow *self)
{
  gboolean good;

  if (self->filling)
    return;
  good = check (self);
  gtk_widget_set_sensitive (self->apply_button, good);
  gtk_widget_set_sensitive (self->save_button, good && *gtk_editable_get_text (self->name_entry) != '\0');
}

static void
show_missing (BulkMappingWindow *self, BulkTemplate *template)
{
  g_auto (GStrv) missing = template ? bulk_template_dup_missing (template, self->table) : NULL;
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

/* Callbacks */

static void
on_row_move (BulkMappingRow *row, int by, BulkMappingWindow *self)
{
  int at = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)), to = at + by;

  if (to < 0 || to >= (int) count_rows (self))
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
  update (self);
}

static BulkMappingRow *
add_row (BulkMappingWindow *self, guint column, const char *source, const char *field)
{
  GtkWidget *row = bulk_mapping_row_new (column, source, field);

  g_signal_connect_object (row, "move", G_CALLBACK (on_row_move), self, 0);
  g_signal_connect_object (row, "remove", G_CALLBACK (on_row_remove), self, 0);
  g_signal_connect_object (row, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, row);
  return BULK_MAPPING_ROW (row);
}

static void
clear (BulkMappingWindow *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static void
add_column (BulkMappingWindow *self, guint column, const char *field, gboolean included)
{
  g_autofree char *header = bulk_table_dup_header (self->table, column);
  BulkMappingRow *row = add_row (self, column, header, field ? field : header);

  bulk_mapping_row_set (row, included, field ? field : header);
}

static void
fill (BulkMappingWindow *self)
{
  self->filling = TRUE;
  clear (self);
  for (guint i = 0; i < bulk_table_get_n_columns (self->table); i++)
    add_column (self, i, NULL, TRUE);
  self->filling = FALSE;
  show_missing (self, NULL);
  update (self);
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
  BulkMappingRow *row = add_row (self, BULK_MAPPING_CONSTANT, "", "");

  update (self);
  gtk_widget_child_focus (GTK_WIDGET (row), GTK_DIR_TAB_FORWARD);
}

static void
on_template_chosen (BulkMappingWindow *self)
{
  guint index = gtk_drop_down_get_selected (self->template_drop_down);

  if (self->filling)
    return;
  if (index == 0 || index > self->known->len)
    {
      fill (self);
      return;
    }
  bulk_mapping_window_use (self, self->known->pdata[index - 1]);
  gtk_editable_set_text (self->name_entry, bulk_template_get_name (self->known->pdata[index - 1]));
}

/* Those for this integration and for any, each with how well it fits. */
static void
list_templates (BulkMappingWindow *self)
{
  g_autoptr (GPtrArray) all = bulk_templates_list (self->templates);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

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
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->template_drop_down, G_LIST_MODEL (names));
  self->filling = FALSE;
}

static void
on_save (BulkMappingWindow *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkTemplate) template
      = bulk_mapping_window_make_template (self, gtk_editable_get_text (self->name_entry), &error);

  if (template == NULL || !bulk_templates_save (self->templates, template, &error))
    {
      tell (self, error->message);
      return;
    }
  list_templates (self);
  tell (self, _ ("The template is saved."));
}

static void
on_file_chosen (GtkNativeDialog *dialog, int response, BulkMappingWindow *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  gboolean save = gtk_file_chooser_get_action (GTK_FILE_CHOOSER (dialog)) == GTK_FILE_CHOOSER_ACTION_SAVE;
  const char *name = gtk_editable_get_text (self->name_entry);
  g_autoptr (BulkTemplate) template = NULL;
  g_autoptr (GError) error = NULL;

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && save)
    {
      template = bulk_mapping_window_make_template (self, *name ? name : _ ("Template"), &error);
      if (template)
        bulk_templates_write_file (template, file, NULL, &error);
    }
  else if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    {
      template = bulk_templates_read_file (file, NULL, &error);
      if (template)
        {
          bulk_mapping_window_use (self, template);
          gtk_editable_set_text (self->name_entry, bulk_template_get_name (template));
        }
    }
  if (error)
    tell (self, error->message);
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

static void
on_import (BulkMappingWindow *self)
{
  choose_file (self, FALSE);
}

static void
on_export (BulkMappingWindow *self)
{
  choose_file (self, TRUE);
}

/* Overrides */

static void
bulk_mapping_window_finalize (GObject *object)
{
  BulkMappingWindow *self = BULK_MAPPING_WINDOW (object);

  g_clear_object (&self->table);
  g_clear_object (&self->templates);
  g_ptr_array_unref (self->known);
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
  gtk_widget_class_bind_template_callback (widget_class, on_template_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, on_import);
  gtk_widget_class_bind_template_callback (widget_class, on_export);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
bulk_mapping_window_init (BulkMappingWindow *self)
{
  self->known = g_ptr_array_new_with_free_func ((GDestroyNotify) bulk_template_unref);
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
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
  list_templates (self);
  fill (self);
  return self;
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

  bulk_template_match (template, self->table, columns);
  self->filling = TRUE;
  clear (self);
  for (guint i = 0; i < n; i++)
    {
      const BulkTemplateColumn *column = bulk_template_get_column (template, i);

      if (column->source == NULL)
        add_row (self, BULK_MAPPING_CONSTANT, column->value, column->field);
      else if (columns[i] != G_MAXUINT)
        {
          used[columns[i]] = TRUE;
          add_column (self, columns[i], column->field, TRUE);
        }
    }
  for (guint i = 0; i < n_columns; i++)
    if (!used[i])
      add_column (self, i, NULL, FALSE);
  self->filling = FALSE;
  show_missing (self, template);
  update (self);
}

/**
 * bulk_mapping_window_apply:
 *
 * Returns: whether the columns of the table are others now
 */
gboolean
bulk_mapping_window_apply (BulkMappingWindow *self)
{
  BulkEdits *edits = bulk_table_get_edits (self->table);
  g_autoptr (GArray) specs = g_array_new (FALSE, FALSE, sizeof (BulkColumnSpec));
  guint n = count_rows (self);
  BulkEditBatch *batch;

  if (edits == NULL || !check (self))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      BulkMappingRow *row = get_row (self, i);
      BulkColumnSpec spec = { bulk_mapping_row_get_column (row), bulk_mapping_row_get_field (row),
                              bulk_mapping_row_get_source (row) };

      if (bulk_mapping_row_get_included (row))
        g_array_append_val (specs, spec);
    }
  batch = bulk_edits_begin (edits, NULL);
  bulk_edit_batch_set_columns (batch, (const BulkColumnSpec *) specs->data, specs->len);
  return bulk_edits_commit (edits, batch);
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
  guint n = count_rows (self);

  for (guint i = 0; i < n; i++)
    {
      BulkMappingRow *row = get_row (self, i);
      guint index = bulk_mapping_row_get_column (row);
      char *source = index != BULK_MAPPING_CONSTANT ? bulk_table_dup_source_header (self->table, index) : NULL;
      BulkTemplateColumn column = { NULL, bulk_mapping_row_get_field (row), NULL };

      if (source)
        g_ptr_array_add (texts, source);
      if (!bulk_mapping_row_get_included (row))
        continue;
      if (source && *source)
        column.source = source;
      else
        column.value = index == BULK_MAPPING_CONSTANT ? bulk_mapping_row_get_source (row) : "";
      g_array_append_val (columns, column);
    }
  return bulk_template_new (name, self->integration_id, (const BulkTemplateColumn *) columns->data, columns->len, error);
}
