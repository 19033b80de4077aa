/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/row-errors.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "workspan/outcome-text.h"
#include "workspan/workspan-error.h"

/* Where something stands in the JSON. Answers are far smaller than 4 GiB. */
typedef struct
{
  guint32 offset;
  guint32 length : 31;
  guint32 escaped : 1;
} Piece;

typedef struct
{
  Piece id, message, data_row;
} Entry;

struct _BulkRowErrors
{
  gatomicrefcount references;
  GBytes *json;
  const char *data;
  GArray *entries;
};

#define MAX_JSON (1u << 30)

/* Private helpers */

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_SERVER,
                       _ ("The list of rejected rows is not in the form that the service promises."));
  return FALSE;
}

static Piece
make_piece (BulkRowErrors *self, const BulkJsonValue *value)
{
  return (Piece) { (guint32) (value->text - self->data), (guint32) value->length, (guint32) value->escaped };
}

static gboolean
is_key (const BulkJsonValue *key, const char *name)
{
  return !key->escaped && key->length == strlen (name) && memcmp (key->text, name, key->length) == 0;
}

/* A member of another kind than promised is a fault of the answer, but not one that hides the others. */
static void
take_member (BulkRowErrors *self, Entry *entry, const BulkJsonValue *key, const BulkJsonValue *value)
{
  if (is_key (key, "id") && (value->kind == BULK_JSON_STRING || value->kind == BULK_JSON_NUMBER))
    entry->id = make_piece (self, value);
  else if (is_key (key, "message") && value->kind == BULK_JSON_STRING)
    entry->message = make_piece (self, value);
  else if (is_key (key, "data_row") && value->kind == BULK_JSON_OBJECT)
    entry->data_row = make_piece (self, value);
}

static gboolean
scan_entry (BulkRowErrors *self, BulkJsonScan *scan)
{
  BulkJsonValue key, value;
  Entry entry = { 0 };
  gboolean more;

  if (!bulk_json_scan_take (scan, '{'))
    return FALSE;
  for (more = !bulk_json_scan_take (scan, '}'); more;)
    {
      if (!bulk_json_scan_key (scan, &key) || !bulk_json_scan_value (scan, &value)
          || !bulk_json_scan_next (scan, '}', &more))
        return FALSE;
      take_member (self, &entry, &key, &value);
    }
  g_array_append_val (self->entries, entry);
  return TRUE;
}

static gboolean
scan_entries (BulkRowErrors *self, gsize length)
{
  BulkJsonScan scan;
  gboolean more;

  bulk_json_scan_init (&scan, self->data, length, 0);
  if (!bulk_json_scan_take (&scan, '['))
    return FALSE;
  for (more = !bulk_json_scan_take (&scan, ']'); more;)
    if (!scan_entry (self, &scan) || !bulk_json_scan_next (&scan, ']', &more))
      return FALSE;
  return bulk_json_scan_peek (&scan) < 0;
}

static BulkRowErrors *
new_for_bytes (GBytes *json)
{
  BulkRowErrors *self = g_new0 (BulkRowErrors, 1);

  g_atomic_ref_count_init (&self->references);
  self->json = g_bytes_ref (json);
  self->data = g_bytes_get_data (json, NULL);
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  return self;
}

static void
append_piece (BulkRowErrors *self, GString *text, Piece piece)
{
  BulkJsonValue value = { BULK_JSON_STRING, piece.escaped, self->data + piece.offset, piece.length };

  if (piece.length > 0)
    bulk_row_errors_append_text (text, &value);
}

static const Entry *
get_entry (BulkRowErrors *self, guint index)
{
  static const Entry none = { 0 };

  return index < self->entries->len ? &g_array_index (self->entries, Entry, index) : &none;
}

/* Public functions */

/**
 * bulk_row_errors_parse:
 * @json: an array by RFC 8259, from an untrusted server; kept
 *
 * Returns: (transfer full) (nullable): what it lists, or %NULL with @error set to %BULK_WORKSPAN_ERROR_SERVER
 */
BulkRowErrors *
bulk_row_errors_parse (GBytes *json, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (json, &length);
  g_autoptr (BulkRowErrors) self = NULL;

  if (length == 0 || length > MAX_JSON || !g_utf8_validate_len (data, length, NULL))
    return refuse (error), NULL;
  self = new_for_bytes (json);
  if (!scan_entries (self, length))
    return refuse (error), NULL;
  return g_steal_pointer (&self);
}

/** bulk_row_errors_new_empty: Returns: (transfer full): no rejected rows */
BulkRowErrors *
bulk_row_errors_new_empty (void)
{
  g_autoptr (GBytes) json = g_bytes_new_static ("[]", 2);

  return new_for_bytes (json);
}

/** bulk_row_errors_ref: Returns: (transfer full): @self */
BulkRowErrors *
bulk_row_errors_ref (BulkRowErrors *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/** bulk_row_errors_unref: @self: (nullable) (transfer full): rejected rows */
void
bulk_row_errors_unref (BulkRowErrors *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  g_bytes_unref (self->json);
  g_array_unref (self->entries);
  g_free (self);
}

/** bulk_row_errors_get_json: Returns: (transfer none): the array's text, to be kept and parsed again */
GBytes *
bulk_row_errors_get_json (BulkRowErrors *self)
{
  return self->json;
}

/** bulk_row_errors_get_n: Returns: how many rejected rows are listed */
guint
bulk_row_errors_get_n (BulkRowErrors *self)
{
  return self->entries->len;
}

/** bulk_row_errors_dup_id: Returns: (transfer full): the row's ID as the service gave it; "" if it did not */
char *
bulk_row_errors_dup_id (BulkRowErrors *self, guint index)
{
  GString *text = g_string_new (NULL);

  append_piece (self, text, get_entry (self, index)->id);
  /* NUL is not text to anyone who looks at it. */
  for (gsize i = 0; i < text->len; i++)
    if (text->str[i] == '\0')
      text->str[i] = ' ';
  return g_string_free (text, FALSE);
}

/**
 * bulk_row_errors_dup_message:
 *
 * Returns: (transfer full): what is wrong with the row, on one line; "" if nothing is said
 */
char *
bulk_row_errors_dup_message (BulkRowErrors *self, guint index)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char *clean;

  append_piece (self, text, get_entry (self, index)->message);
  clean = bulk_outcome_text_clean (text->str, (gssize) text->len, NULL);
  return clean != NULL ? clean : g_strdup ("");
}

/**
 * bulk_row_errors_get_data_row:
 *
 * Returns: (transfer none): the row's JSON object, not NUL-terminated; "" if there is none
 */
const char *
bulk_row_errors_get_data_row (BulkRowErrors *self, guint index, gsize *length)
{
  const Piece *piece = &get_entry (self, index)->data_row;

  *length = piece->length;
  return piece->length > 0 ? self->data + piece->offset : "";
}

/** bulk_row_errors_begin_fields: puts @field before the first field of a data row */
void
bulk_row_errors_begin_fields (BulkRowErrors *self, guint index, BulkRowErrorField *field)
{
  gsize length;
  const char *text = bulk_row_errors_get_data_row (self, index, &length);

  *field = (BulkRowErrorField) { .more = length > 0 };
  bulk_json_scan_init (&field->scan, text, length, 0);
  if (field->more)
    field->more = bulk_json_scan_take (&field->scan, '{') && !bulk_json_scan_take (&field->scan, '}');
}

/** bulk_row_error_field_next: Returns: whether there is one more field, now in @field */
gboolean
bulk_row_error_field_next (BulkRowErrorField *field)
{
  if (!field->more)
    return FALSE;
  if (bulk_json_scan_key (&field->scan, &field->key) && bulk_json_scan_value (&field->scan, &field->value)
      && bulk_json_scan_next (&field->scan, '}', &field->more))
    return TRUE;
  field->more = FALSE;
  return FALSE;
}

/** bulk_row_errors_append_text: appends what a cell would hold for @value; may append NUL characters */
void
bulk_row_errors_append_text (GString *text, const BulkJsonValue *value)
{
  gsize before = text->len;

  switch (value->kind)
    {
    case BULK_JSON_NULL:
      return;
    case BULK_JSON_STRING:
    case BULK_JSON_ARRAY:
    case BULK_JSON_OBJECT:
      g_string_set_size (text, before + value->length);
      if (value->kind != BULK_JSON_STRING)
        g_string_set_size (text, before + bulk_json_compact (value->text, value->length, text->str + before));
      else if (value->escaped)
        g_string_set_size (text, before + bulk_json_unescape (value->text, value->length, text->str + before));
      else
        memcpy (text->str + before, value->text, value->length);
      return;
    case BULK_JSON_NUMBER:
    case BULK_JSON_BOOLEAN:
    default:
      g_string_append_len (text, value->text, (gssize) value->length);
    }
}
