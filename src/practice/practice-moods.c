/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice/practice-private.h"

#define ENDLESS_PIECE 16384

static void
get_mood (BulkPracticeServer *self, BulkPracticeMood *mood, guint *value)
{
  g_mutex_lock (&self->lock);
  *mood = self->mood;
  *value = self->mood_value;
  g_mutex_unlock (&self->lock);
}

/* For so many loads only; the mood of a delay is none of a load's. */
static void
count_load (BulkPracticeServer *self)
{
  g_mutex_lock (&self->lock);
  if (self->mood_loads > 0 && --self->mood_loads == 0)
    self->mood = BULK_PRACTICE_OBEY;
  g_mutex_unlock (&self->lock);
}

static void
add_piece (SoupServerMessage *message, gpointer user_data)
{
  char *piece = g_malloc (ENDLESS_PIECE);

  for (guint i = 0; i < ENDLESS_PIECE; i++)
    piece[i] = ' ';
  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_TAKE, piece, ENDLESS_PIECE);
  soup_server_message_unpause (message);
}

static void
answer_without_end (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_headers_set_content_type (headers, "application/json", NULL);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (add_piece), NULL);
  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC, "{", 1);
}

/** bulk_practice_moods_answer_load: Returns: TRUE if the mood of the moment answered a load in its place */
gboolean
bulk_practice_moods_answer_load (BulkPracticeServer *self, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  BulkPracticeMood mood;
  guint value;

  get_mood (self, &mood, &value);
  count_load (self);
  switch (mood)
    {
    case BULK_PRACTICE_STATUS:
      if (value == 429)
        soup_message_headers_replace (headers, "Retry-After", "1");
      bulk_practice_answer_problem (message, value, "the practice server was told to answer so");
      return TRUE;
    case BULK_PRACTICE_REDIRECT:
      {
        g_autofree char *location = g_strdup_printf ("http://127.0.0.1:%u/elsewhere", value ? value : 9);

        soup_message_headers_replace (headers, "Location", location);
        soup_server_message_set_status (message, SOUP_STATUS_FOUND, NULL);
        return TRUE;
      }
    case BULK_PRACTICE_ENDLESS:
      answer_without_end (message);
      return TRUE;
    case BULK_PRACTICE_GARBAGE:
      soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
      soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, "<html>It works!", 15);
      return TRUE;
    case BULK_PRACTICE_OBEY:
    case BULK_PRACTICE_DELAY:
    default:
      return FALSE;
    }
}

static gboolean
on_delay_over (gpointer user_data)
{
  SoupServerMessage *message = user_data;

  g_object_set_data (G_OBJECT (message), "bulk-practice-delay", NULL);
  soup_server_message_unpause (message);
  return G_SOURCE_REMOVE;
}

static void
drop_source (gpointer data)
{
  g_source_destroy (data);
  g_source_unref (data);
}

static void
on_gone (SoupServerMessage *message, gpointer user_data)
{
  g_object_set_data (G_OBJECT (message), "bulk-practice-delay", NULL);
}

/** bulk_practice_moods_delay: holds a ready answer back, if that is the mood */
void
bulk_practice_moods_delay (BulkPracticeServer *self, SoupServerMessage *message)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  BulkPracticeMood mood;
  GSource *source;
  guint value;

  get_mood (self, &mood, &value);
  if (mood != BULK_PRACTICE_DELAY || value == 0)
    return;
  /* The source does not own the message: where the client leaves, the message takes the source along. */
  source = g_timeout_source_new (value);
  g_source_set_callback (source, on_delay_over, message, NULL);
  g_object_set_data_full (G_OBJECT (message), "bulk-practice-delay", source, drop_source);
  g_signal_connect (message, "finished", G_CALLBACK (on_gone), NULL);
  g_signal_connect (message, "disconnected", G_CALLBACK (on_gone), NULL);
  g_source_attach (source, context);
  soup_server_message_pause (message);
}
