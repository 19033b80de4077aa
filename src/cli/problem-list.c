/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/problem-list.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *code;
  gboolean is_error;
} kinds[BULK_PLACE_N_KINDS] = {
  [BULK_PLACE_BAD_ENCODING] = { "bad-encoding", TRUE },
  [BULK_PLACE_RAGGED_ROW] = { "ragged-row", TRUE },
  [BULK_PLACE_UNCLOSED_QUOTE] = { "unclosed-quote", TRUE },
  [BULK_PLACE_STRAY_QUOTE] = { "stray-quote", FALSE },
  [BULK_PLACE_NESTED_VALUE] = { "nested-value", FALSE },
  [BULK_PLACE_DUPLICATE_KEY] = { "repeated-name", FALSE },
  [BULK_PLACE_HEADER_NOT_FIRST] = { "header-not-first", FALSE },
  [BULK_PLACE_MERGED_CELLS] = { "merged-cells", FALSE },
  [BULK_PLACE_HIDDEN_ROW] = { "hidden-content", FALSE },
  [BULK_PLACE_HIDDEN_COLUMN] = { "hidden-content", FALSE },
  [BULK_PLACE_HIDDEN_SHEET] = { "hidden-content", FALSE },
  [BULK_PLACE_SHEET_ERROR] = { "spreadsheet-error", TRUE },
};

/** bulk_problem_list_get_code: Returns: (transfer none): the stable name of such a problem */
const char *
bulk_problem_list_get_code (BulkPlaceKind kind)
{
  return kinds[kind].code;
}

/** bulk_problem_list_is_error: Returns: whether such a problem is an error, not a warning */
gboolean
bulk_problem_list_is_error (BulkPlaceKind kind)
{
  return kinds[kind].is_error;
}

/** bulk_problem_list_dup_message: Returns: (transfer full): a sentence about the problem */
char *
bulk_problem_list_dup_message (const BulkPlace *place)
{
  switch (place->kind)
    {
    case BULK_PLACE_BAD_ENCODING:
      return g_strdup (_("Some bytes are no text in this encoding. They are shown as �."));
    case BULK_PLACE_RAGGED_ROW:
      return g_strdup_printf (ngettext ("The row has %" G_GUINT64_FORMAT " cell, not as many as the header.",
                                        "The row has %" G_GUINT64_FORMAT " cells, not as many as the header.",
                                        (gulong) place->number), place->number);
    case BULK_PLACE_UNCLOSED_QUOTE:
      return g_strdup (_("A quote is never closed."));
    case BULK_PLACE_STRAY_QUOTE:
      return g_strdup (_("There is text beside a closing quote."));
    case BULK_PLACE_NESTED_VALUE:
      return g_strdup (_("The value is a list or an object. It is sent as JSON text."));
    case BULK_PLACE_DUPLICATE_KEY:
      return g_strdup (_("The name is there twice in one object. Only its last value is used."));
    case BULK_PLACE_HEADER_NOT_FIRST:
      return g_strdup_printf (ngettext ("%" G_GUINT64_FORMAT " line above the header is left out.",
                                        "%" G_GUINT64_FORMAT " lines above the header are left out.",
                                        (gulong) place->number), place->number);
    case BULK_PLACE_MERGED_CELLS:
      return g_strdup_printf (ngettext ("%" G_GUINT64_FORMAT " cell is merged: only the first has the value.",
                                        "%" G_GUINT64_FORMAT " cells are merged: only the first has the value.",
                                        (gulong) place->number), place->number);
    case BULK_PLACE_HIDDEN_ROW:
      return g_strdup (_("The row is hidden in the spreadsheet. It is loaded all the same."));
    case BULK_PLACE_HIDDEN_COLUMN:
      return g_strdup (_("The column is hidden in the spreadsheet. It is loaded all the same."));
    case BULK_PLACE_HIDDEN_SHEET:
      /* Translators: the number of a sheet in its workbook */
      return g_strdup_printf (_("Sheet %" G_GUINT64_FORMAT " of the workbook is hidden."), place->number);
    case BULK_PLACE_SHEET_ERROR:
      return g_strdup (place->number == 0 ? _("A formula failed: the cell holds an error, not a value.")
                                          : _("The file does not hold the formula's result. Open it in your spreadsheet program, "
                                              "save it, and open it here again."));
    case BULK_PLACE_N_KINDS:
    default:
      return g_strdup (_("This place is irregular."));
    }
}

static void
add_number (JsonBuilder *builder, const char *name, guint number, gboolean known)
{
  json_builder_set_member_name (builder, name);
  if (known)
    json_builder_add_int_value (builder, (gint64) number + 1);
  else
    json_builder_add_null_value (builder);
}

/** bulk_problem_list_build: adds an array of all that is kept; rows and columns are counted from 1 */
void
bulk_problem_list_build (JsonBuilder *builder, BulkPlaces *places)
{
  guint n = bulk_places_get_n_kept (places);

  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *message = NULL;
      BulkPlace place;

      bulk_places_get (places, i, &place);
      message = bulk_problem_list_dup_message (&place);
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "severity");
      json_builder_add_string_value (builder, bulk_problem_list_is_error (place.kind) ? "error" : "warning");
      json_builder_set_member_name (builder, "code");
      json_builder_add_string_value (builder, bulk_problem_list_get_code (place.kind));
      add_number (builder, "row", place.row, place.row != BULK_PLACE_NO_ROW);
      add_number (builder, "column", place.column, place.column != G_MAXUINT);
      json_builder_set_member_name (builder, "message");
      json_builder_add_string_value (builder, message);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/** bulk_problem_list_count: Returns: how many problems there are, kept or not */
guint64
bulk_problem_list_count (BulkPlaces *places)
{
  guint64 n = 0;

  for (BulkPlaceKind kind = 0; kind < BULK_PLACE_N_KINDS; kind++)
    n += bulk_places_count (places, kind);
  return n;
}

/** bulk_problem_list_count_errors: Returns: how many of them are errors, kept or not */
guint64
bulk_problem_list_count_errors (BulkPlaces *places)
{
  guint64 n = 0;

  for (BulkPlaceKind kind = 0; kind < BULK_PLACE_N_KINDS; kind++)
    if (bulk_problem_list_is_error (kind))
      n += bulk_places_count (places, kind);
  return n;
}
