/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "workspan/answer.h"
#include "workspan/connection.h"
#include "workspan/failure.h"
#include "workspan/json-object.h"
#include "workspan/outcome-text.h"
#include "workspan/probe.h"
#include "workspan/workspan-error.h"

#define DEADLINE 30
#define MAX_DEPTH 16

typedef enum { CANNOT_LIST, LISTED, NOT_LISTED } Listed;

typedef struct
{
  Listed listed;
  char *name;          /* of the integration, cleaned; nullable */
  gboolean strange;    /* the list's address gave something that is no answer of the service */
} Test;

static void
test_free (gpointer data)
{
  Test *test = data;

  g_free (test->name);
  g_free (test);
}

static JsonObject *
parse_object (JsonParser *parser, GBytes *body)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);

  return bulk_json_object_parse (parser, text, length, MAX_DEPTH);
}

static gboolean
is_json_object (GBytes *body)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  return body != NULL && parse_object (parser, body) != NULL;
}

static void
look_up (Test *test, BulkConnection *connection, GBytes *body)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object = parse_object (parser, body);
  JsonNode *node = object != NULL ? json_object_get_member (object, "integrations") : NULL;
  JsonArray *list;

  test->strange = object == NULL;
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return;
  test->listed = NOT_LISTED;
  list = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *item = json_array_get_element (list, i);
      JsonObject *integration = JSON_NODE_HOLDS_OBJECT (item) ? json_node_get_object (item) : NULL;
      const char *const secrets[]
          = { bulk_connection_get_token (connection), bulk_connection_get_subscription_key (connection), NULL };

      if (integration == NULL
          || g_strcmp0 (bulk_json_object_get_string (integration, "integration_id"),
                        bulk_connection_get_integration_id (connection)) != 0)
        continue;
      test->listed = LISTED;
      test->name = bulk_outcome_text_clean (bulk_json_object_get_string (integration, "name"), -1, secrets);
      return;
    }
}

static void
return_failure (GTask *task, BulkProbe *probe)
{
  g_autofree char *happened = bulk_outcome_text_what_happened (probe->reason, probe->status, probe->detail);
  g_autofree char *next = bulk_outcome_text_what_next (BULK_OUTCOME_REFUSED, probe->reason, probe->retry_after);

  if (probe->reason == BULK_REASON_CANCELLED)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", happened);
  else
    g_task_return_new_error (task, BULK_WORKSPAN_ERROR, bulk_failure_error_code (probe->reason), "%s %s", happened,
                             next);
}

/* Whatever the address asked for, these end the test. */
static gboolean
is_final (BulkProbe *probe)
{
  return probe->body == NULL || probe->reason == BULK_REASON_NOT_AUTHORISED || probe->reason == BULK_REASON_REDIRECT
         || probe->reason == BULK_REASON_TOO_MANY;
}

static void
return_strange (GTask *task)
{
  g_task_return_new_error (task, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_SERVER, "%s",
                           _ ("There is a server at this address, but it does not answer as WorkSpan does. "
                              "Check the address in the preferences."));
}

static void
return_listed (GTask *task, Test *test)
{
  if (test->name != NULL)
    g_task_return_pointer (task, g_strdup_printf (_ ("The connection works. The service accepted the token and knows "
                                                     "the integration “%s”."), test->name), g_free);
  else
    g_task_return_pointer (task, g_strdup (_ ("The connection works. The service accepted the token and knows the "
                                              "integration.")), g_free);
}

static void
return_unlisted (GTask *task)
{
  g_task_return_new_error (task, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_NOT_FOUND, "%s",
                           _ ("The service accepted the token, but has no integration with this ID. "
                              "Check the integration ID in the preferences."));
}

/* The service's own words for the second question: 400 or 404, for there is no such load. */
static void
on_status (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Test *test = g_task_get_task_data (task);
  g_autoptr (BulkProbe) probe = bulk_probe_finish (BULK_CONNECTION (source), result);

  if (is_final (probe) || probe->reason == BULK_REASON_SERVER_ERROR)
    return_failure (task, probe);
  else if (test->listed == LISTED && probe->reason != BULK_REASON_FORBIDDEN)
    return_listed (task, test);
  else if (probe->reason == BULK_REASON_FORBIDDEN)
    return_failure (task, probe);
  else if (test->listed == NOT_LISTED && probe->reason == BULK_REASON_NOT_FOUND)
    return_unlisted (task);
  else if (!is_json_object (probe->body) || (test->strange && probe->reason == BULK_REASON_NOT_FOUND))
    return_strange (task);
  else if (probe->reason == BULK_REASON_NOT_FOUND)
    /* A service that cannot list says the same for an unknown integration as for an unknown load. */
    g_task_return_pointer (task, g_strdup (_ ("The service was reached and did not object to the token. Whether the "
                                              "integration ID is right will show with the first load.")), g_free);
  else
    g_task_return_pointer (task, g_strdup (_ ("The connection works. The service accepted the token.")), g_free);
}

static void
on_integrations (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  BulkConnection *self = BULK_CONNECTION (source);
  Test *test = g_task_get_task_data (task);
  g_autoptr (BulkProbe) probe = bulk_probe_finish (self, result);
  g_autofree char *path = NULL;

  if (is_final (probe))
    {
      return_failure (task, probe);
      return;
    }
  if (probe->reason == BULK_REASON_NONE)
    look_up (test, self, probe->body);
  else
    test->strange = !is_json_object (probe->body) && probe->reason == BULK_REASON_NOT_FOUND;
  path = bulk_probe_dup_status_path (self);
  bulk_probe_async (self, path, DEADLINE, g_task_get_cancellable (task), on_status, g_object_ref (task));
}

/**
 * bulk_connection_test_async:
 *
 * Asks the service for its integrations and for a load that there is not. Nothing is loaded. Takes a minute at most.
 */
void
bulk_connection_test_async (BulkConnection *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, bulk_connection_test_async);
  g_task_set_task_data (task, g_new0 (Test, 1), test_free);
  bulk_probe_async (self, BULK_PROBE_INTEGRATIONS, DEADLINE, cancellable, on_integrations, task);
}

/**
 * bulk_connection_test_finish:
 *
 * Returns: (transfer full) (nullable): what works, in plain words; else @error is set to a %BULK_WORKSPAN_ERROR that
 *   says what does not and what to do
 */
char *
bulk_connection_test_finish (BulkConnection *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
