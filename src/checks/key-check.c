/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/context.h"
#include <string.h>

static void
check_row (const BulkCheckContext *context, BulkCells *cells, BulkCheckSink *sink)
{
  const BulkCell *cell;
  const char *text;
  gsize length;

  if (context->key_column == BULK_KEY_COLUMN_NONE)
    return;
  cell = bulk_cells_get (cells, context->key_column);
  text = cell->text;
  length = cell->length;
  bulk_check_trim (&text, &length);
  if (length == 0)
    bulk_check_report (sink, BULK_PROBLEM_EMPTY_KEY, context->key_column, 0);
}

const BulkCheck bulk_check_key = { .row = check_row };

/* "Opportunity ID", "opportunityId" and "OPPORTUNITY_ID" are one name. */
char *
bulk_key_dup_plain_name (const char *header)
{
  GString *out = g_string_new (NULL);

  for (; *header != '\0'; header++)
    if (g_ascii_isalnum (*header))
      g_string_append_c (out, g_ascii_tolower (*header));
  return g_string_free (out, FALSE);
}

/* The lower, the more like a key; 0: none at all. */
static guint
rank_name (const char *header, guint column)
{
  static const char *const names[] = {
    "opportunityid", "workspanopportunityid", "opportunitynumber", "crmopportunityid", "externalopportunityid", "oppid",
    "externalid", "recordid", "dealid", "crmid", "sourceid", "uniqueid", "id", "uuid", "guid", "key",
  };
  g_autofree char *name = bulk_key_dup_plain_name (header);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i], name) == 0)
      return i + 1;
  /* The first column is the row's own name if any is; others refer to something else. */
  return column == 0 && strlen (name) > 2 && g_str_has_suffix (name, "id") &&
                 (g_str_has_suffix (header, "ID") || g_str_has_suffix (header, "Id") ||
                  g_str_has_suffix (header, "_id") || g_str_has_suffix (header, " id") ||
                  g_str_has_suffix (header, "-id"))
             ? G_N_ELEMENTS (names) + 1
             : 0;
}

/**
 * bulk_key_guess_column:
 *
 * Returns: the column whose name says that it names the rows, or %BULK_KEY_COLUMN_NONE
 */
guint
bulk_key_guess_column (char **headers, guint n_columns)
{
  guint best = BULK_KEY_COLUMN_NONE, best_rank = G_MAXUINT;

  for (guint i = 0; i < n_columns; i++)
    {
      guint rank = rank_name (headers[i], i);

      if (rank > 0 && rank < best_rank)
        {
          best = i;
          best_rank = rank;
        }
    }
  return best;
}
