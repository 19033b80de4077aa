/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib-object.h>
G_BEGIN_DECLS
/* BulkExecution: the service's answer to an accepted load. Immutable. */
#define BULK_TYPE_EXECUTION (bulk_execution_get_type ())
G_DECLARE_FINAL_TYPE (BulkExecution, bulk_execution, BULK, EXECUTION, GObject)
/* Strict: a JSON object with a non-empty string execution_id, bounded depth and size. NULL and error otherwise. */
BulkExecution *bulk_execution_parse (const char *json, gsize length, GError **error);
const char *bulk_execution_get_integration_id (BulkExecution *self);
const char *bulk_execution_get_execution_id (BulkExecution *self);
const char *bulk_execution_get_created_at (BulkExecution *self);      /* as sent; nullable */
GDateTime *bulk_execution_get_creation_time (BulkExecution *self);    /* nullable */
const char *bulk_execution_get_json (BulkExecution *self);            /* the answer's text */
G_END_DECLS
