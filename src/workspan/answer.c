/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/answer.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "workspan/json-check.h"
#include "workspan/outcome-text.h"

#define MAX_ANSWER (1024 * 1024)
#define CHUNK 16384
#define LARGE_CHUNK (256 * 1024)
#define MAX_RETRY_AFTER 600

typedef struct
{
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *body;
  gsize limit;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_object_unref (fetch->message);
  g_clear_object (&fetch->stream);
  g_byte_array_unref (fetch->body);
  g_free (fetch);
}

/* libsoup takes the end of a connection for the end of the headers, and of a body whose length is not told. An answer
 * of headers only, that ended with the connection, may be the beginning of any other. */
static gboolean
is_whole (Fetch *fetch)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (fetch->message);

  switch (soup_message_headers_get_encoding (headers))
    {
    case SOUP_ENCODING_CONTENT_LENGTH:
      return soup_message_headers_get_content_length (headers) == (goffset) fetch->body->len;
    case SOUP_ENCODING_EOF:
      return fetch->body->len > 0 || soup_message_get_status (fetch->message) == SOUP_STATUS_NO_CONTENT;
    default:
      return TRUE;
    }
}

static void on_read (GObject *source, GAsyncResult *result, gpointer user_data);

static void
read_more (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);

  gsize chunk = fetch->body->len > MAX_ANSWER ? LARGE_CHUNK : CHUNK;

  g_input_stream_read_bytes_async (fetch->stream, chunk, G_PRIORITY_DEFAULT, g_task_get_cancellable (task),
                                   on_read, g_object_ref (task));
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (bytes == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_byte_array_append (fetch->body, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
  if (fetch->body->len > fetch->limit)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, "The answer does not end");
  else if (g_bytes_get_size (bytes) > 0)
    read_more (task);
  else if (!is_whole (fetch))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, "The answer is not whole");
  else
    g_task_return_pointer (task, g_byte_array_free_to_bytes (g_byte_array_ref (fetch->body)),
                           (GDestroyNotify) g_bytes_unref);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;

  fetch->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (fetch->stream == NULL)
    g_task_return_error (task, error);
  else
    read_more (task);
}

/** bulk_answer_fetch_async: sends @message over @session, once, and reads the answer without blocking */
void
bulk_answer_fetch_async (SoupSession *session, SoupMessage *message, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  bulk_answer_fetch_limited_async (session, message, MAX_ANSWER, cancellable, callback, user_data);
}

/** bulk_answer_fetch_limited_async: the same with an answer of at most @limit bytes, below 4 GiB */
void
bulk_answer_fetch_limited_async (SoupSession *session, SoupMessage *message, gsize limit, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (message, cancellable, callback, user_data);
  Fetch *fetch = g_new0 (Fetch, 1);

  /* A whole answer counts, whenever it was cancelled: it tells what became of the rows. */
  g_task_set_check_cancellable (task, FALSE);
  fetch->message = g_object_ref (message);
  fetch->body = g_byte_array_new ();
  fetch->limit = limit;
  g_task_set_task_data (task, fetch, fetch_free);
  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, cancellable, on_sent, task);
}

/** bulk_answer_fetch_finish: Returns: (transfer full): the body of the whole answer, or %NULL and @error */
GBytes *
bulk_answer_fetch_finish (SoupMessage *message, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/** bulk_answer_get_retry_after: Returns: seconds (0 to 600) to wait by the answer's Retry-After, or -1 */
gint64
bulk_answer_get_retry_after (SoupMessage *message)
{
  const char *text = soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After");
  g_autoptr (GDateTime) then = NULL;
  g_autoptr (GDateTime) now = NULL;

  if (text == NULL || *text == '\0')
    return -1;
  if (strspn (text, "0123456789") == strlen (text))
    return (gint64) MIN (g_ascii_strtoull (text, NULL, 10), (guint64) MAX_RETRY_AFTER);
  then = soup_date_time_new_from_http_string (text);
  if (then == NULL)
    return -1;
  now = g_date_time_new_now_utc ();
  return CLAMP (g_date_time_difference (then, now) / G_TIME_SPAN_SECOND, 0, MAX_RETRY_AFTER);
}

/** bulk_answer_dup_text: Returns: (transfer full) (nullable): what the server says, fit to be shown as plain text */
char *
bulk_answer_dup_text (GBytes *body, BulkConnection *connection)
{
  const char *const secrets[]
      = { bulk_connection_get_token (connection), bulk_connection_get_subscription_key (connection), NULL };
  static const char *const names[] = { "message", "error_description", "error" };
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;

  if (length == 0)
    return NULL;
  if (bulk_json_check (text, length, 16) && json_parser_load_from_data (parser, text, (gssize) length, NULL))
    {
      root = json_parser_get_root (parser);
      for (guint i = 0; root != NULL && JSON_NODE_HOLDS_OBJECT (root) && i < G_N_ELEMENTS (names); i++)
        {
          JsonNode *node = json_object_get_member (json_node_get_object (root), names[i]);

          if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
            return bulk_outcome_text_clean (json_node_get_string (node), -1, secrets);
        }
    }
  return bulk_outcome_text_clean (text, (gssize) length, secrets);
}
