/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every case of tests/data/cases that can be read has the problems it is listed with, and no others at all. */
#include <json-glib/json-glib.h>
#include <string.h>
#include "checks/findings.h"
#include "table/import.h"

static GHashTable *
get_expected (JsonObject *item)
{
  GHashTable *codes = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *problems = json_object_get_array_member (item, "problems");

  for (guint i = 0; i < json_array_get_length (problems); i++)
    g_hash_table_add (codes, (gpointer) json_array_get_string_element (problems, i));
  return codes;
}

static void
test_case (gconstpointer data)
{
  JsonObject *item = (JsonObject *) data;
  g_autofree char *path = g_build_filename (g_getenv ("BULK_TEST_DATA"), "cases",
                                            json_object_get_string_member (item, "file"), NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (BulkImport) import = bulk_import_new (file);
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkTable) table = bulk_import_open (import, NULL, &error);
  const BulkCheckOptions options = BULK_CHECK_OPTIONS_INIT;
  g_autoptr (BulkFindings) findings = NULL;
  g_autoptr (GHashTable) expected = get_expected (item);

  g_assert_no_error (error);
  findings = bulk_findings_run (table, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < BULK_PROBLEM_N_CODES; i++)
    {
      const char *name = bulk_problem_code_get_name (i);

      if (g_hash_table_remove (expected, name) != (bulk_findings_count (findings, i) > 0))
        g_error ("%s: %s is %s", path, name, bulk_findings_count (findings, i) > 0 ? "not listed" : "not found");
    }
  g_assert_cmpuint (g_hash_table_size (expected), ==, 0);
}

int
main (int argc, char **argv)
{
  g_autofree char *path = g_build_filename (g_getenv ("BULK_TEST_DATA"), "cases", "cases.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonArray *cases;

  g_test_init (&argc, &argv, NULL);
  if (!json_parser_load_from_file (parser, path, &error))
    g_error ("%s", error->message);
  cases = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      JsonObject *item = json_array_get_object_element (cases, i);
      g_autofree char *name = g_strconcat ("/checks/cases/", json_object_get_string_member (item, "file"), NULL);

      if (!json_object_has_member (item, "refused"))
        g_test_add_data_func (name, item, test_case);
    }
  return g_test_run ();
}
