/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS

/* BulkTerminalStream: a stream to a terminal that shows control characters instead of obeying them. */
#define BULK_TYPE_TERMINAL_STREAM (bulk_terminal_stream_get_type ())
G_DECLARE_FINAL_TYPE (BulkTerminalStream, bulk_terminal_stream, BULK, TERMINAL_STREAM, GFilterOutputStream)

GOutputStream *bulk_terminal_stream_new (GOutputStream *base);

G_END_DECLS
