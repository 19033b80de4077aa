/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice/practice-private.h"

#include <string.h>

#define STATUS_PATH "/bulk/v1/status/"
#define LOAD_PATH "/bulk/v1/bulkload"
#define STORAGE_PATH "/storage/"

G_DEFINE_FINAL_TYPE (BulkPracticeServer, bulk_practice_server, G_TYPE_OBJECT)

/* Private helpers */

/* The integration's ID in /bulk/v1/bulkload/{integration_id}/upload_url, or NULL. */
static char *
dup_upload_url_id (const char *path)
{
  const char *id = path + strlen (LOAD_PATH "/");

  if (!g_str_has_prefix (path, LOAD_PATH "/") || !g_str_has_suffix (id, "/upload_url"))
    return NULL;
  return g_strndup (id, strlen (id) - strlen ("/upload_url"));
}

static gboolean
is_load_path (const char *path)
{
  return g_str_equal (path, LOAD_PATH) || g_str_equal (path, LOAD_PATH "_opportunity");
}

static void
route (BulkPracticeServer *self, SoupServerMessage *message, const char *path)
{
  g_autofree char *upload_url_id = dup_upload_url_id (path);

  if (g_str_equal (path, "/oauth/token"))
    bulk_practice_oauth_handle (self, message);
  else if (g_str_equal (path, "/event/v1/metadata/integration"))
    bulk_practice_integrations_handle (self, message);
  else if (is_load_path (path))
    bulk_practice_bulk_handle (self, message);
  else if (g_str_has_prefix (path, STATUS_PATH))
    bulk_practice_status_handle (self, message, path + strlen (STATUS_PATH));
  else if (upload_url_id)
    bulk_practice_storage_handle_url (self, message, upload_url_id);
  else if (g_str_has_prefix (path, STORAGE_PATH))
    bulk_practice_storage_handle_put (self, message, path + strlen (STORAGE_PATH));
  else
    bulk_practice_answer_problem (message, SOUP_STATUS_NOT_FOUND, "Resource not found");
}

/* Callbacks */

/* The headers are there, the body is not. */
static void
on_headers (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  BulkPracticeServer *self = user_data;

  if (is_load_path (path))
    bulk_practice_bulk_begin (self, message, g_str_equal (path, LOAD_PATH));
  else if (g_str_has_prefix (path, STORAGE_PATH))
    bulk_practice_storage_begin_put (message);
  else
    bulk_practice_request_limit_body (message);
}

static void
on_request (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  BulkPracticeServer *self = user_data;

  route (self, message, path);
  bulk_practice_moods_delay (self, message);
}

/* Serving */

/* In the context that is the thread's default. */
static SoupServer *
listen (BulkPracticeServer *self, guint port, GError **error)
{
  g_autoptr (SoupServer) soup = soup_server_new ("raw-paths", FALSE, NULL);
  GSList *uris;

  soup_server_add_early_handler (soup, NULL, on_headers, self, NULL);
  soup_server_add_handler (soup, NULL, on_request, self, NULL);
  if (!soup_server_listen_local (soup, port, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return NULL;
  uris = soup_server_get_uris (soup);
  g_mutex_lock (&self->lock);
  self->port = uris ? (guint) g_uri_get_port (uris->data) : 0;
  g_mutex_unlock (&self->lock);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return g_steal_pointer (&soup);
}

static void
close_soup (SoupServer *soup)
{
  soup_server_disconnect (soup);
  soup_server_remove_handler (soup, NULL);
  g_object_unref (soup);
}

typedef struct
{
  BulkPracticeServer *server;
  guint port;
  GMutex lock;
  GCond cond;
  gboolean decided;
  GError *error;
} Start;

static gpointer
serve (gpointer user_data)
{
  Start *start = user_data;
  BulkPracticeServer *self = start->server;
  g_autoptr (GMainContext) context = g_main_context_ref (self->context);
  g_autoptr (GMainLoop) loop = g_main_loop_ref (self->loop);
  SoupServer *soup;

  g_main_context_push_thread_default (context);
  soup = listen (self, start->port, &start->error);
  g_mutex_lock (&start->lock);
  start->decided = TRUE;
  g_cond_signal (&start->cond);
  g_mutex_unlock (&start->lock);
  /* From here on start is gone; self stays until this thread was joined. */
  if (soup)
    {
      g_main_loop_run (loop);
      close_soup (soup);
      /* What libsoup closes, it closes in idle callbacks. */
      for (guint i = 0; i < 1000 && g_main_context_iteration (context, FALSE); i++)
        ;
    }
  g_main_context_pop_thread_default (context);
  return NULL;
}

static gboolean
on_quit (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

/* Overrides */

static void
bulk_practice_server_finalize (GObject *object)
{
  BulkPracticeServer *self = BULK_PRACTICE_SERVER (object);

  bulk_practice_server_stop (self);
  g_clear_pointer (&self->last_body, g_bytes_unref);
  g_hash_table_unref (self->tokens);
  g_free (self->client_id);
  g_free (self->client_secret);
  g_free (self->subscription_key);
  g_free (self->ws_env);
  g_queue_clear (&self->load_order);
  g_hash_table_unref (self->loads);
  g_hash_table_unref (self->uploads);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (bulk_practice_server_parent_class)->finalize (object);
}

/* Class */

static void
bulk_practice_server_class_init (BulkPracticeServerClass *class)
{
  G_OBJECT_CLASS (class)->finalize = bulk_practice_server_finalize;
}

static void
bulk_practice_server_init (BulkPracticeServer *self)
{
  g_mutex_init (&self->lock);
  g_queue_init (&self->load_order);
  self->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->token_life = BULK_PRACTICE_TOKEN_LIFE;
  self->loads = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) bulk_practice_load_free);
  self->uploads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
}

/* Public functions */

/** bulk_practice_server_new: Returns: (transfer full): a server that does not listen yet */
BulkPracticeServer *
bulk_practice_server_new (void)
{
  return g_object_new (BULK_TYPE_PRACTICE_SERVER, NULL);
}

/**
 * bulk_practice_server_start:
 * @port: where to listen on 127.0.0.1; 0 for any free port
 * @error: why it cannot
 *
 * Serves in the main context that is the calling thread's default.
 *
 * Returns: whether it listens
 */
gboolean
bulk_practice_server_start (BulkPracticeServer *self, guint port, GError **error)
{
  g_return_val_if_fail (BULK_IS_PRACTICE_SERVER (self), FALSE);
  g_return_val_if_fail (self->soup == NULL && self->thread == NULL, FALSE);
  self->soup = listen (self, port, error);
  return self->soup != NULL;
}

/**
 * bulk_practice_server_start_in_thread:
 * @port: where to listen on 127.0.0.1; 0 for any free port
 * @error: why it cannot
 *
 * Serves in a thread of its own; returns when it listens.
 *
 * Returns: whether it listens
 */
gboolean
bulk_practice_server_start_in_thread (BulkPracticeServer *self, guint port, GError **error)
{
  Start start = { self, port, { 0 }, { 0 }, FALSE, NULL };

  g_return_val_if_fail (BULK_IS_PRACTICE_SERVER (self), FALSE);
  g_return_val_if_fail (self->soup == NULL && self->thread == NULL, FALSE);
  g_mutex_init (&start.lock);
  g_cond_init (&start.cond);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_try_new ("practice", serve, &start, error);
  if (self->thread)
    {
      g_mutex_lock (&start.lock);
      while (!start.decided)
        g_cond_wait (&start.cond, &start.lock);
      g_mutex_unlock (&start.lock);
    }
  if (self->thread && start.error)
    {
      g_thread_join (g_steal_pointer (&self->thread));
      g_propagate_error (error, start.error);
    }
  g_mutex_clear (&start.lock);
  g_cond_clear (&start.cond);
  if (self->thread)
    return TRUE;
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  return FALSE;
}

/**
 * bulk_practice_server_stop:
 *
 * Stops listening and drops every connection. When it returns, nothing is served any more; what was accepted can
 * still be asked for. Does nothing where the server is not running. From the thread that started it.
 */
void
bulk_practice_server_stop (BulkPracticeServer *self)
{
  g_return_if_fail (BULK_IS_PRACTICE_SERVER (self));
  if (self->soup)
    close_soup (g_steal_pointer (&self->soup));
  if (self->thread)
    {
      /* A source, since quitting a loop that does not run yet has no effect. */
      g_autoptr (GSource) source = g_idle_source_new ();

      g_source_set_priority (source, G_PRIORITY_HIGH);
      g_source_set_callback (source, on_quit, self->loop, NULL);
      g_source_attach (source, self->context);
      g_thread_join (g_steal_pointer (&self->thread));
    }
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
}

/** bulk_practice_server_dup_base_url: Returns: (transfer full): http://127.0.0.1:PORT */
char *
bulk_practice_server_dup_base_url (BulkPracticeServer *self)
{
  return g_strdup_printf ("http://127.0.0.1:%u", bulk_practice_server_get_port (self));
}

/** bulk_practice_server_get_port: Returns: the port it listens on, or listened on last */
guint
bulk_practice_server_get_port (BulkPracticeServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->port;
}

/**
 * bulk_practice_server_set_mood:
 * @mood: how to behave from now on
 * @value: what the mood takes
 */
void
bulk_practice_server_set_mood (BulkPracticeServer *self, BulkPracticeMood mood, guint value)
{
  bulk_practice_server_set_mood_for (self, mood, value, 0);
}

/** bulk_practice_server_set_mood_for: @n_loads: how many loads are treated so; 0: all */
void
bulk_practice_server_set_mood_for (BulkPracticeServer *self, BulkPracticeMood mood, guint value, guint n_loads)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->mood = mood;
  self->mood_value = value;
  self->mood_loads = n_loads;
}

/** bulk_practice_server_get_n_accepted: Returns: loads accepted since the start */
guint
bulk_practice_server_get_n_accepted (BulkPracticeServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->n_accepted;
}

/** bulk_practice_server_get_rows_accepted: Returns: data rows of these loads */
guint64
bulk_practice_server_get_rows_accepted (BulkPracticeServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->rows_accepted;
}

/**
 * bulk_practice_server_set_keep_body:
 * @keep: whether bodies of any size are kept for bulk_practice_server_dup_last_body(), not only small ones
 */
void
bulk_practice_server_set_keep_body (BulkPracticeServer *self, gboolean keep)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->keep_body = keep;
}

/** bulk_practice_server_dup_last_body: Returns: (transfer full) (nullable): the last whole body of a load, if kept */
GBytes *
bulk_practice_server_dup_last_body (BulkPracticeServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->last_body ? g_bytes_ref (self->last_body) : NULL;
}
