/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/text.h"
#include "table/encoding.h"
#include "table/table-error.h"
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define CHUNK ((gsize) 4 << 20)
#define VIEW ((gsize) 256 << 10)    /* looked at together while it is in the processor's cache */
#define OUT_SIZE ((gsize) 1 << 20)
#define BAD_MAX 10000u
#define HEAD ((gsize) 64 << 10)     /* shows a byte order mark and UTF-16 */
#define WINDOW ((gsize) 4 << 20)   /* what is guessed from */

static const char replacement[] = "\xef\xbf\xbd";  /* U+FFFD */

struct _BulkText
{
  gatomicrefcount ref_count;
  BulkSnapshot *snapshot;   /* whose bytes are the text, if they were UTF-8; nullable */
  BulkSpool *spool;         /* the bytes */
  gsize offset;             /* of the text in them: a byte order mark is skipped */
  const char *data;
  gsize length;
  const char *encoding;     /* interned */
  GArray *bad;              /* of guint64 */
  guint64 n_bad;
};

/* Decoding under way. */
typedef struct
{
  BulkText *text;
  BulkSpool *out;
  const char *data;
  gsize length;
  gsize at;
  gsize unit;               /* bytes that are bad together */
  char *buffer;
  guint64 written;
  BulkProgressFunc progress;
  gpointer user_data;
  GCancellable *cancellable;
} Decoder;

static BulkText *
text_new (BulkSpool *spool, const char *encoding)
{
  BulkText *self = g_new0 (BulkText, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->spool = spool != NULL ? bulk_spool_ref (spool) : NULL;
  self->encoding = g_intern_string (encoding);
  self->bad = g_array_new (FALSE, FALSE, sizeof (guint64));
  return self;
}

static void
use_spool (BulkText *self, gsize offset)
{
  self->offset = offset;
  self->data = bulk_spool_get_data (self->spool, &self->length);
  self->data += offset;
  self->length -= offset;
}

static gboolean
report (Decoder *self, GError **error)
{
  if (self->progress != NULL)
    self->progress (self->at, self->length, self->user_data);
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

/* Looks at a part at a time, so that a big file is never in memory as a whole. */
static gboolean
find_invalid (Decoder *self, BulkSpool *spool, gsize *invalid, GError **error)
{
  g_autofree char *buffer = g_malloc (VIEW);
  gsize at = self->at, reported = at;

  while (at < self->length)
    {
      gsize n = MIN (VIEW, self->length - at);
      gsize good = bulk_utf8_find_invalid (bulk_spool_view (spool, at, n, buffer), n);

      /* A sequence cut in two by the end of the part; alone at the start of the next one it shows what it is. */
      if (good < n && (good + 4 <= n || at + n == self->length || good == 0))
        {
          *invalid = at + good;
          return TRUE;
        }
      at += good;
      self->at = at;
      if (at - reported < CHUNK)
        continue;
      reported = at;
      if (!report (self, error))
        return FALSE;
    }
  *invalid = self->length;
  return TRUE;
}

static gboolean
write_out (Decoder *self, const char *data, gsize length, GError **error)
{
  self->written += length;
  return bulk_spool_append (self->out, data, length, error);
}

static void
note_bad (Decoder *self, guint64 offset)
{
  if (self->text->n_bad++ < BAD_MAX)
    g_array_append_val (self->text->bad, offset);
}

static gboolean
write_bad (Decoder *self, GError **error)
{
  note_bad (self, self->written);
  self->at += MIN (self->unit, self->length - self->at);
  return write_out (self, replacement, 3, error);
}

static gboolean
decode_utf8 (Decoder *self, BulkSpool *in, GError **error)
{
  while (self->at < self->length)
    {
      gsize n = MIN (OUT_SIZE, self->length - self->at);
      gsize good = bulk_utf8_find_invalid (self->data + self->at, n);

      if (good > 0 && !write_out (self, self->data + self->at, good, error))
        return FALSE;
      bulk_spool_forget (in, self->at, good);
      self->at += good;
      if (good == n || (good > 0 && good + 4 > n && self->at + 4 <= self->length))
        {
          if (!report (self, error))
            return FALSE;
        }
      else if (!write_bad (self, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
decode_iconv (Decoder *self, GIConv converter, BulkSpool *in, GError **error)
{
  gsize reported = self->at;

  while (self->at < self->length)
    {
      char *from = (char *) self->data + self->at, *to = self->buffer;
      gsize n = MIN (CHUNK, self->length - self->at), from_left = n, to_left = OUT_SIZE;
      gsize result = g_iconv (converter, &from, &from_left, &to, &to_left);
      int code = errno;

      self->at += n - from_left;
      if (to > self->buffer && !write_out (self, self->buffer, to - self->buffer, error))
        return FALSE;
      /* Too little input, but there is more of it: begin anew there. */
      if (result == (gsize) -1 && code == EINVAL && self->at + from_left < self->length && from_left < n)
        continue;
      if (result == (gsize) -1 && code != E2BIG && !write_bad (self, error))
        return FALSE;
      if (self->at - reported >= CHUNK)
        {
          bulk_spool_forget (in, reported, self->at - reported);
          reported = self->at;
          if (!report (self, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
finish (Decoder *self, GError **error)
{
  if (!bulk_spool_seal (self->out, error))
    return FALSE;
  self->text->spool = bulk_spool_ref (self->out);
  use_spool (self->text, 0);
  return TRUE;
}

static gboolean
decode (Decoder *self, const char *encoding, BulkSpool *in, const char *name, GError **error)
{
  g_autoptr (GError) spool_error = NULL;
  GIConv converter;
  gboolean done;

  self->out = bulk_spool_new ();
  if (g_ascii_strcasecmp (encoding, "UTF-8") == 0)
    done = decode_utf8 (self, in, &spool_error) && finish (self, &spool_error);
  else
    {
      converter = g_iconv_open ("UTF-8", encoding);
      if (converter == (GIConv) -1)
        {
          g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_ENCODING,
                       /* Translators: a file name, an encoding */
                       _("“%s” cannot be read as “%s”: there is no such encoding."), name, encoding);
          return FALSE;
        }
      self->buffer = g_malloc (OUT_SIZE);
      done = decode_iconv (self, converter, in, &spool_error) && finish (self, &spool_error);
      g_iconv_close (converter);
      g_free (self->buffer);
    }
  bulk_spool_unref (self->out);
  if (done)
    return TRUE;
  if (g_error_matches (spool_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&spool_error));
  else
    g_set_error (error, spool_error->domain, spool_error->code,
                 /* Translators: a file name, then a sentence on why it could not be copied */
                 _("“%s” could not be opened. %s"), name, spool_error->message);
  return FALSE;
}

static gboolean
has_content (const char *data, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (data[i]) && data[i] != '\0')
      return TRUE;
  return FALSE;
}

static gsize
get_unit (const char *encoding)
{
  if (g_ascii_strncasecmp (encoding, "UTF-16", 6) == 0)
    return 2;
  return g_ascii_strncasecmp (encoding, "UTF-32", 6) == 0 ? 4 : 1;
}

/* The listed spelling of what the user chose. */
static const char *
find_listed (const char *encoding)
{
  for (const char *const *known = bulk_encoding_list (); *known != NULL; known++)
    if (g_ascii_strcasecmp (*known, encoding) == 0)
      return *known;
  return encoding;
}

/* Finds out what to read the bytes as. @valid: they are valid UTF-8 from @bom on, and are to be read so. Most files
 * are, which takes one look at every byte to know; for the others, what surrounds the first byte that is no UTF-8
 * tells more than the start of the file does. */
static const char *
choose_encoding (Decoder *self, BulkSpool *in, const char *chosen, gsize *bom, gboolean *valid, GError **error)
{
  const char *found = bulk_encoding_detect (self->data, MIN (self->length, HEAD), bom), *wanted;
  gsize invalid, start;

  wanted = chosen != NULL ? find_listed (chosen) : *bom > 0 || g_str_has_prefix (found, "UTF-16") ? found : NULL;
  /* A mark of another encoding than the one chosen is text. */
  if (wanted != NULL && strcmp (wanted, found) != 0)
    *bom = 0;
  if (wanted != NULL && strcmp (wanted, "UTF-8") != 0)
    return wanted;
  self->at = *bom;
  if (!find_invalid (self, in, &invalid, error))
    return NULL;
  *valid = invalid == self->length;
  if (*valid || wanted != NULL)
    return "UTF-8";
  start = invalid - MIN (invalid, WINDOW / 16);
  return bulk_encoding_detect (self->data + start, MIN (self->length - start, WINDOW), &start);
}

/**
 * bulk_text_decode:
 * @snapshot: kept as long as its bytes are needed
 * @encoding: (nullable): %NULL to guess; upper and lower case are alike
 * @progress: (nullable): told of bytes as they are decoded
 *
 * Blocks.
 *
 * Returns: (transfer full): the text; %NULL with %BULK_TABLE_ERROR, whose message names the file, or
 *   %G_IO_ERROR_CANCELLED
 */
BulkText *
bulk_text_decode (BulkSnapshot *snapshot, const char *encoding, BulkProgressFunc progress, gpointer user_data,
                  GCancellable *cancellable, GError **error)
{
  BulkSpool *in = bulk_snapshot_get_spool (snapshot);
  const char *name = bulk_snapshot_get_name (snapshot);
  g_autoptr (BulkText) self = NULL;
  Decoder decoder = { .progress = progress, .user_data = user_data, .cancellable = cancellable };
  gboolean valid = FALSE;
  gsize bom;

  decoder.data = bulk_spool_get_data (in, &decoder.length);
  encoding = choose_encoding (&decoder, in, encoding, &bom, &valid, error);
  if (encoding == NULL)
    return NULL;
  self = decoder.text = text_new (NULL, encoding);
  decoder.unit = get_unit (encoding);
  if (valid)
    {
      self->snapshot = g_object_ref (snapshot);
      self->spool = bulk_spool_ref (in);
      use_spool (self, bom);
    }
  else
    {
      decoder.at = bom;
      if (!decode (&decoder, encoding, in, name, error))
        return NULL;
    }
  if (!has_content (self->data, self->length))
    {
      g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_EMPTY, _("“%s” is empty: there is no text in it."), name);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * bulk_text_new_for_utf8:
 * @text: valid UTF-8, copied
 * @length: bytes, -1: up to the NUL
 *
 * Returns: (transfer full): a text that comes from no file
 */
BulkText *
bulk_text_new_for_utf8 (const char *text, gssize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);
  g_autoptr (BulkSpool) spool = bulk_spool_new_for_bytes (bytes);
  BulkText *self = text_new (spool, "UTF-8");

  use_spool (self, 0);
  return self;
}

/**
 * bulk_text_ref:
 *
 * Returns: (transfer full): @self
 */
BulkText *
bulk_text_ref (BulkText *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * bulk_text_unref:
 *
 * Drops a reference.
 */
void
bulk_text_unref (BulkText *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->spool, bulk_spool_unref);
  g_clear_object (&self->snapshot);
  g_array_unref (self->bad);
  g_free (self);
}

/**
 * bulk_text_get_data:
 * @length: (out): bytes
 *
 * Returns: (transfer none): valid UTF-8, not NUL-terminated, and possibly with NULs in it
 */
const char *
bulk_text_get_data (BulkText *self, gsize *length)
{
  *length = self->length;
  return self->data;
}

/**
 * bulk_text_view:
 *
 * As bulk_spool_view(), for one look at all of the text.
 */
const char *
bulk_text_view (BulkText *self, gsize offset, gsize length, char *buffer)
{
  return bulk_spool_view (self->spool, self->offset + offset, length, buffer);
}

/**
 * bulk_text_forget:
 *
 * Hints that a part is not needed soon; it can still be read.
 */
void
bulk_text_forget (BulkText *self, gsize offset, gsize length)
{
  bulk_spool_forget (self->spool, self->offset + offset, length);
}

/**
 * bulk_text_get_encoding:
 *
 * Returns: (transfer none): what the bytes were read as
 */
const char *
bulk_text_get_encoding (BulkText *self)
{
  return self->encoding;
}

/**
 * bulk_text_get_bad_offsets:
 * @n: (out): how many, at most 10,000
 *
 * Returns: (transfer none): where U+FFFD stands for what did not decode, ascending
 */
const guint64 *
bulk_text_get_bad_offsets (BulkText *self, gsize *n)
{
  *n = self->bad->len;
  return (const guint64 *) self->bad->data;
}

/**
 * bulk_text_get_n_bad:
 *
 * Returns: in how many places something did not decode
 */
guint64
bulk_text_get_n_bad (BulkText *self)
{
  return self->n_bad;
}
