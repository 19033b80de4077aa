/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/row-fields.h"

#include <string.h>

#define LOOKED_AT 1000   /* rejected rows, to find the key column by */

typedef struct
{
  const char *name;      /* the key as it stands in the answer */
  gsize length;
  guint column;
} Known;

struct _BulkRowFields
{
  BulkTable *table;
  BulkRowErrors *errors;
  GHashTable *columns;   /* name → column + 1 */
  GArray *known;         /* of the fields of the row before, which are mostly those of the next one */
  GArray *values;
  GArray *places;        /* where each value's text begins */
  GString *text;
};

/* Private helpers */

static void
add_name (BulkRowFields *self, char *name, guint column)
{
  if (*name == '\0' || g_hash_table_contains (self->columns, name))
    g_free (name);
  else
    g_hash_table_insert (self->columns, name, GUINT_TO_POINTER (column + 1));
}

/* Columns without a name of their own are called by their number: so they are sent as JSON, and so
 * services call them. */
static void
add_names (BulkRowFields *self)
{
  guint n = bulk_table_get_n_columns (self->table);

  for (guint i = 0; i < n && bulk_table_has_header (self->table); i++)
    add_name (self, bulk_table_dup_header (self->table, i), i);
  for (guint i = 0; i < n; i++)
    {
      add_name (self, g_strdup_printf ("column_%u", i + 1), i);
      add_name (self, g_strdup_printf ("column%u", i + 1), i);
    }
}

static guint
look_up (BulkRowFields *self, const BulkJsonValue *key)
{
  g_autoptr (GString) name = g_string_new (NULL);

  bulk_row_errors_append_text (name, key);
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->columns, name->str)) - 1;
}

static guint
find_column (BulkRowFields *self, guint position, const BulkJsonValue *key)
{
  Known *known;

  if (position >= self->known->len)
    g_array_set_size (self->known, position + 1);
  known = &g_array_index (self->known, Known, position);
  if (known->name != NULL && known->length == key->length && memcmp (known->name, key->text, key->length) == 0)
    return known->column;
  *known = (Known) { key->text, key->length, look_up (self, key) };
  return known->column;
}

static gboolean
is_name_of_key (const char *header)
{
  static const char *const names[] = { "opportunity_id", "opportunity id", "opportunityid", "id", "external_id" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (header, names[i]) == 0)
      return TRUE;
  return FALSE;
}

static guint
find_key_by_name (BulkRowFields *self)
{
  for (guint i = 0; i < bulk_table_get_n_columns (self->table) && bulk_table_has_header (self->table); i++)
    {
      g_autofree char *header = bulk_table_dup_header (self->table, i);

      if (is_name_of_key (header))
        return i;
    }
  return BULK_ROW_FIELDS_NO_COLUMN;
}

/* Public functions */

/** bulk_row_fields_new: Returns: (transfer full): the fields of @errors, by the columns of @table */
BulkRowFields *
bulk_row_fields_new (BulkTable *table, BulkRowErrors *errors)
{
  BulkRowFields *self = g_new0 (BulkRowFields, 1);

  self->table = g_object_ref (table);
  self->errors = bulk_row_errors_ref (errors);
  self->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->known = g_array_new (FALSE, TRUE, sizeof (Known));
  self->values = g_array_new (FALSE, FALSE, sizeof (BulkRowFieldValue));
  self->places = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->text = g_string_new (NULL);
  add_names (self);
  return self;
}

/** bulk_row_fields_free: @self: (nullable) (transfer full): fields */
void
bulk_row_fields_free (BulkRowFields *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->columns);
  g_array_unref (self->known);
  g_array_unref (self->values);
  g_array_unref (self->places);
  g_string_free (self->text, TRUE);
  bulk_row_errors_unref (self->errors);
  g_object_unref (self->table);
  g_free (self);
}

/** bulk_row_fields_read: Returns: (transfer none): the values in columns of the table, until the next call */
const BulkRowFieldValue *
bulk_row_fields_read (BulkRowFields *self, guint error_index, guint *n)
{
  BulkRowErrorField field;
  guint position = 0;

  g_array_set_size (self->values, 0);
  g_array_set_size (self->places, 0);
  g_string_truncate (self->text, 0);
  bulk_row_errors_begin_fields (self->errors, error_index, &field);
  for (; bulk_row_error_field_next (&field); position++)
    {
      BulkRowFieldValue value = { .column = find_column (self, position, &field.key) };
      gsize place = self->text->len;

      if (value.column == BULK_ROW_FIELDS_NO_COLUMN)
        continue;
      bulk_row_errors_append_text (self->text, &field.value);
      value.length = self->text->len - place;
      g_array_append_val (self->values, value);
      g_array_append_val (self->places, place);
    }
  /* The text may have moved while it grew. */
  for (guint i = 0; i < self->values->len; i++)
    g_array_index (self->values, BulkRowFieldValue, i).text = self->text->str + g_array_index (self->places, gsize, i);
  *n = self->values->len;
  return (const BulkRowFieldValue *) (void *) self->values->data;
}

/**
 * bulk_row_fields_find_key:
 *
 * Looks at the first rejected rows: in which column is what the service calls the row's ID?
 *
 * Returns: the column, or %BULK_ROW_FIELDS_NO_COLUMN
 */
guint
bulk_row_fields_find_key (BulkRowFields *self)
{
  guint n_columns = bulk_table_get_n_columns (self->table), n_ids = 0, best = BULK_ROW_FIELDS_NO_COLUMN;
  g_autofree guint *hits = g_new0 (guint, MAX (n_columns, 1));

  for (guint i = 0; i < MIN (bulk_row_errors_get_n (self->errors), LOOKED_AT); i++)
    {
      g_autofree char *id = bulk_row_errors_dup_id (self->errors, i);
      gsize length = strlen (id);
      guint n;
      const BulkRowFieldValue *values = bulk_row_fields_read (self, i, &n);

      n_ids += length > 0;
      for (guint k = 0; k < n && length > 0; k++)
        if (values[k].column < n_columns && values[k].length == length && memcmp (values[k].text, id, length) == 0)
          hits[values[k].column]++;
    }
  for (guint i = 0; i < n_columns; i++)
    if (hits[i] * 2 > n_ids && (best == BULK_ROW_FIELDS_NO_COLUMN || hits[i] > hits[best]))
      best = i;
  return best != BULK_ROW_FIELDS_NO_COLUMN || n_ids == 0 ? best : find_key_by_name (self);
}
