/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long it takes to check a table, beside reading and indexing it: bench-checks FILE [REPEATS]. Prints, in seconds,
 * each the best of all runs: open (private copy, decode, index), index alone, check. */
#include <stdlib.h>
#include "checks/findings.h"
#include "table/csv-reader.h"
#include "table/dialect.h"
#include "table/import.h"

static double
now (void)
{
  return g_get_monotonic_time () / 1000.0;
}

static double
time_index (BulkTable *table, GError **error)
{
  g_autoptr (BulkText) text = bulk_text_decode (bulk_table_get_snapshot (table), NULL, NULL, NULL, NULL, error);
  const BulkDialect *dialect = bulk_table_get_dialect (table);
  g_autoptr (BulkCsvReader) reader = NULL;
  double start;

  if (text == NULL || dialect == NULL)
    return 0;
  reader = bulk_csv_reader_new (text, dialect, "bench.csv");
  start = now ();
  bulk_reader_index (BULK_READER (reader), NULL, NULL, NULL, error);
  return now () - start;
}

int
main (int argc, char **argv)
{
  const BulkCheckOptions options = BULK_CHECK_OPTIONS_INIT;
  guint repeats = argc > 2 ? (guint) MAX (atoi (argv[2]), 1) : 1;
  double best_open = 1e9, best_index = 1e9, best_check = 1e9;

  if (argc < 2)
    return EXIT_FAILURE;
  for (guint i = 0; i < repeats; i++)
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (argv[1]);
      g_autoptr (BulkImport) import = bulk_import_new (file);
      g_autoptr (BulkFindings) findings = NULL;
      g_autoptr (BulkTable) table = NULL;
      g_autoptr (GError) error = NULL;
      double start = now ();

      table = bulk_import_open (import, NULL, &error);
      if (table == NULL)
        g_error ("%s", error->message);
      best_open = MIN (best_open, now () - start);
      best_index = MIN (best_index, time_index (table, &error));
      start = now ();
      findings = bulk_findings_run (table, &options, NULL, NULL, NULL, &error);
      best_check = MIN (best_check, now () - start);
    }
  g_print ("open\t%.4f\nindex\t%.4f\ncheck\t%.4f\n", best_open / 1000, best_index / 1000, best_check / 1000);
  return EXIT_SUCCESS;
}
