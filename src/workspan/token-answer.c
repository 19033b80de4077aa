/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/token-answer.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "workspan/json-object.h"
#include "workspan/outcome-text.h"
#include "workspan/workspan-error.h"

#define MAX_DEPTH 8
#define MAX_ANSWER 65536
/* Of a service that does not say: short, for a token that is too old costs a refused load. */
#define UNSAID_LIFETIME 300
#define MAX_LIFETIME 86400

/* Private helpers */

static JsonObject *
parse_object (JsonParser *parser, const char *json, gsize length)
{
  return length <= MAX_ANSWER ? bulk_json_object_parse (parser, json, length, MAX_DEPTH) : NULL;
}

/* A number of seconds, or text that is one; 0 if it is neither. */
static guint
parse_lifetime (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "expires_in");
  const char *text = bulk_json_object_get_string (object, "expires_in");
  guint64 seconds = 0;
  double number;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return UNSAID_LIFETIME;
  if (text != NULL)
    return g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT64, &seconds, NULL)
               ? (guint) MIN (seconds, (guint64) MAX_LIFETIME) : 0;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return 0;
  number = json_node_get_double (node);
  return isfinite (number) && number >= 1 ? (guint) MIN (number, (double) MAX_LIFETIME) : 0;
}

static char *
refuse (GError **error)
{
  g_set_error_literal (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_SERVER,
                       _ ("The service’s answer to the request for a token could not be understood."));
  return NULL;
}

/* The codes of RFC 6749, 5.2. */
static GError *
explain_code (const char *code)
{
  if (g_strcmp0 (code, "invalid_client") == 0)
    return g_error_new_literal (BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_NOT_AUTHORISED,
                                _ ("The service does not know the application user, or the secret is wrong. "
                                   "Check both in the preferences."));
  if (g_strcmp0 (code, "unauthorized_client") == 0 || g_strcmp0 (code, "access_denied") == 0)
    return g_error_new_literal (BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_FORBIDDEN,
                                _ ("The service does not let this application user fetch tokens. "
                                   "Ask the administrator of WorkSpan to allow it."));
  if (g_strcmp0 (code, "invalid_request") == 0 || g_strcmp0 (code, "invalid_grant") == 0
      || g_strcmp0 (code, "unsupported_grant_type") == 0 || g_strcmp0 (code, "invalid_scope") == 0)
    return g_error_new (BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_REJECTED,
                        /* Translators: %s is a word of the protocol, such as invalid_request */
                        _ ("The service refused to give a token (%s). Check the application user and the address in "
                           "the preferences."), code);
  return NULL;
}

/* Of a whole answer: the service was reached. */
static BulkWorkspanError
code_of_reason (BulkOutcomeReason reason)
{
  switch (reason)
    {
    case BULK_REASON_NOT_AUTHORISED:
      return BULK_WORKSPAN_ERROR_NOT_AUTHORISED;
    case BULK_REASON_FORBIDDEN:
      return BULK_WORKSPAN_ERROR_FORBIDDEN;
    case BULK_REASON_NOT_FOUND:
      return BULK_WORKSPAN_ERROR_NOT_FOUND;
    case BULK_REASON_SERVER_ERROR:
    case BULK_REASON_BAD_ANSWER:
      return BULK_WORKSPAN_ERROR_SERVER;
    default:
      return BULK_WORKSPAN_ERROR_REJECTED;
    }
}

static GError *
explain_status (BulkProbe *probe)
{
  g_autofree char *happened = NULL, *next = NULL;

  switch (probe->reason)
    {
    case BULK_REASON_NOT_AUTHORISED:
      return explain_code ("invalid_client");
    case BULK_REASON_FORBIDDEN:
      return explain_code ("access_denied");
    case BULK_REASON_NOT_FOUND:
      return g_error_new_literal (BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_NOT_FOUND,
                                  _ ("There is nothing that gives tokens at this address. "
                                     "Check the address in the preferences."));
    default:
      happened = bulk_outcome_text_what_happened (probe->reason, probe->status, probe->detail);
      next = bulk_outcome_text_what_next (BULK_OUTCOME_REFUSED, probe->reason, probe->retry_after);
      return g_error_new (BULK_WORKSPAN_ERROR, code_of_reason (probe->reason), "%s %s", happened, next);
    }
}

static GError *
explain_silence (BulkProbe *probe)
{
  g_autofree char *happened = bulk_outcome_text_what_happened (probe->reason, 0, probe->detail);
  g_autofree char *next = bulk_outcome_text_what_next (BULK_OUTCOME_NOT_SENT, probe->reason, -1);

  if (probe->reason == BULK_REASON_CANCELLED)
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, happened);
  return g_error_new (BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_UNREACHABLE, "%s %s", happened, next);
}

/* Public functions */

/**
 * bulk_token_answer_parse:
 * @json: the body of an answer, not NUL-terminated, from an untrusted server
 * @lifetime: (out): seconds, 1 to a day
 *
 * Returns: (transfer full) (nullable): the token, to be wiped, or %NULL with @error set to %BULK_WORKSPAN_ERROR_SERVER
 */
char *
bulk_token_answer_parse (const char *json, gsize length, guint *lifetime, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonObject *object = parse_object (parser, json, length);
  const char *token = object != NULL ? bulk_json_object_get_string (object, "access_token") : NULL;
  const char *type;

  if (token == NULL || !bulk_connection_check_token (token, NULL))
    return refuse (error);
  type = bulk_json_object_get_string (object, "token_type");
  if (json_object_has_member (object, "token_type") && (type == NULL || g_ascii_strcasecmp (type, "bearer") != 0))
    return refuse (error);
  *lifetime = parse_lifetime (object);
  return *lifetime > 0 ? g_strdup (token) : refuse (error);
}

/**
 * bulk_token_answer_explain:
 * @probe: an answer that is no token, or none
 * @secrets: (array zero-terminated=1): what must not be in the words
 *
 * Returns: (transfer full): a %BULK_WORKSPAN_ERROR or %G_IO_ERROR_CANCELLED, in words for the user
 */
GError *
bulk_token_answer_explain (BulkProbe *probe, const char *const *secrets)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonObject *object;
  gsize length;
  const char *json;
  g_autofree char *text = NULL, *plain = NULL;
  GError *error = NULL;

  if (probe->body == NULL)
    return explain_silence (probe);
  json = g_bytes_get_data (probe->body, &length);
  object = parse_object (parser, json, length);
  if (object != NULL && probe->status >= 400 && probe->status < 500)
    {
      error = explain_code (bulk_json_object_get_string (object, "error"));
      text = bulk_outcome_text_clean (bulk_json_object_get_string (object, "error_description"), -1, secrets);
    }
  if (error == NULL)
    error = explain_status (probe);
  if (text != NULL)
    {
      plain = g_steal_pointer (&error->message);
      /* Translators: the first %s is whole sentences, the second is what the service says */
      error->message = g_strdup_printf (_ ("%s The service says: %s"), plain, text);
    }
  return error;
}
