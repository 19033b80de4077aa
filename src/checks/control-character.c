/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/check.h"

/* Bytes of the control character that begins here, or 0. Line ends and tabs within a cell are text; marks that turn
 * the direction of writing are as invisible as the others, and hide what is sent. */
static gsize
control_at (const guchar *text, gsize length)
{
  if (text[0] < 0x20)
    return text[0] == '\t' || text[0] == '\n' || text[0] == '\r' ? 0 : 1;
  if (text[0] == 0x7f)
    return 1;
  if (text[0] == 0xc2 && length >= 2 && text[1] >= 0x80 && text[1] < 0xa0)
    return 2;
  if (text[0] == 0xe2 && length >= 3 &&
      ((text[1] == 0x80 && text[2] >= 0xaa && text[2] <= 0xae) ||
       (text[1] == 0x81 && text[2] >= 0xa6 && text[2] <= 0xa9)))
    return 3;
  return 0;
}

static void
check_cell (const BulkCheckColumn *column, const BulkCell *cell, BulkCheckSink *sink)
{
  for (gsize i = 0; i < cell->length; i++)
    if (control_at ((const guchar *) cell->text + i, cell->length - i) > 0)
      {
        bulk_check_report (sink, BULK_PROBLEM_CONTROL_CHARACTER, column->index, 0);
        return;
      }
}

static gboolean
suggest (const BulkCheckContext *context, const BulkProblem *problem, const BulkCell *cell, BulkFix *fix)
{
  GString *out = g_string_sized_new (cell->length);

  for (gsize i = 0; i < cell->length;)
    {
      gsize bytes = control_at ((const guchar *) cell->text + i, cell->length - i);

      if (bytes == 0)
        g_string_append_c (out, cell->text[i]);
      i += MAX (bytes, 1);
    }
  fix->kind = BULK_FIX_TEXT;
  fix->text = g_string_free (out, FALSE);
  fix->safe = TRUE;
  return TRUE;
}

const BulkCheck bulk_check_control = { .cell = check_cell, .suggest = suggest };
