/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/batches.h"

#include <glib/gi18n-lib.h>

/** bulk_batches_dup_sent: Returns: (transfer full): what left this computer, and what was loaded, in whole sentences */
char *
bulk_batches_dup_sent (BulkBatches *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = bulk_batches_get_n (self), n_done = bulk_batches_get_n_done (self);
  guint done = (guint) bulk_batches_get_rows_done (self), all = 0, open = done;
  g_autoptr (BulkBatch) stopped = g_list_model_get_item (G_LIST_MODEL (self), n_done);

  for (guint i = 0; i < n; i++)
    all += bulk_row_set_get_n (bulk_batches_get_rows (self, i));
  if (n_done == n)
    /* Translators: numbers of batches and of rows */
    return g_strdup_printf (ngettext ("%u batch was accepted: %'u rows.", "All %u batches were accepted: %'u rows.", n),
                            n, all);
  if (done > 0)
    /* Translators: number of the last row */
    g_string_append_printf (text, _("Rows 1 to %'u were accepted."), done);
  if (stopped->unknown)
    {
      open += bulk_row_set_get_n (stopped->rows);
      g_string_append (text, done > 0 ? " " : "");
      /* Translators: numbers of the first and the last row */
      g_string_append_printf (text, _("It is not known whether rows %'u to %'u were loaded."), done + 1, open);
    }
  if (open < all)
    {
      g_string_append (text, text->len > 0 ? " " : "");
      /* Translators: numbers of the first and the last row */
      g_string_append_printf (text, _("Rows %'u to %'u were not loaded."), open + 1, all);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
