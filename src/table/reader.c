/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/reader.h"

typedef struct
{
  BulkPlaces *places;
  GMutex mutex;       /* the size: a 64-bit pair read from other threads */
  guint64 n_rows;
  guint n_columns;
  guint n_expected;
} BulkReaderPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (BulkReader, bulk_reader, G_TYPE_OBJECT)

#define PRIVATE(self) ((BulkReaderPrivate *) bulk_reader_get_instance_private (self))

static void
bulk_reader_finalize (GObject *object)
{
  BulkReaderPrivate *priv = PRIVATE (BULK_READER (object));

  bulk_places_unref (priv->places);
  g_mutex_clear (&priv->mutex);
  G_OBJECT_CLASS (bulk_reader_parent_class)->finalize (object);
}

static void
bulk_reader_class_init (BulkReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bulk_reader_finalize;
}

static void
bulk_reader_init (BulkReader *self)
{
  BulkReaderPrivate *priv = PRIVATE (self);

  g_mutex_init (&priv->mutex);
  priv->places = bulk_places_new ();
}

/**
 * bulk_reader_index:
 * @announce: (nullable): called in this thread whenever more rows can be read
 *
 * Goes through the whole file once. Blocking: call from a worker thread, once.
 *
 * Returns: %FALSE with @error (%BULK_TABLE_ERROR, or %G_IO_ERROR_CANCELLED)
 */
gboolean
bulk_reader_index (BulkReader *self, BulkReaderAnnounce announce, gpointer user_data,
                   GCancellable *cancellable, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  return BULK_READER_GET_CLASS (self)->index (self, announce, user_data, cancellable, error);
}

/**
 * bulk_reader_read_row:
 * @row: 0-based data row, already announced
 * @cells: cleared, then filled
 *
 * Thread-safe.
 *
 * Returns: %FALSE if there is no such row (yet)
 */
gboolean
bulk_reader_read_row (BulkReader *self, guint64 row, BulkCells *cells)
{
  return BULK_READER_GET_CLASS (self)->read_row (self, row, cells);
}

/**
 * bulk_reader_dup_header:
 *
 * Returns: (transfer full): the header of @column as valid UTF-8, "" where there is none
 */
char *
bulk_reader_dup_header (BulkReader *self, guint column)
{
  char *header = BULK_READER_GET_CLASS (self)->dup_header (self, column);

  return header != NULL ? header : g_strdup ("");
}

/**
 * bulk_reader_get_format:
 *
 * Returns: (transfer none): "csv", "json", …
 */
const char *
bulk_reader_get_format (BulkReader *self)
{
  return BULK_READER_GET_CLASS (self)->format;
}

/**
 * bulk_reader_has_header:
 * @otherwise: what holds for a format whose reader does not find out
 *
 * Returns: whether the columns have names; known with the first announcement
 */
gboolean
bulk_reader_has_header (BulkReader *self, gboolean otherwise)
{
  return BULK_READER_GET_CLASS (self)->has_header != NULL ? BULK_READER_GET_CLASS (self)->has_header (self) : otherwise;
}

/**
 * bulk_reader_get_sheets:
 *
 * Returns: (transfer none) (nullable): the sheets of the file; known with the first announcement; %NULL for a format
 *   without sheets
 */
BulkSheets *
bulk_reader_get_sheets (BulkReader *self)
{
  return BULK_READER_GET_CLASS (self)->get_sheets != NULL ? BULK_READER_GET_CLASS (self)->get_sheets (self) : NULL;
}

/**
 * bulk_reader_get_places:
 *
 * Returns: (transfer none): where the reader had to make sense of something irregular
 */
BulkPlaces *
bulk_reader_get_places (BulkReader *self)
{
  return PRIVATE (self)->places;
}

/**
 * bulk_reader_get_n_rows:
 *
 * Returns: data rows, as far as they are known
 */
guint64
bulk_reader_get_n_rows (BulkReader *self)
{
  BulkReaderPrivate *priv = PRIVATE (self);
  guint64 n;

  g_mutex_lock (&priv->mutex);
  n = priv->n_rows;
  g_mutex_unlock (&priv->mutex);
  return n;
}

/**
 * bulk_reader_get_n_columns:
 *
 * Returns: columns, as far as they are known
 */
guint
bulk_reader_get_n_columns (BulkReader *self)
{
  BulkReaderPrivate *priv = PRIVATE (self);
  guint n;

  g_mutex_lock (&priv->mutex);
  n = priv->n_columns;
  g_mutex_unlock (&priv->mutex);
  return n;
}

/**
 * bulk_reader_get_n_expected:
 *
 * Returns: how many cells every row should have, as the header or else the first row has; 0: any number will do
 */
guint
bulk_reader_get_n_expected (BulkReader *self)
{
  BulkReaderPrivate *priv = PRIVATE (self);
  guint n;

  g_mutex_lock (&priv->mutex);
  n = priv->n_expected;
  g_mutex_unlock (&priv->mutex);
  return n;
}

/**
 * bulk_reader_set_n_expected:
 *
 * For subclasses of formats in which a row can have too few or too many cells.
 */
void
bulk_reader_set_n_expected (BulkReader *self, guint n_expected)
{
  BulkReaderPrivate *priv = PRIVATE (self);

  g_mutex_lock (&priv->mutex);
  priv->n_expected = n_expected;
  g_mutex_unlock (&priv->mutex);
}

/**
 * bulk_reader_set_size:
 *
 * For subclasses: what can be read now; call before announcing it.
 */
void
bulk_reader_set_size (BulkReader *self, guint64 n_rows, guint n_columns)
{
  BulkReaderPrivate *priv = PRIVATE (self);

  g_mutex_lock (&priv->mutex);
  priv->n_rows = n_rows;
  priv->n_columns = n_columns;
  g_mutex_unlock (&priv->mutex);
}

/**
 * bulk_reader_locate:
 * @offset: byte offset in the decoded text
 * @row: (out): 0-based data row, or %BULK_PLACE_NO_ROW
 * @column: (out): 0-based, or %G_MAXUINT where it is not known
 *
 * Thread-safe, after bulk_reader_index().
 *
 * Returns: %FALSE if the format cannot tell
 */
gboolean
bulk_reader_locate (BulkReader *self, guint64 offset, guint *row, guint *column)
{
  *row = BULK_PLACE_NO_ROW;
  *column = G_MAXUINT;
  if (BULK_READER_GET_CLASS (self)->locate == NULL)
    return FALSE;
  return BULK_READER_GET_CLASS (self)->locate (self, offset, row, column);
}
