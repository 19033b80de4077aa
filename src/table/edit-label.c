/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/edit-label.h"
#include <glib/gi18n-lib.h>
#include <string.h>
#include "table/table-private.h"

#define NAME_MAX_CHARS 40

char *
bulk_edit_label_shorten (const char *text)
{
  GString *line = g_string_new (NULL);
  guint n = 0;

  for (; *text != '\0' && n < NAME_MAX_CHARS; text = g_utf8_next_char (text), n++)
    g_string_append_unichar (line, g_unichar_isspace (g_utf8_get_char (text)) ? ' ' : g_utf8_get_char (text));
  if (*text != '\0')
    g_string_append (line, "…");
  return g_string_free (line, FALSE);
}

/* (transfer full): what the column shown at @index is called */
static char *
dup_column_name (BulkTable *table, guint index)
{
  g_autofree char *header = bulk_table_dup_header (table, index), *name = bulk_edit_label_shorten (header);
  g_autofree char *number = g_strdup_printf ("%u", index + 1);

  if (name[0] != '\0')
    return g_steal_pointer (&name);
  /* Translators: a column without a header, by its number */
  return g_strdup_printf (_("Column %s"), number);
}

static char *
make_for_cell (BulkTable *table, const BulkEditSummary *summary)
{
  guint index = 0;
  gboolean shown = bulk_table_find_column (table, summary->source_column, &index);
  g_autofree char *name = shown ? dup_column_name (table, index) : g_strdup ("");
  g_autofree char *number = g_strdup_printf ("%u", summary->source_row + 1);

  /* Translators: a column's name and a row's number */
  return g_strdup_printf (_("Change “%s” in row %s"), name, number);
}

static char *
make_for_header (const BulkEditSummary *summary)
{
  g_autofree char *before = bulk_edit_label_shorten (summary->before);
  g_autofree char *after = bulk_edit_label_shorten (summary->after);

  if (before[0] == '\0')
    /* Translators: a column that had no header gets one */
    return g_strdup_printf (_("Name a column “%s”"), after);
  /* Translators: the header of a column before and after */
  return g_strdup_printf (_("Rename “%s” to “%s”"), before, after);
}

static char *
make_for_rows (const BulkEditSummary *summary)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, summary->n_rows);

  if (summary->n_rows == 1)
    {
      g_autofree char *row = g_strdup_printf ("%u", summary->source_row + 1);

      /* Translators: a row's number */
      return g_strdup_printf (_("Remove row %s"), row);
    }
  return g_strdup_printf (ngettext ("Remove %s row", "Remove %s rows", (gulong) summary->n_rows), number);
}

static char *
make_for_cells (const BulkEditSummary *summary)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, summary->n_cells);

  return g_strdup_printf (ngettext ("Change %s cell", "Change %s cells", (gulong) summary->n_cells), number);
}

/*< private >
 * bulk_edit_label_make:
 *
 * Returns: (transfer full): what the step does
 */
char *
bulk_edit_label_make (BulkTable *table, const BulkEditSummary *summary)
{
  switch (summary->kind)
    {
    case BULK_EDIT_CELL:
      return make_for_cell (table, summary);
    case BULK_EDIT_CELLS:
      return make_for_cells (summary);
    case BULK_EDIT_ROWS:
      return make_for_rows (summary);
    case BULK_EDIT_HEADER:
      return make_for_header (summary);
    case BULK_EDIT_COLUMNS:
      return g_strdup (_("Arrange columns"));
    case BULK_EDIT_MIXED:
    default:
      return g_strdup (_("Several changes"));
    }
}

char *
bulk_edit_label_make_for_column (BulkTable *table, const char *format, guint index)
{
  g_autofree char *name = dup_column_name (table, index);
  const char *place = strstr (format, "%s");
  GString *label = g_string_new_len (format, place != NULL ? place - format : -1);

  if (place != NULL)
    g_string_append_printf (label, "%s%s", name, place + 2);
  return g_string_free (label, FALSE);
}
