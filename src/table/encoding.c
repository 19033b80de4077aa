/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/encoding.h"
#include <glib/gi18n-lib.h>
#include <string.h>
#include <uchardet/uchardet.h>

#define SAMPLE ((gsize) 256 << 10)
#define LAST_RESORT "WINDOWS-1252"

typedef struct
{
  const char *name;    /* what iconv knows, and is shown in "inspect" */
  const char *label;   /* msgid */
} Encoding;

static const Encoding encodings[] = {
  { "UTF-8", N_("Unicode (UTF-8)") },
  { "UTF-16LE", N_("Unicode (UTF-16, little-endian)") },
  { "UTF-16BE", N_("Unicode (UTF-16, big-endian)") },
  { "UTF-32LE", N_("Unicode (UTF-32, little-endian)") },
  { "UTF-32BE", N_("Unicode (UTF-32, big-endian)") },
  { "WINDOWS-1252", N_("Western European (Windows-1252)") },
  { "ISO-8859-1", N_("Western European (ISO 8859-1)") },
  { "ISO-8859-15", N_("Western European (ISO 8859-15)") },
  { "MACINTOSH", N_("Western European (Mac)") },
  { "IBM850", N_("Western European (DOS)") },
  { "WINDOWS-1250", N_("Central European (Windows-1250)") },
  { "ISO-8859-2", N_("Central European (ISO 8859-2)") },
  { "WINDOWS-1251", N_("Cyrillic (Windows-1251)") },
  { "KOI8-R", N_("Cyrillic (KOI8-R)") },
  { "ISO-8859-5", N_("Cyrillic (ISO 8859-5)") },
  { "WINDOWS-1253", N_("Greek (Windows-1253)") },
  { "ISO-8859-7", N_("Greek (ISO 8859-7)") },
  { "WINDOWS-1254", N_("Turkish (Windows-1254)") },
  { "WINDOWS-1255", N_("Hebrew (Windows-1255)") },
  { "WINDOWS-1256", N_("Arabic (Windows-1256)") },
  { "WINDOWS-1257", N_("Baltic (Windows-1257)") },
  { "WINDOWS-1258", N_("Vietnamese (Windows-1258)") },
  { "SHIFT_JIS", N_("Japanese (Shift JIS)") },
  { "EUC-JP", N_("Japanese (EUC-JP)") },
  { "GB18030", N_("Simplified Chinese (GB 18030)") },
  { "BIG5", N_("Traditional Chinese (Big5)") },
  { "EUC-KR", N_("Korean (EUC-KR)") },
};

/* What the guesser says, where that is called otherwise here, or is a lesser form of it. */
static const char *const synonyms[][2] = {
  { "ASCII", LAST_RESORT },
  { "ISO-8859-1", LAST_RESORT },
  { "ISO-8859-9", "WINDOWS-1254" },
  { "MAC-CENTRALEUROPE", "WINDOWS-1250" },
  { "MAC-CYRILLIC", "WINDOWS-1251" },
  { "CP949", "EUC-KR" },
  { "UHC", "EUC-KR" },
  { "GB2312", "GB18030" },
  { "GBK", "GB18030" },
  { "HZ-GB-2312", "GB18030" },
};

static const struct
{
  const char *bytes;
  gsize length;
  const char *encoding;
} marks[] = {
  { "\xef\xbb\xbf", 3, "UTF-8" },
  { "\xff\xfe\0\0", 4, "UTF-32LE" },
  { "\0\0\xfe\xff", 4, "UTF-32BE" },
  { "\xff\xfe", 2, "UTF-16LE" },
  { "\xfe\xff", 2, "UTF-16BE" },
};

/* How long the valid sequence at @at is, 0: there is none. RFC 3629, section 4. */
static inline guint
sequence_length (const guchar *at, gsize left)
{
  guint n = at[0] < 0x80 ? 1 : at[0] < 0xc2 ? 0 : at[0] < 0xe0 ? 2 : at[0] < 0xf0 ? 3 : at[0] < 0xf5 ? 4 : 0;

  if (n == 0 || n > left)
    return 0;
  for (guint i = 1; i < n; i++)
    if ((at[i] & 0xc0) != 0x80)
      return 0;
  if ((at[0] == 0xe0 && at[1] < 0xa0) || (at[0] == 0xed && at[1] > 0x9f) || (at[0] == 0xf0 && at[1] < 0x90) ||
      (at[0] == 0xf4 && at[1] > 0x8f))
    return 0;
  return n;
}

static inline gsize
skip_ascii (const char *data, gsize at, gsize length)
{
  while (at + 64 <= length)
    {
      guint64 words[8], any = 0;

      memcpy (words, data + at, sizeof words);
      for (guint i = 0; i < G_N_ELEMENTS (words); i++)
        any |= words[i];
      if (any & 0x8080808080808080u)
        break;
      at += sizeof words;
    }
  while (at < length && (guchar) data[at] < 0x80)
    at++;
  return at;
}

/**
 * bulk_utf8_find_invalid:
 *
 * Returns: the offset of the first byte that begins no valid UTF-8 sequence (RFC 3629), or @length
 */
gsize
bulk_utf8_find_invalid (const char *data, gsize length)
{
  gsize at = 0;

  for (;;)
    {
      guint n;

      at = skip_ascii (data, at, length);
      /* Texts that are not ASCII mostly stay so for a while. */
      while (at < length && (guchar) data[at] >= 0x80)
        {
          n = sequence_length ((const guchar *) data + at, length - at);
          if (n == 0)
            return at;
          at += n;
        }
      if (at >= length)
        return length;
    }
}

/* Delimiters, digits and line ends are ASCII in nearly any table, so UTF-16 shows by NULs on one side. */
static const char *
guess_utf16 (const char *data, gsize length)
{
  gsize n = MIN (length, SAMPLE) / 2, even = 0, odd = 0;

  if (length < 4 || length % 2 != 0)
    return NULL;
  for (gsize i = 0; i < n; i++)
    {
      even += data[2 * i] == 0 && data[2 * i + 1] != 0;
      odd += data[2 * i + 1] == 0 && data[2 * i] != 0;
    }
  if (odd > n / 8 && odd > even * 8)
    return "UTF-16LE";
  if (even > n / 8 && even > odd * 8)
    return "UTF-16BE";
  return NULL;
}

/* A long UTF-8 text with a byte gone wrong is still one: nearly all that is not ASCII in it is well-formed. */
static gboolean
is_nearly_utf8 (const char *data, gsize length)
{
  gsize at = 0, good = 0, bad = 0;

  length = MIN (length, SAMPLE * 16);
  while (at < length)
    {
      gsize invalid = at + bulk_utf8_find_invalid (data + at, length - at);

      for (; at < invalid; at++)
        good += (guchar) data[at] >= 0xc0;
      if (at >= length)
        break;
      bad++;
      at++;
    }
  return good > 0 && good >= bad * 4;
}

static const char *
canonical (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (synonyms); i++)
    if (g_ascii_strcasecmp (name, synonyms[i][0]) == 0)
      return synonyms[i][1];
  for (gsize i = 0; i < G_N_ELEMENTS (encodings); i++)
    if (g_ascii_strcasecmp (name, encodings[i].name) == 0)
      return encodings[i].name;
  return NULL;
}

static const char *
guess_legacy (const char *data, gsize length)
{
  uchardet_t detector = uchardet_new ();
  const char *guess = NULL;

  if (uchardet_handle_data (detector, data, MIN (length, SAMPLE)) == 0)
    {
      uchardet_data_end (detector);
      guess = canonical (uchardet_get_charset (detector));
    }
  uchardet_delete (detector);
  if (guess == NULL || g_str_has_prefix (guess, "UTF-"))
    return LAST_RESORT;
  return guess;
}

/* A guess from a handful of letters is a wild one: the most usual encoding is the better one then. */
static gboolean
is_enough_to_guess (const char *data, gsize length)
{
  gsize n = 0;

  for (gsize i = 0; i < MIN (length, SAMPLE); i++)
    n += (guchar) data[i] >= 0x80;
  return n >= 12;
}

/**
 * bulk_encoding_detect:
 * @data: the first or all bytes of a file
 * @length: how many
 * @bom_length: (out): bytes of the byte order mark, 0: none
 *
 * Returns: (transfer none): a name of bulk_encoding_list()
 */
const char *
bulk_encoding_detect (const char *data, gsize length, gsize *bom_length)
{
  const char *guess;

  *bom_length = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (length >= marks[i].length && memcmp (data, marks[i].bytes, marks[i].length) == 0)
      {
        *bom_length = marks[i].length;
        return marks[i].encoding;
      }
  if ((guess = guess_utf16 (data, length)) != NULL)
    return guess;
  if (bulk_utf8_find_invalid (data, length) == length || is_nearly_utf8 (data, length))
    return "UTF-8";
  return is_enough_to_guess (data, length) ? guess_legacy (data, length) : LAST_RESORT;
}

/**
 * bulk_encoding_list:
 *
 * Returns: (transfer none): %NULL-terminated names to choose from, the most usual first
 */
const char *const *
bulk_encoding_list (void)
{
  static const char *names[G_N_ELEMENTS (encodings) + 1];
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      for (gsize i = 0; i < G_N_ELEMENTS (encodings); i++)
        names[i] = encodings[i].name;
      g_once_init_leave (&once, 1);
    }
  return names;
}

/**
 * bulk_encoding_get_label:
 *
 * Returns: (transfer none): what to call it in the user's language; @encoding itself for one not listed
 */
const char *
bulk_encoding_get_label (const char *encoding)
{
  for (gsize i = 0; i < G_N_ELEMENTS (encodings); i++)
    if (g_ascii_strcasecmp (encoding, encodings[i].name) == 0)
      return _(encodings[i].label);
  return g_intern_string (encoding);
}

/**
 * bulk_encoding_is_known:
 *
 * Returns: whether text can be read in @encoding; upper and lower case are alike
 */
gboolean
bulk_encoding_is_known (const char *encoding)
{
  GIConv converter;

  if (encoding[0] == '\0' || strchr (encoding, '/') != NULL)
    return FALSE;
  converter = g_iconv_open ("UTF-8", encoding);
  if (converter == (GIConv) -1)
    return FALSE;
  g_iconv_close (converter);
  return TRUE;
}
