/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/import.h"
#include "table/csv-reader.h"
#include "table/json-reader.h"
#include "table/sniff.h"
#include "table/table-error.h"
#include "table/table-private.h"
#include "table/workbook.h"
#include <glib/gi18n-lib.h>
#include <string.h>

enum
{
  PROP_0,
  PROP_FRACTION,
  PROP_MESSAGE,
  N_PROPS
};

/* Half of the way is the copy, the other half its decoding; the table tells of the rest itself. */
typedef enum { STEP_COPY, STEP_DECODE, STEP_READ } Step;

struct _BulkImport
{
  GObject parent_instance;
  GFile *file;               /* nullable, as is the next */
  BulkSnapshot *snapshot;
  BulkImportOptions options;
  double fraction;
  Step step;
};

/* One opening. The worker thread owns it until it is done; what it tells meanwhile is under the mutex. */
typedef struct
{
  gatomicrefcount ref_count;
  GFile *file;
  BulkSnapshot *snapshot;
  BulkImportOptions options;
  BulkTableSource source;
  BulkReader *reader;
  GWeakRef import;
  GMainContext *context;     /* NULL: nobody to tell */

  GMutex mutex;
  Step step;
  double fraction;
  gboolean scheduled;
} Job;

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (BulkImport, bulk_import, G_TYPE_OBJECT)

static void
options_copy (BulkImportOptions *self, const BulkImportOptions *from)
{
  self->encoding = g_strdup (from->encoding);
  self->delimiter = from->delimiter;
  self->has_header = from->has_header;
  self->sheet = g_strdup (from->sheet);
}

static void
options_clear (BulkImportOptions *self)
{
  g_clear_pointer (&self->encoding, g_free);
  g_clear_pointer (&self->sheet, g_free);
}

static Job *
job_ref (Job *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static void
job_unref (gpointer data)
{
  Job *self = data;

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_object (&self->file);
  g_clear_object (&self->snapshot);
  options_clear (&self->options);
  g_clear_object (&self->source.snapshot);
  g_clear_pointer (&self->source.text, bulk_text_unref);
  g_clear_object (&self->reader);
  g_weak_ref_clear (&self->import);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static Job *
job_new (BulkImport *import, GMainContext *context)
{
  Job *self = g_new0 (Job, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_set_object (&self->file, import->file);
  g_set_object (&self->snapshot, import->snapshot);
  options_copy (&self->options, &import->options);
  g_weak_ref_init (&self->import, import);
  self->context = context != NULL ? g_main_context_ref (context) : NULL;
  g_mutex_init (&self->mutex);
  return self;
}

static void
set_progress (BulkImport *self, Step step, double fraction)
{
  if (self->fraction != fraction)
    {
      self->fraction = fraction;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
    }
  if (self->step != step)
    {
      self->step = step;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGE]);
    }
}

static gboolean
on_progress (gpointer user_data)
{
  Job *job = user_data;
  g_autoptr (BulkImport) self = g_weak_ref_get (&job->import);
  Step step;
  double fraction;

  g_mutex_lock (&job->mutex);
  step = job->step;
  fraction = job->fraction;
  job->scheduled = FALSE;
  g_mutex_unlock (&job->mutex);
  if (self != NULL)
    set_progress (self, step, fraction);
  return G_SOURCE_REMOVE;
}

static void
tell (Job *job, Step step, double fraction)
{
  g_autoptr (GSource) source = NULL;

  if (job->context == NULL)
    return;
  g_mutex_lock (&job->mutex);
  job->step = step;
  job->fraction = fraction;
  if (!job->scheduled)
    {
      job->scheduled = TRUE;
      source = g_idle_source_new ();
      g_source_set_callback (source, on_progress, job_ref (job), job_unref);
      g_source_attach (source, job->context);
    }
  g_mutex_unlock (&job->mutex);
}

static void
on_copied (guint64 done, guint64 total, gpointer user_data)
{
  tell (user_data, STEP_COPY, total > 0 ? MIN (0.5, 0.5 * done / total) : 0);
}

static void
on_decoded (guint64 done, guint64 total, gpointer user_data)
{
  tell (user_data, STEP_DECODE, 0.5 + (total > 0 ? MIN (0.5, 0.5 * done / total) : 0));
}

static void
make_csv_reader (Job *job, const char *data, gsize length, const char *name)
{
  BulkDialect *dialect = &job->source.dialect;
  const BulkImportOptions *options = &job->options;

  bulk_dialect_guess (data, length, name, dialect);
  if (options->delimiter != 0 && options->delimiter != dialect->delimiter)
    {
      dialect->delimiter = options->delimiter;
      dialect->has_header = bulk_dialect_guess_header (data + dialect->skip, length - dialect->skip,
                                                       dialect->delimiter);
    }
  if (options->has_header >= 0)
    dialect->has_header = options->has_header > 0;
  job->source.has_dialect = TRUE;
  job->source.has_header = dialect->has_header;
  job->reader = BULK_READER (bulk_csv_reader_new (job->source.text, dialect, name));
}

/* From the file to a reader of it that has not begun to index. */
static gboolean
prepare (Job *job, GCancellable *cancellable, GError **error)
{
  BulkTableSource *source = &job->source;
  const char *data, *name;
  gsize length;

  tell (job, STEP_COPY, 0);
  source->snapshot = job->snapshot != NULL
    ? g_object_ref (job->snapshot) : bulk_snapshot_take (job->file, on_copied, job, cancellable, error);
  if (source->snapshot == NULL)
    return FALSE;
  name = bulk_snapshot_get_name (source->snapshot);
  data = bulk_spool_get_data (bulk_snapshot_get_spool (source->snapshot), &length);
  if (bulk_workbook_is_package (data, length))
    {
      tell (job, STEP_READ, 1);
      job->reader = bulk_workbook_open (bulk_snapshot_get_spool (source->snapshot), name, job->options.sheet,
                                        job->options.has_header, cancellable, error);
      return job->reader != NULL;
    }
  if (!bulk_sniff_check (data, length, name, error))
    return FALSE;
  tell (job, STEP_DECODE, 0.5);
  source->text = bulk_text_decode (source->snapshot, job->options.encoding, on_decoded, job, cancellable, error);
  if (source->text == NULL)
    return FALSE;
  data = bulk_text_get_data (source->text, &length);
  if (!bulk_sniff_check_text (data, length, name, error))
    return FALSE;
  tell (job, STEP_READ, 1);
  if (bulk_sniff_is_json (data, length, name))
    {
      job->reader = BULK_READER (bulk_json_reader_new (source->text, name));
      source->has_header = TRUE;
    }
  else
    make_csv_reader (job, data, length, name);
  return TRUE;
}

static gboolean
check_options (const BulkImportOptions *options, GError **error)
{
  char delimiter = options->delimiter;

  if (delimiter == '"' || delimiter == '\r' || delimiter == '\n' || (guchar) delimiter >= 0x80)
    {
      g_set_error_literal (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_FAILED,
                           _("The delimiter has to be one ASCII character that is neither a quote nor a line end."));
      return FALSE;
    }
  return TRUE;
}

static void
prepare_in_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (prepare (task_data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_table_ready (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gboolean whole = g_object_get_data (G_OBJECT (task), "whole") != NULL;

  if (whole ? !bulk_table_wait_finish (BULK_TABLE (object), result, &error)
            : !bulk_table_load_finish (BULK_TABLE (object), result, &error))
    {
      bulk_table_stop (BULK_TABLE (object));
      g_task_return_error (task, error);
    }
  /* A part of a JSON document means nothing until its end has been seen. */
  else if (!whole && strcmp (bulk_table_get_format (BULK_TABLE (object)), "json") == 0)
    {
      g_object_set_data (G_OBJECT (task), "whole", GINT_TO_POINTER (TRUE));
      bulk_table_wait_async (BULK_TABLE (object), g_task_get_cancellable (task), on_table_ready, g_object_ref (task));
    }
  else
    g_task_return_pointer (task, g_object_ref (object), g_object_unref);
}

static void
on_prepared (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (BulkTable) table = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  set_progress (BULK_IMPORT (object), STEP_READ, 1);
  table = bulk_table_new (job->reader, &job->source);
  bulk_table_load_async (table, g_task_get_cancellable (task), on_table_ready, g_object_ref (task));
}

static void
bulk_import_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  BulkImport *self = BULK_IMPORT (object);

  switch (property_id)
    {
    case PROP_FRACTION:
      g_value_set_double (value, self->fraction);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, bulk_import_get_message (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
bulk_import_finalize (GObject *object)
{
  BulkImport *self = BULK_IMPORT (object);

  g_clear_object (&self->file);
  g_clear_object (&self->snapshot);
  options_clear (&self->options);
  G_OBJECT_CLASS (bulk_import_parent_class)->finalize (object);
}

static void
bulk_import_class_init (BulkImportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = bulk_import_finalize;
  object_class->get_property = bulk_import_get_property;
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
bulk_import_init (BulkImport *self)
{
  self->options = (BulkImportOptions) BULK_IMPORT_OPTIONS_INIT;
}

/**
 * bulk_import_new:
 * @file: any #GFile, local or not
 *
 * Returns: (transfer full): an import of @file, with everything guessed
 */
BulkImport *
bulk_import_new (GFile *file)
{
  BulkImport *self = g_object_new (BULK_TYPE_IMPORT, NULL);

  self->file = g_object_ref (file);
  return self;
}

/**
 * bulk_import_new_for_snapshot:
 *
 * For reading once more in another way, and for what comes from no file.
 *
 * Returns: (transfer full): an import of @snapshot
 */
BulkImport *
bulk_import_new_for_snapshot (BulkSnapshot *snapshot)
{
  BulkImport *self = g_object_new (BULK_TYPE_IMPORT, NULL);

  self->snapshot = g_object_ref (snapshot);
  return self;
}

/**
 * bulk_import_set_options:
 * @options: what not to guess; copied
 */
void
bulk_import_set_options (BulkImport *self, const BulkImportOptions *options)
{
  BulkImportOptions copy;

  options_copy (&copy, options);
  options_clear (&self->options);
  self->options = copy;
}

/**
 * bulk_import_open_async:
 *
 * Copies, decodes and begins to read, in other threads. Finishes as soon as there are rows to show, or when all
 * is read (JSON); the table goes on by itself.
 */
void
bulk_import_open_async (BulkImport *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) worker = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, bulk_import_open_async);
  if (!check_options (&self->options, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  worker = g_task_new (self, cancellable, on_prepared, g_object_ref (task));
  g_task_set_task_data (worker, job_new (self, g_task_get_context (task)), job_unref);
  g_task_run_in_thread (worker, prepare_in_thread);
}

/**
 * bulk_import_open_finish:
 *
 * Returns: (transfer full): the table; %NULL with %BULK_TABLE_ERROR, whose message names the file, or
 *   %G_IO_ERROR_CANCELLED
 */
BulkTable *
bulk_import_open_finish (BulkImport *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * bulk_import_open:
 *
 * Does all in the calling thread, and reads to the end.
 *
 * Returns: (transfer full): a complete table; %NULL as bulk_import_open_finish()
 */
BulkTable *
bulk_import_open (BulkImport *self, GCancellable *cancellable, GError **error)
{
  Job *job;
  g_autoptr (BulkTable) table = NULL;

  if (!check_options (&self->options, error))
    return NULL;
  job = job_new (self, NULL);
  if (prepare (job, cancellable, error))
    {
      table = bulk_table_new (job->reader, &job->source);
      if (!bulk_table_load (table, cancellable, error))
        g_clear_object (&table);
    }
  job_unref (job);
  return g_steal_pointer (&table);
}

/**
 * bulk_import_get_fraction:
 *
 * Returns: 0 to 1, until there is a table, which tells of the rest
 */
double
bulk_import_get_fraction (BulkImport *self)
{
  return self->fraction;
}

/**
 * bulk_import_get_message:
 *
 * Returns: (transfer none): what is being done, in the user's language
 */
const char *
bulk_import_get_message (BulkImport *self)
{
  switch (self->step)
    {
    case STEP_COPY:
      return _("Copying the file…");
    case STEP_DECODE:
      return _("Reading the text…");
    case STEP_READ:
    default:
      return _("Reading the rows…");
    }
}
