/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "workspan/connection.h"
#include "workspan/payload.h"
G_BEGIN_DECLS
/* By which address of the service a body is loaded. */
typedef enum
{
  BULK_WAY_OPPORTUNITIES,   /* POST bulkload_opportunity */
  BULK_WAY_ANY,             /* POST bulkload: any type of object, as the integration has it */
  BULK_WAY_STORAGE,         /* to a signed address first, then POST bulkload with its token: for large files */
} BulkUploadWay;

/* Path and query of the POST. file_token: of the storage way, else NULL. (transfer full) */
char *bulk_upload_way_dup_path (BulkUploadWay way, BulkConnection *connection, BulkPayload *payload,
                                const char *file_token);
/* Path and query that ask for a signed address. (transfer full) */
char *bulk_upload_way_dup_storage_path (BulkConnection *connection, BulkPayload *payload);
/* bulkload has no way to say that there are no column names. */
gboolean bulk_upload_way_check (BulkUploadWay way, BulkPayload *payload, GError **error);
/* As history keeps it (columns object_type and way); NULL: opportunities, one POST. */
const char *bulk_upload_way_get_object_type (BulkUploadWay way);   /* NULL | "any" */
const char *bulk_upload_way_get_name (BulkUploadWay way);          /* NULL | "signed-url" */
BulkUploadWay bulk_upload_way_from_names (const char *object_type, const char *way);
G_END_DECLS
