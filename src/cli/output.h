/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS

/* BulkOutput: where a command writes: standard output, or a file that appears whole or not at all. */
typedef struct _BulkOutput BulkOutput;

BulkOutput *bulk_output_new (const char *path, const char *input_path, GError **error);
GOutputStream *bulk_output_get_stream (BulkOutput *self);
void bulk_output_discard (BulkOutput *self);
gboolean bulk_output_commit (BulkOutput *self, GError **error);
void bulk_output_free (BulkOutput *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkOutput, bulk_output_free)
G_END_DECLS
