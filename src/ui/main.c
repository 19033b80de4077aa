/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/retry-policy.h"
#include "ui/application.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

#include "workspan/workspan.h"

int
main (int argc, char **argv)
{
  g_autoptr (BulkApplication) application = NULL;
  const char *locale_dir;

  setlocale (LC_ALL, "");
  /* A build folder has its translations elsewhere. */
  locale_dir = g_getenv ("BULK_LOADER_LOCALE_DIR");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir ? locale_dir : BULK_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  bulk_workspan_init ();
  bulk_retry_policy_attach_to_all ();
  application = bulk_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
