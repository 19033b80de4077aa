/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/payload-json.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

typedef struct
{
  char *text;     /* "name": with its quotes and colon */
  gsize length;
} Key;

struct _BulkPayloadKeys
{
  Key *keys;
  guint n;
};

/* How many bytes from the start need no escape. */
static gsize
count_plain (const char *text, gsize length)
{
  gsize at = 0;

#ifdef __SSE2__
  for (; at + 16 <= length; at += 16)
    {
      __m128i block = _mm_loadu_si128 ((const __m128i *) (text + at));
      __m128i low = _mm_cmpeq_epi8 (_mm_min_epu8 (block, _mm_set1_epi8 (0x1f)), block);
      __m128i marks = _mm_or_si128 (_mm_cmpeq_epi8 (block, _mm_set1_epi8 ('"')),
                                    _mm_cmpeq_epi8 (block, _mm_set1_epi8 ('\\')));
      int bits = _mm_movemask_epi8 (_mm_or_si128 (low, marks));

      if (bits != 0)
        return at + (gsize) __builtin_ctz ((guint) bits);
    }
#endif
  while (at < length && (guchar) text[at] >= 0x20 && text[at] != '"' && text[at] != '\\')
    at++;
  return at;
}

static void
append_escape (BulkPayloadBuffer *buffer, guchar c)
{
  static const char hex[] = "0123456789abcdef";
  char escape[6] = { '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15] };
  const char *shorts = c != 0 ? strchr ("\"\"\\\\\bb\ff\nn\rr\tt", c) : NULL;

  if (shorts != NULL)
    {
      escape[1] = shorts[1];
      bulk_payload_buffer_append (buffer, escape, 2);
    }
  else
    bulk_payload_buffer_append (buffer, escape, sizeof escape);
}

static void
append_string (BulkPayloadBuffer *buffer, const char *text, gsize length)
{
  bulk_payload_buffer_append_byte (buffer, '"');
  while (length > 0)
    {
      gsize plain = count_plain (text, length);

      bulk_payload_buffer_append (buffer, text, plain);
      if (plain == length)
        break;
      append_escape (buffer, (guchar) text[plain]);
      text += plain + 1;
      length -= plain + 1;
    }
  bulk_payload_buffer_append_byte (buffer, '"');
}

static gsize
count_digits (const char *text, gsize length, gsize at)
{
  gsize start = at;

  while (at < length && g_ascii_isdigit (text[at]))
    at++;
  return at - start;
}

/* By RFC 8259: what spreadsheets call a number need not be one. */
static gboolean
is_number (const char *text, gsize length)
{
  gsize at = length > 0 && text[0] == '-' ? 1 : 0;
  gsize digits = count_digits (text, length, at);

  if (digits == 0 || (digits > 1 && text[at] == '0'))
    return FALSE;
  at += digits;
  if (at < length && text[at] == '.')
    {
      digits = count_digits (text, length, at + 1);
      if (digits == 0)
        return FALSE;
      at += 1 + digits;
    }
  if (at < length && (text[at] == 'e' || text[at] == 'E'))
    {
      at++;
      if (at < length && (text[at] == '-' || text[at] == '+'))
        at++;
      digits = count_digits (text, length, at);
      if (digits == 0)
        return FALSE;
      at += digits;
    }
  return at == length;
}

static gboolean
is_boolean (const char *text, gsize length)
{
  return (length == 4 && memcmp (text, "true", 4) == 0) || (length == 5 && memcmp (text, "false", 5) == 0);
}

static void
append_value (BulkPayloadBuffer *buffer, const BulkCell *cell)
{
  switch (cell->kind)
    {
    case BULK_CELL_EMPTY:
      bulk_payload_buffer_append (buffer, "null", 4);
      return;
    case BULK_CELL_NUMBER:
    case BULK_CELL_BOOLEAN:
      if (cell->kind == BULK_CELL_NUMBER ? is_number (cell->text, cell->length)
                                         : is_boolean (cell->text, cell->length))
        {
          bulk_payload_buffer_append (buffer, cell->text, cell->length);
          return;
        }
      break;
    case BULK_CELL_TEXT:
    case BULK_CELL_ABSENT:
    case BULK_CELL_NESTED: /* the service takes flat objects only */
    default:
      break;
    }
  append_string (buffer, cell->text, cell->length);
}

static gboolean
is_blank (const char *header)
{
  for (const char *c = header; *c != '\0'; c = g_utf8_next_char (c))
    if (!g_unichar_isspace (g_utf8_get_char (c)))
      return FALSE;
  return TRUE;
}

/* A name nobody else has: name_2, name_3, … where name is taken. */
static char *
dup_free_name (GHashTable *taken, const char *name)
{
  char *tried = g_strdup (name);

  for (guint i = 2; g_hash_table_contains (taken, tried); i++)
    {
      g_free (tried);
      tried = g_strdup_printf ("%s_%u", name, i);
    }
  return tried;
}

/** bulk_payload_json_append_string: @length: bytes of @text, which is UTF-8 */
void
bulk_payload_json_append_string (BulkPayloadBuffer *buffer, const char *text, gsize length)
{
  append_string (buffer, text, length);
}

/**
 * bulk_payload_keys_new:
 * @headers: what stands above the columns
 * @n: how many columns
 *
 * Makes one key of JSON for each column. A header stays as it is, but a blank one becomes `column_3` (counted from 1),
 * and one that stands there again becomes `name_2`, `name_3` and so on; neither takes the name of another column.
 *
 * Returns: (transfer full): the keys
 */
BulkPayloadKeys *
bulk_payload_keys_new (const char *const *headers, guint n)
{
  BulkPayloadKeys *self = g_new0 (BulkPayloadKeys, 1);
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree gboolean *settled = g_new0 (gboolean, MAX (n, 1));

  self->keys = g_new0 (Key, MAX (n, 1));
  self->n = n;
  /* First those that keep their names, so that no made-up one comes before them. */
  for (guint i = 0; i < n; i++)
    settled[i] = !is_blank (headers[i]) && g_hash_table_add (taken, g_strdup (headers[i]));
  for (guint i = 0; i < n; i++)
    {
      BulkPayloadBuffer buffer = { 0 };
      g_autofree char *blank = is_blank (headers[i]) ? g_strdup_printf ("column_%u", i + 1) : NULL;
      g_autofree char *name = settled[i] ? g_strdup (headers[i])
                                         : dup_free_name (taken, blank != NULL ? blank : headers[i]);

      append_string (&buffer, name, strlen (name));
      bulk_payload_buffer_append_byte (&buffer, ':');
      self->keys[i] = (Key) { buffer.data, buffer.length };
      if (!settled[i])
        g_hash_table_add (taken, g_steal_pointer (&name));
    }
  return self;
}

/** bulk_payload_keys_free: @self: (nullable) (transfer full): keys */
void
bulk_payload_keys_free (BulkPayloadKeys *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n; i++)
    g_free (self->keys[i].text);
  g_free (self->keys);
  g_free (self);
}

/**
 * bulk_payload_json_append_row:
 * @buffer: grows by the object
 * @cells: (nullable): what the row holds
 * @n: how many
 * @keys: the columns' names; cells beyond them are left out
 *
 * Appends a flat object by RFC 8259. Numbers and booleans stay what they are, to the digit; an empty cell is null, a
 * missing one is left out, everything else is a string.
 */
void
bulk_payload_json_append_row (BulkPayloadBuffer *buffer, const BulkCell *cells, guint n, BulkPayloadKeys *keys)
{
  gboolean more = FALSE;

  bulk_payload_buffer_append_byte (buffer, '{');
  for (guint i = 0; i < MIN (n, keys->n); i++)
    {
      if (cells[i].kind == BULK_CELL_ABSENT)
        continue;
      if (more)
        bulk_payload_buffer_append_byte (buffer, ',');
      more = TRUE;
      bulk_payload_buffer_append (buffer, keys->keys[i].text, keys->keys[i].length);
      append_value (buffer, &cells[i]);
    }
  bulk_payload_buffer_append_byte (buffer, '}');
}
