/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/check.h"

/* A sign before a number or a telephone number runs nothing. */
static gboolean
is_signed_number (const char *text, gsize length)
{
  for (gsize i = 1; i < length; i++)
    if (!g_ascii_isdigit (text[i]) && text[i] != ' ' && text[i] != '.' && text[i] != ',' && text[i] != '-' &&
        text[i] != '/' && text[i] != '(' && text[i] != ')' && text[i] != '%' && text[i] != '\'' &&
        !((text[i] == 'E' || text[i] == 'e') && g_ascii_isdigit (text[i - 1])) && (guchar) text[i] < 0x80)
      return FALSE;
  return TRUE;
}

/* Programs that run what they open are not stopped by spaces in front of it. */
static void
check_cell (const BulkCheckColumn *column, const BulkCell *cell, BulkCheckSink *sink)
{
  const char *text = cell->text;
  gsize length = cell->length;

  bulk_check_trim (&text, &length);
  if (length < 2)
    return;
  if (text[0] == '=' || text[0] == '@' || ((text[0] == '+' || text[0] == '-') && !is_signed_number (text, length)))
    bulk_check_report (sink, BULK_PROBLEM_FORMULA_VALUE, column->index, 0);
}

const BulkCheck bulk_check_formula = { .cell = check_cell };
