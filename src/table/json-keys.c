/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/json-keys.h"
#include "table/reader.h"
#include <string.h>

#define N_SLOTS (4 * BULK_MAX_COLUMNS)   /* a power of two; at most a quarter is in use */
#define SHORT 256u                       /* bytes of a key that is decoded without allocating */

/* Never changed once it is there. */
typedef struct
{
  char *text;       /* as first seen, escapes and all: mostly it is seen so again */
  gsize length;
  char *name;       /* decoded */
  gsize name_length;
  guint32 hash;     /* of the name */
} Key;

struct _BulkJsonKeys
{
  Key keys[BULK_MAX_COLUMNS];
  guint n;                /* atomic, as are the slots: what they lead to is there before them */
  guint slots[N_SLOTS];   /* column + 1, by hash, in the next free place; 0: free */
  guint32 seed;           /* so that no file can make all its keys fall into one slot */
};

/* A name to look for. */
typedef struct
{
  char *text;
  gsize length;
  guint32 hash;
  char *to_free;
  char buffer[SHORT];
} Name;

/**
 * bulk_json_keys_new:
 *
 * Returns: (transfer full): no keys
 */
BulkJsonKeys *
bulk_json_keys_new (void)
{
  BulkJsonKeys *self = g_new0 (BulkJsonKeys, 1);

  self->seed = g_random_int ();
  return self;
}

/**
 * bulk_json_keys_free:
 *
 * Frees the keys.
 */
void
bulk_json_keys_free (BulkJsonKeys *self)
{
  for (guint i = 0; i < self->n; i++)
    {
      g_free (self->keys[i].text);
      g_free (self->keys[i].name);
    }
  g_free (self);
}

/**
 * bulk_json_keys_get_n:
 *
 * Thread-safe.
 *
 * Returns: how many different keys there are
 */
guint
bulk_json_keys_get_n (BulkJsonKeys *self)
{
  return (guint) g_atomic_int_get (&self->n);
}

static guint32
hash_bytes (const char *text, gsize length, guint32 seed)
{
  guint64 hash = seed ^ ((guint64) length * 0x9e3779b97f4a7c15u);

  for (; length >= 8; text += 8, length -= 8)
    {
      guint64 word;

      memcpy (&word, text, 8);
      hash = (hash ^ word) * 0xff51afd7ed558ccdu;
      hash ^= hash >> 32;
    }
  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guchar) text[i]) * 0x100000001b3u;
  hash ^= hash >> 33;
  hash *= 0xc4ceb9fe1a85ec53u;
  return (guint32) (hash >> 32);
}

static void
name_init (Name *self, BulkJsonKeys *keys, const BulkJsonValue *key)
{
  self->to_free = NULL;
  self->text = (char *) key->text;
  self->length = key->length;
  if (key->escaped)
    {
      self->text = key->length <= SHORT ? self->buffer : (self->to_free = g_malloc (key->length));
      self->length = bulk_json_unescape (key->text, key->length, self->text);
    }
  self->hash = hash_bytes (self->text, self->length, keys->seed);
}

static gboolean
is_same (const char *a, gsize a_length, const char *b, gsize b_length)
{
  return a_length == b_length && (a_length == 0 || memcmp (a, b, a_length) == 0);
}

/* The slot that holds the name, or the free one where it would be. There always is a free one. */
static guint
find_slot (BulkJsonKeys *self, const Name *name, guint *column)
{
  guint slot = name->hash % N_SLOTS, found;

  for (; (found = (guint) g_atomic_int_get (&self->slots[slot])) != 0; slot = (slot + 1) % N_SLOTS)
    {
      const Key *key = &self->keys[found - 1];

      if (key->hash == name->hash && is_same (key->name, key->name_length, name->text, name->length))
        {
          *column = found - 1;
          return slot;
        }
    }
  *column = BULK_JSON_KEYS_NONE;
  return slot;
}

/**
 * bulk_json_keys_find:
 * @key: a scanned string
 * @likely: the column to try first
 *
 * Thread-safe. However a key is escaped, it is the same key.
 *
 * Returns: its column, or %BULK_JSON_KEYS_NONE
 */
guint
bulk_json_keys_find (BulkJsonKeys *self, const BulkJsonValue *key, guint likely)
{
  Name name;
  guint column;

  if (likely < bulk_json_keys_get_n (self) &&
      is_same (self->keys[likely].text, self->keys[likely].length, key->text, key->length))
    return likely;
  name_init (&name, self, key);
  find_slot (self, &name, &column);
  g_free (name.to_free);
  return column;
}

/**
 * bulk_json_keys_add:
 * @key: a scanned string that bulk_json_keys_find() did not find
 *
 * Returns: its column, or %BULK_JSON_KEYS_NONE if there would be %BULK_MAX_COLUMNS of them
 */
guint
bulk_json_keys_add (BulkJsonKeys *self, const BulkJsonValue *key)
{
  guint column = self->n, slot, known;
  Name name;

  if (column >= BULK_MAX_COLUMNS - 1)
    return BULK_JSON_KEYS_NONE;
  name_init (&name, self, key);
  slot = find_slot (self, &name, &known);
  if (known == BULK_JSON_KEYS_NONE)
    {
      self->keys[column] = (Key) { g_memdup2 (key->text, key->length), key->length,
                                   g_memdup2 (name.text, name.length), name.length, name.hash };
      g_atomic_int_set (&self->slots[slot], column + 1);
      g_atomic_int_set (&self->n, column + 1);
      known = column;
    }
  g_free (name.to_free);
  return known;
}

/**
 * bulk_json_keys_dup_name:
 *
 * Thread-safe.
 *
 * Returns: (transfer full): the key as valid UTF-8 without NULs, "" where there is none
 */
char *
bulk_json_keys_dup_name (BulkJsonKeys *self, guint column)
{
  const Key *key = &self->keys[MIN (column, BULK_MAX_COLUMNS - 1)];

  if (column >= bulk_json_keys_get_n (self) || key->name_length == 0)
    return g_strdup ("");
  return g_utf8_make_valid (key->name, (gssize) key->name_length);
}
