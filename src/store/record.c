/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/record.h"

#include "store/record-columns.h"

G_DEFINE_FINAL_TYPE (BulkRecord, bulk_record, G_TYPE_OBJECT)

static const char *const state_names[] = { "preparing", "sending", "accepted", "refused", "not-sent", "unknown" };

/* Overrides */

static void
bulk_record_finalize (GObject *object)
{
  guint n;
  const BulkColumn *columns = bulk_record_get_columns (&n);

  for (guint i = 0; i < n; i++)
    if (columns[i].kind == BULK_COLUMN_TEXT)
      g_free (G_STRUCT_MEMBER (char *, object, columns[i].offset));

  G_OBJECT_CLASS (bulk_record_parent_class)->finalize (object);
}

/* Class */

static void
bulk_record_class_init (BulkRecordClass *class)
{
  G_OBJECT_CLASS (class)->finalize = bulk_record_finalize;
}

static void
bulk_record_init (BulkRecord *self)
{
  self->input_count = self->success_count = self->error_count = self->skip_count = -1;
}

/* Public functions */

/** bulk_record_new: Returns: (transfer full): a record of which nothing is known */
BulkRecord *
bulk_record_new (void)
{
  return g_object_new (BULK_TYPE_RECORD, NULL);
}

/** bulk_record_copy: Returns: (transfer full): the same as it is now */
BulkRecord *
bulk_record_copy (BulkRecord *self)
{
  BulkRecord *copy = bulk_record_new ();
  guint n;
  const BulkColumn *columns = bulk_record_get_columns (&n);

  copy->id = self->id;
  for (guint i = 0; i < n; i++)
    {
      glong offset = columns[i].offset;

      if (columns[i].kind == BULK_COLUMN_TEXT)
        G_STRUCT_MEMBER (char *, copy, offset) = g_strdup (G_STRUCT_MEMBER (char *, self, offset));
      else if (columns[i].kind == BULK_COLUMN_INT64)
        G_STRUCT_MEMBER (gint64, copy, offset) = G_STRUCT_MEMBER (gint64, self, offset);
      else
        G_STRUCT_MEMBER (guint, copy, offset) = G_STRUCT_MEMBER (guint, self, offset);
    }
  return copy;
}

/** bulk_record_set_string: @field: a string of a record; @value: (nullable): is copied */
void
bulk_record_set_string (char **field, const char *value)
{
  char *old = *field;

  *field = g_strdup (value);
  g_free (old);
}

/** bulk_record_is_final: Returns: whether the load has ended, however it did */
gboolean
bulk_record_is_final (BulkRecord *self)
{
  return self->state != BULK_RECORD_PREPARING && self->state != BULK_RECORD_SENDING;
}

/** bulk_record_may_be_loaded: Returns: whether sending the body once more could load rows twice */
gboolean
bulk_record_may_be_loaded (BulkRecord *self)
{
  switch (self->state)
    {
    case BULK_RECORD_PREPARING:
    case BULK_RECORD_SENDING:
    case BULK_RECORD_ACCEPTED:
      return TRUE;
    case BULK_RECORD_UNKNOWN:
      return self->verdict != BULK_VERDICT_NOT_LOADED;
    case BULK_RECORD_REFUSED:
    case BULK_RECORD_NOT_SENT:
    default:
      return FALSE;
    }
}

/**
 * bulk_record_is_other_part:
 *
 * Returns: whether both are known to be of one table, but not of the very same rows of it
 */
gboolean
bulk_record_is_other_part (BulkRecord *self, BulkRecord *other)
{
  return self->table_sha256 != NULL && g_strcmp0 (self->table_sha256, other->table_sha256) == 0
         && (self->first_row != other->first_row || self->rows_total != other->rows_total);
}

/** bulk_record_state_get_name: Returns: (transfer none): never translated */
const char *
bulk_record_state_get_name (BulkRecordState state)
{
  return (guint) state < G_N_ELEMENTS (state_names) ? state_names[state] : "unknown";
}

/** bulk_record_state_from_name: Returns: whether there is a state of that name */
gboolean
bulk_record_state_from_name (const char *name, BulkRecordState *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (state_names); i++)
    if (g_strcmp0 (name, state_names[i]) == 0)
      {
        *state = (BulkRecordState) i;
        return TRUE;
      }
  return FALSE;
}

/** bulk_verdict_get_name: Returns: (transfer none) (nullable): never translated */
const char *
bulk_verdict_get_name (BulkVerdict verdict)
{
  return verdict == BULK_VERDICT_LOADED ? "loaded" : verdict == BULK_VERDICT_NOT_LOADED ? "not-loaded" : NULL;
}

/** bulk_row_error_new: Returns: (transfer full): copies of what is given; @key and @message may be %NULL */
BulkRowError *
bulk_row_error_new (const char *key, const char *message, const char *data_row, gint64 row, gboolean ambiguous)
{
  BulkRowError *self = g_new0 (BulkRowError, 1);

  self->key = g_strdup (key ? key : "");
  self->message = g_strdup (message ? message : "");
  self->data_row = g_strdup (data_row);
  self->row = row;
  self->ambiguous = ambiguous;
  return self;
}

/** bulk_row_error_free: @self: (nullable) (transfer full) */
void
bulk_row_error_free (BulkRowError *self)
{
  if (self == NULL)
    return;
  g_free (self->key);
  g_free (self->message);
  g_free (self->data_row);
  g_free (self);
}
