/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/execution.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "workspan/json-check.h"
#include "workspan/workspan-error.h"

#define MAX_ANSWER (1024 * 1024)
#define MAX_DEPTH 16
#define MAX_ID 256

struct _BulkExecution
{
  GObject parent_instance;
  char *integration_id;
  char *execution_id;
  char *created_at;
  GDateTime *creation_time;
  char *json;
};

G_DEFINE_FINAL_TYPE (BulkExecution, bulk_execution, G_TYPE_OBJECT)

/* A string that can be shown, copied and put on one line; NULL for everything else. */
static char *
dup_plain_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  const char *text;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  text = json_node_get_string (node);
  if (text == NULL || *text == '\0' || strlen (text) > MAX_ID)
    return NULL;
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      /* Neither control characters nor those that turn the direction of writing have a place in an ID. */
      if (!g_unichar_isprint (character) || g_unichar_type (character) == G_UNICODE_FORMAT)
        return NULL;
    }
  return g_strdup (text);
}

static void
bulk_execution_finalize (GObject *object)
{
  BulkExecution *self = BULK_EXECUTION (object);

  g_free (self->integration_id);
  g_free (self->execution_id);
  g_free (self->created_at);
  g_clear_pointer (&self->creation_time, g_date_time_unref);
  g_free (self->json);

  G_OBJECT_CLASS (bulk_execution_parent_class)->finalize (object);
}

static void
bulk_execution_class_init (BulkExecutionClass *class)
{
  G_OBJECT_CLASS (class)->finalize = bulk_execution_finalize;
}

static void
bulk_execution_init (BulkExecution *self)
{
}

static BulkExecution *
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_SERVER, message);
  return NULL;
}

/**
 * bulk_execution_parse:
 * @json: the body of an answer, not NUL-terminated, from an untrusted server
 * @length: bytes
 *
 * Reads the answer to an accepted load,
 * `{"integration_id":"…","execution_id":"…","created_at":"2020-05-18T14:06:57.572Z"}`. Other members are
 * kept in bulk_execution_get_json() only. A missing integration ID becomes "", a creation time that is missing or no
 * time is left out: only the execution ID tells that the load was accepted.
 *
 * Returns: (transfer full) (nullable): the execution, or %NULL with @error set to %BULK_WORKSPAN_ERROR_SERVER
 */
BulkExecution *
bulk_execution_parse (const char *json, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (BulkExecution) self = NULL;
  g_autoptr (GTimeZone) utc = NULL;
  JsonNode *root;
  JsonObject *object;

  if (json == NULL || length > MAX_ANSWER)
    return refuse (error, _ ("The answer is far longer than an answer to a load should be."));
  if (length >= 3 && memcmp (json, "\xef\xbb\xbf", 3) == 0)
    {
      json += 3;
      length -= 3;
    }
  if (!bulk_json_check (json, length, MAX_DEPTH))
    return refuse (error, _ ("The answer is not in the form that the service promises."));

  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, json, (gssize) length, NULL))
    return refuse (error, _ ("The answer is not in the form that the service promises."));
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return refuse (error, _ ("The answer is not in the form that the service promises."));
  object = json_node_get_object (root);

  self = g_object_new (BULK_TYPE_EXECUTION, NULL);
  self->execution_id = dup_plain_member (object, "execution_id");
  if (self->execution_id == NULL)
    return refuse (error, _ ("The answer holds no execution ID."));
  self->integration_id = dup_plain_member (object, "integration_id");
  if (self->integration_id == NULL)
    self->integration_id = g_strdup ("");
  self->created_at = dup_plain_member (object, "created_at");
  if (self->created_at != NULL)
    {
      utc = g_time_zone_new_utc ();
      self->creation_time = g_date_time_new_from_iso8601 (self->created_at, utc);
    }
  self->json = g_strndup (json, length);
  return g_steal_pointer (&self);
}

/** bulk_execution_get_integration_id: Returns: the integration as the service named it; "" if it did not */
const char *
bulk_execution_get_integration_id (BulkExecution *self)
{
  g_return_val_if_fail (BULK_IS_EXECUTION (self), NULL);
  return self->integration_id;
}

/** bulk_execution_get_execution_id: Returns: the execution ID; never empty */
const char *
bulk_execution_get_execution_id (BulkExecution *self)
{
  g_return_val_if_fail (BULK_IS_EXECUTION (self), NULL);
  return self->execution_id;
}

/** bulk_execution_get_created_at: Returns: (nullable): the creation time as it was sent */
const char *
bulk_execution_get_created_at (BulkExecution *self)
{
  g_return_val_if_fail (BULK_IS_EXECUTION (self), NULL);
  return self->created_at;
}

/**
 * bulk_execution_get_creation_time:
 *
 * Returns: (nullable) (transfer none): the creation time, in the zone it was sent in
 */
GDateTime *
bulk_execution_get_creation_time (BulkExecution *self)
{
  g_return_val_if_fail (BULK_IS_EXECUTION (self), NULL);
  return self->creation_time;
}

/** bulk_execution_get_json: Returns: the whole answer; valid JSON, but what is in it is the server's */
const char *
bulk_execution_get_json (BulkExecution *self)
{
  g_return_val_if_fail (BULK_IS_EXECUTION (self), NULL);
  return self->json;
}
