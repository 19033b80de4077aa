/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load-sample.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "workspan/sample.h"

BulkLoad *
load_sample_new (BulkHistory *history, const char *base_url, const char *token, BulkPayload *payload)
{
  g_autoptr (BulkConnection) connection = sample_connection (base_url, token, SAMPLE_INTEGRATION);
  BulkLoad *load = bulk_load_new (history, connection, payload);

  bulk_load_set_timeouts (load, 1, 1);
  return load;
}

BulkOutcome *
load_sample_run (BulkLoad *load, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bulk_load_run_async (load, cancellable, sample_on_done, &result);
  sample_wait (&result);
  g_assert_cmpuint (bulk_load_get_phase (load), ==, BULK_UPLOAD_DONE);
  return bulk_load_run_finish (load, result, error);
}

BulkRecord *
load_sample_read (const char *path, gint64 id)
{
  g_autoptr (BulkHistory) history = bulk_history_new (path);
  g_autoptr (GError) error = NULL;
  BulkRecord *record = bulk_history_get (history, id, &error);

  g_assert_no_error (error);
  return record;
}

BulkRecordState
load_sample_read_state (const char *path, gint64 id)
{
  g_autoptr (BulkRecord) record = load_sample_read (path, id);

  return record->state;
}

void
load_sample_fill_disk (gboolean full)
{
  struct rlimit limit;

  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &limit);
  limit.rlim_cur = full ? 0 : limit.rlim_max;
  setrlimit (RLIMIT_FSIZE, &limit);
}

gboolean
load_sample_folder_holds (const char *folder, const char *text)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL), *contents = NULL;
      gsize length;

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && load_sample_folder_holds (path, text))
        return TRUE;
      if (g_file_get_contents (path, &contents, &length, NULL) &&
          memmem (contents, length, text, strlen (text)) != NULL)
        return TRUE;
    }
  return FALSE;
}
