/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "load/corrected.h"
#include "load/rejected.h"
#include "table/import.h"
#include "workspan/sample.h"

#define ERRORS                                                                                          \
  "[{\"id\":\"2\",\"message\":\"bad \\\"v\\\"\",\"data_row\":{\"id\":\"2\",\"v\":\"=1+2\",\"n\":-5}},"  \
  "{\"id\":\"9\",\"message\":\"=cmd\",\"data_row\":{\"id\":\"9\",\"n\":1.50,\"other\":1}}]"

static BulkRowErrors *
parse (const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));

  return bulk_row_errors_parse (bytes, NULL);
}

static char *
write_rejected (BulkRejectedFormat format)
{
  g_autoptr (BulkTable) table = sample_table_csv ("id,v,n\n1,a,1\n2,=1+2,-5\n", ',', TRUE);
  g_autoptr (BulkRowErrors) errors = parse (ERRORS);
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkRowMatch) match = bulk_row_match_find (table, NULL, errors, NULL, &error);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();

  g_assert_true (bulk_rejected_write (stream, table, errors, match, format, NULL, &error));
  g_assert_no_error (error);
  return g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)),
                    g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)));
}

static void
test_write (void)
{
  g_autofree char *defused = write_rejected (BULK_REJECTED_CSV_DEFUSED), *plain = write_rejected (BULK_REJECTED_CSV);

  g_assert_cmpstr (defused, ==, "id,v,n,Row,Error\r\n2,'=1+2,-5,2,\"bad \"\"v\"\"\"\r\n9,,1.50,,'=cmd\r\n");
  g_assert_cmpstr (plain, ==, "id,v,n,Row,Error\r\n2,=1+2,-5,2,\"bad \"\"v\"\"\"\r\n9,,1.50,,=cmd\r\n");
}

static void
test_formulas (void)
{
  static const struct { const char *text; gboolean formula; } cases[] = {
    { "=1", TRUE }, { "+1", TRUE }, { "@x", TRUE }, { "-1+2", TRUE }, { "\tx", TRUE }, { "\rx", TRUE }, { "-", TRUE },
    { "-x", TRUE }, { "-1", FALSE }, { "-1.5", FALSE }, { "-1,5", FALSE }, { "-.", TRUE }, { "", FALSE },
    { "a=1", FALSE },
    { "1-2", FALSE }, { " =1", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (bulk_rejected_is_formula (cases[i].text, strlen (cases[i].text)), ==, cases[i].formula);
}

static void
test_save (void)
{
  g_autoptr (BulkTable) table = sample_table_csv ("id,v,n\n1,a,1\n2,=1+2,-5\n", ',', TRUE);
  g_autoptr (BulkRowErrors) errors = parse (ERRORS);
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("bulk-rejected-XXXXXX", &error), *text = NULL;
  g_autofree char *path = g_build_filename (folder, "out.csv", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "no", "out.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path), lost = g_file_new_for_path (nowhere);
  g_autoptr (GAsyncResult) result = NULL, failed = NULL;

  bulk_rejected_save_async (file, table, errors, NULL, BULK_REJECTED_CSV_DEFUSED, NULL, sample_on_done, &result);
  sample_wait (&result);
  g_assert_true (bulk_rejected_save_finish (file, result, &error));
  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  g_assert_true (g_str_has_prefix (text, "id,v,n,Row,Error\r\n2,'=1+2,-5,,"));
  bulk_rejected_save_async (lost, table, errors, NULL, BULK_REJECTED_CSV_DEFUSED, NULL, sample_on_done, &failed);
  sample_wait (&failed);
  g_assert_false (bulk_rejected_save_finish (lost, failed, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_unlink (path);
  g_rmdir (folder);
}

static char *
dup_body (BulkTable *table)
{
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  GString *body = g_string_new (NULL);
  guint n = bulk_table_get_n_columns (table);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *header = bulk_table_dup_header (table, i);

      g_string_append_printf (body, "%s%c", header, i + 1 < n ? '|' : '\n');
    }
  for (guint row = 0; bulk_table_read_row (table, row, cells); row++)
    for (guint i = 0; i < n; i++)
      {
        const BulkCell *cell = bulk_cells_get (cells, i);

        g_string_append_len (body, cell->text, (gssize) cell->length);
        g_string_append_c (body, i + 1 < n ? '|' : '\n');
      }
  return g_string_free (body, FALSE);
}

/* A workbook: the same cells, formulas as they are, which text never runs. */
static void
test_workbook (void)
{
  g_autoptr (BulkTable) table = sample_table_csv ("id,v,n\n1,a,1\n2,=1+2,-5\n", ',', TRUE), read = NULL;
  g_autoptr (BulkRowErrors) errors = parse (ERRORS);
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkRowMatch) match = bulk_row_match_find (table, NULL, errors, NULL, &error);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (BulkSnapshot) snapshot = NULL;
  g_autoptr (BulkImport) import = NULL;
  g_autofree char *body = NULL;

  g_assert_true (bulk_rejected_write (stream, table, errors, match, BULK_REJECTED_XLSX, NULL, &error));
  g_assert_no_error (error);
  g_output_stream_close (stream, NULL, NULL);
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  snapshot = bulk_snapshot_new_for_bytes (bytes, "rejected.xlsx");
  import = bulk_import_new_for_snapshot (snapshot);
  read = bulk_import_open (import, NULL, &error);
  g_assert_no_error (error);
  body = dup_body (read);
  g_assert_cmpstr (body, ==, "id|v|n|Row|Error\n2|=1+2|-5|2|bad \"v\"\n9||1.50||=cmd\n");
}

static void
test_format (void)
{
  g_assert_cmpint (bulk_rejected_format_for_name ("a.XLSX", FALSE), ==, BULK_REJECTED_XLSX);
  g_assert_cmpint (bulk_rejected_format_for_name (".xlsx", TRUE), ==, BULK_REJECTED_CSV_DEFUSED);
  g_assert_cmpint (bulk_rejected_format_for_name ("a.xlsx.csv", FALSE), ==, BULK_REJECTED_CSV);
}

/* Corrected rows */

static void
check_corrected (BulkTable *sent, BulkTable *table, const char *expected)
{
  const guint rows[] = { 1, 2, 4 };
  g_autoptr (BulkRowSet) rejected = bulk_row_set_new_list (rows, G_N_ELEMENTS (rows));
  g_autoptr (BulkTable) now = bulk_table_freeze (table);
  g_autoptr (BulkRowSet) found = bulk_corrected_find (sent, now, rejected);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < bulk_row_set_get_n (found); i++)
    g_string_append_printf (text, "%s%u", i > 0 ? " " : "", bulk_row_set_get (found, i));
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_corrected (void)
{
  g_autoptr (BulkTable) table = sample_table_csv ("id,v\n1,a\n2,b\n3,c\n4,d\n5,e\n", ',', TRUE);
  g_autoptr (BulkTable) sent = bulk_table_freeze (table);
  BulkEdits *edits = bulk_table_get_edits (table);

  check_corrected (sent, table, "");
  bulk_edits_set_cell (edits, 1, 1, "B", 1);
  bulk_edits_set_cell (edits, 3, 1, "not rejected", -1);
  check_corrected (sent, table, "1");
  bulk_edits_set_cell (edits, 4, 1, "E", 1);
  check_corrected (sent, table, "1 4");
  /* Rows are where they are now; one that is gone is not sent. */
  bulk_edits_remove_rows (edits, 0, 2);
  check_corrected (sent, table, "2");
  bulk_edits_undo (edits);
  bulk_edits_set_cell (edits, 1, 1, "b", 1);
  check_corrected (sent, table, "4");
  bulk_edits_set_header (edits, 1, "value");
  check_corrected (sent, table, "1 2 4");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/load/rejected/write", test_write);
  g_test_add_func ("/load/rejected/workbook", test_workbook);
  g_test_add_func ("/load/rejected/format", test_format);
  g_test_add_func ("/load/rejected/formulas", test_formulas);
  g_test_add_func ("/load/rejected/save", test_save);
  g_test_add_func ("/load/rejected/corrected", test_corrected);
  return g_test_run ();
}
