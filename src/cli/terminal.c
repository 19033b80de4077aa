/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/terminal.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define MAX_WIDTH 400u
#define PATIENCE (G_USEC_PER_SEC / 2)   /* what is done sooner needs no progress */

static gboolean progress_shown;
static gint64 progress_begin;

/* Private helpers */

static gboolean
is_dangerous (gunichar character)
{
  if (character < 0x20 || (character >= 0x7f && character < 0xa0))
    return TRUE;
  /* Those that turn the direction of writing, or hide: a name must not read as another one.
   * Joiners belong to the letters of some languages. */
  return (g_unichar_type (character) == G_UNICODE_FORMAT && character != 0x200c && character != 0x200d)
         || character == 0x2028 || character == 0x2029;
}

static gboolean
is_kept (const char *at, const char *end, BulkEscape how)
{
  if (how != BULK_ESCAPE_LINES)
    return FALSE;
  return *at == '\n' || *at == '\t' || (*at == '\r' && at + 1 < end && at[1] == '\n');
}

static void
append_escaped (GString *out, gunichar character, BulkEscape how)
{
  if (how == BULK_ESCAPE_CELL && (character == '\n' || character == '\r' || character == '\t'))
    {
      g_string_append (out, character == '\t' ? "⇥" : "↵");
      return;
    }
  /* As in JSON, so that JSON stays JSON. */
  if (character > 0xffff)
    g_string_append_printf (out, "\\u%04X\\u%04X", 0xd7c0 + (character >> 10), 0xdc00 + (character & 0x3ff));
  else
    g_string_append_printf (out, "\\u%04X", character);
}

static void
write_text (FILE *stream, gboolean is_terminal, const char *format, va_list args)
{
  g_autofree char *text = g_strdup_vprintf (format, args);
  g_autoptr (GString) escaped = NULL;

  if (!is_terminal)
    {
      fputs (text, stream);
      return;
    }
  escaped = g_string_new (NULL);
  bulk_terminal_escape (escaped, text, strlen (text), BULK_ESCAPE_LINES);
  fputs (escaped->str, stream);
}

/* Public functions */

/** bulk_terminal_is_output: Returns: whether standard output is a terminal */
gboolean
bulk_terminal_is_output (void)
{
  return isatty (STDOUT_FILENO);
}

/** bulk_terminal_is_error: Returns: whether standard error is a terminal */
gboolean
bulk_terminal_is_error (void)
{
  return isatty (STDERR_FILENO);
}

/** bulk_terminal_get_width: Returns: columns of the terminal that standard output is, 80 where it is none */
guint
bulk_terminal_get_width (void)
{
  struct winsize size;

  if (ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    return 80;
  return CLAMP (size.ws_col, 20, MAX_WIDTH);
}

/**
 * bulk_terminal_escape:
 * @out: appended to
 * @text: any bytes
 * @length: of @text
 * @how: whether line ends stay
 *
 * Writes control characters, and those that turn the direction of writing, as \uXXXX; what is no UTF-8 as U+FFFD.
 */
void
bulk_terminal_escape (GString *out, const char *text, gsize length, BulkEscape how)
{
  const char *end = text + length;

  while (text < end)
    {
      gunichar character = g_utf8_get_char_validated (text, end - text);

      /* An embedded NUL is reported like a broken sequence. */
      if (*text == '\0')
        character = 0;
      if (character == (gunichar) -1 || character == (gunichar) -2)
        {
          g_string_append (out, "\357\277\275");
          text++;
          continue;
        }
      if (is_dangerous (character) && !is_kept (text, end, how))
        append_escaped (out, character, how);
      else
        g_string_append_unichar (out, character);
      text += character == 0 ? 1 : g_unichar_to_utf8 (character, NULL);
    }
}

/**
 * bulk_terminal_fit:
 * @out: appended to
 * @text: UTF-8
 * @length: bytes of @text
 * @width: columns of the terminal to keep to, at least 1
 *
 * Appends @text on one line, cut with an ellipsis where it does not fit.
 *
 * Returns: columns used
 */
guint
bulk_terminal_fit (GString *out, const char *text, gsize length, guint width)
{
  g_autoptr (GString) line = g_string_new (NULL);
  guint used = 0;
  gsize fits = 0;   /* bytes of the line that leave room for the ellipsis */
  guint fits_used = 0;

  /* No character is longer than six escaped ones; a cell can have megabytes. */
  bulk_terminal_escape (line, text, MIN (length, (gsize) width * 8 + 8), BULK_ESCAPE_CELL);
  for (const char *at = line->str; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);
      guint columns = g_unichar_iszerowidth (character) ? 0 : g_unichar_iswide (character) ? 2 : 1;

      if (used + columns > width)
        {
          g_string_append_len (out, line->str, (gssize) fits);
          g_string_append (out, "…");
          return fits_used + 1;
        }
      used += columns;
      if (used + 1 <= width)
        {
          fits = (gsize) (g_utf8_next_char (at) - line->str);
          fits_used = used;
        }
    }
  g_string_append_len (out, line->str, (gssize) line->len);
  return used;
}

/** bulk_terminal_print: writes to standard output; on a terminal with control characters shown */
void
bulk_terminal_print (const char *format, ...)
{
  va_list args;

  bulk_terminal_end_progress ();
  va_start (args, format);
  write_text (stdout, bulk_terminal_is_output (), format, args);
  va_end (args);
}

/** bulk_terminal_error: writes a line to standard error, after the program's name */
void
bulk_terminal_error (const char *format, ...)
{
  va_list args;

  bulk_terminal_end_progress ();
  fflush (stdout);
  fputs ("bulk-loader-cli: ", stderr);
  va_start (args, format);
  write_text (stderr, bulk_terminal_is_error (), format, args);
  va_end (args);
  fputc ('\n', stderr);
}

/** bulk_terminal_progress: shows one line that the next one replaces; nothing where standard error is no terminal */
void
bulk_terminal_progress (const char *format, ...)
{
  g_autoptr (GString) line = NULL;
  g_autofree char *text = NULL;
  va_list args;

  if (!bulk_terminal_is_error ())
    return;
  if (progress_begin == 0)
    progress_begin = g_get_monotonic_time ();
  if (g_get_monotonic_time () - progress_begin < PATIENCE)
    return;
  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  line = g_string_new (NULL);
  bulk_terminal_fit (line, text, strlen (text), bulk_terminal_get_width () - 1);
  fprintf (stderr, "\r\033[K%s", line->str);
  fflush (stderr);
  progress_shown = TRUE;
}

/** bulk_terminal_end_progress: takes the line of progress away */
void
bulk_terminal_end_progress (void)
{
  if (!progress_shown)
    return;
  fputs ("\r\033[K", stderr);
  fflush (stderr);
  progress_shown = FALSE;
}

/** bulk_terminal_flush: Returns: whether all that was printed got where it should; says why if it did not */
gboolean
bulk_terminal_flush (void)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return TRUE;
  /* Whoever closed a pipe, as "head" does, knows. */
  if (errno != EPIPE)
    bulk_terminal_error (_ ("The output could not be written: %s."), g_strerror (errno));
  return FALSE;
}
