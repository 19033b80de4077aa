/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/table.h"
G_BEGIN_DECLS

typedef struct
{
  char *encoding;       /* NULL: detect */
  char delimiter;       /* 0: detect */
  int has_header;       /* -1 detect, 0, 1 */
  char *sheet;          /* NULL: the first with data */
} BulkImportOptions;
#define BULK_IMPORT_OPTIONS_INIT { NULL, 0, -1, NULL }

/* BulkImport: opens a file as a table: snapshot, format, encoding, dialect, index; all off the main thread.
 * Properties (read-only, notify on the main context): "fraction" gdouble, "message" string (translated, what is being
 * done). */
#define BULK_TYPE_IMPORT (bulk_import_get_type ())
G_DECLARE_FINAL_TYPE (BulkImport, bulk_import, BULK, IMPORT, GObject)

BulkImport *bulk_import_new (GFile *file);
BulkImport *bulk_import_new_for_snapshot (BulkSnapshot *snapshot);  /* again with other options, or pasted cells */
void bulk_import_set_options (BulkImport *self, const BulkImportOptions *options); /* copied */
/* Finishes as soon as the first rows can be shown, or all is read (JSON); the table goes on loading by itself. */
void bulk_import_open_async (BulkImport *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data);
BulkTable *bulk_import_open_finish (BulkImport *self, GAsyncResult *result, GError **error);  /* (transfer full) */
/* Blocking and complete, for the command line, tests and benchmarks. */
BulkTable *bulk_import_open (BulkImport *self, GCancellable *cancellable, GError **error);
double bulk_import_get_fraction (BulkImport *self);
const char *bulk_import_get_message (BulkImport *self);
G_END_DECLS
