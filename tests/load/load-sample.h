/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "load/load.h"
G_BEGIN_DECLS
/* Loads for the tests of this folder. */

/* Runs it to its end; error may be NULL. timeouts of a second, so that a silent server ends it. */
BulkOutcome *load_sample_run (BulkLoad *load, GCancellable *cancellable, GError **error);
BulkLoad *load_sample_new (BulkHistory *history, const char *base_url, const char *token, BulkPayload *payload);
/* What another process would read of it. (transfer full) */
BulkRecord *load_sample_read (const char *path, gint64 id);
BulkRecordState load_sample_read_state (const char *path, gint64 id);
/* From now on no file of this process grows, or they do again: as with a full disk. */
void load_sample_fill_disk (gboolean full);
/* Whether a file in the folder, or the folders in it, holds the text. */
gboolean load_sample_folder_holds (const char *folder, const char *text);
G_END_DECLS
