/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/reader.h"
#include "table/table-error.h"

/* A reader with as little as one can have: no locate(), and no header but the first. */
#define LEAST_TYPE_READER (least_reader_get_type ())
G_DECLARE_FINAL_TYPE (LeastReader, least_reader, LEAST, READER, BulkReader)

struct _LeastReader
{
  BulkReader parent_instance;
  guint n_index;
};

G_DEFINE_FINAL_TYPE (LeastReader, least_reader, BULK_TYPE_READER)

static gboolean
least_reader_index (BulkReader *reader, BulkReaderAnnounce announce, gpointer user_data, GCancellable *cancellable,
                    GError **error)
{
  LEAST_READER (reader)->n_index++;
  for (guint i = 1; i <= 3; i++)
    {
      bulk_reader_set_size (reader, i, i * 2);
      if (announce != NULL)
        announce (reader, i, i * 2, i * 10, 30, user_data);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
least_reader_read_row (BulkReader *reader, guint64 row, BulkCells *cells)
{
  bulk_cells_clear (cells);
  if (row >= bulk_reader_get_n_rows (reader))
    return FALSE;
  bulk_cells_append (cells, "x", 1, BULK_CELL_TEXT);
  return TRUE;
}

static char *
least_reader_dup_header (BulkReader *reader, guint column)
{
  return column == 0 ? g_strdup ("first") : NULL;
}

static void
least_reader_class_init (LeastReaderClass *klass)
{
  BulkReaderClass *reader_class = BULK_READER_CLASS (klass);

  reader_class->index = least_reader_index;
  reader_class->read_row = least_reader_read_row;
  reader_class->dup_header = least_reader_dup_header;
  reader_class->format = "least";
}

static void
least_reader_init (LeastReader *self)
{
}

typedef struct
{
  guint n;
  GCancellable *cancel_at_2;
} Told;

static void
on_announce (BulkReader *reader, guint64 n_rows, guint n_columns, guint64 done, guint64 total, gpointer user_data)
{
  Told *told = user_data;

  told->n++;
  g_assert_cmpuint (n_rows, ==, told->n);
  g_assert_cmpuint (bulk_reader_get_n_rows (reader), ==, n_rows);
  g_assert_cmpuint (bulk_reader_get_n_columns (reader), ==, n_columns);
  g_assert_cmpuint (done, ==, n_rows * 10);
  if (told->n == 2 && told->cancel_at_2 != NULL)
    g_cancellable_cancel (told->cancel_at_2);
}

static void
test_index (void)
{
  g_autoptr (BulkReader) reader = g_object_new (LEAST_TYPE_READER, NULL);
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  g_autoptr (GError) error = NULL;
  Told told = { 0 };

  g_assert_cmpuint (bulk_reader_get_n_rows (reader), ==, 0);
  g_assert_cmpuint (bulk_reader_get_n_columns (reader), ==, 0);
  g_assert_false (bulk_reader_read_row (reader, 0, cells));
  g_assert_true (bulk_reader_index (reader, on_announce, &told, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (told.n, ==, 3);
  g_assert_cmpuint (bulk_reader_get_n_rows (reader), ==, 3);
  g_assert_cmpuint (bulk_reader_get_n_columns (reader), ==, 6);
  g_assert_true (bulk_reader_read_row (reader, 2, cells));
  g_assert_cmpuint (bulk_cells_get_n (cells), ==, 1);
  g_assert_false (bulk_reader_read_row (reader, 3, cells));
}

static void
test_class (void)
{
  g_autoptr (BulkReader) reader = g_object_new (LEAST_TYPE_READER, NULL);
  g_autofree char *first = bulk_reader_dup_header (reader, 0), *second = bulk_reader_dup_header (reader, 1);
  guint row = 1, column = 2;

  g_assert_cmpstr (bulk_reader_get_format (reader), ==, "least");
  g_assert_cmpstr (first, ==, "first");
  g_assert_cmpstr (second, ==, "");
  g_assert_false (bulk_reader_locate (reader, 5, &row, &column));
  g_assert_cmpuint (row, ==, BULK_PLACE_NO_ROW);
  g_assert_cmpuint (column, ==, G_MAXUINT);
  g_assert_nonnull (bulk_reader_get_places (reader));
  g_assert_true (bulk_reader_get_places (reader) == bulk_reader_get_places (reader));
}

static void
test_cancel (void)
{
  g_autoptr (BulkReader) reader = g_object_new (LEAST_TYPE_READER, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL, again = NULL;
  Told told = { 0, cancellable };

  g_assert_false (bulk_reader_index (reader, on_announce, &told, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (told.n, ==, 2);
  /* Cancelled before it begins: it does not begin. */
  g_assert_false (bulk_reader_index (reader, on_announce, &told, cancellable, &again));
  g_assert_error (again, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (LEAST_READER (reader)->n_index, ==, 1);
}

/* The places of a reader may be kept longer than it. */
static void
test_places_outlive (void)
{
  BulkReader *reader = g_object_new (LEAST_TYPE_READER, NULL);
  g_autoptr (BulkPlaces) places = bulk_places_ref (bulk_reader_get_places (reader));

  g_assert_finalize_object (reader);
  g_assert_cmpuint (bulk_places_get_n_kept (places), ==, 0);
}

static void
test_error_domain (void)
{
  g_assert_cmpstr (g_quark_to_string (BULK_TABLE_ERROR), ==, "bulk-table-error-quark");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reader/index", test_index);
  g_test_add_func ("/reader/class", test_class);
  g_test_add_func ("/reader/cancel", test_cancel);
  g_test_add_func ("/reader/places-outlive", test_places_outlive);
  g_test_add_func ("/reader/error-domain", test_error_domain);
  return g_test_run ();
}
