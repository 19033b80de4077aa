/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "workspan/payload.h"
G_BEGIN_DECLS

/* Writes a body to a file that appears whole or not at all, or to standard output; dies of a signal. */
gboolean bulk_cli_body_write (BulkPayload *payload, const char *path, const char *input_path, GError **error);

G_END_DECLS
