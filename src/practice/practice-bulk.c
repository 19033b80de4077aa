/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice/practice-private.h"

#include <string.h>

#include "practice/practice-parser.h"

#define BODY_KEY "bulk-practice-body"

/* What is read of one load while its body comes in: never more than a row, unless a test wants the body kept. */
typedef struct
{
  BulkPracticeServer *server;   /* not owned: outlives its messages */
  BulkPracticeLoad *load;
  BulkPracticeCsv *csv;         /* one of the two */
  BulkPracticeJson *json;
  char *file_token;
  char *extra;                  /* further members of the answer */
  GByteArray *kept;             /* NULL once the body is longer than is kept */
  gboolean keep_all;
  guint64 length;
} Body;

static void
body_free (Body *self)
{
  g_clear_pointer (&self->csv, bulk_practice_csv_free);
  g_clear_pointer (&self->json, bulk_practice_json_free);
  g_clear_pointer (&self->load, bulk_practice_load_free);
  g_clear_pointer (&self->kept, g_byte_array_unref);
  g_free (self->file_token);
  g_free (self->extra);
  g_free (self);
}

static void
feed (Body *self, const char *data, gsize length)
{
  if (self->csv)
    bulk_practice_csv_feed (self->csv, data, length);
  else
    bulk_practice_json_feed (self->json, data, length);
}

static void
on_got_chunk (SoupServerMessage *message, GBytes *chunk, gpointer user_data)
{
  Body *self = user_data;
  gsize length;
  const char *data = g_bytes_get_data (chunk, &length);

  self->length += length;
  if (self->kept && (self->keep_all ? self->length < G_MAXINT : self->length <= BULK_PRACTICE_SMALL_BODY))
    g_byte_array_append (self->kept, (const guint8 *) data, (guint) length);
  else
    g_clear_pointer (&self->kept, g_byte_array_unref);
  if (!self->file_token)
    feed (self, data, length);
}

static gboolean
refuse (SoupServerMessage *message, const char *text)
{
  bulk_practice_answer_problem (message, SOUP_STATUS_BAD_REQUEST, text);
  return FALSE;
}

static gboolean
check_media_type (SoupServerMessage *message, gboolean is_json)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr (GHashTable) parameters = NULL;
  const char *type, *charset;

  if (soup_message_headers_get_list (headers, "Content-Encoding"))
    return refuse (message, "the body must not be compressed");
  type = soup_message_headers_get_content_type (headers, &parameters);
  if (!type)
    return TRUE;
  if (g_ascii_strcasecmp (type, is_json ? "application/json" : "text/csv") != 0)
    return refuse (message, is_json ? "the media type must be application/json" : "the media type must be text/csv");
  charset = parameters ? g_hash_table_lookup (parameters, "charset") : NULL;
  if (charset && g_ascii_strcasecmp (charset, "utf-8") != 0)
    return refuse (message, "the character set must be UTF-8");
  return TRUE;
}

static gboolean
check_length (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH)
    return TRUE;
  /* A chunked body that ends too early cannot be told from a whole one. */
  bulk_practice_answer_problem (message, SOUP_STATUS_LENGTH_REQUIRED, "the length of the body must be given");
  return FALSE;
}

/* What both addresses have in common; @format is the value of content_type or data_format. */
static Body *
begin_body (BulkPracticeServer *self, SoupServerMessage *message, BulkPracticeQuery *query, const char *format,
            gboolean any_object)
{
  const char *delimiter = bulk_practice_query_get (query, "column_delimiter");
  const char *header = bulk_practice_query_get (query, "has_header_row");
  gboolean is_json = format && g_ascii_strcasecmp (format, "JSON") == 0;
  gboolean has_header = TRUE;
  Body *body;

  if (format && !is_json && g_ascii_strcasecmp (format, "CSV") != 0)
    return refuse (message, any_object ? "parameter 'data_format' must be CSV or JSON"
                                       : "parameter 'content_type' must be CSV or JSON"), NULL;
  if (delimiter && (strlen (delimiter) != 1 || strchr ("\"\r\n", *delimiter) || (guchar) *delimiter > 0x7e))
    return refuse (message, "parameter 'column_delimiter' must be one character"), NULL;
  if (header && !bulk_practice_parse_boolean (header, &has_header))
    return refuse (message, "parameter 'has_header_row' must be true or false"), NULL;
  if (!check_media_type (message, is_json))
    return NULL;

  body = g_new0 (Body, 1);
  body->server = self;
  body->load = bulk_practice_load_new (bulk_practice_query_get (query, "integration_id"), !any_object);
  body->file_token = g_strdup (bulk_practice_query_get (query, "file_token"));
  if (is_json)
    body->json = bulk_practice_json_new (body->load);
  else
    body->csv = bulk_practice_csv_new (body->load, delimiter ? *delimiter : ',', has_header);
  if (any_object)
    {
      g_autoptr (GString) extra = g_string_new (is_json ? ",\"data_format\":\"JSON\"" : ",\"data_format\":\"CSV\"");

      if (!is_json)
        {
          g_string_append (extra, ",\"column_delimiter\":");
          bulk_practice_append_json_string (extra, delimiter ? delimiter : ",", -1);
        }
      body->extra = g_string_free (g_steal_pointer (&extra), FALSE);
    }
  g_mutex_lock (&self->lock);
  body->keep_all = self->keep_body;
  g_mutex_unlock (&self->lock);
  body->kept = g_byte_array_new ();
  return body;
}

/**
 * bulk_practice_bulk_begin:
 * @any_object: whether the address is that of any object, not of opportunities
 *
 * Called when the headers of a load are there: checks them, and reads the body as it comes. Where it answers, the
 * rest of the body is read and thrown away.
 */
void
bulk_practice_bulk_begin (BulkPracticeServer *self, SoupServerMessage *message, gboolean any_object)
{
  static const char *const of_opportunities[]
      = { "integration_id", "content_type", "column_delimiter", "has_header_row", NULL };
  static const char *const of_any[] = { "integration_id", "data_format", "column_delimiter", "file_token", NULL };
  g_autoptr (BulkPracticeQuery) query = NULL;
  Body *body;

  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  if (!bulk_practice_check_method (message, "POST") || !bulk_practice_check_token (self, message))
    return;
  query = bulk_practice_check_query (message, any_object ? of_any : of_opportunities);
  if (!query || !check_length (message)
      || !bulk_practice_check_integration (message, bulk_practice_query_get (query, "integration_id")))
    return;
  body = begin_body (self, message, query,
                     bulk_practice_query_get (query, any_object ? "data_format" : "content_type"), any_object);
  if (!body)
    return;
  g_object_set_data_full (G_OBJECT (message), BODY_KEY, body, (GDestroyNotify) body_free);
  g_signal_connect (message, "got-chunk", G_CALLBACK (on_got_chunk), body);
}

/* The file was put into the storage before; it is read as if it had come with the request. */
static gboolean
take_file (Body *body, SoupServerMessage *message)
{
  g_autoptr (GBytes) file = NULL;
  gsize length;
  const char *data;

  if (body->length > 0)
    return refuse (message, "with 'file_token' there must be no body");
  file = bulk_practice_storage_take (body->server, body->file_token);
  if (!file)
    return refuse (message, "parameter 'file_token' is not valid");
  data = g_bytes_get_data (file, &length);
  feed (body, data, length);
  return TRUE;
}

static void
keep_load (BulkPracticeServer *self, BulkPracticeLoad *load)
{
  g_mutex_lock (&self->lock);
  self->n_accepted++;
  self->rows_accepted += load->n_rows;
  g_queue_push_tail (&self->load_order, load->execution_id);
  g_hash_table_insert (self->loads, load->execution_id, load);
  while (g_queue_get_length (&self->load_order) > BULK_PRACTICE_MAX_LOADS)
    g_hash_table_remove (self->loads, g_queue_pop_head (&self->load_order));
  g_mutex_unlock (&self->lock);
}

/** bulk_practice_bulk_handle: called when a load is there in whole */
void
bulk_practice_bulk_handle (BulkPracticeServer *self, SoupServerMessage *message)
{
  Body *body = g_object_get_data (G_OBJECT (message), BODY_KEY);
  g_autofree char *json = NULL, *time = NULL;
  gboolean good;

  if (!body)
    return bulk_practice_answer_problem (message, SOUP_STATUS_BAD_REQUEST, "invalid input, object invalid");
  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->last_body, g_bytes_unref);
  if (body->kept)
    self->last_body = g_byte_array_free_to_bytes (g_steal_pointer (&body->kept));
  g_mutex_unlock (&self->lock);
  if (bulk_practice_moods_answer_load (self, message))
    return;
  if (body->file_token && !take_file (body, message))
    return;

  good = body->csv ? bulk_practice_csv_end (body->csv) : bulk_practice_json_end (body->json);
  if (!good)
    {
      g_autofree char *text
          = g_strconcat ("invalid input, object invalid: ",
                         body->csv ? bulk_practice_csv_get_problem (body->csv)
                                   : bulk_practice_json_get_problem (body->json), NULL);

      return bulk_practice_answer_problem (message, SOUP_STATUS_BAD_REQUEST, text);
    }
  time = bulk_practice_dup_time ();
  body->load->created_at = g_strdup (time);
  bulk_practice_load_complete (body->load, time);
  json = g_strdup_printf ("{\"integration_id\":\"%s\",\"execution_id\":\"%s\",\"created_at\":\"%s\"%s}",
                          body->load->integration_id, body->load->execution_id, time, body->extra ? body->extra : "");
  keep_load (self, g_steal_pointer (&body->load));
  bulk_practice_answer_json (message, json);
}
