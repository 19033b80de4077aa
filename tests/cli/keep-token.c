/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/credentials.h"

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* CONNECTION ID TOKEN: keeps them in the keyring, as the app's preferences do. */
int
main (int argc, char **argv)
{
  g_autoptr (BulkCredentials) credentials = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (argc != 4)
    return 2;
  credentials = bulk_credentials_new (argv[2], argv[3]);
  bulk_credentials_save_async (argv[1], credentials, NULL, on_saved, &result);
  while (!result)
    g_main_context_iteration (NULL, TRUE);
  if (bulk_credentials_save_finish (result, &error))
    return 0;
  g_printerr ("%s\n", error->message);
  return 1;
}
