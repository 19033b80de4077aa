/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/check.h"
#include <string.h>

/* Spaces of more than one byte; the first two do not break. */
static const char *const wide_spaces[] = {
  "\302\240",     /* U+00A0 */
  "\342\200\257", /* U+202F */
  "\341\232\200", "\342\200\200", "\342\200\201", "\342\200\202", "\342\200\203", "\342\200\204", "\342\200\205",
  "\342\200\206", "\342\200\207", "\342\200\210", "\342\200\211", "\342\200\212", "\342\200\213", "\342\201\237",
  "\343\200\200", "\357\273\277",
};
#define N_NON_BREAKING 2u

static gsize
find_wide (const char *text, gsize length, gboolean at_end, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      gsize bytes = strlen (wide_spaces[i]);

      if (bytes <= length && memcmp (at_end ? text + length - bytes : text, wide_spaces[i], bytes) == 0)
        return bytes;
    }
  return 0;
}

static gboolean
has_non_breaking (const char *text, gsize length)
{
  for (guint i = 0; i < N_NON_BREAKING; i++)
    if (memmem (text, length, wide_spaces[i], strlen (wide_spaces[i])) != NULL)
      return TRUE;
  return FALSE;
}

/* Within a number a non-breaking space is a thousands mark. */
static void
check_cell (const BulkCheckColumn *column, const BulkCell *cell, BulkCheckSink *sink)
{
  if (bulk_check_space_at (cell->text, cell->length) > 0 || bulk_check_space_before (cell->text, cell->length) > 0 ||
      (column->class != BULK_COLUMN_NUMBER && has_non_breaking (cell->text, cell->length)))
    bulk_check_report (sink, BULK_PROBLEM_PADDED_VALUE, column->index, 0);
}

static gboolean
suggest (const BulkCheckContext *context, const BulkProblem *problem, const BulkCell *cell, BulkFix *fix)
{
  const char *text = cell->text;
  gsize length = cell->length;
  g_autoptr (GString) out = NULL;

  bulk_check_trim (&text, &length);
  if (memchr (text, 0, length) != NULL)
    return FALSE;
  out = g_string_sized_new (length);
  for (gsize i = 0; i < length;)
    {
      gsize bytes = find_wide (text + i, length - i, FALSE, N_NON_BREAKING);

      g_string_append_c (out, bytes > 0 ? ' ' : text[i]);
      i += MAX (bytes, 1);
    }
  fix->kind = BULK_FIX_TEXT;
  fix->text = g_string_free (g_steal_pointer (&out), FALSE);
  fix->safe = TRUE;
  return TRUE;
}

const BulkCheck bulk_check_padding = { .cell = check_cell, .suggest = suggest };

/* Shared with other checks */

gsize
bulk_check_space_at (const char *text, gsize length)
{
  if (length == 0)
    return 0;
  if (g_ascii_isspace (text[0]))
    return 1;
  return (guchar) text[0] < 0x80 ? 0 : find_wide (text, length, FALSE, G_N_ELEMENTS (wide_spaces));
}

gsize
bulk_check_space_before (const char *text, gsize length)
{
  if (length == 0)
    return 0;
  if (g_ascii_isspace (text[length - 1]))
    return 1;
  return (guchar) text[length - 1] < 0x80 ? 0 : find_wide (text, length, TRUE, G_N_ELEMENTS (wide_spaces));
}

static inline gboolean
is_solid (char c)
{
  return (guchar) c > ' ' && (guchar) c < 0x80;
}

/* Takes away the spaces of all kinds around a text. */
void
bulk_check_trim (const char **text, gsize *length)
{
  gsize bytes;

  if (*length == 0 || (is_solid ((*text)[0]) && is_solid ((*text)[*length - 1])))
    return;
  while ((bytes = bulk_check_space_at (*text, *length)) > 0)
    {
      *text += bytes;
      *length -= bytes;
    }
  while ((bytes = bulk_check_space_before (*text, *length)) > 0)
    *length -= bytes;
}
