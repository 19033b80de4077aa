/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/context.h"
#include "checks/date-parse.h"
#include "checks/number-parse.h"
#include "checks/spellings.h"
#include <string.h>

/** bulk_tallies_new: Returns: (transfer full): nothing counted yet, for each column */
BulkColumnTally *
bulk_tallies_new (guint n_columns)
{
  BulkColumnTally *self = g_new0 (BulkColumnTally, MAX (n_columns, 1));

  for (guint i = 0; i < n_columns; i++)
    self[i].spellings = bulk_spellings_new ();
  return self;
}

void
bulk_tallies_free (BulkColumnTally *self, guint n_columns)
{
  for (guint i = 0; self != NULL && i < n_columns; i++)
    bulk_spellings_free (self[i].spellings);
  g_free (self);
}

static void
add_width (BulkColumnTally *self, guint width)
{
  if (self->zeros_width == 0)
    self->zeros_width = width;
  else if (width != 0 && self->zeros_width != width)
    self->zeros_width = G_MAXUINT;
}

static void
add_one (BulkColumnTally *self, BulkColumnTally *other)
{
  self->n_filled += other->n_filled;
  for (guint i = 0; i < G_N_ELEMENTS (self->kinds); i++)
    self->kinds[i] += other->kinds[i];
  self->n_numbers += other->n_numbers;
  self->n_dates += other->n_dates;
  self->n_emails += other->n_emails;
  for (guint i = 0; i < G_N_ELEMENTS (self->date_forms); i++)
    self->date_forms[i] += other->date_forms[i];
  self->n_day_first += other->n_day_first;
  self->n_month_first += other->n_month_first;
  self->n_decimal_dots += other->n_decimal_dots;
  self->n_decimal_commas += other->n_decimal_commas;
  self->n_all_digits += other->n_all_digits;
  self->n_leading_zeros += other->n_leading_zeros;
  add_width (self, other->zeros_width);
  self->widest_digits = MAX (self->widest_digits, other->widest_digits);
  if (self->spellings != NULL &&
      (other->spellings == NULL || !bulk_spellings_add_all (self->spellings, other->spellings)))
    g_clear_pointer (&self->spellings, bulk_spellings_free);
}

/** bulk_tallies_add_all: adds what another thread counted */
void
bulk_tallies_add_all (BulkColumnTally *self, BulkColumnTally *other, guint n_columns)
{
  for (guint i = 0; i < n_columns; i++)
    add_one (self + i, other + i);
}

static void
tally_date (BulkColumnTally *self, const char *text, gsize length)
{
  BulkDate date;

  self->date_forms[bulk_date_parse (text, length, &date)]++;
  if (date.form == BULK_DATE_NONE)
    return;
  self->n_dates++;
  switch (bulk_date_get_order (&date))
    {
    case BULK_DATE_ORDER_DAY_FIRST: self->n_day_first++; break;
    case BULK_DATE_ORDER_MONTH_FIRST: self->n_month_first++; break;
    case BULK_DATE_ORDER_UNKNOWN:
    default: break;
    }
}

static void
tally_number (BulkColumnTally *self, const char *text, gsize length)
{
  BulkNumber number;

  if (bulk_number_parse (text, length, &number) == BULK_NUMBER_NONE)
    return;
  self->n_numbers++;
  self->n_decimal_dots += number.decimal_mark == '.';
  self->n_decimal_commas += number.decimal_mark == ',';
}

static void
tally_digits (BulkColumnTally *self, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (text[i]))
      return;
  self->n_all_digits++;
  self->widest_digits = MAX (self->widest_digits, (guint) MIN (length, G_MAXUINT));
  if (text[0] != '0' || length < 2)
    return;
  self->n_leading_zeros++;
  add_width (self, (guint) MIN (length, G_MAXUINT - 1));
}

void
bulk_tally_spelling (BulkColumnTally *self, const char *text, gsize length, guint row)
{
  if (self->spellings != NULL && length > 0 && !bulk_spellings_add (self->spellings, text, length, row, 1))
    g_clear_pointer (&self->spellings, bulk_spellings_free);
}

/** bulk_tally_cell: counts all there is to know of a cell; errors of a spreadsheet tell nothing of their column */
void
bulk_tally_cell (BulkColumnTally *self, const BulkCell *cell, guint row)
{
  const char *text = cell->text;
  gsize length = cell->length;

  bulk_check_trim (&text, &length);
  if (length == 0 || bulk_check_is_spreadsheet_error (text, length))
    return;
  self->n_filled++;
  self->kinds[cell->kind]++;
  self->n_emails += bulk_check_is_email (text, length);
  tally_digits (self, text, length);
  tally_date (self, text, length);
  tally_number (self, text, length);
  bulk_tally_spelling (self, text, length, row);
}

/** bulk_tally_for_class: counts what the judgement of a column depends on, once it is known what the column holds */
void
bulk_tally_for_class (BulkColumnTally *self, const BulkCheckColumn *column, const BulkCell *cell)
{
  const char *text = cell->text;
  gsize length = cell->length;

  bulk_check_trim (&text, &length);
  if (length == 0 || bulk_check_is_spreadsheet_error (text, length))
    return;
  if (column->class == BULK_COLUMN_DATE)
    tally_date (self, text, length);
  else if (column->class == BULK_COLUMN_NUMBER)
    tally_number (self, text, length);
}
