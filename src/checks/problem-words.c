/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/problem.h"
#include <glib/gi18n-lib.h>
#include <inttypes.h>

static const char *
get_sentence (BulkProblemCode code)
{
  switch (code)
    {
    case BULK_PROBLEM_UNCLOSED_QUOTE: return _("A quote is opened here and never closed.");
    case BULK_PROBLEM_STRAY_QUOTE: return _("There is text beside a closing quote.");
    case BULK_PROBLEM_BAD_ENCODING:
      return _("A character could not be read and is lost: �. Perhaps the file has another encoding.");
    case BULK_PROBLEM_CONTROL_CHARACTER: return _("The value has invisible control characters.");
    case BULK_PROBLEM_MOJIBAKE: return _("Accented letters were garbled before, as in “Ã¼” for “ü”.");
    case BULK_PROBLEM_PADDED_HEADER: return _("There are spaces around the column’s name.");
    case BULK_PROBLEM_BLANK_ROW: return _("The row is blank.");
    case BULK_PROBLEM_EMPTY_KEY: return _("The row has no key.");
    case BULK_PROBLEM_PADDED_VALUE:
      return _("There are spaces before or after the value, or non-breaking ones within.");
    case BULK_PROBLEM_BAD_DATE: return _("This is no date, unlike the rest of the column.");
    case BULK_PROBLEM_MIXED_DATES: return _("The date is written in another way than the rest of the column.");
    case BULK_PROBLEM_AMBIGUOUS_DATE:
      return _("Nothing in the column tells which number is the day and which the month.");
    case BULK_PROBLEM_BAD_NUMBER: return _("This is no number, unlike the rest of the column.");
    case BULK_PROBLEM_FORMATTED_NUMBER:
      return _("The number has thousands marks, a currency sign or a decimal comma.");
    case BULK_PROBLEM_MANGLED_ID: return _("A spreadsheet program cut a long number short. Its last digits are lost.");
    case BULK_PROBLEM_BAD_EMAIL: return _("This is no e-mail address.");
    case BULK_PROBLEM_SPREADSHEET_ERROR: return _("This is an error of a spreadsheet’s formula, not a value.");
    case BULK_PROBLEM_FORMULA_VALUE: return _("A spreadsheet program would run this value as a formula.");
    case BULK_PROBLEM_MERGED_CELLS: return _("The cell was merged with others, which are empty now.");
    case BULK_PROBLEM_HIDDEN_CONTENT: return _("This was hidden in the workbook, and is loaded all the same.");
    case BULK_PROBLEM_TOTAL_ROW: return _("The row adds up the others. It would be loaded as one of them.");
    case BULK_PROBLEM_NEAR_DUPLICATE_VALUE: return _("Other rows have the same value in another spelling.");
    case BULK_PROBLEM_NESTED_VALUE: return _("The value is a list or an object. It is sent as JSON text.");
    case BULK_PROBLEM_MIXED_TYPES: return _("The value is of another type than those of the other rows.");
    case BULK_PROBLEM_REPEATED_NAME: return _("The name is there twice in one object. Only its last value is used.");
    case BULK_PROBLEM_HEADER_NOT_FIRST:
    case BULK_PROBLEM_RAGGED_ROW:
    case BULK_PROBLEM_BLANK_HEADER:
    case BULK_PROBLEM_DUPLICATE_HEADER:
    case BULK_PROBLEM_ROW_GAP:
    case BULK_PROBLEM_DUPLICATE_ROW:
    case BULK_PROBLEM_DUPLICATE_KEY:
    case BULK_PROBLEM_LOST_ZEROS:
    case BULK_PROBLEM_MISSING_COLUMN:
    case BULK_PROBLEM_N_CODES:
    default:
      return "";
    }
}

static char *
name_column (BulkTable *table, guint column)
{
  g_autofree char *header = bulk_table_dup_header (table, column);

  g_strstrip (header);
  /* Translators: the 3rd column, which has no name: "3" */
  return *header != '\0' ? g_steal_pointer (&header) : g_strdup_printf (_("%u"), column + 1);
}

/* An earlier row is not known for every one of a million. */
static char *
dup_same_message (const BulkProblem *self, BulkTable *table)
{
  guint row = self->number < G_MAXUINT ? bulk_table_get_source_row (table, (guint) self->number) : G_MAXUINT;

  if (self->code == BULK_PROBLEM_DUPLICATE_ROW)
    return row != G_MAXUINT ? g_strdup_printf (_("The row is the same as row %u."), row + 1)
                            : g_strdup (_("The row is the same as an earlier one."));
  return row != G_MAXUINT ? g_strdup_printf (_("The key is the same as in row %u."), row + 1)
                          : g_strdup (_("The key is the same as in an earlier row."));
}

static char *
dup_missing_message (const BulkProblem *self, BulkTable *table)
{
  g_auto (GStrv) missing = bulk_table_dup_missing_columns (table);

  if (missing == NULL || self->number >= g_strv_length (missing))
    return g_strdup (_("The template needs a column that is not there."));
  /* Translators: the name of a column */
  return g_strdup_printf (_("The template needs a column “%s”, and none is called that."), missing[self->number]);
}

/* Public functions */

/**
 * bulk_problem_dup_message:
 * @table: what it was found in
 *
 * Returns: (transfer full): a sentence that says what is wrong; plain text
 */
char *
bulk_problem_dup_message (const BulkProblem *self, BulkTable *table)
{
  switch ((guint) self->code)
    {
    case BULK_PROBLEM_RAGGED_ROW:
      return g_strdup_printf (ngettext ("The row has %" PRIu64 " cell, not as many as the header.",
                                        "The row has %" PRIu64 " cells, not as many as the header.",
                                        (gulong) self->number), self->number);
    case BULK_PROBLEM_HEADER_NOT_FIRST:
      return g_strdup (self->row == BULK_PROBLEM_NO_ROW
                           ? _("Title lines stand above the header. They are left out.")
                           : _("This row looks like the header; title lines stand above it."));
    case BULK_PROBLEM_BLANK_HEADER:
      return g_strdup (self->column == BULK_PROBLEM_NO_COLUMN ? _("The table has no header: its columns have no names.")
                                                              : _("The column has no name."));
    case BULK_PROBLEM_DUPLICATE_HEADER:
      return g_strdup_printf (_("Column %" PRIu64 " has the same name."), self->number + 1);
    case BULK_PROBLEM_ROW_GAP:
      return g_strdup_printf (ngettext ("There is %" PRIu64 " blank row above this one.",
                                        "There are %" PRIu64 " blank rows above this one.",
                                        (gulong) self->number), self->number);
    case BULK_PROBLEM_DUPLICATE_ROW:
    case BULK_PROBLEM_DUPLICATE_KEY:
      return dup_same_message (self, table);
    case BULK_PROBLEM_MISSING_COLUMN:
      return dup_missing_message (self, table);
    case BULK_PROBLEM_LOST_ZEROS:
      return g_strdup_printf (ngettext ("The other values have %" PRIu64 " digit. Zeros may be lost here.",
                                        "The other values have %" PRIu64 " digits. Zeros may be lost here.",
                                        (gulong) self->number), self->number);
    default:
      return g_strdup (get_sentence (self->code));
    }
}

/**
 * bulk_problem_dup_place:
 * @table: what it was found in
 *
 * Returns: (transfer full): where it is: "Row 3, column “name”"; plain text
 */
char *
bulk_problem_dup_place (const BulkProblem *self, BulkTable *table)
{
  g_autofree char *column = self->column != BULK_PROBLEM_NO_COLUMN ? name_column (table, self->column) : NULL;
  guint row;

  if (self->row == BULK_PROBLEM_NO_ROW)
    /* Translators: the name of a column */
    return column != NULL ? g_strdup_printf (_("Header, column “%s”"), column) : g_strdup (_("Header"));
  /* The file's own number: rows that are left out leave a gap. */
  row = bulk_table_get_source_row (table, self->row) + 1;
  if (column == NULL)
    return g_strdup_printf (_("Row %u"), row);
  /* Translators: the number of a row, the name of a column */
  return g_strdup_printf (_("Row %u, column “%s”"), row, column);
}
