/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/check.h"
#include "checks/number-parse.h"
#include <math.h>
#include <string.h>

#define ROWS_MIN 3u      /* two numbers and their sum */
#define BLANK_MAX 1000u  /* rows looked at from the end on for one that is not blank */

static const char *const words[] = {
  "total", "totals", "grand total", "sum", "subtotal", "sub total", "sub-total", "summe", "gesamt", "gesamtsumme",
  "somme", "totale", "totaal", "suma", "soma", "total general", "total général", "totalt", "summa", "razem",
};

gboolean
bulk_check_is_total_word (const char *text, gsize length)
{
  bulk_check_trim (&text, &length);
  while (length > 0 && (text[length - 1] == ':' || text[length - 1] == '='))
    length--;
  bulk_check_trim (&text, &length);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (length == strlen (words[i]) && g_ascii_strncasecmp (text, words[i], length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
get_value (const BulkCheckContext *context, const BulkCell *cell, guint column, double *value)
{
  const char *text = cell->text;
  gsize length = cell->length;
  g_autofree char *plain = NULL;

  bulk_check_trim (&text, &length);
  plain = length > 0 ? bulk_number_dup_plain (text, length, context->columns[column].decimal_mark) : NULL;
  if (plain == NULL)
    return FALSE;
  *value = g_ascii_strtod (plain, NULL);
  return isfinite (*value);
}

/* Whether a number of the last row is the sum of those above. */
static gboolean
adds_up (const BulkCheckContext *context, guint last, guint column, double total, BulkCells *cells)
{
  double sum = 0, size = 0, value;
  guint n = 0;

  for (guint row = 0; row < last && bulk_table_read_row (context->table, row, cells); row++)
    if (get_value (context, bulk_cells_get (cells, column), column, &value))
      {
        sum += value;
        size += fabs (value);
        n++;
      }
  return n >= 2 && fabs (sum - total) <= 0.005 + size * 1e-12;
}

/* A row that says so in the place of its name, or has no name and adds up. */
static gboolean
is_total (const BulkCheckContext *context, guint row, BulkCells *cells)
{
  guint name = context->key_column != BULK_KEY_COLUMN_NONE ? context->key_column : 0, n = bulk_cells_get_n (cells);
  const BulkCell *cell = bulk_cells_get (cells, name);
  const char *text = cell->text;
  gsize length = cell->length;

  bulk_check_trim (&text, &length);
  if (length > 0)
    return bulk_check_is_total_word (text, length);
  for (guint i = 0; i < n; i++)
    if (bulk_check_is_total_word (bulk_cells_get (cells, i)->text, bulk_cells_get (cells, i)->length))
      return TRUE;
  for (guint i = 0; i < MIN (n, context->n_columns); i++)
    {
      double total;

      if (context->columns[i].class == BULK_COLUMN_NUMBER && get_value (context, bulk_cells_get (cells, i), i, &total))
        return row + 1 >= ROWS_MIN && adds_up (context, row, i, total, cells);
    }
  return FALSE;
}

static gboolean
is_blank (BulkCells *cells)
{
  guint n;
  const BulkCell *all = bulk_cells_get_all (cells, &n);

  for (guint i = 0; i < n; i++)
    if (all[i].length > 0)
      return FALSE;
  return TRUE;
}

static void
check_end (const BulkCheckContext *context, BulkCheckSink *sink)
{
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  guint first = context->header_row == BULK_PROBLEM_NO_ROW ? 0 : context->header_row + 1;

  for (guint row = context->n_rows, looked = 0; row > first + 1 && looked < BLANK_MAX; row--, looked++)
    {
      if (!bulk_table_read_row (context->table, row - 1, cells))
        return;
      if (is_blank (cells))
        continue;
      if (is_total (context, row - 1, cells))
        {
          sink->row = row - 1;
          bulk_check_report (sink, BULK_PROBLEM_TOTAL_ROW, BULK_PROBLEM_NO_COLUMN, 0);
        }
      return;
    }
}

static gboolean
suggest (const BulkCheckContext *context, const BulkProblem *problem, const BulkCell *cell, BulkFix *fix)
{
  fix->kind = BULK_FIX_REMOVE_ROW;
  return TRUE;
}

const BulkCheck bulk_check_total_row = { .table = check_end, .suggest = suggest };
