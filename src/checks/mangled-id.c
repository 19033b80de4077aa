/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/check.h"

/* Spreadsheet programs show numbers of more than 11 digits like that. */
#define EXPONENT_MIN 11

/* 1.23457E+15: one digit, perhaps some after a mark, and an exponent. Returns it, or -1. */
static int
get_exponent (const char *text, gsize length)
{
  gsize i = text[0] == '-';
  int exponent = 0;

  if (length < i + 4 || !g_ascii_isdigit (text[i]))
    return -1;
  i++;
  if (text[i] == '.' || text[i] == ',')
    for (i++; i < length && g_ascii_isdigit (text[i]); i++)
      ;
  if (i + 3 > length || (text[i] != 'E' && text[i] != 'e') || text[i + 1] != '+' || length - i > 5)
    return -1;
  for (i += 2; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return -1;
      exponent = exponent * 10 + (text[i] - '0');
    }
  return exponent;
}

static gboolean
is_digits (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  return length > 0;
}

static void
check_cell (const BulkCheckColumn *column, const BulkCell *cell, BulkCheckSink *sink)
{
  const char *text = cell->text;
  gsize length = cell->length;
  int exponent;

  if (cell->kind == BULK_CELL_NUMBER && column->is_json)
    return;
  bulk_check_trim (&text, &length);
  if (length == 0)
    return;
  exponent = get_exponent (text, length);
  if (exponent >= EXPONENT_MIN || (exponent > 0 && column->class == BULK_COLUMN_ID))
    bulk_check_report (sink, BULK_PROBLEM_MANGLED_ID, column->index, 0);
  else if (column->zeros_width > 0 && length < column->zeros_width && is_digits (text, length))
    bulk_check_report (sink, BULK_PROBLEM_LOST_ZEROS, column->index, column->zeros_width);
}

static gboolean
suggest (const BulkCheckContext *context, const BulkProblem *problem, const BulkCell *cell, BulkFix *fix)
{
  const char *text = cell->text;
  gsize length = cell->length;
  GString *out;

  if (problem->code != BULK_PROBLEM_LOST_ZEROS)
    return FALSE;
  bulk_check_trim (&text, &length);
  out = g_string_new (NULL);
  for (gsize i = length; i < problem->number; i++)
    g_string_append_c (out, '0');
  g_string_append_len (out, text, (gssize) length);
  fix->kind = BULK_FIX_TEXT;
  fix->text = g_string_free (out, FALSE);
  return TRUE;
}

const BulkCheck bulk_check_mangled_id = { .cell = check_cell, .suggest = suggest };
