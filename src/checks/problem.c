/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/problem.h"
#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *name;       /* a stable interface, in the manual page */
  BulkSeverity severity;
  const char *title;
} Code;

#define ERROR BULK_SEVERITY_ERROR
#define WARNING BULK_SEVERITY_WARNING

static const Code codes[BULK_PROBLEM_N_CODES] = {
  [BULK_PROBLEM_RAGGED_ROW] = { "ragged-row", ERROR, N_("Rows with too few or too many cells") },
  [BULK_PROBLEM_UNCLOSED_QUOTE] = { "unclosed-quote", ERROR, N_("Quotes that are never closed") },
  [BULK_PROBLEM_STRAY_QUOTE] = { "stray-quote", WARNING, N_("Text beside a closing quote") },
  [BULK_PROBLEM_BAD_ENCODING] = { "bad-encoding", ERROR, N_("Characters that could not be read") },
  [BULK_PROBLEM_CONTROL_CHARACTER] = { "control-character", WARNING, N_("Invisible control characters") },
  [BULK_PROBLEM_MOJIBAKE] = { "mojibake", WARNING, N_("Garbled accented letters") },
  [BULK_PROBLEM_BLANK_HEADER] = { "blank-header", ERROR, N_("Columns without a name") },
  [BULK_PROBLEM_DUPLICATE_HEADER] = { "duplicate-header", ERROR, N_("Columns with the same name") },
  [BULK_PROBLEM_PADDED_HEADER] = { "padded-header", WARNING, N_("Spaces around a column’s name") },
  [BULK_PROBLEM_HEADER_NOT_FIRST] = { "header-not-first", WARNING, N_("Title lines above the header") },
  [BULK_PROBLEM_BLANK_ROW] = { "blank-row", WARNING, N_("Blank rows") },
  [BULK_PROBLEM_ROW_GAP] = { "row-gap", WARNING, N_("Rows far below the others") },
  [BULK_PROBLEM_DUPLICATE_ROW] = { "duplicate-row", WARNING, N_("Rows that are there twice") },
  [BULK_PROBLEM_DUPLICATE_KEY] = { "duplicate-key", ERROR, N_("Keys that are there twice") },
  [BULK_PROBLEM_EMPTY_KEY] = { "empty-key", ERROR, N_("Rows without a key") },
  [BULK_PROBLEM_PADDED_VALUE] = { "padded-value", WARNING, N_("Spaces around a value") },
  [BULK_PROBLEM_BAD_DATE] = { "bad-date", WARNING, N_("Values that are no date") },
  [BULK_PROBLEM_MIXED_DATES] = { "mixed-dates", WARNING, N_("Dates written in another way") },
  [BULK_PROBLEM_AMBIGUOUS_DATE] = { "ambiguous-date", WARNING, N_("Dates with day and month unclear") },
  [BULK_PROBLEM_BAD_NUMBER] = { "bad-number", WARNING, N_("Values that are no number") },
  [BULK_PROBLEM_FORMATTED_NUMBER] = { "formatted-number", WARNING, N_("Numbers with marks or currency signs") },
  [BULK_PROBLEM_MANGLED_ID] = { "mangled-id", ERROR, N_("Long numbers cut short by a spreadsheet") },
  [BULK_PROBLEM_LOST_ZEROS] = { "lost-zeros", WARNING, N_("IDs that may have lost leading zeros") },
  [BULK_PROBLEM_BAD_EMAIL] = { "bad-email", WARNING, N_("Values that are no e-mail address") },
  [BULK_PROBLEM_SPREADSHEET_ERROR] = { "spreadsheet-error", ERROR, N_("Spreadsheet errors such as #REF!") },
  [BULK_PROBLEM_FORMULA_VALUE] = { "formula-value", WARNING, N_("Values that look like a formula") },
  [BULK_PROBLEM_MERGED_CELLS] = { "merged-cells", WARNING, N_("Merged cells") },
  [BULK_PROBLEM_HIDDEN_CONTENT] = { "hidden-content", WARNING, N_("Hidden rows, columns or sheets") },
  [BULK_PROBLEM_TOTAL_ROW] = { "total-row", WARNING, N_("A row of totals") },
  [BULK_PROBLEM_NEAR_DUPLICATE_VALUE] = { "near-duplicate-value", WARNING, N_("Different spellings of a value") },
  [BULK_PROBLEM_NESTED_VALUE] = { "nested-value", WARNING, N_("Lists and objects as a value") },
  [BULK_PROBLEM_MIXED_TYPES] = { "mixed-types", WARNING, N_("Values of another type than the others") },
  [BULK_PROBLEM_REPEATED_NAME] = { "repeated-name", WARNING, N_("Names that are there twice in an object") },
  [BULK_PROBLEM_MISSING_COLUMN] = { "missing-column", ERROR, N_("Columns that are missing") },
};

G_STATIC_ASSERT (BULK_PROBLEM_N_CODES <= 64);

/* Public functions */

/**
 * bulk_problem_code_get_name:
 *
 * Returns: (transfer none): the stable name of @code, for scripts; never translated
 */
const char *
bulk_problem_code_get_name (BulkProblemCode code)
{
  return codes[code].name;
}

/**
 * bulk_problem_code_from_name:
 * @name: such as "duplicate-key"
 * @code: (out): the code of that name
 *
 * Returns: whether there is such a code
 */
gboolean
bulk_problem_code_from_name (const char *name, BulkProblemCode *code)
{
  for (guint i = 0; i < BULK_PROBLEM_N_CODES; i++)
    if (strcmp (codes[i].name, name) == 0)
      {
        *code = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * bulk_problem_code_get_severity:
 *
 * Returns: whether problems of @code stop an upload
 */
BulkSeverity
bulk_problem_code_get_severity (BulkProblemCode code)
{
  return codes[code].severity;
}

/**
 * bulk_problem_code_get_title:
 *
 * Returns: (transfer none): what people call problems of @code, in their language
 */
const char *
bulk_problem_code_get_title (BulkProblemCode code)
{
  return _(codes[code].title);
}
