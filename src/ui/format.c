/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/format.h"

#include <math.h>
#include <glib/gi18n-lib.h>

/* A label's width is finite and a server's text need not be. */
#define ONE_LINE_CHARACTERS 200

/* ngettext() counts in unsigned long, which is 32 bits wide on some machines; plural rules look at the last digits. */
static gulong
plural_count (guint64 number)
{
  return number > 1000000 ? (gulong) (number % 1000000) + 1000000 : (gulong) number;
}

/**
 * bulk_format_number:
 * @number: a count
 *
 * The number with the locale's grouping of digits: "1,204".
 *
 * Returns: (transfer full): the text
 */
char *
bulk_format_number (guint64 number)
{
  return g_strdup_printf ("%'" G_GUINT64_FORMAT, number);
}

/**
 * bulk_format_rows:
 * @rows: a number of data rows
 *
 * Returns: (transfer full): "1 row", "1,204 rows"
 */
char *
bulk_format_rows (guint64 rows)
{
  g_autofree char *number = bulk_format_number (rows);

  /* Translators: %s is a number, such as 1,204 */
  return g_strdup_printf (ngettext ("%s row", "%s rows", plural_count (rows)), number);
}

/**
 * bulk_format_rows_progress:
 * @rows: data rows sent so far
 * @rows_total: data rows in all
 *
 * Returns: (transfer full): "300 of 1,204 rows"
 */
char *
bulk_format_rows_progress (guint64 rows, guint64 rows_total)
{
  g_autofree char *done = bulk_format_number (MIN (rows, rows_total));
  g_autofree char *total = bulk_format_number (rows_total);

  /* Translators: "300 of 1,204 rows"; the plural is that of the second number */
  return g_strdup_printf (ngettext ("%s of %s row", "%s of %s rows", plural_count (rows_total)), done, total);
}

/**
 * bulk_format_bytes_progress:
 * @bytes: bytes sent so far
 * @bytes_total: bytes in all
 *
 * Returns: (transfer full): "1.2 MB of 3.4 MB"
 */
char *
bulk_format_bytes_progress (guint64 bytes, guint64 bytes_total)
{
  g_autofree char *done = g_format_size (MIN (bytes, bytes_total));
  g_autofree char *total = g_format_size (bytes_total);

  /* Translators: "1.2 MB of 3.4 MB" */
  return g_strdup_printf (_ ("%s of %s"), done, total);
}

/**
 * bulk_format_speed:
 * @bytes_per_second: a speed; what is not above 0 is not known
 *
 * Returns: (transfer full): "1.2 MB/s", or "" if it is not known
 */
char *
bulk_format_speed (double bytes_per_second)
{
  g_autofree char *size = NULL;

  if (!isfinite (bytes_per_second) || bytes_per_second < 1 || bytes_per_second > 1e18)
    return g_strdup ("");
  size = g_format_size ((guint64) bytes_per_second);
  /* Translators: a speed, "1.2 MB/s" */
  return g_strdup_printf (_ ("%s/s"), size);
}

/**
 * bulk_format_time_left:
 * @seconds: an estimate; negative is not known
 *
 * Rounds up, as people are glad of early ends and not of late ones.
 *
 * Returns: (transfer full): "About 3 minutes left", or "" if it is not known
 */
char *
bulk_format_time_left (double seconds)
{
  gulong count;

  if (!isfinite (seconds) || seconds < 0)
    return g_strdup ("");
  if (seconds <= 1)
    return g_strdup (_ ("Less than a second left"));
  if (seconds <= 59)
    {
      count = (gulong) ceil (seconds);
      return g_strdup_printf (ngettext ("About %lu second left", "About %lu seconds left", count), count);
    }
  if (seconds <= 59 * 60)
    {
      count = (gulong) ceil (seconds / 60);
      return g_strdup_printf (ngettext ("About %lu minute left", "About %lu minutes left", count), count);
    }
  if (seconds <= 24 * 3600)
    {
      count = (gulong) ceil (seconds / 3600);
      return g_strdup_printf (ngettext ("About %lu hour left", "About %lu hours left", count), count);
    }
  return g_strdup (_ ("More than a day left"));
}

/**
 * bulk_format_upload_progress:
 * @rows: data rows sent so far
 * @rows_total: data rows in all
 * @bytes: bytes sent so far
 * @bytes_total: bytes in all
 * @bytes_per_second: speed
 * @seconds_left: estimate, negative if not known
 *
 * Everything that is known of an upload's progress in one line.
 *
 * Returns: (transfer full): "300 of 1,204 rows · 1.2 MB of 3.4 MB · 1.1 MB/s · About 3 seconds left"
 */
char *
bulk_format_upload_progress (guint64 rows, guint64 rows_total, guint64 bytes, guint64 bytes_total,
                             double bytes_per_second, double seconds_left)
{
  g_autofree char *rows_text = bulk_format_rows_progress (rows, rows_total);
  g_autofree char *bytes_text = bulk_format_bytes_progress (bytes, bytes_total);
  g_autofree char *speed = bulk_format_speed (bytes_per_second);
  g_autofree char *left = bulk_format_time_left (seconds_left);
  GString *text = g_string_new (rows_text);

  if (bytes_total > 0)
    g_string_append_printf (text, " · %s", bytes_text);
  if (*speed)
    g_string_append_printf (text, " · %s", speed);
  if (*left)
    g_string_append_printf (text, " · %s", left);
  return g_string_free (text, FALSE);
}

/**
 * bulk_format_spoken_progress:
 * @phase: words for what goes on
 * @rows: data rows sent so far
 * @rows_total: data rows in all
 * @seconds_left: estimate, negative if not known
 *
 * Of an upload's progress what is worth being read out.
 *
 * Returns: (transfer full): "Sending the rows… 300 of 1,204 rows. About 3 minutes left"
 */
char *
bulk_format_spoken_progress (const char *phase, guint64 rows, guint64 rows_total, double seconds_left)
{
  g_autofree char *progress = bulk_format_rows_progress (rows, rows_total);
  g_autofree char *left = bulk_format_time_left (seconds_left);

  if (*left == '\0')
    /* Translators: what goes on, and how far it is: "Sending the rows… 300 of 1,204 rows" */
    return g_strdup_printf (_ ("%s %s"), phase, progress);
  /* Translators: read out: "Sending the rows… 300 of 1,204 rows. About 3 minutes left" */
  return g_strdup_printf (_ ("%s %s. %s"), phase, progress, left);
}

/**
 * bulk_format_phase:
 * @phase: what an upload is doing
 *
 * Returns: words for it
 */
const char *
bulk_format_phase (BulkUploadPhase phase)
{
  switch (phase)
    {
    case BULK_UPLOAD_IDLE:
      return _ ("Getting ready…");
    case BULK_UPLOAD_MEASURING:
      return _ ("Preparing the rows…");
    case BULK_UPLOAD_CHECKING:
      return _ ("Checking the token…");
    case BULK_UPLOAD_CONNECTING:
      return _ ("Connecting to WorkSpan…");
    case BULK_UPLOAD_SENDING:
      return _ ("Sending the rows…");
    case BULK_UPLOAD_WAITING:
      return _ ("All sent. Waiting for the answer…");
    case BULK_UPLOAD_DONE:
      return _ ("The upload has ended.");
    default:
      return "";
    }
}

/**
 * bulk_format_cancel_meaning:
 * @phase: what an upload is doing
 * @bytes_sent: bytes of the table that were handed to the network
 *
 * Returns: what would come of cancelling now
 */
const char *
bulk_format_cancel_meaning (BulkUploadPhase phase, guint64 bytes_sent)
{
  if (phase == BULK_UPLOAD_DONE)
    return _ ("The upload has already ended.");
  if (phase == BULK_UPLOAD_WAITING)
    return _ ("The whole table has already been sent. If you stop waiting now, WorkSpan may load it all the same, and "
              "you will not be told. Look in WorkSpan before you upload this table again.");
  if (bytes_sent > 0)
    return _ ("Part of the table has already been sent. If you stop now, it is not known whether WorkSpan loads any of "
              "it. Look in WorkSpan before you upload this table again.");
  if (phase == BULK_UPLOAD_SENDING)
    return _ ("The upload is just beginning. If you stop now, some of the table may be on its way already.");
  return _ ("Nothing has been sent yet. If you stop now, nothing is loaded.");
}

/**
 * bulk_format_fraction:
 * @bytes: bytes done
 * @bytes_total: bytes in all
 *
 * Returns: how much is done, 0 to 1; 0 where nothing is to do
 */
double
bulk_format_fraction (guint64 bytes, guint64 bytes_total)
{
  if (bytes_total == 0)
    return 0;
  return bytes >= bytes_total ? 1.0 : (double) bytes / (double) bytes_total;
}

/**
 * bulk_format_bytes_exact:
 * @bytes: a number of bytes
 *
 * Returns: (transfer full): "3.4 MB (3,412,345 bytes)", or "12 bytes"
 */
char *
bulk_format_bytes_exact (guint64 bytes)
{
  return g_format_size_full (bytes, G_FORMAT_SIZE_LONG_FORMAT);
}

/**
 * bulk_format_local_time:
 * @time: (nullable): a time
 *
 * Returns: (transfer full): the time here, with its zone; "" for none
 */
char *
bulk_format_local_time (GDateTime *time)
{
  g_autoptr (GDateTime) local = time ? g_date_time_to_local (time) : NULL;
  char *text = NULL;

  if (local)
    /* Translators: a time for g_date_time_format(): "18 May 2020, 16:06:57 CEST" */
    text = g_date_time_format (local, _ ("%-d %B %Y, %H:%M:%S %Z"));
  return text ? text : g_strdup ("");
}

/**
 * bulk_format_utc_time:
 * @time: (nullable): a time
 *
 * Returns: (transfer full): "2020-05-18 14:06:57 UTC" in any language, to be compared and passed on; "" for none
 */
char *
bulk_format_utc_time (GDateTime *time)
{
  g_autoptr (GDateTime) utc = time ? g_date_time_to_utc (time) : NULL;
  char *text = utc ? g_date_time_format (utc, "%Y-%m-%d %H:%M:%S UTC") : NULL;

  return text ? text : g_strdup ("");
}

/* Characters that show nothing of their own but change how their neighbours are shown. */
static gboolean
is_deceptive (gunichar character)
{
  return (character >= 0x200b && character <= 0x200f) || (character >= 0x2028 && character <= 0x202e)
         || (character >= 0x2060 && character <= 0x2069) || character == 0x061c || character == 0xfeff
         || (character >= 0xfff9 && character <= 0xfffb);
}

/**
 * bulk_format_one_line:
 * @text: (nullable): text from a file or a server
 *
 * Makes it harmless in a title: one line, no control characters, none that turn the direction of writing around, at
 * most 200 characters. It is not escaped for markup.
 *
 * Returns: (transfer full): the text
 */
char *
bulk_format_one_line (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text ? text : "", -1);
  GString *line = g_string_new (NULL);
  gboolean space = FALSE;
  guint n_characters = 0;

  for (const char *p = valid; *p; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (g_unichar_isspace (character) || g_unichar_iscntrl (character) || is_deceptive (character))
        {
          space = line->len > 0;
          continue;
        }
      if (n_characters + space >= ONE_LINE_CHARACTERS)
        {
          g_string_append (line, "…");
          break;
        }
      if (space)
        g_string_append_c (line, ' ');
      g_string_append_unichar (line, character);
      n_characters += 1 + space;
      space = FALSE;
    }
  return g_string_free (line, FALSE);
}
