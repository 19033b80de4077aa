/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/sheets.h"
#include <string.h>

typedef struct
{
  gint64 rows;          /* atomic */
  gboolean is_hidden;
} Sheet;

/* Nothing ever moves: others look while sheets are added. Memory that is not touched costs nothing. */
struct _BulkSheets
{
  gatomicrefcount ref_count;
  char **names;         /* BULK_SHEETS_MAX and a NULL at the end */
  Sheet *sheets;        /* as many */
  guint n;              /* atomic, as is the next */
  guint chosen;
};

/**
 * bulk_sheets_new:
 *
 * Returns: (transfer full): no sheets
 */
BulkSheets *
bulk_sheets_new (void)
{
  BulkSheets *self = g_new0 (BulkSheets, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->names = g_new0 (char *, BULK_SHEETS_MAX + 1);
  self->sheets = g_new0 (Sheet, BULK_SHEETS_MAX);
  return self;
}

/**
 * bulk_sheets_ref:
 *
 * Returns: (transfer full): @self
 */
BulkSheets *
bulk_sheets_ref (BulkSheets *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * bulk_sheets_unref:
 *
 * Drops a reference; the last one frees.
 */
void
bulk_sheets_unref (BulkSheets *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_strfreev (self->names);
  g_free (self->sheets);
  g_free (self);
}

/**
 * bulk_sheets_add:
 * @name: as in the file; made valid UTF-8
 *
 * Adds a sheet after the others, if there are not %BULK_SHEETS_MAX of them.
 */
void
bulk_sheets_add (BulkSheets *self, const char *name, gboolean is_hidden)
{
  guint n = self->n;

  if (n >= BULK_SHEETS_MAX)
    return;
  self->sheets[n] = (Sheet) { BULK_SHEET_ROWS_UNKNOWN, is_hidden };
  g_atomic_pointer_set (&self->names[n], g_utf8_make_valid (name, -1));
  g_atomic_int_set ((int *) &self->n, n + 1);
}

/**
 * bulk_sheets_set_chosen:
 *
 * Says which sheet the table is.
 */
void
bulk_sheets_set_chosen (BulkSheets *self, guint index)
{
  g_atomic_int_set ((int *) &self->chosen, index);
}

/**
 * bulk_sheets_get_n:
 *
 * Returns: how many sheets there are
 */
guint
bulk_sheets_get_n (BulkSheets *self)
{
  return (guint) g_atomic_int_get ((int *) &self->n);
}

/**
 * bulk_sheets_get_name:
 *
 * Returns: (transfer none): the name on the sheet's tab
 */
const char *
bulk_sheets_get_name (BulkSheets *self, guint index)
{
  return self->names[index];
}

/**
 * bulk_sheets_find:
 * @index: (out): which
 *
 * Returns: whether a sheet has that name; spreadsheet programs take no notice of its case
 */
gboolean
bulk_sheets_find (BulkSheets *self, const char *name, guint *index)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (*index = 0; *index < bulk_sheets_get_n (self); ++*index)
    if (strcmp (bulk_sheets_get_name (self, *index), name) == 0)
      return TRUE;
  for (*index = 0; *index < bulk_sheets_get_n (self); ++*index)
    {
      g_autofree char *other = g_utf8_casefold (bulk_sheets_get_name (self, *index), -1);

      if (strcmp (other, folded) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * bulk_sheets_is_hidden:
 *
 * Returns: whether spreadsheet programs do not show the sheet
 */
gboolean
bulk_sheets_is_hidden (BulkSheets *self, guint index)
{
  return self->sheets[index].is_hidden;
}

/**
 * bulk_sheets_get_chosen:
 *
 * Returns: which sheet the table is
 */
guint
bulk_sheets_get_chosen (BulkSheets *self)
{
  return (guint) g_atomic_int_get ((int *) &self->chosen);
}

/**
 * bulk_sheets_get_names:
 *
 * Returns: (transfer none) (array zero-terminated=1): the names of all sheets
 */
const char *const *
bulk_sheets_get_names (BulkSheets *self)
{
  return (const char *const *) self->names;
}

/**
 * bulk_sheets_get_rows:
 *
 * Thread-safe.
 *
 * Returns: rows of the sheet up to its last that is not empty, the header with them; or %BULK_SHEET_ROWS_UNKNOWN
 */
gint64
bulk_sheets_get_rows (BulkSheets *self, guint index)
{
  return __atomic_load_n (&self->sheets[index].rows, __ATOMIC_RELAXED);
}

/**
 * bulk_sheets_set_rows:
 *
 * Thread-safe. Tells how many rows a sheet has.
 */
void
bulk_sheets_set_rows (BulkSheets *self, guint index, gint64 rows)
{
  __atomic_store_n (&self->sheets[index].rows, rows, __ATOMIC_RELAXED);
}

/**
 * bulk_sheets_count_filled:
 *
 * Thread-safe.
 *
 * Returns: how many sheets that are not hidden are known not to be empty
 */
guint
bulk_sheets_count_filled (BulkSheets *self)
{
  guint n = 0;

  for (guint i = 0; i < bulk_sheets_get_n (self); i++)
    n += bulk_sheets_get_rows (self, i) > 0 && !bulk_sheets_is_hidden (self, i);
  return n;
}
