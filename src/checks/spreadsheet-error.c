/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/check.h"
#include <string.h>

/* In the languages that have words of their own for them. */
static const char *const errors[] = {
  "#REF!", "#N/A", "#DIV/0!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!",
  "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#PYTHON!", "#EXTERNAL!", "#GETTING_DATA", "#ERROR!", "#N/A!",
  "#BEZUG!", "#NV", "#WERT!", "#ZAHL!", "#ÜBERLAUF!",                     /* German */
  "#VALEUR!", "#NOM?", "#NOMBRE!", "#NUL!",                               /* French */
  "#¡REF!", "#¡DIV/0!", "#¿NOMBRE?", "#¡VALOR!", "#¡NUM!", "#¡NULO!",     /* Spanish */
  "#VALOR!", "#NOME?", "#NÚM!", "#N/D", "#VALORE!", "#RIF!", "#NULLO!",   /* Portuguese, Italian */
  "#VERW!", "#WAARDE!", "#NAAM?", "#GETAL!", "#LEEG!", "#DEEL/0!",        /* Dutch */
};

static gboolean
is_numbered (const char *text, gsize length)
{
  return length == 7 && memcmp (text, "Err:", 4) == 0 && g_ascii_isdigit (text[4]) && g_ascii_isdigit (text[5]) &&
         g_ascii_isdigit (text[6]);
}

static void
check_cell (const BulkCheckColumn *column, const BulkCell *cell, BulkCheckSink *sink)
{
  if (bulk_check_is_spreadsheet_error (cell->text, cell->length))
    bulk_check_report (sink, BULK_PROBLEM_SPREADSHEET_ERROR, column->index, 0);
}

const BulkCheck bulk_check_spreadsheet_error = { .cell = check_cell };

/* Shared with other checks */

gboolean
bulk_check_is_spreadsheet_error (const char *text, gsize length)
{
  bulk_check_trim (&text, &length);
  if (length == 0 || (text[0] != '#' && text[0] != 'E'))
    return FALSE;
  if (is_numbered (text, length))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    if (length == strlen (errors[i]) && g_ascii_strncasecmp (text, errors[i], length) == 0)
      return TRUE;
  return FALSE;
}
