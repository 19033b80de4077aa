/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/integrations.h"

#include <glib/gi18n-lib.h>

#include "workspan/failure.h"
#include "workspan/json-object.h"
#include "workspan/outcome-text.h"
#include "workspan/probe.h"
#include "workspan/workspan-error.h"

#define DEADLINE 30
#define MAX_DEPTH 16
#define MAX_INTEGRATIONS 2000

/* Private helpers */

/* (nullable): an entry without an ID that can be sent is of no use */
static BulkIntegration *
read_integration (JsonNode *node, const char *const *secrets)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *id = object != NULL ? bulk_json_object_get_string (object, "integration_id") : NULL;
  BulkIntegration *integration;

  if (id == NULL || !bulk_connection_check_integration_id (id, NULL))
    return NULL;
  integration = g_new0 (BulkIntegration, 1);
  integration->id = g_strdup (id);
  integration->name = bulk_outcome_text_clean (bulk_json_object_get_string (object, "name"), -1, secrets);
  integration->type = bulk_outcome_text_clean (bulk_json_object_get_string (object, "integration_type"), -1, secrets);
  integration->description = bulk_outcome_text_clean (bulk_json_object_get_string (object, "description"), -1, secrets);
  return integration;
}

static GPtrArray *
refuse (GError **error)
{
  g_set_error_literal (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_SERVER,
                       _ ("The list of integrations could not be understood. Type the integration ID."));
  return NULL;
}

static GError *
explain (BulkProbe *probe)
{
  g_autofree char *happened = NULL, *next = NULL;

  if (probe->reason == BULK_REASON_FORBIDDEN || probe->reason == BULK_REASON_NOT_FOUND)
    return g_error_new_literal (BULK_WORKSPAN_ERROR, bulk_failure_error_code (probe->reason),
                                _ ("This service does not list its integrations. Type the integration ID."));
  happened = bulk_outcome_text_what_happened (probe->reason, probe->status, probe->detail);
  if (probe->reason == BULK_REASON_CANCELLED)
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, happened);
  next = bulk_outcome_text_what_next (BULK_OUTCOME_REFUSED, probe->reason, probe->retry_after);
  return g_error_new (BULK_WORKSPAN_ERROR, bulk_failure_error_code (probe->reason), "%s %s", happened, next);
}

/* Callbacks */

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  BulkConnection *connection = BULK_CONNECTION (source);
  g_autoptr (BulkProbe) probe = bulk_probe_finish (connection, result);
  const char *const secrets[]
      = { bulk_connection_get_token (connection), bulk_connection_get_subscription_key (connection), NULL };
  GPtrArray *list;
  GError *error = NULL;
  gsize length;
  const char *json;

  if (probe->body == NULL || probe->reason != BULK_REASON_NONE)
    {
      g_task_return_error (task, explain (probe));
      return;
    }
  json = g_bytes_get_data (probe->body, &length);
  list = bulk_integrations_parse (json, length, secrets, &error);
  if (list != NULL)
    g_task_return_pointer (task, list, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/* Public functions */

/** bulk_integration_free: @self: (nullable) (transfer full): an integration */
void
bulk_integration_free (BulkIntegration *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->type);
  g_free (self->description);
  g_free (self);
}

/**
 * bulk_integrations_parse:
 * @json: the body of an answer, not NUL-terminated, from an untrusted server
 * @secrets: (array zero-terminated=1): what must not be shown, whoever says it
 *
 * Returns: (transfer container) (nullable) (element-type BulkIntegration): those that can be used, each ID once; or
 *   %NULL with @error set to %BULK_WORKSPAN_ERROR_SERVER
 */
GPtrArray *
bulk_integrations_parse (const char *json, gsize length, const char *const *secrets, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *list;
  JsonObject *object = bulk_json_object_parse (parser, json, length, MAX_DEPTH);
  JsonNode *node = object != NULL ? json_object_get_member (object, "integrations") : NULL;
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return refuse (error);
  array = json_node_get_array (node);
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) bulk_integration_free);
  for (guint i = 0; i < json_array_get_length (array) && list->len < MAX_INTEGRATIONS; i++)
    {
      BulkIntegration *integration = read_integration (json_array_get_element (array, i), secrets);

      if (integration == NULL || !g_hash_table_add (seen, integration->id))
        {
          bulk_integration_free (integration);
          continue;
        }
      g_ptr_array_add (list, integration);
    }
  return list;
}

/** bulk_integrations_list_async: asks once, for half a minute at most */
void
bulk_integrations_list_async (BulkConnection *connection, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (connection, cancellable, callback, user_data);

  g_task_set_source_tag (task, bulk_integrations_list_async);
  g_task_set_check_cancellable (task, FALSE);
  bulk_probe_async (connection, BULK_PROBE_INTEGRATIONS, DEADLINE, cancellable, on_answer, task);
}

/** bulk_integrations_list_finish: Returns: (transfer container) (nullable): the integrations; else @error is set */
GPtrArray *
bulk_integrations_list_finish (BulkConnection *connection, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bulk_integrations_list_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
