/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice/practice-private.h"

#include <string.h>

static void
append_errors (GString *json, BulkPracticeLoad *load, guint64 max)
{
  g_string_append (json, ",\"errors\":[");
  for (guint i = 0; i < load->errors->len && i < max; i++)
    {
      BulkPracticeRowError *error = g_ptr_array_index (load->errors, i);

      g_string_append (json, i > 0 ? ",{\"id\":" : "{\"id\":");
      bulk_practice_append_json_string (json, error->id, -1);
      g_string_append (json, ",\"message\":");
      bulk_practice_append_json_string (json, error->message, -1);
      g_string_append_printf (json, ",\"data_row\":%s}", error->data_row);
    }
  g_string_append_c (json, ']');
}

/* The first answer says "running" with nothing counted yet, as a load takes its time on the service. */
static char *
dup_status (BulkPracticeLoad *load, gboolean include_errors, guint64 max_errors)
{
  gboolean running = load->n_asked++ == 0;
  g_autoptr (GString) json = g_string_new (NULL);

  g_string_printf (json, "{\"integration_id\":\"%s\",\"execution_id\":\"%s\",\"status\":\"%s\"", load->integration_id,
                   load->execution_id, running ? "running" : "completed");
  g_string_append_printf (json,
                          ",\"input_count\":%" G_GUINT64_FORMAT ",\"success_count\":%" G_GUINT64_FORMAT
                          ",\"error_count\":%" G_GUINT64_FORMAT ",\"skip_count\":0",
                          load->n_rows, running ? 0 : load->n_rows - load->n_errors, running ? 0 : load->n_errors);
  g_string_append_printf (json, ",\"started_at\":\"%s\"", load->created_at);
  if (!running)
    g_string_append_printf (json, ",\"completed_at\":\"%s\"", load->completed_at);
  g_string_append_printf (json, ",\"include_errors\":%s", include_errors ? "true" : "false");
  if (include_errors)
    append_errors (json, load, running ? 0 : max_errors);
  g_string_append_c (json, '}');
  return g_string_free (g_steal_pointer (&json), FALSE);
}

static gboolean
is_execution_id (const char *text)
{
  gsize length = text ? strlen (text) : 0;

  if (length == 0 || length > 64)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && text[i] != '-' && text[i] != '_')
      return FALSE;
  return TRUE;
}

/** bulk_practice_status_handle: GET /bulk/v1/status/{integration_id} */
void
bulk_practice_status_handle (BulkPracticeServer *self, SoupServerMessage *message, const char *integration_id)
{
  static const char *const allowed[] = { "execution_id", "include_errors", "max_errors", NULL };
  g_autoptr (BulkPracticeQuery) query = NULL;
  g_autofree char *json = NULL;
  BulkPracticeLoad *load;
  const char *id, *include, *max;
  gboolean include_errors = FALSE;
  guint64 max_errors = 10;

  if (!bulk_practice_check_method (message, "GET") || !bulk_practice_check_token (self, message))
    return;
  query = bulk_practice_check_query (message, allowed);
  if (!query || !bulk_practice_check_integration (message, integration_id))
    return;
  id = bulk_practice_query_get (query, "execution_id");
  include = bulk_practice_query_get (query, "include_errors");
  max = bulk_practice_query_get (query, "max_errors");
  if (!is_execution_id (id))
    return bulk_practice_answer_problem (message, 400, "invalid execution_id");
  if (include && !bulk_practice_parse_boolean (include, &include_errors))
    return bulk_practice_answer_problem (message, 400, "parameter 'include_errors' must be true or false");
  if (max && !g_ascii_string_to_unsigned (max, 10, 1, BULK_PRACTICE_MAX_ERRORS, &max_errors, NULL))
    return bulk_practice_answer_problem (message, 400, "parameter 'max_errors' must be a number from 1 to 10000");

  g_mutex_lock (&self->lock);
  load = g_hash_table_lookup (self->loads, id);
  if (load)
    json = dup_status (load, include_errors, max_errors);
  g_mutex_unlock (&self->lock);
  if (json)
    bulk_practice_answer_json (message, json);
  else
    bulk_practice_answer_problem (message, 404, "execution not found");
}

/** bulk_practice_integrations_handle: GET /event/v1/metadata/integration */
void
bulk_practice_integrations_handle (BulkPracticeServer *self, SoupServerMessage *message)
{
  static const char *const allowed[] = { NULL };
  g_autoptr (BulkPracticeQuery) query = NULL;
  gboolean hidden;

  if (!bulk_practice_check_method (message, "GET") || !bulk_practice_check_token (self, message))
    return;
  g_mutex_lock (&self->lock);
  hidden = self->hides_integrations;
  g_mutex_unlock (&self->lock);
  if (hidden)
    return bulk_practice_answer_problem (message, 403, "this token may not list the integrations");
  query = bulk_practice_check_query (message, allowed);
  if (query)
    bulk_practice_answer_json (message, "{\"integrations\":[{\"integration_id\":\"" BULK_PRACTICE_INTEGRATION_ID "\","
                                        "\"integration_type\":\"OPPORTUNITY\",\"name\":\"Practice\","
                                        "\"description\":\"Opportunities loaded here go nowhere\"}]}");
}
