/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/queue.h"

#include <glib/gi18n-lib.h>

/* Private helpers */

static void
append (GString *text, guint n, const char *format)
{
  if (n == 0)
    return;
  if (text->len > 0)
    g_string_append_c (text, ' ');
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_string_append_printf (text, format, n);
#pragma GCC diagnostic pop
}

/* Public functions */

/** bulk_queue_dup_summary: Returns: (transfer full): how many files are in which state, in whole sentences */
char *
bulk_queue_dup_summary (BulkQueue *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append (text, bulk_queue_count (self, BULK_QUEUE_ACCEPTED),
          ngettext ("%u file was accepted.", "%u files were accepted.", bulk_queue_count (self, BULK_QUEUE_ACCEPTED)));
  append (text, bulk_queue_count (self, BULK_QUEUE_PARTLY),
          ngettext ("%u file was loaded in part.", "%u files were loaded in part.",
                    bulk_queue_count (self, BULK_QUEUE_PARTLY)));
  append (text, bulk_queue_count (self, BULK_QUEUE_UNKNOWN),
          ngettext ("It is not known whether %u file was loaded.", "It is not known whether %u files were loaded.",
                    bulk_queue_count (self, BULK_QUEUE_UNKNOWN)));
  append (text, bulk_queue_count (self, BULK_QUEUE_NOT_LOADED),
          ngettext ("%u file was not loaded.", "%u files were not loaded.",
                    bulk_queue_count (self, BULK_QUEUE_NOT_LOADED)));
  append (text, bulk_queue_count (self, BULK_QUEUE_READY),
          ngettext ("%u file is ready.", "%u files are ready.", bulk_queue_count (self, BULK_QUEUE_READY)));
  append (text, bulk_queue_count (self, BULK_QUEUE_HELD),
          ngettext ("%u file is held back.", "%u files are held back.", bulk_queue_count (self, BULK_QUEUE_HELD)));
  append (text, bulk_queue_count (self, BULK_QUEUE_UNREADABLE),
          ngettext ("%u file cannot be opened.", "%u files cannot be opened.",
                    bulk_queue_count (self, BULK_QUEUE_UNREADABLE)));
  return g_string_free (g_steal_pointer (&text), FALSE);
}
