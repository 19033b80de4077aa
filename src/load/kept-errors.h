/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "load/row-match.h"
G_BEGIN_DECLS
/* The rejected rows that the history keeps, as what they were before: the service's answer, and where they are. kept:
 * of BulkRowError. */
BulkRowErrors *bulk_kept_errors_parse (GPtrArray *kept, GError **error);
BulkRowMatch *bulk_kept_errors_dup_match (GPtrArray *kept);
/* For who has the sent table no more: one without rows, that has the columns which the service gave back. Blocking.
 * name: of its file, nullable */
BulkTable *bulk_kept_errors_make_table (BulkRowErrors *errors, const char *name, GError **error);
G_END_DECLS
