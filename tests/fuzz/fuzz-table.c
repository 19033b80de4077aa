/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"
#include "table/csv-reader.h"
#include "table/json-reader.h"
#include "table/table-error.h"
#include "workspan/payload.h"
#include <string.h>

/* A small file can stand for a million rows: some of them will do. */
#define FIRST_ROWS 300u
#define MOST_CELLS 20000u

static void
check_text (const char *text, gsize length)
{
  const char *end = text + length;

  g_assert_cmpuint (length, <, BULK_MAX_CELL);
  while (text < end)
    {
      const char *nul = memchr (text, '\0', end - text);

      g_assert_true (g_utf8_validate (text, (nul != NULL ? nul : end) - text, NULL));
      text = nul != NULL ? nul + 1 : end;
    }
}

static void
check_same_cells (BulkCells *a, BulkCells *b, guint n_columns)
{
  for (guint i = 0; i < n_columns; i++)
    {
      const BulkCell *one = bulk_cells_get (a, i), *other = bulk_cells_get (b, i);

      g_assert_cmpmem (one->text, one->length, other->text, other->length);
    }
}

static void
check_row (BulkTable *table, guint row)
{
  g_autoptr (BulkCells) cells = bulk_cells_new (), again = bulk_cells_new ();
  guint n_columns = bulk_table_get_n_columns (table);

  g_assert_true (bulk_table_read_row (table, row, cells));
  g_assert_cmpuint (bulk_cells_get_n (cells), <=, n_columns);
  for (guint i = 0; i < n_columns; i++)
    {
      const BulkCell *cell = bulk_cells_get (cells, i);

      check_text (cell->text, cell->length);
      if (cell->kind == BULK_CELL_EMPTY || cell->kind == BULK_CELL_ABSENT)
        g_assert_cmpuint (cell->length, ==, 0);
    }
  g_assert_true (bulk_table_read_row (table, row, again));
  check_same_cells (cells, again, n_columns);
}

static void
check_places (BulkTable *table)
{
  BulkPlaces *places = bulk_table_get_places (table);

  for (guint i = 0; i < bulk_places_get_n_kept (places); i++)
    {
      BulkPlace place;

      bulk_places_get (places, i, &place);
      g_assert_cmpuint (place.kind, <, BULK_PLACE_N_KINDS);
      if (place.row != BULK_PLACE_NO_ROW)
        g_assert_cmpuint (place.row, <, bulk_table_get_n_rows (table));
    }
}

static GBytes *
read_body (BulkTable *table, BulkPayloadFormat format, gboolean *has_header)
{
  g_autoptr (BulkPayload) payload = bulk_payload_new (table, format);
  g_autoptr (GInputStream) stream = bulk_payload_open (payload);
  g_autoptr (GByteArray) body = g_byte_array_new ();
  char piece[4096];
  gssize n;

  while ((n = g_input_stream_read (stream, piece, sizeof piece, NULL, NULL)) > 0)
    g_byte_array_append (body, (const guint8 *) piece, n);
  g_assert_cmpint (n, ==, 0);
  *has_header = bulk_payload_has_header (payload);
  return g_byte_array_free_to_bytes (g_steal_pointer (&body));
}

/* "Reading the body back gives the same cells, always." */
static void
check_round_trip (BulkTable *table)
{
  BulkDialect dialect = { .delimiter = ',' };
  g_autoptr (GBytes) csv = read_body (table, BULK_PAYLOAD_CSV, &dialect.has_header);
  gsize length;
  const char *data = g_bytes_get_data (csv, &length);
  g_autoptr (BulkText) text = bulk_text_new_for_utf8 (data, length);
  g_autoptr (BulkReader) reader = BULK_READER (bulk_csv_reader_new (text, &dialect, "body.csv"));
  g_autoptr (BulkCells) cells = bulk_cells_new (), back = bulk_cells_new ();
  guint n_rows = bulk_table_get_n_rows (table), n_columns = bulk_table_get_n_columns (table);

  g_assert_true (bulk_reader_index (reader, NULL, NULL, NULL, NULL));
  g_assert_cmpuint (bulk_reader_get_n_rows (reader), ==, n_rows);
  for (guint i = 0; dialect.has_header && i < n_columns; i++)
    {
      g_autofree char *header = bulk_table_dup_header (table, i), *again = bulk_reader_dup_header (reader, i);

      g_assert_cmpstr (header, ==, again);
    }
  for (guint row = 0; row < n_rows; row++)
    {
      g_assert_true (bulk_table_read_row (table, row, cells));
      g_assert_true (bulk_reader_read_row (reader, row, back));
      check_same_cells (cells, back, n_columns);
    }
}

static void
check_json (BulkTable *table)
{
  gboolean has_header;
  g_autoptr (GBytes) json = read_body (table, BULK_PAYLOAD_JSON, &has_header);
  gsize length;
  const char *data = g_bytes_get_data (json, &length);
  g_autoptr (BulkText) text = bulk_text_new_for_utf8 (data, length);
  g_autoptr (BulkReader) reader = BULK_READER (bulk_json_reader_new (text, "body.json"));
  g_autoptr (GError) error = NULL;

  bulk_reader_index (reader, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bulk_reader_get_n_rows (reader), ==, bulk_table_get_n_rows (table));
}

void
fuzz_table (const char *name, GBytes *bytes, const BulkImportOptions *options)
{
  g_autoptr (BulkSnapshot) snapshot = bulk_snapshot_new_for_bytes (bytes, name);
  g_autoptr (BulkImport) import = bulk_import_new_for_snapshot (snapshot);
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkTable) table = NULL;
  guint n_rows, n_columns;

  if (options != NULL)
    bulk_import_set_options (import, options);
  table = bulk_import_open (import, NULL, &error);
  if (table == NULL)
    {
      g_assert_nonnull (error);
      g_assert_true (error->domain == BULK_TABLE_ERROR);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return;
    }
  g_assert_no_error (error);
  n_rows = bulk_table_get_n_rows (table);
  n_columns = bulk_table_get_n_columns (table);
  for (guint i = 0; i < n_columns; i++)
    {
      g_autofree char *header = bulk_table_dup_header (table, i);

      g_assert_true (g_utf8_validate (header, -1, NULL));
    }
  for (guint row = 0; row < MIN (n_rows, FIRST_ROWS); row++)
    check_row (table, row);
  if (n_rows > FIRST_ROWS)
    check_row (table, n_rows - 1);
  check_places (table);
  /* It takes longer than all the rest: a part of the inputs will do where it is not what is fuzzed. */
  if ((guint64) n_rows * n_columns <= MOST_CELLS && (g_str_has_suffix (name, ".csv") || g_bytes_hash (bytes) % 8 == 0))
    {
      check_round_trip (table);
      if (n_rows > 0)
        check_json (table);
    }
}

const char *
fuzz_next_part (const guint8 **data, gsize *size, gsize *length)
{
  const char *part = (const char *) *data;
  const guint8 *nul;

  if (*size == 0)
    return NULL;
  nul = memchr (*data, '\0', *size);
  *length = nul != NULL ? (gsize) (nul - *data) : *size;
  *data += *length + (nul != NULL);
  *size -= *length + (nul != NULL);
  return part;
}
