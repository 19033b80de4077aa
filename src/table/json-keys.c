/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/json-keys.h"
#include "table/reader.h"
#include <string.h>

/* As first seen, escapes and all: mostly it is seen so again. Never changed once it is there. */
typedef struct
{
  char *text;
  gsize length;
  GBytes *name;   /* decoded */
} Key;

struct _BulkJsonKeys
{
  Key keys[BULK_MAX_COLUMNS];
  guint n;              /* atomic: those below can be read without the mutex */
  GMutex mutex;
  GHashTable *columns;  /* guarded: decoded name, to column */
};

BulkJsonKeys *
bulk_json_keys_new (void)
{
  BulkJsonKeys *self = g_new0 (BulkJsonKeys, 1);

  g_mutex_init (&self->mutex);
  self->columns = g_hash_table_new (g_bytes_hash, g_bytes_equal);
  return self;
}

void
bulk_json_keys_free (BulkJsonKeys *self)
{
  for (guint i = 0; i < self->n; i++)
    {
      g_free (self->keys[i].text);
      g_bytes_unref (self->keys[i].name);
    }
  g_hash_table_unref (self->columns);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

guint
bulk_json_keys_get_n (BulkJsonKeys *self)
{
  return (guint) g_atomic_int_get ((int *) &self->n);
}

static GBytes *
decode (const BulkJsonValue *key)
{
  char *name;

  if (!key->escaped)
    return g_bytes_new (key->text, key->length);
  name = g_malloc (key->length + 1);
  return g_bytes_new_take (name, bulk_json_unescape (key->text, key->length, name));
}

guint
bulk_json_keys_find (BulkJsonKeys *self, const BulkJsonValue *key, guint likely)
{
  g_autoptr (GBytes) name = NULL;
  gpointer column;

  if (likely < bulk_json_keys_get_n (self) && self->keys[likely].length == key->length &&
      memcmp (self->keys[likely].text, key->text, key->length) == 0)
    return likely;
  name = decode (key);
  g_mutex_lock (&self->mutex);
  if (!g_hash_table_lookup_extended (self->columns, name, NULL, &column))
    column = GUINT_TO_POINTER (BULK_JSON_KEYS_NONE);
  g_mutex_unlock (&self->mutex);
  return GPOINTER_TO_UINT (column);
}

guint
bulk_json_keys_add (BulkJsonKeys *self, const BulkJsonValue *key)
{
  guint column = self->n;

  if (column >= BULK_MAX_COLUMNS - 1)
    return BULK_JSON_KEYS_NONE;
  self->keys[column] = (Key) { g_memdup2 (key->text, key->length), key->length, decode (key) };
  g_mutex_lock (&self->mutex);
  g_hash_table_insert (self->columns, self->keys[column].name, GUINT_TO_POINTER (column));
  g_mutex_unlock (&self->mutex);
  g_atomic_int_set ((int *) &self->n, column + 1);
  return column;
}

char *
bulk_json_keys_dup_name (BulkJsonKeys *self, guint column)
{
  gsize length;
  const char *name;

  if (column >= bulk_json_keys_get_n (self))
    return g_strdup ("");
  name = g_bytes_get_data (self->keys[column].name, &length);
  return g_utf8_make_valid (name != NULL ? name : "", length);
}
