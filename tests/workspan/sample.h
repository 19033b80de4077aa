/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "workspan/upload.h"
G_BEGIN_DECLS
/* Tables, payloads and uploads for the tests of this folder. */

#define SAMPLE_TOKEN "sample-token-0123456789"
#define SAMPLE_INTEGRATION "WS-Integration_practice"

/* Read from CSV text as a file would be. */
BulkTable *sample_table_csv (const char *csv, char delimiter, gboolean has_header);
BulkTable *sample_table_unread (void);   /* not loaded yet */
/* Of n_rows × n_columns cells as they are; text must outlive it. headers: nullable, else n_columns strings. */
BulkTable *sample_table_cells (const BulkCell *cells, guint n_rows, guint n_columns, const char *const *headers);
/* Opportunities that the practice server finds no fault with. */
char *sample_csv (guint n_rows);
BulkPayload *sample_payload (guint n_rows);

GBytes *sample_body (BulkPayload *payload);   /* what its stream gives */
char *sample_dup_text (GBytes *bytes);
void sample_assert_body (BulkPayload *payload, const char *expected);

BulkConnection *sample_connection (const char *base_url, const char *token, const char *integration_id);

/* Runs to its end. Where cancel_at is not G_MAXUINT64, cancels once so many body bytes have been counted. */
BulkOutcome *sample_run (BulkUpload *upload, guint64 cancel_at, GError **error);
BulkOutcome *sample_upload (const char *base_url, BulkPayload *payload);

/* Waits for an asynchronous call: pass sample_on_done and the place for its result. */
void sample_on_done (GObject *source, GAsyncResult *result, gpointer place);
GAsyncResult *sample_wait (GAsyncResult **place);
G_END_DECLS
