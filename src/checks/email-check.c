/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/check.h"
#include <string.h>

static gboolean
is_dotted (const char *text, gsize length)
{
  return length > 0 && text[0] != '.' && text[length - 1] != '.' && memmem (text, length, "..", 2) == NULL;
}

static gboolean
is_domain (const char *text, gsize length)
{
  const char *dot = memrchr (text, '.', length);

  if (!is_dotted (text, length) || dot == NULL || text + length - dot < 3)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && text[i] != '-' && text[i] != '.' && (guchar) text[i] < 0x80)
      return FALSE;
  return text[0] != '-' && text[length - 1] != '-';
}

static void
check_cell (const BulkCheckColumn *column, const BulkCell *cell, BulkCheckSink *sink)
{
  const char *text = cell->text;
  gsize length = cell->length;

  if (column->class != BULK_COLUMN_EMAIL)
    return;
  bulk_check_trim (&text, &length);
  if (length > 0 && !bulk_check_is_email (text, length) && !bulk_check_is_spreadsheet_error (text, length))
    bulk_check_report (sink, BULK_PROBLEM_BAD_EMAIL, column->index, 0);
}

/* An address that is there, but within something else: "mailto:a@b.example", "Ann <a@b.example>". */
static gboolean
suggest (const BulkCheckContext *context, const BulkProblem *problem, const BulkCell *cell, BulkFix *fix)
{
  const char *text = cell->text, *open;
  gsize length = cell->length;

  bulk_check_trim (&text, &length);
  if (length > 7 && g_ascii_strncasecmp (text, "mailto:", 7) == 0)
    {
      text += 7;
      length -= 7;
    }
  else if (length > 2 && text[length - 1] == '>' && (open = memrchr (text, '<', length)) != NULL)
    {
      length = (gsize) (text + length - 1 - open) - 1;
      text = open + 1;
    }
  if (!bulk_check_is_email (text, length))
    return FALSE;
  fix->kind = BULK_FIX_TEXT;
  fix->text = g_strndup (text, length);
  return TRUE;
}

const BulkCheck bulk_check_email = { .cell = check_cell, .suggest = suggest };

/* Shared with other checks */

/* What can be an address as people have them; not all that a standard allows. */
gboolean
bulk_check_is_email (const char *text, gsize length)
{
  const char *at = memchr (text, '@', length);
  gsize local = at != NULL ? (gsize) (at - text) : 0;

  if (at == NULL || local > 64 || length > 254 || !is_dotted (text, local))
    return FALSE;
  for (gsize i = 0; i < local; i++)
    if ((guchar) text[i] <= ' ' || text[i] == 0x7f || strchr ("()<>[]:;,\\\"", text[i]) != NULL)
      return FALSE;
  return is_domain (at + 1, length - local - 1);
}
