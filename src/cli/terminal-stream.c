/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/terminal-stream.h"

#include "cli/terminal.h"

struct _BulkTerminalStream
{
  GFilterOutputStream parent_instance;

  GString *held;   /* the start of a character, or a carriage return, whose rest is still to come */
};

G_DEFINE_FINAL_TYPE (BulkTerminalStream, bulk_terminal_stream, G_TYPE_FILTER_OUTPUT_STREAM)

/* Private helpers */

/* Bytes at the end that cannot be judged yet. */
static gsize
count_open (const GString *text)
{
  if (text->len > 0 && text->str[text->len - 1] == '\r')
    return 1;
  for (gsize n = 1; n <= 3 && n <= text->len; n++)
    {
      const char *at = text->str + text->len - n;

      if ((guchar) *at >= 0xc0)
        return g_utf8_get_char_validated (at, (gssize) n) == (gunichar) -2 ? n : 0;
      if ((guchar) *at < 0x80)
        return 0;
    }
  return 0;
}

static gboolean
pass_on (BulkTerminalStream *self, gsize open, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) escaped = g_string_new (NULL);
  GOutputStream *base = g_filter_output_stream_get_base_stream (G_FILTER_OUTPUT_STREAM (self));
  gsize length = self->held->len - open;

  bulk_terminal_escape (escaped, self->held->str, length, BULK_ESCAPE_LINES);
  g_string_erase (self->held, 0, (gssize) length);
  return g_output_stream_write_all (base, escaped->str, escaped->len, NULL, cancellable, error);
}

/* Overrides */

static gssize
bulk_terminal_stream_write (GOutputStream *stream, const void *buffer, gsize count, GCancellable *cancellable,
                            GError **error)
{
  BulkTerminalStream *self = BULK_TERMINAL_STREAM (stream);

  g_string_append_len (self->held, buffer, (gssize) count);
  return pass_on (self, count_open (self->held), cancellable, error) ? (gssize) count : -1;
}

static gboolean
bulk_terminal_stream_close (GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  BulkTerminalStream *self = BULK_TERMINAL_STREAM (stream);

  return pass_on (self, 0, cancellable, error)
         && G_OUTPUT_STREAM_CLASS (bulk_terminal_stream_parent_class)->close_fn (stream, cancellable, error);
}

static void
bulk_terminal_stream_finalize (GObject *object)
{
  g_string_free (BULK_TERMINAL_STREAM (object)->held, TRUE);
  G_OBJECT_CLASS (bulk_terminal_stream_parent_class)->finalize (object);
}

/* Class */

static void
bulk_terminal_stream_class_init (BulkTerminalStreamClass *class)
{
  G_OBJECT_CLASS (class)->finalize = bulk_terminal_stream_finalize;
  G_OUTPUT_STREAM_CLASS (class)->write_fn = bulk_terminal_stream_write;
  G_OUTPUT_STREAM_CLASS (class)->close_fn = bulk_terminal_stream_close;
}

static void
bulk_terminal_stream_init (BulkTerminalStream *self)
{
  self->held = g_string_new (NULL);
}

/* Public functions */

/** bulk_terminal_stream_new: Returns: (transfer full): a stream that writes to @base what is safe to show */
GOutputStream *
bulk_terminal_stream_new (GOutputStream *base)
{
  return g_object_new (BULK_TYPE_TERMINAL_STREAM, "base-stream", base, "close-base-stream", FALSE, NULL);
}
