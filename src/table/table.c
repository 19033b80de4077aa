/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/table-private.h"
#include "table/table-loader.h"
#include <errno.h>

enum
{
  PROP_0,
  PROP_COMPLETE,
  PROP_FRACTION,
  PROP_N_COLUMNS,
  PROP_LOAD_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void bulk_table_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BulkTable, bulk_table, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, bulk_table_list_model_init))

gboolean
bulk_table_is_over (BulkTable *self)
{
  return bulk_table_is_complete (self) || self->load_error != NULL;
}

static void
take_progress (BulkTable *self, const BulkTableProgress *progress)
{
  guint before = bulk_table_get_n_rows (self), n_columns = bulk_table_get_n_columns (self), n_rows;

  g_object_freeze_notify (G_OBJECT (self));
  g_atomic_int_set (&self->n_columns, progress->n_columns);
  g_atomic_int_set (&self->n_rows, (guint) progress->n_rows);
  n_rows = bulk_table_get_n_rows (self);
  if (bulk_table_get_n_columns (self) != n_columns)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_COLUMNS]);
  self->fraction = progress->fraction;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
  if (progress->finished && progress->error != NULL)
    {
      g_atomic_pointer_set (&self->load_error, g_error_copy (progress->error));
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOAD_ERROR]);
    }
  else if (progress->finished)
    {
      g_atomic_int_set (&self->complete, TRUE);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETE]);
    }
  if (n_rows > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, n_rows - before);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
on_progress (GObject *owner, const BulkTableProgress *progress)
{
  BulkTable *self = BULK_TABLE (owner);

  if (bulk_table_is_over (self))
    return;
  take_progress (self, progress);
  if (progress->finished)
    g_clear_pointer (&self->loader, bulk_table_loader_stop);
  bulk_table_answer_waiting (self);
}

static GType
bulk_table_get_item_type (GListModel *model)
{
  return BULK_TYPE_ROW;
}

static guint
bulk_table_list_get_n_items (GListModel *model)
{
  return bulk_table_get_n_rows (BULK_TABLE (model));
}

/* Its cells borrow from what the reader reads and from what was typed, so the row keeps both. */
static gpointer
bulk_table_get_item (GListModel *model, guint position)
{
  BulkTable *self = BULK_TABLE (model);
  g_autoptr (BulkCells) cells = NULL;
  BulkRow *row;

  if (position >= bulk_table_get_n_rows (self))
    return NULL;
  cells = bulk_cells_new ();
  if (!bulk_table_read_row (self, position, cells))
    return NULL;
  row = bulk_row_new (position, g_steal_pointer (&cells));
  g_object_set_data_full (G_OBJECT (row), "bulk-reader", g_object_ref (self->reader), g_object_unref);
  if (self->edition != NULL)
    g_object_set_data_full (G_OBJECT (row), "bulk-texts", bulk_edit_texts_ref (self->edition->texts),
                            (GDestroyNotify) bulk_edit_texts_unref);
  return row;
}

static void
bulk_table_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = bulk_table_get_item_type;
  iface->get_n_items = bulk_table_list_get_n_items;
  iface->get_item = bulk_table_get_item;
}

static void
bulk_table_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  BulkTable *self = BULK_TABLE (object);

  switch (property_id)
    {
    case PROP_COMPLETE:
      g_value_set_boolean (value, bulk_table_is_complete (self));
      break;
    case PROP_FRACTION:
      g_value_set_double (value, self->fraction);
      break;
    case PROP_N_COLUMNS:
      g_value_set_uint (value, bulk_table_get_n_columns (self));
      break;
    case PROP_LOAD_ERROR:
      g_value_set_boxed (value, self->load_error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
bulk_table_finalize (GObject *object)
{
  BulkTable *self = BULK_TABLE (object);

  g_clear_pointer (&self->loader, bulk_table_loader_stop);
  g_ptr_array_unref (self->waiting);
  bulk_table_finalize_edition (self);
  g_clear_pointer (&self->look, bulk_table_look_free);
  g_clear_error (&self->load_error);
  g_object_unref (self->reader);
  g_clear_pointer (&self->source.text, bulk_text_unref);
  g_clear_object (&self->source.snapshot);
  G_OBJECT_CLASS (bulk_table_parent_class)->finalize (object);
}

static void
bulk_table_class_init (BulkTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = bulk_table_finalize;
  object_class->get_property = bulk_table_get_property;
  properties[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE, flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_N_COLUMNS] = g_param_spec_uint ("n-columns", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_LOAD_ERROR] = g_param_spec_boxed ("load-error", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_signal_new ("edited", BULK_TYPE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT,
                G_TYPE_UINT);
  g_signal_new ("columns-edited", BULK_TYPE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bulk_table_init (BulkTable *self)
{
  self->waiting = g_ptr_array_new_with_free_func (bulk_table_wait_free);
  self->retired = g_ptr_array_new_with_free_func (g_object_unref);
}

/*< private >
 * bulk_table_new:
 * @source: where @reader reads from; copied
 *
 * Returns: (transfer full): a table without rows, to be loaded
 */
BulkTable *
bulk_table_new (BulkReader *reader, const BulkTableSource *source)
{
  BulkTable *self = g_object_new (BULK_TYPE_TABLE, NULL);

  self->reader = g_object_ref (reader);
  self->source = *source;
  g_object_ref (source->snapshot);
  if (source->text != NULL)
    bulk_text_ref (source->text);
  return self;
}

gboolean
bulk_table_load (BulkTable *self, GCancellable *cancellable, GError **error)
{
  if (!bulk_table_loader_index (self->reader, self->source.text, cancellable, error))
    return FALSE;
  g_atomic_int_set (&self->n_rows, (guint) bulk_reader_get_n_rows (self->reader));
  g_atomic_int_set (&self->n_columns, bulk_reader_get_n_columns (self->reader));
  g_atomic_int_set (&self->complete, TRUE);
  self->fraction = 1;
  return TRUE;
}

void
bulk_table_load_async (BulkTable *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, bulk_table_load_async);
  self->loader = bulk_table_loader_start (self->reader, self->source.text, G_OBJECT (self), on_progress);
  bulk_table_wait_for (self, task, TRUE);
}

gboolean
bulk_table_load_finish (BulkTable *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * bulk_table_get_n_expected:
 *
 * Thread-safe, once the table is complete.
 *
 * Returns: cells that a row of the file should have; 0: any number will do
 */
guint
bulk_table_get_n_expected (BulkTable *self)
{
  return bulk_reader_get_n_expected (self->reader);
}

/**
 * bulk_table_is_complete:
 *
 * Returns: whether the file has been read to its end
 */
gboolean
bulk_table_is_complete (BulkTable *self)
{
  return g_atomic_int_get (&self->complete);
}

/**
 * bulk_table_get_load_error:
 *
 * Returns: (transfer none) (nullable): why the file could not be read to its end
 */
const GError *
bulk_table_get_load_error (BulkTable *self)
{
  return self->load_error;
}

/**
 * bulk_table_get_fraction:
 *
 * Returns: how much has been read, 0 to 1
 */
double
bulk_table_get_fraction (BulkTable *self)
{
  return self->fraction;
}

/**
 * bulk_table_stop:
 *
 * Reads no more of the file; for a table about to be dropped.
 */
void
bulk_table_stop (BulkTable *self)
{
  g_autoptr (BulkTable) keep = g_object_ref (self);

  if (self->loader == NULL)
    return;
  g_clear_pointer (&self->loader, bulk_table_loader_stop);
  self->load_error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, g_strerror (ECANCELED));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOAD_ERROR]);
  bulk_table_answer_waiting (self);
}

/**
 * bulk_table_get_format:
 *
 * Returns: (transfer none): "csv", "json", …
 */
const char *
bulk_table_get_format (BulkTable *self)
{
  return bulk_reader_get_format (self->reader);
}

/**
 * bulk_table_get_encoding:
 *
 * Returns: (transfer none) (nullable): the encoding the file was read in
 */
const char *
bulk_table_get_encoding (BulkTable *self)
{
  return self->source.text != NULL ? bulk_text_get_encoding (self->source.text) : NULL;
}

/**
 * bulk_table_get_dialect:
 *
 * Returns: (transfer none) (nullable): how the CSV was read; %NULL for other formats
 */
const BulkDialect *
bulk_table_get_dialect (BulkTable *self)
{
  return self->source.has_dialect ? &self->source.dialect : NULL;
}

/**
 * bulk_table_get_sheet:
 *
 * Returns: (transfer none) (nullable): the sheet the table is; %NULL for a format without sheets
 */
const char *
bulk_table_get_sheet (BulkTable *self)
{
  BulkSheets *sheets = bulk_reader_get_sheets (self->reader);

  return sheets != NULL && bulk_sheets_get_n (sheets) > 0
             ? bulk_sheets_get_name (sheets, bulk_sheets_get_chosen (sheets))
             : NULL;
}

/**
 * bulk_table_get_sheets:
 *
 * Returns: (transfer none) (nullable): the sheets of the file; %NULL for a format without sheets
 */
const char *const *
bulk_table_get_sheets (BulkTable *self)
{
  BulkSheets *sheets = bulk_reader_get_sheets (self->reader);

  return sheets != NULL ? bulk_sheets_get_names (sheets) : NULL;
}

/**
 * bulk_table_get_sheet_list:
 *
 * Returns: (transfer none) (nullable): the sheets of the file with what is known of them; %NULL for a format without
 * sheets
 */
BulkSheets *
bulk_table_get_sheet_list (BulkTable *self)
{
  return bulk_reader_get_sheets (self->reader);
}

/**
 * bulk_table_get_places:
 *
 * Returns: (transfer none): where the file is irregular
 */
BulkPlaces *
bulk_table_get_places (BulkTable *self)
{
  return bulk_reader_get_places (self->reader);
}

/**
 * bulk_table_get_snapshot:
 *
 * Returns: (transfer none): the private copy the table is read from
 */
BulkSnapshot *
bulk_table_get_snapshot (BulkTable *self)
{
  return self->source.snapshot;
}

static BulkTableLook *
get_look (BulkTable *self)
{
  guint rows = MIN (bulk_table_get_n_rows (self), BULK_TABLE_LOOK_ROWS);

  if (self->look == NULL || self->look_rows != rows || self->look_columns != bulk_table_get_n_columns (self))
    {
      g_clear_pointer (&self->look, bulk_table_look_free);
      self->look = bulk_table_look_new (self);
      self->look_rows = rows;
      self->look_columns = bulk_table_get_n_columns (self);
    }
  return self->look;
}

/**
 * bulk_table_is_numeric_column:
 *
 * Returns: whether all cells of @column that are not empty, of which there is at least one, read as numbers; as far
 *   as the first 200 rows tell
 */
gboolean
bulk_table_is_numeric_column (BulkTable *self, guint column)
{
  return bulk_table_look_is_numeric (get_look (self), column);
}

/**
 * bulk_table_get_typical_width:
 *
 * Returns: characters, 1 to 60, that the header and nine of ten cells of the first 200 rows do with
 */
guint
bulk_table_get_typical_width (BulkTable *self, guint column)
{
  return bulk_table_look_get_width (get_look (self), column);
}
