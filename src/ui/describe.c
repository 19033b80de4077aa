/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/describe.h"

#include <math.h>
#include <glib/gi18n-lib.h>

#include "table/dialect.h"
#include "ui/format.h"

/* Private helpers */

/* ngettext() counts in unsigned long, which is 32 bits wide on some machines; plural rules look at the last digits. */
static gulong
plural_count (guint64 number)
{
  return number > 1000000 ? (gulong) (number % 1000000) + 1000000 : (gulong) number;
}

static void
append_part (GString *text, const char *separator, const char *part)
{
  if (text->len > 0)
    g_string_append (text, separator);
  g_string_append (text, part);
}

static const char *
format_name (const char *format)
{
  if (g_strcmp0 (format, "csv") == 0)
    return "CSV";
  if (g_strcmp0 (format, "json") == 0)
    return "JSON";
  if (g_strcmp0 (format, "xlsx") == 0)
    return _ ("Excel workbook");
  if (g_strcmp0 (format, "ods") == 0)
    return _ ("OpenDocument spreadsheet");
  return format ? format : "";
}

static char *
describe_rows (const BulkDescription *table)
{
  g_autofree char *number = bulk_format_number (table->n_rows);

  if (!table->complete)
    /* Translators: %s is a number, such as 1,204; more are still being read */
    return g_strdup_printf (ngettext ("%s opportunity so far", "%s opportunities so far", plural_count (table->n_rows)),
                            number);
  if (table->n_rows == 0)
    return g_strdup (_ ("No opportunities"));
  /* Translators: %s is a number, such as 1,204 */
  return g_strdup_printf (ngettext ("%s opportunity", "%s opportunities", plural_count (table->n_rows)), number);
}

/* Public functions */

/**
 * bulk_describe_table:
 * @table: what is known
 *
 * Returns: (transfer full): "1,204 opportunities · 12 columns · CSV, semicolon, Windows-1252"
 */
char *
bulk_describe_table (const BulkDescription *table)
{
  GString *text = g_string_new (NULL);
  GString *details = g_string_new (format_name (table->format));
  g_autofree char *rows = describe_rows (table);
  g_autofree char *number = bulk_format_number (table->n_columns);
  /* Translators: %s is a number, such as 12 */
  g_autofree char *columns = g_strdup_printf (ngettext ("%s column", "%s columns", table->n_columns), number);
  g_autofree char *encoding = table->encoding ? bulk_describe_encoding (table->encoding) : NULL;

  /* Translators: between the parts of an enumeration, such as "CSV, semicolon, UTF-8" */
  const char *comma = C_ ("enumeration", ", ");

  if (table->sheet)
    {
      g_autofree char *name = bulk_format_one_line (table->sheet);
      /* Translators: %s is the name of a sheet of a workbook */
      g_autofree char *sheet = g_strdup_printf (_ ("sheet “%s”"), name);
      append_part (details, comma, sheet);
    }
  if (table->delimiter)
    append_part (details, comma, bulk_dialect_get_delimiter_name (table->delimiter));
  if (encoding)
    append_part (details, comma, encoding);
  if (!table->has_header && g_strcmp0 (table->format, "json") != 0)
    append_part (details, comma, _ ("no header row"));

  append_part (text, " · ", rows);
  append_part (text, " · ", columns);
  if (details->len > 0)
    append_part (text, " · ", details->str);
  g_string_free (details, TRUE);
  return g_string_free (text, FALSE);
}

/**
 * bulk_describe_reading:
 * @fraction: how much of the file has been read, 0 to 1; anything else is not known
 *
 * Never says 100 %, as then there would be nothing to wait for.
 *
 * Returns: (transfer full): "Reading… 45 %"
 */
char *
bulk_describe_reading (double fraction)
{
  if (!isfinite (fraction) || fraction < 0 || fraction > 1)
    return g_strdup (_ ("Reading…"));
  /* Translators: %u is a number from 0 to 99, with a percent sign after it */
  return g_strdup_printf (_ ("Reading… %u %%"), MIN ((guint) (fraction * 100), 99u));
}

/**
 * bulk_describe_encoding:
 * @encoding: canonical name, "WINDOWS-1252"
 *
 * Returns: (transfer full): the name as people write it, "Windows-1252"
 */
char *
bulk_describe_encoding (const char *encoding)
{
  if (g_ascii_strncasecmp (encoding, "WINDOWS-", 8) == 0)
    return g_strconcat ("Windows-", encoding + 8, NULL);
  if (g_ascii_strcasecmp (encoding, "UTF-16LE") == 0 || g_ascii_strcasecmp (encoding, "UTF-16BE") == 0)
    return g_strdup ("UTF-16");
  if (g_ascii_strcasecmp (encoding, "UTF-32LE") == 0 || g_ascii_strcasecmp (encoding, "UTF-32BE") == 0)
    return g_strdup ("UTF-32");
  return g_strdup (encoding);
}

/**
 * bulk_describe_sheet:
 * @name: of a sheet of a workbook
 * @n_rows: rows with cells, less than 0 if not known
 * @is_hidden: whether spreadsheet programs do not show it
 *
 * Returns: (transfer full): "Plan: 1,204 rows, hidden"
 */
char *
bulk_describe_sheet (const char *name, gint64 n_rows, gboolean is_hidden)
{
  g_autofree char *line = bulk_format_one_line (name);
  g_autofree char *number = bulk_format_number (MAX (n_rows, 0));
  g_autofree char *rows = NULL;

  if (n_rows < 0)
    return is_hidden ? g_strdup_printf (_ ("%s: hidden"), line) : g_steal_pointer (&line);
  if (n_rows == 0)
    rows = g_strdup (_ ("empty"));
  else
    /* Translators: %s is a number, such as 1,204 */
    rows = g_strdup_printf (ngettext ("%s row", "%s rows", plural_count (n_rows)), number);
  /* Translators: name of a sheet, and how many rows it has: "Plan: 1,204 rows" */
  return g_strdup_printf (is_hidden ? _ ("%s: %s, hidden") : _ ("%s: %s"), line, rows);
}

/**
 * bulk_describe_other_sheets:
 * @n_filled: sheets of the workbook that have rows, the one that is shown included
 *
 * Returns: (transfer full) (nullable): that there are others; %NULL if there are none
 */
char *
bulk_describe_other_sheets (guint n_filled)
{
  g_autofree char *number = bulk_format_number (n_filled > 1 ? n_filled - 1 : 0);

  if (n_filled < 2)
    return NULL;
  return g_strdup_printf (ngettext ("%s other sheet of the workbook has rows, too. Only the one shown is uploaded.",
                                    "%s other sheets of the workbook have rows, too. Only the one shown is uploaded.",
                                    n_filled - 1), number);
}

/**
 * bulk_describe_column:
 * @header: the header's text, "" where there is none
 * @column: 0-based
 *
 * Returns: (transfer full): the header in one line, or "Column 3"
 */
char *
bulk_describe_column (const char *header, guint column)
{
  g_autofree char *line = bulk_format_one_line (header);
  g_autofree char *number = NULL;

  if (*line)
    return g_steal_pointer (&line);
  number = bulk_format_number ((guint64) column + 1);
  /* Translators: the name of a column that has none; %s is a number */
  return g_strdup_printf (_ ("Column %s"), number);
}

/**
 * bulk_describe_cell:
 * @row: 0-based data row
 * @header: the header of its column, "" where there is none
 * @column: 0-based
 * @text: (nullable): what it holds; %NULL where the row has no such cell
 *
 * What a screen reader says of the current cell.
 *
 * Returns: (transfer full): "Row 3, amount: 250000"
 */
char *
bulk_describe_cell (guint row, const char *header, guint column, const char *text)
{
  g_autofree char *name = bulk_describe_column (header, column);
  g_autofree char *number = bulk_format_number ((guint64) row + 1);

  if (text == NULL)
    text = _ ("no cell");
  else if (*text == '\0')
    text = _ ("empty");
  /* Translators: number of a row, name of a column, text of the cell: "Row 3, amount: 250000" */
  return g_strdup_printf (_ ("Row %s, %s: %s"), number, name, text);
}
