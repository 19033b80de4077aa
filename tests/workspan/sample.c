/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample.h"

#include <string.h>

#include "table/csv-reader.h"
#include "table/table-private.h"

/* SampleReader: gives the cells it was given. */
#define SAMPLE_TYPE_READER (sample_reader_get_type ())
G_DECLARE_FINAL_TYPE (SampleReader, sample_reader, SAMPLE, READER, BulkReader)

struct _SampleReader
{
  BulkReader parent_instance;
  const BulkCell *cells;
  guint n_rows, n_columns;
  char **headers;
};

G_DEFINE_FINAL_TYPE (SampleReader, sample_reader, BULK_TYPE_READER)

static gboolean
sample_reader_index (BulkReader *reader, BulkReaderAnnounce announce, gpointer user_data, GCancellable *cancellable,
                     GError **error)
{
  SampleReader *self = SAMPLE_READER (reader);

  bulk_reader_set_size (reader, self->n_rows, self->n_columns);
  return TRUE;
}

/* Absent cells at the end of a row are left away, as readers do with ragged rows. */
static gboolean
sample_reader_read_row (BulkReader *reader, guint64 row, BulkCells *cells)
{
  SampleReader *self = SAMPLE_READER (reader);
  const BulkCell *first = self->cells + row * self->n_columns;
  guint n = self->n_columns;

  bulk_cells_clear (cells);
  if (row >= self->n_rows)
    return FALSE;
  while (n > 0 && first[n - 1].kind == BULK_CELL_ABSENT)
    n--;
  for (guint i = 0; i < n; i++)
    bulk_cells_append (cells, first[i].text, first[i].length, first[i].kind);
  return TRUE;
}

static char *
sample_reader_dup_header (BulkReader *reader, guint column)
{
  SampleReader *self = SAMPLE_READER (reader);

  return g_strdup (self->headers != NULL && column < self->n_columns ? self->headers[column] : "");
}

static void
sample_reader_finalize (GObject *object)
{
  g_strfreev (SAMPLE_READER (object)->headers);
  G_OBJECT_CLASS (sample_reader_parent_class)->finalize (object);
}

static void
sample_reader_class_init (SampleReaderClass *class)
{
  BulkReaderClass *reader_class = BULK_READER_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = sample_reader_finalize;
  reader_class->index = sample_reader_index;
  reader_class->read_row = sample_reader_read_row;
  reader_class->dup_header = sample_reader_dup_header;
  reader_class->format = "json";
}

static void
sample_reader_init (SampleReader *self)
{
}

static BulkTable *
make_table (BulkReader *reader, BulkTableSource *source)
{
  g_autoptr (GBytes) none = g_bytes_new_static ("", 0);
  g_autoptr (BulkSnapshot) snapshot = bulk_snapshot_new_for_bytes (none, "sample");
  g_autoptr (GError) error = NULL;
  BulkTable *table;

  source->snapshot = snapshot;
  table = bulk_table_new (reader, source);
  bulk_table_load (table, NULL, &error);
  g_assert_no_error (error);
  return table;
}

BulkTable *
sample_table_csv (const char *csv, char delimiter, gboolean has_header)
{
  g_autoptr (BulkText) text = bulk_text_new_for_utf8 (csv, -1);
  BulkDialect dialect = { .delimiter = delimiter, .has_header = has_header };
  g_autoptr (BulkCsvReader) reader = bulk_csv_reader_new (text, &dialect, "sample.csv");
  BulkTableSource source = { .text = text, .has_dialect = TRUE, .dialect = dialect, .has_header = has_header };

  return make_table (BULK_READER (reader), &source);
}

BulkTable *
sample_table_unread (void)
{
  g_autoptr (SampleReader) reader = g_object_new (SAMPLE_TYPE_READER, NULL);
  g_autoptr (GBytes) none = g_bytes_new_static ("", 0);
  g_autoptr (BulkSnapshot) snapshot = bulk_snapshot_new_for_bytes (none, "sample");
  BulkTableSource source = { .snapshot = snapshot };

  return bulk_table_new (BULK_READER (reader), &source);
}

BulkTable *
sample_table_cells (const BulkCell *cells, guint n_rows, guint n_columns, const char *const *headers)
{
  g_autoptr (SampleReader) reader = g_object_new (SAMPLE_TYPE_READER, NULL);
  BulkTableSource source = { .has_header = headers != NULL };

  reader->cells = cells;
  reader->n_rows = n_rows;
  reader->n_columns = n_columns;
  if (headers != NULL)
    {
      reader->headers = g_new0 (char *, n_columns + 1);
      for (guint i = 0; i < n_columns; i++)
        reader->headers[i] = g_strdup (headers[i]);
    }
  return make_table (BULK_READER (reader), &source);
}

char *
sample_csv (guint n_rows)
{
  GString *csv = g_string_new ("opportunity_id,name,close_date,amount\r\n");

  for (guint i = 0; i < n_rows; i++)
    g_string_append_printf (csv, "aw%06u,\"Größe, \"\"%u\"\"\",2026-03-31,%u.50\r\n", i, i, i);
  return g_string_free (csv, FALSE);
}

BulkPayload *
sample_payload (guint n_rows)
{
  g_autofree char *csv = sample_csv (n_rows);
  g_autoptr (BulkTable) table = sample_table_csv (csv, ',', TRUE);
  BulkPayload *payload = bulk_payload_new (table, BULK_PAYLOAD_CSV);
  g_autoptr (GError) error = NULL;

  bulk_payload_measure (payload, NULL, &error);
  g_assert_no_error (error);
  return payload;
}

GBytes *
sample_body (BulkPayload *payload)
{
  g_autoptr (GInputStream) stream = bulk_payload_open (payload);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_output_stream_splice (memory, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

char *
sample_dup_text (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return length > 0 ? g_strndup (data, length) : g_strdup ("");
}

void
sample_assert_body (BulkPayload *payload, const char *expected)
{
  g_autoptr (GBytes) body = sample_body (payload);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = sample_dup_text (body);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, body);

  g_assert_cmpstr (text, ==, expected);
  bulk_payload_measure (payload, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bulk_payload_get_length (payload), ==, g_bytes_get_size (body));
  g_assert_cmpstr (bulk_payload_get_sha256 (payload), ==, sha256);
}

BulkConnection *
sample_connection (const char *base_url, const char *token, const char *integration_id)
{
  g_autoptr (GError) error = NULL;
  BulkConnection *connection = bulk_connection_new (base_url, integration_id, token, NULL, NULL, &error);

  g_assert_no_error (error);
  return connection;
}

typedef struct
{
  GCancellable *cancellable;
  guint64 at;
} Cancel;

static void
on_sent (BulkUpload *upload, GParamSpec *pspec, Cancel *cancel)
{
  if (bulk_upload_get_bytes_sent (upload) >= cancel->at)
    g_cancellable_cancel (cancel->cancellable);
}

BulkOutcome *
sample_run (BulkUpload *upload, guint64 cancel_at, GError **error)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  Cancel cancel = { cancellable, cancel_at };
  gulong handler = g_signal_connect (upload, "notify::bytes-sent", G_CALLBACK (on_sent), &cancel);
  BulkOutcome *outcome;

  if (cancel_at == 0)
    g_cancellable_cancel (cancellable);
  bulk_upload_run_async (upload, cancellable, sample_on_done, &result);
  sample_wait (&result);
  g_signal_handler_disconnect (upload, handler);
  outcome = bulk_upload_run_finish (upload, result, error);
  g_assert_cmpuint (bulk_upload_get_phase (upload), ==, BULK_UPLOAD_DONE);
  return outcome;
}

BulkOutcome *
sample_upload (const char *base_url, BulkPayload *payload)
{
  g_autoptr (BulkConnection) connection = sample_connection (base_url, SAMPLE_TOKEN, SAMPLE_INTEGRATION);
  g_autoptr (BulkUpload) upload = bulk_upload_new (connection, payload);
  g_autoptr (GError) error = NULL;
  BulkOutcome *outcome;

  bulk_upload_set_timeouts (upload, 1, 1);
  outcome = sample_run (upload, G_MAXUINT64, &error);
  g_assert_no_error (error);
  return outcome;
}

void
sample_on_done (GObject *source, GAsyncResult *result, gpointer place)
{
  *(GAsyncResult **) place = g_object_ref (result);
}

GAsyncResult *
sample_wait (GAsyncResult **place)
{
  while (*place == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *place;
}
