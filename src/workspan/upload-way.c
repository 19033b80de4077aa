/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/upload-way.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "workspan/workspan-error.h"

#define ANY "any"
#define SIGNED_URL "signed-url"

/** bulk_upload_way_dup_path: Returns: (transfer full): path and query, escaped */
char *
bulk_upload_way_dup_path (BulkUploadWay way, BulkConnection *connection, BulkPayload *payload, const char *file_token)
{
  g_autofree char *id = g_uri_escape_string (bulk_connection_get_integration_id (connection), NULL, FALSE);
  gboolean json = bulk_payload_get_format (payload) == BULK_PAYLOAD_JSON;
  const char *format = json ? "JSON" : "CSV&column_delimiter=%2C";

  if (way == BULK_WAY_OPPORTUNITIES)
    return g_strconcat ("/bulk/v1/bulkload_opportunity?integration_id=", id, "&content_type=", format,
                        json ? ""
                             : bulk_payload_has_header (payload) ? "&has_header_row=true" : "&has_header_row=false",
                        NULL);
  if (file_token != NULL)
    {
      g_autofree char *token = g_uri_escape_string (file_token, NULL, FALSE);

      return g_strconcat ("/bulk/v1/bulkload?integration_id=", id, "&data_format=", format, "&file_token=", token,
                          NULL);
    }
  return g_strconcat ("/bulk/v1/bulkload?integration_id=", id, "&data_format=", format, NULL);
}

/**
 * bulk_upload_way_dup_storage_path:
 *
 * Returns: (transfer full): path and query, escaped. The file's own name stays here.
 */
char *
bulk_upload_way_dup_storage_path (BulkConnection *connection, BulkPayload *payload)
{
  g_autofree char *id = g_uri_escape_string (bulk_connection_get_integration_id (connection), NULL, FALSE);
  gboolean json = bulk_payload_get_format (payload) == BULK_PAYLOAD_JSON;

  return g_strconcat ("/bulk/v1/bulkload/", id, "/upload_url?file_name=", json ? "bulk.json" : "bulk.csv", NULL);
}

/** bulk_upload_way_check: Returns: whether @payload can go this way; %FALSE with %BULK_WORKSPAN_ERROR_FAILED */
gboolean
bulk_upload_way_check (BulkUploadWay way, BulkPayload *payload, GError **error)
{
  if (way == BULK_WAY_OPPORTUNITIES || bulk_payload_get_format (payload) == BULK_PAYLOAD_JSON
      || bulk_payload_has_header (payload))
    return TRUE;
  g_set_error_literal (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_FAILED,
                       _ ("Columns without names cannot be loaded this way. Give the table a first row with names, or "
                          "load it as opportunities."));
  return FALSE;
}

/** bulk_upload_way_get_object_type: Returns: (nullable): the name of what is loaded; %NULL: opportunities */
const char *
bulk_upload_way_get_object_type (BulkUploadWay way)
{
  return way == BULK_WAY_OPPORTUNITIES ? NULL : ANY;
}

/** bulk_upload_way_get_name: Returns: (nullable): how the file gets there; %NULL: with the request */
const char *
bulk_upload_way_get_name (BulkUploadWay way)
{
  return way == BULK_WAY_STORAGE ? SIGNED_URL : NULL;
}

/** bulk_upload_way_from_names: Returns: the way that has these names */
BulkUploadWay
bulk_upload_way_from_names (const char *object_type, const char *way)
{
  if (g_strcmp0 (way, SIGNED_URL) == 0)
    return BULK_WAY_STORAGE;
  return object_type != NULL ? BULK_WAY_ANY : BULK_WAY_OPPORTUNITIES;
}
