/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/payload.h"

#include <glib/gi18n-lib.h>

#include "workspan/payload-rows.h"
#include "workspan/payload-stream.h"
#include "workspan/sha256.h"
#include "workspan/workspan-error.h"

#define PIECE (256u * 1024)
#define MARK_EVERY (16u * 1024)   /* bytes between two marks */

typedef struct
{
  guint64 offset;
  guint rows;                     /* wholly before the offset */
} Mark;

/* What a dry run finds out; unchanging once it is told. */
typedef struct
{
  guint64 length;
  char *sha256;
  GArray *marks;                  /* ascending */
} Measure;

struct _BulkPayload
{
  GObject parent_instance;
  BulkTable *table;
  BulkPayloadFormat format;
  BulkRowSet *rows;               /* NULL: all */
  Measure *measure;               /* atomic; NULL until measured */
};

G_DEFINE_FINAL_TYPE (BulkPayload, bulk_payload, G_TYPE_OBJECT)

static void
measure_free (Measure *measure)
{
  g_free (measure->sha256);
  g_array_unref (measure->marks);
  g_free (measure);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Measure, measure_free)

static Measure *
get_measure (BulkPayload *self)
{
  return g_atomic_pointer_get (&self->measure);
}

/* Marks the end of the rows written so far. */
static void
add_mark (Measure *measure, BulkPayloadRows *rows)
{
  Mark mark = { measure->length, bulk_payload_rows_get_n_written (rows) };

  g_array_append_val (measure->marks, mark);
}

static gboolean
run_dry (BulkPayload *self, Measure *measure, GCancellable *cancellable, GError **error)
{
  g_autoptr (BulkPayloadRows) rows = bulk_payload_rows_new (self->table, self->format, self->rows);
  g_autoptr (BulkSha256) sha256 = bulk_sha256_new ();
  BulkPayloadBuffer buffer = { 0 };
  gboolean good;

  do
    {
      buffer.length = 0;
      good = !g_cancellable_set_error_if_cancelled (cancellable, error);
      for (gsize before = G_MAXSIZE; good && buffer.length < PIECE && before != buffer.length;)
        {
          before = buffer.length;
          good = bulk_payload_rows_write (rows, &buffer, buffer.length + MARK_EVERY, error);
          measure->length += buffer.length - before;
          add_mark (measure, rows);
        }
      bulk_sha256_update (sha256, buffer.data, buffer.length);
    }
  while (good && buffer.length > 0);
  g_free (buffer.data);
  measure->sha256 = g_strdup (bulk_sha256_get_string (sha256));
  return good;
}

static void
measure_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (bulk_payload_measure (source, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
bulk_payload_finalize (GObject *object)
{
  BulkPayload *self = BULK_PAYLOAD (object);

  g_clear_pointer (&self->measure, measure_free);
  g_clear_object (&self->table);
  g_clear_pointer (&self->rows, bulk_row_set_unref);

  G_OBJECT_CLASS (bulk_payload_parent_class)->finalize (object);
}

static void
bulk_payload_class_init (BulkPayloadClass *class)
{
  G_OBJECT_CLASS (class)->finalize = bulk_payload_finalize;
}

static void
bulk_payload_init (BulkPayload *self)
{
}

/**
 * bulk_payload_new:
 * @table: kept as it is now; must be complete before anything is asked of the payload
 * @format: what to send
 *
 * Returns: (transfer full): the body made from @table
 */
BulkPayload *
bulk_payload_new (BulkTable *table, BulkPayloadFormat format)
{
  return bulk_payload_new_for_rows (table, format, NULL);
}

/**
 * bulk_payload_new_for_rows:
 * @rows: (nullable): which of the table's rows; %NULL: all
 *
 * The header comes with every part of a table.
 *
 * Returns: (transfer full): the body made from some rows of @table
 */
BulkPayload *
bulk_payload_new_for_rows (BulkTable *table, BulkPayloadFormat format, BulkRowSet *rows)
{
  BulkPayload *self = g_object_new (BULK_TYPE_PAYLOAD, NULL);

  /* Whatever is edited from here on is not sent; a table that is still read is waited for. */
  self->table = bulk_table_is_complete (table) ? bulk_table_freeze (table) : g_object_ref (table);
  self->format = format;
  self->rows = rows != NULL ? bulk_row_set_ref (rows) : NULL;
  return self;
}

/** bulk_payload_get_table: Returns: (transfer none): the table it is made from */
BulkTable *
bulk_payload_get_table (BulkPayload *self)
{
  g_return_val_if_fail (BULK_IS_PAYLOAD (self), NULL);
  return self->table;
}

/** bulk_payload_get_rows: Returns: (transfer none) (nullable): which of the table's rows; %NULL: all */
BulkRowSet *
bulk_payload_get_rows (BulkPayload *self)
{
  g_return_val_if_fail (BULK_IS_PAYLOAD (self), NULL);
  return self->rows;
}

/** bulk_payload_get_n_rows: Returns: how many data rows are sent */
guint
bulk_payload_get_n_rows (BulkPayload *self)
{
  g_return_val_if_fail (BULK_IS_PAYLOAD (self), 0);
  return self->rows != NULL ? bulk_row_set_get_n (self->rows) : bulk_table_get_n_rows (self->table);
}

/** bulk_payload_get_format: Returns: what is sent */
BulkPayloadFormat
bulk_payload_get_format (BulkPayload *self)
{
  g_return_val_if_fail (BULK_IS_PAYLOAD (self), BULK_PAYLOAD_CSV);
  return self->format;
}

/** bulk_payload_get_media_type: Returns: for the Content-Type header */
const char *
bulk_payload_get_media_type (BulkPayload *self)
{
  g_return_val_if_fail (BULK_IS_PAYLOAD (self), NULL);
  return self->format == BULK_PAYLOAD_JSON ? "application/json" : "text/csv";
}

/**
 * bulk_payload_has_header:
 *
 * A table whose columns have no names is sent as CSV without a header row, and says so to the service; as JSON
 * its columns are called `column_1`, `column_2` and so on.
 *
 * Returns: whether the first line of the CSV holds the columns' names
 */
gboolean
bulk_payload_has_header (BulkPayload *self)
{
  g_return_val_if_fail (BULK_IS_PAYLOAD (self), FALSE);
  return self->format == BULK_PAYLOAD_CSV && bulk_table_has_header (self->table);
}

/**
 * bulk_payload_measure:
 * @cancellable: (nullable): looked at every 256 KiB
 *
 * Makes the whole body once, without keeping it, for its length and SHA-256. Blocking; thread-safe. Does
 * nothing if it has been done.
 *
 * Returns: %TRUE, or %FALSE with @error set: cancelled, or %BULK_WORKSPAN_ERROR_FAILED if the table is not complete
 */
gboolean
bulk_payload_measure (BulkPayload *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (Measure) measure = NULL;

  g_return_val_if_fail (BULK_IS_PAYLOAD (self), FALSE);
  if (get_measure (self) != NULL)
    return TRUE;
  if (!bulk_table_is_complete (self->table))
    {
      g_set_error_literal (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_FAILED,
                           _ ("The file has not been read to its end."));
      return FALSE;
    }
  measure = g_new0 (Measure, 1);
  measure->marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  if (!run_dry (self, measure, cancellable, error))
    return FALSE;
  /* Another thread may have been faster, with the same result. */
  if (g_atomic_pointer_compare_and_exchange (&self->measure, NULL, measure))
    measure = NULL;
  return TRUE;
}

/** bulk_payload_measure_async: bulk_payload_measure() in a thread */
void
bulk_payload_measure_async (BulkPayload *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, bulk_payload_measure_async);
  g_task_run_in_thread (task, measure_in_thread);
}

/** bulk_payload_measure_finish: Returns: as bulk_payload_measure() */
gboolean
bulk_payload_measure_finish (BulkPayload *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/** bulk_payload_get_length: Returns: bytes of the body; 0 before it was measured */
guint64
bulk_payload_get_length (BulkPayload *self)
{
  Measure *measure = get_measure (self);

  return measure != NULL ? measure->length : 0;
}

/** bulk_payload_get_sha256: Returns: (nullable): of the body, 64 hexadecimal digits; %NULL before it was measured */
const char *
bulk_payload_get_sha256 (BulkPayload *self)
{
  Measure *measure = get_measure (self);

  return measure != NULL ? measure->sha256 : NULL;
}

/** bulk_payload_open: Returns: (transfer full): the body's bytes from the first on, for one reader in any thread */
GInputStream *
bulk_payload_open (BulkPayload *self)
{
  g_return_val_if_fail (BULK_IS_PAYLOAD (self), NULL);
  return bulk_payload_stream_new (self->table, self->format, self->rows);
}

/**
 * bulk_payload_rows_at:
 * @offset: bytes of the body
 *
 * For progress. Exact to 16 KiB, and never too many.
 *
 * Returns: how many data rows lie wholly within the first @offset bytes; 0 before the body was measured
 */
guint64
bulk_payload_rows_at (BulkPayload *self, guint64 offset)
{
  Measure *measure = get_measure (self);
  guint low = 0, high;

  if (measure == NULL)
    return 0;
  high = measure->marks->len;
  /* marks[low - 1] is the last that counts */
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (measure->marks, Mark, middle).offset <= offset)
        low = middle + 1;
      else
        high = middle;
    }
  return low > 0 ? g_array_index (measure->marks, Mark, low - 1).rows : 0;
}
