/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the table that a types.json describes with libxlsxwriter: with-libxlsxwriter TYPES.json OUT.xlsx [inline] */
#include <json-glib/json-glib.h>
#include <string.h>
#include <xlsxwriter.h>

typedef struct
{
  lxw_workbook *book;
  lxw_worksheet *sheet;
  lxw_format *format;    /* of the column */
  lxw_format *bold;
} Writer;

static void
write_rich (Writer *self, int row, int column, JsonArray *runs)
{
  guint n = json_array_get_length (runs);
  g_autofree lxw_rich_string_tuple *tuples = g_new0 (lxw_rich_string_tuple, n);
  g_autoptr (GPtrArray) list = g_ptr_array_new ();

  /* A rich string has at least two runs. */
  if (n < 2)
    {
      worksheet_write_string (self->sheet, row, column, json_array_get_string_element (runs, 0), self->bold);
      return;
    }
  for (guint i = 0; i < n; i++)
    {
      tuples[i].string = (char *) json_array_get_string_element (runs, i);
      tuples[i].format = i % 2 == 1 ? self->bold : NULL;
      g_ptr_array_add (list, &tuples[i]);
    }
  g_ptr_array_add (list, NULL);
  worksheet_write_rich_string (self->sheet, row, column, (lxw_rich_string_tuple **) list->pdata, NULL);
}

static void
write_date (Writer *self, int row, int column, const char *text)
{
  lxw_datetime date = { 0 };

  if (sscanf (text, "%d-%d-%dT%d:%d:%lf", &date.year, &date.month, &date.day, &date.hour, &date.min, &date.sec) >= 3)
    worksheet_write_datetime (self->sheet, row, column, &date, self->format);
}

static void
write_time (Writer *self, int row, int column, const char *text)
{
  int hours, minutes;
  double seconds;

  if (sscanf (text, "%d:%d:%lf", &hours, &minutes, &seconds) == 3)
    worksheet_write_number (self->sheet, row, column, (hours * 3600.0 + minutes * 60.0 + seconds) / 86400.0,
                            self->format);
}

static void
write_formula (Writer *self, int row, int column, JsonArray *formula)
{
  g_autofree char *text = g_strconcat ("=", json_array_get_string_element (formula, 0), NULL);
  JsonNode *value = json_array_get_element (formula, 1);

  if (json_node_get_value_type (value) == G_TYPE_STRING)
    worksheet_write_formula_str (self->sheet, row, column, text, NULL, json_node_get_string (value));
  else if (json_node_get_value_type (value) == G_TYPE_BOOLEAN)
    worksheet_write_formula_str (self->sheet, row, column, text, NULL, json_node_get_boolean (value) ? "TRUE" :
                                 "FALSE");
  else
    worksheet_write_formula_num (self->sheet, row, column, text, NULL, json_node_get_double (value));
}

static void
write_cell (Writer *self, int row, int column, const char *kind, JsonNode *value)
{
  if (json_node_is_null (value))
    worksheet_write_blank (self->sheet, row, column, self->bold);
  else if (strcmp (kind, "text") == 0)
    worksheet_write_string (self->sheet, row, column, json_node_get_string (value), NULL);
  else if (strcmp (kind, "rich") == 0)
    write_rich (self, row, column, json_node_get_array (value));
  else if (strcmp (kind, "long") == 0)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      while ((gint64) text->len < json_node_get_int (value))
        g_string_append_c (text, '0' + text->len % 10);
      worksheet_write_string (self->sheet, row, column, text->str, NULL);
    }
  else if (strcmp (kind, "number") == 0)
    worksheet_write_number (self->sheet, row, column, json_node_get_double (value), self->format);
  else if (strcmp (kind, "boolean") == 0)
    worksheet_write_boolean (self->sheet, row, column, json_node_get_boolean (value), NULL);
  else if (strcmp (kind, "date") == 0)
    write_date (self, row, column, json_node_get_string (value));
  else if (strcmp (kind, "time") == 0)
    write_time (self, row, column, json_node_get_string (value));
  else if (strcmp (kind, "formula") == 0)
    write_formula (self, row, column, json_node_get_array (value));
  else if (strcmp (kind, "error") == 0)
    {
      /* Excel itself writes an error as what a formula gave. */
      g_autofree char *formula = g_strconcat ("=", json_node_get_string (value), NULL);

      worksheet_write_formula_str (self->sheet, row, column, formula, NULL, json_node_get_string (value));
    }
}

static void
write_table (Writer *self, JsonObject *types)
{
  JsonArray *columns = json_object_get_array_member (types, "columns");
  guint n_columns = json_array_get_length (columns), n_rows = 0;
  g_autofree lxw_format **formats = g_new0 (lxw_format *, n_columns);

  for (guint c = 0; c < n_columns; c++)
    {
      JsonObject *column = json_array_get_object_element (columns, c);

      if (json_object_has_member (column, "format"))
        {
          formats[c] = workbook_add_format (self->book);
          format_set_num_format (formats[c], json_object_get_string_member (column, "format"));
        }
      worksheet_write_string (self->sheet, 0, c, json_object_get_string_member (column, "name"), self->bold);
      n_rows = json_array_get_length (json_object_get_array_member (column, "values"));
    }
  for (guint r = 0; r < n_rows; r++)
    for (guint c = 0; c < n_columns; c++)
      {
        JsonObject *column = json_array_get_object_element (columns, c);

        self->format = formats[c];
        write_cell (self, r + 1, c, json_object_get_string_member (column, "kind"),
                    json_array_get_element (json_object_get_array_member (column, "values"), r));
      }
  /* Looks like something, is nothing. */
  worksheet_write_blank (self->sheet, n_rows + 40, n_columns + 3, self->bold);
}

static void
dress (Writer *self, JsonObject *types)
{
  JsonArray *list = json_object_get_array_member (types, "merged");
  lxw_row_col_options hidden = { .hidden = LXW_TRUE };

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonArray *area = json_array_get_array_element (list, i);
      int row = json_array_get_int_element (area, 0) + 1, column = json_array_get_int_element (area, 1);
      int rows = json_array_get_int_element (area, 2), columns = json_array_get_int_element (area, 3);
      JsonObject *first = json_array_get_object_element (json_object_get_array_member (types, "columns"), column);

      worksheet_merge_range (self->sheet, row, column, row + rows - 1, column + columns - 1,
                             json_array_get_string_element (json_object_get_array_member (first, "values"), row - 1),
                             NULL);
    }
  list = json_object_get_array_member (types, "hidden_rows");
  for (guint i = 0; i < json_array_get_length (list); i++)
    worksheet_set_row_opt (self->sheet, json_array_get_int_element (list, i) + 1, LXW_DEF_ROW_HEIGHT, NULL, &hidden);
  list = json_object_get_array_member (types, "hidden_columns");
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      int column = json_array_get_int_element (list, i);

      worksheet_set_column_opt (self->sheet, column, column, LXW_DEF_COL_WIDTH, NULL, &hidden);
    }
  list = json_object_get_array_member (types, "comments");
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonArray *comment = json_array_get_array_element (list, i);

      worksheet_write_comment (self->sheet, json_array_get_int_element (comment, 0) + 1,
                               json_array_get_int_element (comment, 1), json_array_get_string_element (comment, 2));
    }
  list = json_object_get_array_member (types, "links");
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonArray *link = json_array_get_array_element (list, i);
      int row = json_array_get_int_element (link, 0), column = json_array_get_int_element (link, 1);
      JsonObject *where = json_array_get_object_element (json_object_get_array_member (types, "columns"), column);

      worksheet_write_url_opt (self->sheet, row + 1, column, json_array_get_string_element (link, 2), NULL,
                               json_array_get_string_element (json_object_get_array_member (where, "values"), row),
                               NULL);
    }
}

int
main (int argc, char **argv)
{
  lxw_workbook_options options = { .constant_memory = argc > 3 };
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  Writer self = { 0 };
  lxw_worksheet *old, *cover, *more;
  JsonObject *types;

  if (argc < 3 || !json_parser_load_from_file (parser, argv[1], &error))
    {
      g_printerr ("%s\n", error != NULL ? error->message : "with-libxlsxwriter TYPES.json OUT.xlsx [inline]");
      return 2;
    }
  types = json_node_get_object (json_parser_get_root (parser));
  self.book = workbook_new_opt (argv[2], &options);
  self.bold = workbook_add_format (self.book);
  format_set_bold (self.bold);
  old = workbook_add_worksheet (self.book, "Old");
  cover = workbook_add_worksheet (self.book, "Cover");
  self.sheet = workbook_add_worksheet (self.book, json_object_get_string_member (types, "sheet"));
  more = workbook_add_worksheet (self.book, "More & more");
  worksheet_write_string (old, 0, 0, "hidden sheet", NULL);
  worksheet_write_number (old, 1, 0, 1, NULL);
  worksheet_hide (old);
  worksheet_activate (cover);
  worksheet_set_first_sheet (cover);
  write_table (&self, types);
  /* Rows that were written are gone from memory in this way of writing. */
  if (!options.constant_memory)
    dress (&self, types);
  worksheet_write_string (more, 0, 0, "id", NULL);
  worksheet_write_string (more, 1, 0, "x", NULL);
  return workbook_close (self.book) == LXW_NO_ERROR ? 0 : 1;
}
