/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "store/store-error.h"
#include "store/templates.h"

static const BulkTemplateColumn columns[] = { { "Opp Name", "opportunity_name", NULL },
                                              { "Größe, \"total\"", "amount", NULL },
                                              { NULL, "currency", "EUR" } };

static char *
make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("templates-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

static BulkTemplate *
make (const char *name, const char *integration_id)
{
  g_autoptr (GError) error = NULL;
  BulkTemplate *template = bulk_template_new (name, integration_id, columns, G_N_ELEMENTS (columns), &error);

  g_assert_no_error (error);
  return template;
}

static void
assert_columns (BulkTemplate *template)
{
  g_assert_cmpuint (bulk_template_get_n_columns (template), ==, G_N_ELEMENTS (columns));
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      const BulkTemplateColumn *column = bulk_template_get_column (template, i);

      g_assert_cmpstr (column->source, ==, columns[i].source);
      g_assert_cmpstr (column->field, ==, columns[i].field);
      g_assert_cmpstr (column->value, ==, columns[i].value);
    }
}

static void
test_round_trip (void)
{
  g_autoptr (BulkTemplate) template = make (" Sales export ", "WS-Integration_x"), again = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  g_autofree char *json = bulk_template_to_json (template, &length);

  g_assert_cmpstr (bulk_template_get_name (template), ==, "Sales export");
  again = bulk_template_parse (json, length, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (bulk_template_get_name (again), ==, "Sales export");
  g_assert_cmpstr (bulk_template_get_integration_id (again), ==, "WS-Integration_x");
  assert_columns (again);
}

static void
refuse (const char *json, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkTemplate) template = bulk_template_parse (json, strlen (json), &error);
  g_autofree char *shown = g_strndup (json, 60), *escaped = g_strescape (shown, NULL);

  g_test_message ("%s", escaped);
  g_assert_null (template);
  g_assert_error (error, BULK_STORE_ERROR, code);
  g_assert_cmpuint (strlen (error->message), >, 0);
}

#define HEAD "{\"format\":\"bulk-loader-template\",\"version\":1,\"name\":\"n\","
#define WITH(columns) HEAD "\"columns\":[" columns "]}"

static void
test_strict (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *deep_object = g_strconcat (HEAD "\"columns\":", deep, NULL);
  g_autofree char *large = g_strnfill (BULK_TEMPLATE_BYTES_MAX + 1, ' ');

  refuse ("", BULK_STORE_ERROR_INVALID);
  refuse ("not json", BULK_STORE_ERROR_INVALID);
  refuse ("[]", BULK_STORE_ERROR_INVALID);
  refuse ("\xff\xfe", BULK_STORE_ERROR_INVALID);
  refuse (deep, BULK_STORE_ERROR_INVALID);
  refuse (deep_object, BULK_STORE_ERROR_INVALID);
  refuse (large, BULK_STORE_ERROR_INVALID);
  refuse ("{\"format\":\"other\",\"version\":1,\"name\":\"n\",\"columns\":[{\"source\":\"a\",\"field\":\"b\"}]}",
          BULK_STORE_ERROR_INVALID);
  refuse ("{\"format\":\"bulk-loader-template\",\"version\":2,\"name\":\"n\",\"columns\":[]}", BULK_STORE_ERROR_NEWER);
  refuse ("{\"format\":\"bulk-loader-template\",\"version\":0,\"name\":\"n\",\"columns\":[]}",
          BULK_STORE_ERROR_INVALID);
  refuse ("{\"format\":\"bulk-loader-template\",\"version\":\"1\",\"name\":\"n\"}", BULK_STORE_ERROR_INVALID);
  refuse (WITH (""), BULK_STORE_ERROR_INVALID);
  refuse (WITH ("1"), BULK_STORE_ERROR_INVALID);
  refuse (WITH ("{}"), BULK_STORE_ERROR_INVALID);
  refuse (WITH ("{\"source\":\"a\"}"), BULK_STORE_ERROR_INVALID);
  refuse (WITH ("{\"field\":\"a\"}"), BULK_STORE_ERROR_INVALID);
  refuse (WITH ("{\"source\":\"a\",\"field\":\" \"}"), BULK_STORE_ERROR_INVALID);
  refuse (WITH ("{\"source\":\"a\",\"field\":7}"), BULK_STORE_ERROR_INVALID);
  refuse (WITH ("{\"source\":\"a\",\"field\":\"b\",\"value\":\"c\"}"), BULK_STORE_ERROR_INVALID);
  refuse (WITH ("{\"source\":\"a\",\"field\":\"b\",\"more\":1}"), BULK_STORE_ERROR_INVALID);
  refuse (WITH ("{\"source\":\"a\",\"field\":\"b\"},{\"source\":\"c\",\"field\":\"b\"}"), BULK_STORE_ERROR_INVALID);
  refuse (WITH ("{\"source\":\"a\",\"field\":\"b\"},{\"source\":\"a\",\"field\":\"c\"}"), BULK_STORE_ERROR_INVALID);
  refuse (HEAD "\"more\":1,\"columns\":[{\"source\":\"a\",\"field\":\"b\"}]}", BULK_STORE_ERROR_INVALID);
}

static void
test_folder (void)
{
  g_autofree char *root = make_folder (), *folder = g_build_filename (root, "a", "b", NULL);
  g_autoptr (BulkTemplates) templates = bulk_templates_new (folder);
  g_autoptr (BulkTemplate) one = make ("Zeta", NULL), two = make ("alpha/../x", "WS-1"), three = make ("Zeta", "WS-1");
  g_autoptr (BulkTemplate) found = NULL, none = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *bad = NULL;

  list = bulk_templates_list (templates);
  g_assert_cmpuint (list->len, ==, 0);
  g_assert_true (bulk_templates_save (templates, one, &error));
  g_assert_true (bulk_templates_save (templates, two, &error));
  g_assert_true (bulk_templates_save (templates, one, &error));
  g_assert_no_error (error);
  bad = g_build_filename (folder, "bad.json", NULL);
  g_assert_true (g_file_set_contents (bad, "{\"half", -1, NULL));
  g_ptr_array_unref (list);
  list = bulk_templates_list (templates);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (bulk_template_get_name (list->pdata[0]), ==, "alpha/../x");
  assert_columns (list->pdata[1]);
  /* What cannot be read is left alone. */
  g_assert_true (g_file_test (bad, G_FILE_TEST_EXISTS));

  found = bulk_templates_find (templates, "zETA", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (bulk_template_get_name (found), ==, "Zeta");
  none = bulk_templates_find (templates, "nothing", &error);
  g_assert_null (none);
  g_assert_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (bulk_templates_save (templates, three, NULL));
  none = bulk_templates_find (templates, "Zeta", &error);
  g_assert_null (none);
  g_assert_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (bulk_templates_remove (templates, one, &error));
  g_assert_true (bulk_templates_remove (templates, one, &error));
  none = bulk_templates_find (templates, "Zeta", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (bulk_template_get_integration_id (none), ==, "WS-1");
  remove_folder (root);
}

/* A template that cannot be saved leaves the old one as it was, and says so. */
static void
test_no_room (void)
{
  g_autofree char *folder = make_folder (), *blocked = g_build_filename (folder, "file", NULL);
  g_autoptr (BulkTemplates) templates = NULL;
  g_autoptr (BulkTemplate) template = make ("Zeta", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (blocked, "", 0, NULL));
  templates = bulk_templates_new (blocked);
  g_assert_false (bulk_templates_save (templates, template, &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == BULK_STORE_ERROR);
  remove_folder (folder);
}

static void
test_files (void)
{
  g_autofree char *folder = make_folder (), *path = g_build_filename (folder, "t.json", NULL);
  g_autofree char *pipe_path = g_build_filename (folder, "pipe", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path), fifo = g_file_new_for_path (pipe_path);
  g_autoptr (BulkTemplate) template = make ("Zeta", NULL), again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (bulk_templates_write_file (template, file, NULL, &error));
  again = bulk_templates_read_file (file, NULL, &error);
  g_assert_no_error (error);
  assert_columns (again);
  g_assert_cmpint (mkfifo (pipe_path, 0600), ==, 0);
  g_assert_null (bulk_templates_read_file (fifo, NULL, &error));
  g_assert_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_INVALID);
  remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/templates/round-trip", test_round_trip);
  g_test_add_func ("/templates/strict", test_strict);
  g_test_add_func ("/templates/folder", test_folder);
  g_test_add_func ("/templates/no-room", test_no_room);
  g_test_add_func ("/templates/files", test_files);
  return g_test_run ();
}
