/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/ods-columns.h"
#include "table/reader.h"

/* Columns beside each other that are alike. */
typedef struct
{
  guint first, n;
  char *style;          /* nullable */
  gboolean is_hidden;
} Run;

struct _BulkOdsColumns
{
  GArray *runs;         /* Run, rising, without gaps */
  guint next;           /* column */
};

static void
run_clear (gpointer data)
{
  g_free (((Run *) data)->style);
}

/**
 * bulk_ods_columns_new:
 *
 * Returns: (transfer full): no columns
 */
BulkOdsColumns *
bulk_ods_columns_new (void)
{
  BulkOdsColumns *self = g_new0 (BulkOdsColumns, 1);

  self->runs = g_array_new (FALSE, FALSE, sizeof (Run));
  g_array_set_clear_func (self->runs, run_clear);
  return self;
}

/**
 * bulk_ods_columns_free:
 * @self: (nullable) (transfer full)
 */
void
bulk_ods_columns_free (BulkOdsColumns *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->runs);
  g_free (self);
}

/**
 * bulk_ods_columns_clear:
 *
 * Another sheet begins.
 */
void
bulk_ods_columns_clear (BulkOdsColumns *self)
{
  g_array_set_size (self->runs, 0);
  self->next = 0;
}

/**
 * bulk_ods_columns_add:
 * @n: how many; those beyond what a table may have are left out
 * @style: (nullable): copied
 */
void
bulk_ods_columns_add (BulkOdsColumns *self, guint64 n, const char *style, gboolean is_hidden)
{
  Run run = { self->next, MIN (n, BULK_MAX_COLUMNS - self->next), NULL, is_hidden };

  if (run.n == 0)
    return;
  run.style = g_strdup (style);
  self->next += run.n;
  g_array_append_val (self->runs, run);
}

static const Run *
find (BulkOdsColumns *self, guint column)
{
  guint low = 0, high = self->runs->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const Run *run = &g_array_index (self->runs, Run, middle);

      if (column < run->first)
        high = middle;
      else if (column - run->first >= run->n)
        low = middle + 1;
      else
        return run;
    }
  return NULL;
}

/**
 * bulk_ods_columns_get_style:
 *
 * Returns: (transfer none) (nullable): the style of cells in @column that have none of their own
 */
const char *
bulk_ods_columns_get_style (BulkOdsColumns *self, guint column)
{
  const Run *run = find (self, column);

  return run != NULL ? run->style : NULL;
}

/**
 * bulk_ods_columns_next_hidden:
 * @end: columns from here on do not count
 * @first: (inout): where to look from; where hidden ones begin
 * @n: (out): how many are hidden from there on
 *
 * Returns: %FALSE if no more are hidden
 */
gboolean
bulk_ods_columns_next_hidden (BulkOdsColumns *self, guint end, guint *first, guint *n)
{
  guint from = *first;

  *n = 0;
  for (guint i = 0; i < self->runs->len; i++)
    {
      const Run *run = &g_array_index (self->runs, Run, i);
      guint start = MAX (run->first, from), stop = MIN (run->first + run->n, end);

      if (start >= stop)
        continue;
      if (run->is_hidden)
        {
          if (*n == 0)
            *first = start;
          *n += stop - start;
        }
      else if (*n > 0)
        break;
    }
  return *n > 0;
}
