/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/check.h"
#include <string.h>

static char *
dup_trimmed (const char *header)
{
  gsize length = strlen (header);

  bulk_check_trim (&header, &length);
  return g_strndup (header, length);
}

/* What is wrong within the text of a header is what is wrong within the text of a cell. */
static void
check_text (guint column, const char *header, BulkCheckSink *sink)
{
  const BulkCheckColumn as_text = { .index = column, .class = BULK_COLUMN_TEXT };
  const BulkCell cell = { header, strlen (header), BULK_CELL_TEXT };

  bulk_check_bad_encoding.cell (&as_text, &cell, sink);
  bulk_check_control.cell (&as_text, &cell, sink);
  bulk_check_mojibake.cell (&as_text, &cell, sink);
}

static void
check_header (const BulkCheckContext *context, BulkCheckSink *sink)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  sink->row = BULK_PROBLEM_NO_ROW;
  if (context->headers == NULL)
    {
      if (context->n_rows > 0)
        bulk_check_report (sink, BULK_PROBLEM_BLANK_HEADER, BULK_PROBLEM_NO_COLUMN, 0);
      return;
    }
  for (guint i = 0; i < context->n_columns; i++)
    {
      const char *header = context->headers[i];
      char *trimmed = dup_trimmed (header);
      gpointer before;

      if (*trimmed == '\0')
        {
          /* A column that only a row with too many cells has is that row's problem. */
          if (context->n_expected == 0 || i < context->n_expected)
            bulk_check_report (sink, BULK_PROBLEM_BLANK_HEADER, i, 0);
          g_free (trimmed);
          continue;
        }
      if (strcmp (trimmed, header) != 0)
        bulk_check_report (sink, BULK_PROBLEM_PADDED_HEADER, i, 0);
      check_text (i, header, sink);
      if (g_hash_table_lookup_extended (seen, trimmed, NULL, &before))
        {
          bulk_check_report (sink, BULK_PROBLEM_DUPLICATE_HEADER, i, GPOINTER_TO_UINT (before));
          g_free (trimmed);
        }
      else
        g_hash_table_insert (seen, trimmed, GUINT_TO_POINTER (i));
    }
}

static gboolean
suggest (const BulkCheckContext *context, const BulkProblem *problem, const BulkCell *cell, BulkFix *fix)
{
  if (problem->code != BULK_PROBLEM_PADDED_HEADER || context->header_row != BULK_PROBLEM_NO_ROW ||
      context->headers == NULL)
    return FALSE;
  fix->kind = BULK_FIX_HEADER;
  fix->text = dup_trimmed (context->headers[problem->column]);
  fix->safe = TRUE;
  return TRUE;
}

const BulkCheck bulk_check_header = { .table = check_header, .suggest = suggest };
