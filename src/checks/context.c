/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/context.h"
#include "checks/spellings.h"
#include <string.h>

#define ROWS_ALL 4096u      /* up to so many are looked at before any is judged */
#define ROWS_SAMPLED 1024u  /* of more, so many from everywhere */
#define CELLS_MAX 1000000u  /* of a wide table fewer rows */

static void
take_headers (BulkCheckContext *self, BulkCells *cells)
{
  self->headers = g_new0 (char *, self->n_columns + 1);
  if (self->header_row != BULK_PROBLEM_NO_ROW)
    bulk_table_read_row (self->table, self->header_row, cells);
  for (guint i = 0; i < self->n_columns; i++)
    {
      const BulkCell *cell = bulk_cells_get (cells, i);

      self->headers[i] = self->header_row == BULK_PROBLEM_NO_ROW
                             ? bulk_table_dup_header (self->table, i)
                             : g_utf8_make_valid (cell->text, (gssize) cell->length);
    }
}

/* As many as the file's rows should have, without the columns left out, with those added. A column that was given a
 * name is one that rows should have, too. */
static guint
get_expected_shown (BulkCheckContext *self)
{
  guint n = bulk_table_get_n_expected (self->table), shown = 0, named = 0;

  for (guint i = 0; i < self->n_columns; i++)
    {
      guint source = bulk_table_get_source_column (self->table, i);

      self->is_arranged |= source != i;
      shown += source == G_MAXUINT || source < n;
      if (self->headers[i][0] != '\0')
        named = i + 1;
    }
  self->is_arranged |= bulk_table_is_edited (self->table);
  return n == 0 ? 0 : MAX (shown, named);
}

/* How many cells a row of CSV should have. */
static guint
get_expected (BulkCheckContext *self, BulkCells *cells)
{
  if (!self->is_csv)
    return 0;
  if (self->header_row == BULK_PROBLEM_NO_ROW)
    return get_expected_shown (self);
  bulk_table_read_row (self->table, self->header_row, cells);
  return bulk_cells_get_n (cells);
}

static void
take_sample (BulkCheckContext *self, BulkColumnTally *tallies, BulkCells *cells)
{
  guint first = self->header_row == BULK_PROBLEM_NO_ROW ? 0 : self->header_row + 1;
  guint n = self->n_rows - MIN (first, self->n_rows);
  guint wanted = MIN (n <= ROWS_ALL ? n : ROWS_SAMPLED, CELLS_MAX / MAX (self->n_columns, 1));

  for (guint i = 0; i < wanted; i++)
    {
      guint row = first + (guint) ((guint64) i * n / wanted), n_cells;
      const BulkCell *all;

      if (!bulk_table_read_row (self->table, row, cells))
        continue;
      all = bulk_cells_get_all (cells, &n_cells);
      for (guint k = 0; k < MIN (n_cells, self->n_columns); k++)
        bulk_tally_cell (tallies + k, all + k, row);
    }
}

static BulkDateForm
get_date_form (const BulkColumnTally *tally)
{
  BulkDateForm best = BULK_DATE_ISO;

  for (guint i = BULK_DATE_ISO + 1; i < BULK_DATE_N_FORMS; i++)
    if (tally->date_forms[i] > tally->date_forms[best])
      best = i;
  return best;
}

static BulkDateOrder
get_date_order (const BulkColumnTally *tally)
{
  if (tally->n_day_first == tally->n_month_first)
    return BULK_DATE_ORDER_UNKNOWN;
  return tally->n_day_first > tally->n_month_first ? BULK_DATE_ORDER_DAY_FIRST : BULK_DATE_ORDER_MONTH_FIRST;
}

static char
get_decimal_mark (const BulkColumnTally *tally)
{
  if (tally->n_decimal_dots > 0 && tally->n_decimal_commas > 0)
    return 0;
  return tally->n_decimal_dots > 0 ? '.' : tally->n_decimal_commas > 0 ? ',' : 0;
}

static BulkCellKind
get_kind (const BulkColumnTally *tally)
{
  BulkCellKind best = BULK_CELL_TEXT;

  for (guint i = 0; i < G_N_ELEMENTS (tally->kinds); i++)
    if (tally->kinds[i] > tally->kinds[best])
      best = i;
  return best;
}

/* IDs are filled up with zeros where those that are have the same length, and none is longer. */
static guint
get_zeros_width (const BulkCheckColumn *column, const BulkColumnTally *tally)
{
  if (column->class != BULK_COLUMN_ID || tally->zeros_width == 0 || tally->zeros_width != tally->widest_digits ||
      tally->n_leading_zeros * 5 < tally->n_all_digits)
    return 0;
  return tally->zeros_width;
}

static gboolean
is_picklist (const BulkColumnTally *tally)
{
  return tally->spellings != NULL && bulk_spellings_get_n (tally->spellings) > 1 &&
         bulk_spellings_get_n (tally->spellings) <= MAX (12, tally->n_filled / 3);
}

static void
guess_column (BulkCheckContext *self, guint index, const BulkColumnTally *tally)
{
  BulkCheckColumn *column = self->columns + index;

  column->index = index;
  column->is_key = index == self->key_column;
  column->is_json = self->is_json;
  column->class = bulk_column_class_guess (self->headers[index], column->is_key, tally);
  column->date_form = get_date_form (tally);
  column->date_order = get_date_order (tally);
  column->decimal_mark = get_decimal_mark (tally);
  column->zeros_width = get_zeros_width (column, tally);
  column->kind = get_kind (tally);
  column->is_picklist = column->class == BULK_COLUMN_TEXT && is_picklist (tally);
  if (column->is_picklist)
    column->spellings = bulk_spellings_find_odd (tally->spellings);
}

/**
 * bulk_check_context_new:
 * @table: complete
 *
 * Looks at the header and at rows from everywhere. Blocking: for a worker thread.
 *
 * Returns: (transfer full): what the checks have to know before they judge rows
 */
BulkCheckContext *
bulk_check_context_new (BulkTable *table, const BulkCheckOptions *options)
{
  BulkCheckContext *self = g_new0 (BulkCheckContext, 1);
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  BulkColumnTally *tallies;

  self->table = g_object_ref (table);
  self->options = *options;
  self->is_csv = strcmp (bulk_table_get_format (table), "csv") == 0;
  self->is_json = strcmp (bulk_table_get_format (table), "json") == 0;
  self->n_rows = bulk_table_get_n_rows (table);
  self->n_columns = bulk_table_get_n_columns (table);
  self->header_row = self->is_csv ? bulk_header_place_find (table, cells) : BULK_PROBLEM_NO_ROW;
  take_headers (self, cells);
  self->n_expected = get_expected (self, cells);
  self->key_column = options->key_column == BULK_KEY_COLUMN_GUESS
                         ? bulk_key_guess_column (self->headers, self->n_columns)
                         : options->key_column < self->n_columns ? options->key_column : BULK_KEY_COLUMN_NONE;
  self->columns = g_new0 (BulkCheckColumn, MAX (self->n_columns, 1));
  tallies = bulk_tallies_new (self->n_columns);
  take_sample (self, tallies, cells);
  for (guint i = 0; i < self->n_columns; i++)
    guess_column (self, i, tallies + i);
  bulk_tallies_free (tallies, self->n_columns);
  return self;
}

/** bulk_check_context_free: @self: (nullable) (transfer full): what is freed */
void
bulk_check_context_free (BulkCheckContext *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_columns; i++)
    bulk_spellings_free (self->columns[i].spellings);
  g_free (self->columns);
  g_strfreev (self->headers);
  g_object_unref (self->table);
  g_free (self);
}

static gboolean
refine_column (BulkCheckColumn *column, const BulkColumnTally *tally)
{
  const BulkCheckColumn before = *column;
  BulkSpellings *spellings = NULL;
  gboolean same;

  if (column->class == BULK_COLUMN_DATE)
    {
      column->date_form = get_date_form (tally);
      column->date_order = get_date_order (tally);
    }
  if (column->class == BULK_COLUMN_NUMBER)
    column->decimal_mark = get_decimal_mark (tally);
  if (column->is_json)
    column->kind = get_kind (tally);
  if (column->is_picklist && tally->spellings != NULL)
    spellings = bulk_spellings_find_odd (tally->spellings);
  same = bulk_spellings_equal (spellings, before.spellings);
  bulk_spellings_free (before.spellings);
  column->spellings = spellings;
  return !same || column->date_form != before.date_form || column->date_order != before.date_order ||
         column->decimal_mark != before.decimal_mark || column->kind != before.kind;
}

/**
 * bulk_check_context_refine:
 * @tallies: counted of all rows
 *
 * Returns: whether rows have to be judged again
 */
gboolean
bulk_check_context_refine (BulkCheckContext *self, const BulkColumnTally *tallies)
{
  gboolean different = FALSE;

  for (guint i = 0; i < self->n_columns; i++)
    different |= refine_column (self->columns + i, tallies + i);
  return different;
}
