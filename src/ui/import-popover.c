/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/import-popover.h"

#include <string.h>
#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "table/encoding.h"
#include "ui/describe.h"

struct _BulkImportPopover
{
  GtkPopover parent_instance;

  AdwComboRow *sheet_row;
  AdwComboRow *encoding_row;
  AdwComboRow *delimiter_row;
  AdwEntryRow *other_row;
  AdwComboRow *header_row;
  GtkButton *apply_button;

  BulkTable *table;           /* nullable: what is shown */
  BulkSnapshot *snapshot;     /* of which file the choices are */
  BulkImportOptions applied;  /* what the table was read with */
  BulkImportOptions asked;    /* what it is being read with again */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (BulkImportPopover, bulk_import_popover, GTK_TYPE_POPOVER)

enum { SIGNAL_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Of the lists, the first entry is to find out by itself. */
static const char delimiters[] = { 0, ',', ';', '\t', '|' };
#define OTHER_DELIMITER G_N_ELEMENTS (delimiters)
enum { HEADER_AUTOMATIC, HEADER_YES, HEADER_NO };

/* Private helpers */

static char *
describe_automatic (const char *found)
{
  /* Translators: %s is what was found: "Automatic: semicolon" */
  return found ? g_strdup_printf (_ ("Automatic: %s"), found) : g_strdup (_ ("Automatic"));
}

static void
set_choices (AdwComboRow *row, const char *const *choices, const char *found)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  g_autofree char *automatic = describe_automatic (found);

  gtk_string_list_append (list, automatic);
  for (guint i = 0; choices[i]; i++)
    gtk_string_list_append (list, choices[i]);
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
}

static BulkSheets *
get_sheets (BulkImportPopover *self)
{
  return self->table ? bulk_table_get_sheet_list (self->table) : NULL;
}

/* Their rows are counted while the table is there already: what is chosen stays so. */
static void
fill_sheets (BulkImportPopover *self)
{
  BulkSheets *sheets = get_sheets (self);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint n = sheets ? bulk_sheets_get_n (sheets) : 0, selected = adw_combo_row_get_selected (self->sheet_row);
  gboolean filling = self->filling;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *label = bulk_describe_sheet (bulk_sheets_get_name (sheets, i), bulk_sheets_get_rows (sheets, i),
                                                    bulk_sheets_is_hidden (sheets, i));

      gtk_string_list_append (list, label);
    }
  self->filling = TRUE;
  adw_combo_row_set_model (self->sheet_row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->sheet_row, selected);
  self->filling = filling;
  gtk_widget_set_visible (GTK_WIDGET (self->sheet_row), n > 0);
}

static guint
find_sheet (BulkImportPopover *self, const char *name)
{
  BulkSheets *sheets = get_sheets (self);
  guint index;

  if (!sheets)
    return GTK_INVALID_LIST_POSITION;
  return name && bulk_sheets_find (sheets, name, &index) ? index : bulk_sheets_get_chosen (sheets);
}

static void
fill_encodings (BulkImportPopover *self, BulkTable *table)
{
  const char *const *names = bulk_encoding_list ();
  const char *found = table && !self->applied.encoding ? bulk_table_get_encoding (table) : NULL;
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; names[i]; i++)
    g_ptr_array_add (labels, (gpointer) bulk_encoding_get_label (names[i]));
  g_ptr_array_add (labels, NULL);
  set_choices (self->encoding_row, (const char *const *) labels->pdata, found ? bulk_encoding_get_label (found) : NULL);
}

static void
fill_dialect (BulkImportPopover *self, BulkTable *table)
{
  const BulkDialect *dialect = table ? bulk_table_get_dialect (table) : NULL;
  gboolean has_first_row = dialect || get_sheets (self);
  const char *separators[] = { _ ("Comma  ,"), _ ("Semicolon  ;"), _ ("Tab"), _ ("Vertical bar  |"),
                               _ ("Another character"), NULL };
  const char *headers[] = { _ ("Names of the columns"), _ ("An opportunity"), NULL };
  const char *delimiter = dialect && !self->applied.delimiter ? bulk_dialect_get_delimiter_name (dialect->delimiter)
                                                              : NULL;
  const char *header = has_first_row && self->applied.has_header < 0 ? headers[bulk_table_has_header (table) ? 0 : 1]
                                                                     : NULL;

  set_choices (self->delimiter_row, separators, delimiter);
  set_choices (self->header_row, headers, header);
  gtk_widget_set_visible (GTK_WIDGET (self->delimiter_row), dialect != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->header_row), has_first_row);
}

static guint
find_encoding (const char *encoding)
{
  const char *const *names = bulk_encoding_list ();

  for (guint i = 0; encoding && names[i]; i++)
    if (g_ascii_strcasecmp (names[i], encoding) == 0)
      return i + 1;
  return 0;
}

static void
select_options (BulkImportPopover *self, const BulkImportOptions *options)
{
  guint delimiter = OTHER_DELIMITER;
  char other[2] = { options->delimiter, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    if (delimiters[i] == options->delimiter)
      delimiter = i;
  adw_combo_row_set_selected (self->sheet_row, find_sheet (self, options->sheet));
  adw_combo_row_set_selected (self->encoding_row, find_encoding (options->encoding));
  adw_combo_row_set_selected (self->delimiter_row, delimiter);
  adw_combo_row_set_selected (self->header_row, options->has_header < 0 ? HEADER_AUTOMATIC
                                                : options->has_header   ? HEADER_YES
                                                                        : HEADER_NO);
  gtk_editable_set_text (GTK_EDITABLE (self->other_row), delimiter == OTHER_DELIMITER ? other : "");
}

/* One printable ASCII character that cannot be part of a cell's bounds. */
static gboolean
is_delimiter (const char *text)
{
  return strlen (text) == 1 && g_ascii_isprint (*text) && *text != '"';
}

static void
update (BulkImportPopover *self)
{
  gboolean other = adw_combo_row_get_selected (self->delimiter_row) == OTHER_DELIMITER;
  gboolean valid = !other || is_delimiter (gtk_editable_get_text (GTK_EDITABLE (self->other_row)));
  BulkImportOptions options;
  gboolean changed;

  bulk_import_popover_get_options (self, &options);
  changed = g_strcmp0 (options.encoding, self->applied.encoding) != 0 || options.delimiter != self->applied.delimiter
            || options.has_header != self->applied.has_header || g_strcmp0 (options.sheet, self->applied.sheet) != 0;
  gtk_widget_set_visible (GTK_WIDGET (self->other_row),
                          other && gtk_widget_get_visible (GTK_WIDGET (self->delimiter_row)));
  gtk_widget_set_sensitive (GTK_WIDGET (self->apply_button), self->snapshot && valid && changed);
}

static void
set_options (BulkImportOptions *options, const BulkImportOptions *from)
{
  g_autofree char *encoding = g_strdup (from->encoding);
  g_autofree char *sheet = g_strdup (from->sheet);

  g_free (options->encoding);
  g_free (options->sheet);
  *options = *from;
  options->encoding = g_steal_pointer (&encoding);
  options->sheet = g_steal_pointer (&sheet);
}

static void
set_table (BulkImportPopover *self, BulkTable *table)
{
  if (self->table)
    g_signal_handlers_disconnect_by_func (self->table, fill_sheets, self);
  g_set_object (&self->table, table);
  if (table && get_sheets (self))
    g_signal_connect_swapped (table, "notify::complete", G_CALLBACK (fill_sheets), self);
}

static void
forget_choices (BulkImportPopover *self)
{
  const BulkImportOptions none = BULK_IMPORT_OPTIONS_INIT;

  set_options (&self->applied, &none);
  set_options (&self->asked, &none);
}

/* Callbacks */

static void
on_chosen (BulkImportPopover *self)
{
  if (!self->filling)
    update (self);
}

/* Overrides */

static void
bulk_import_popover_dispose (GObject *object)
{
  BulkImportPopover *self = BULK_IMPORT_POPOVER (object);

  self->filling = TRUE; /* rows that go tell of changes */
  set_table (self, NULL);
  g_clear_object (&self->snapshot);
  forget_choices (self);
  G_OBJECT_CLASS (bulk_import_popover_parent_class)->dispose (object);
}

/* Class */

static void
bulk_import_popover_class_init (BulkImportPopoverClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = bulk_import_popover_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bulkloader/BulkLoader/import-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, BulkImportPopover, sheet_row);
  gtk_widget_class_bind_template_child (widget_class, BulkImportPopover, encoding_row);
  gtk_widget_class_bind_template_child (widget_class, BulkImportPopover, delimiter_row);
  gtk_widget_class_bind_template_child (widget_class, BulkImportPopover, other_row);
  gtk_widget_class_bind_template_child (widget_class, BulkImportPopover, header_row);
  gtk_widget_class_bind_template_child (widget_class, BulkImportPopover, apply_button);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, bulk_import_popover_apply);
}

static void
bulk_import_popover_init (BulkImportPopover *self)
{
  self->filling = TRUE;
  forget_choices (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  bulk_import_popover_set_table (self, NULL);
}

/* Public functions */

/**
 * bulk_import_popover_new:
 *
 * Returns: (transfer floating): a popover
 */
GtkWidget *
bulk_import_popover_new (void)
{
  return g_object_new (BULK_TYPE_IMPORT_POPOVER, NULL);
}

/**
 * bulk_import_popover_set_table:
 * @self: the popover
 * @table: (nullable): how it was read is shown
 *
 * What was chosen is kept for another table of the same file, and forgotten for another file.
 */
void
bulk_import_popover_set_table (BulkImportPopover *self, BulkTable *table)
{
  BulkSnapshot *snapshot = table ? bulk_table_get_snapshot (table) : NULL;

  if (snapshot != self->snapshot)
    forget_choices (self);
  set_options (&self->applied, &self->asked);
  g_set_object (&self->snapshot, snapshot);
  self->filling = TRUE;
  set_table (self, table);
  fill_sheets (self);
  fill_encodings (self, table);
  fill_dialect (self, table);
  gtk_widget_set_visible (GTK_WIDGET (self->encoding_row), table == NULL || bulk_table_get_encoding (table));
  select_options (self, &self->applied);
  self->filling = FALSE;
  update (self);
}

/**
 * bulk_import_popover_get_options:
 * @self: the popover
 * @options: (out caller-allocates): what is chosen; its strings are not to be freed
 */
void
bulk_import_popover_get_options (BulkImportPopover *self, BulkImportOptions *options)
{
  guint encoding = adw_combo_row_get_selected (self->encoding_row);
  guint delimiter = adw_combo_row_get_selected (self->delimiter_row);
  guint header = adw_combo_row_get_selected (self->header_row), sheet = adw_combo_row_get_selected (self->sheet_row);
  BulkSheets *sheets = get_sheets (self);
  const char *other = gtk_editable_get_text (GTK_EDITABLE (self->other_row));

  *options = (BulkImportOptions) BULK_IMPORT_OPTIONS_INIT;
  if (encoding > 0 && encoding != GTK_INVALID_LIST_POSITION)
    options->encoding = (char *) bulk_encoding_list ()[encoding - 1];
  if (delimiter < G_N_ELEMENTS (delimiters))
    options->delimiter = delimiters[delimiter];
  else if (delimiter == OTHER_DELIMITER && is_delimiter (other))
    options->delimiter = *other;
  if (header == HEADER_YES || header == HEADER_NO)
    options->has_header = header == HEADER_YES;
  /* The sheet that was found needs no choice, unless another was chosen before. */
  if (sheets && sheet < bulk_sheets_get_n (sheets) && (self->applied.sheet || sheet != bulk_sheets_get_chosen (sheets)))
    options->sheet = (char *) bulk_sheets_get_name (sheets, sheet);
}

/**
 * bulk_import_popover_choose:
 * @self: the popover
 * @options: what to choose
 *
 * Chooses, as somebody would by hand. Nothing is read again before bulk_import_popover_apply().
 */
void
bulk_import_popover_choose (BulkImportPopover *self, const BulkImportOptions *options)
{
  select_options (self, options);
  update (self);
}

/**
 * bulk_import_popover_apply:
 * @self: the popover
 *
 * Asks for the file to be read as it was chosen, if that is another way than it was.
 */
void
bulk_import_popover_apply (BulkImportPopover *self)
{
  BulkImportOptions options;

  update (self);
  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->apply_button)))
    return;
  bulk_import_popover_get_options (self, &options);
  /* If it cannot be read so, the table stays as it is, and this is still to be asked for. */
  set_options (&self->asked, &options);
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, &options);
}
