/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a fuzz target once for every file of a folder, without a fuzzer: the test that keeps what was found fixed. */
#include "fuzz.h"

static void
test_folder (gconstpointer user_data)
{
  const char *folder = user_data, *name;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  guint n = 0;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL), *data = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &data, &length, &error));
      g_test_message ("%s", name);
      LLVMFuzzerTestOneInput ((const guint8 *) data, length);
      n++;
    }
  g_assert_cmpuint (n, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc < 2)
    return 2;
  g_test_add_data_func ("/fuzz/corpus", argv[1], test_folder);
  return g_test_run ();
}
