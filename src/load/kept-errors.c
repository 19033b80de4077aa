/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/kept-errors.h"

#include <string.h>

#include "store/record.h"
#include "table/import.h"
#include "workspan/payload-csv.h"
#include "workspan/payload-json.h"

#define ID "id"

/* Private helpers */

static void
append_literal (BulkPayloadBuffer *json, const char *text)
{
  bulk_payload_buffer_append (json, text, strlen (text));
}

static void
append_string (BulkPayloadBuffer *json, const char *text)
{
  bulk_payload_json_append_string (json, text, strlen (text));
}

/* Of a row that did not come back, there is its ID at least. */
static void
append_error (BulkPayloadBuffer *json, const BulkRowError *error)
{
  append_literal (json, "{\"id\":");
  append_string (json, error->key);
  append_literal (json, ",\"message\":");
  append_string (json, error->message);
  append_literal (json, ",\"data_row\":");
  if (error->data_row != NULL)
    append_literal (json, error->data_row);
  else
    {
      append_literal (json, "{\"" ID "\":");
      append_string (json, error->key);
      append_literal (json, "}");
    }
  append_literal (json, "}");
}

/* (element-type utf8): every name that a row has, in the order in which they come first */
static GPtrArray *
list_columns (BulkRowErrors *errors)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < bulk_row_errors_get_n (errors); i++)
    {
      BulkRowErrorField field;

      bulk_row_errors_begin_fields (errors, i, &field);
      while (bulk_row_error_field_next (&field))
        {
          g_autoptr (GString) name = g_string_new (NULL);

          bulk_row_errors_append_text (name, &field.key);
          if (g_hash_table_contains (known, name->str))
            continue;
          g_ptr_array_add (names, g_strdup (name->str));
          g_hash_table_add (known, names->pdata[names->len - 1]);
        }
    }
  if (names->len == 0)
    g_ptr_array_add (names, g_strdup (ID));
  return g_steal_pointer (&names);
}

/* Public functions */

/**
 * bulk_kept_errors_parse:
 *
 * Returns: (transfer full) (nullable): the answer they were read from, as far as it was kept
 */
BulkRowErrors *
bulk_kept_errors_parse (GPtrArray *kept, GError **error)
{
  BulkPayloadBuffer json = { 0 };
  g_autoptr (GBytes) bytes = NULL;

  append_literal (&json, "[");
  for (guint i = 0; i < kept->len; i++)
    {
      append_literal (&json, i > 0 ? "," : "");
      append_error (&json, kept->pdata[i]);
    }
  append_literal (&json, "]");
  bytes = g_bytes_new_take (json.data, json.length);
  return bulk_row_errors_parse (bytes, error);
}

/** bulk_kept_errors_dup_match: Returns: (transfer full): where they are in the table that was sent */
BulkRowMatch *
bulk_kept_errors_dup_match (GPtrArray *kept)
{
  g_autofree guint *rows = g_new (guint, MAX (kept->len, 1));
  g_autofree BulkMatchKind *kinds = g_new (BulkMatchKind, MAX (kept->len, 1));

  for (guint i = 0; i < kept->len; i++)
    {
      const BulkRowError *error = kept->pdata[i];
      gboolean found = error->row >= 0 && error->row < G_MAXUINT;

      rows[i] = found ? (guint) error->row : BULK_ROW_MATCH_NO_ROW;
      kinds[i] = !found ? BULK_MATCH_NONE : error->ambiguous ? BULK_MATCH_AMBIGUOUS : BULK_MATCH_KEY;
    }
  return bulk_row_match_new (rows, kinds, kept->len);
}

/** bulk_kept_errors_make_table: Returns: (transfer full) (nullable): columns to put the rejected rows into */
BulkTable *
bulk_kept_errors_make_table (BulkRowErrors *errors, const char *name, GError **error)
{
  g_autoptr (GPtrArray) names = list_columns (errors);
  g_autofree BulkCell *cells = g_new0 (BulkCell, names->len);
  BulkPayloadBuffer buffer = { 0 };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (BulkSnapshot) snapshot = NULL;
  g_autoptr (BulkImport) import = NULL;
  BulkImportOptions options = { (char *) "UTF-8", ',', 1, NULL };

  for (guint i = 0; i < names->len; i++)
    cells[i] = (BulkCell) { names->pdata[i], strlen (names->pdata[i]), BULK_CELL_TEXT };
  bulk_payload_csv_append_row (&buffer, cells, names->len, names->len, TRUE);
  bytes = g_bytes_new_take (buffer.data, buffer.length);
  snapshot = bulk_snapshot_new_for_bytes (bytes, name != NULL ? name : "");
  import = bulk_import_new_for_snapshot (snapshot);
  bulk_import_set_options (import, &options);
  return bulk_import_open (import, NULL, error);
}
