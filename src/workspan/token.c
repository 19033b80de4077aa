/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/token.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <time.h>

#include "workspan/connection.h"
#include "workspan/session.h"
#include "workspan/token-answer.h"
#include "workspan/workspan-error.h"

#define PATH "/oauth/token"
#define DEADLINE 30
#define MAX_ANSWER 65536
/* A token is not used any more for so long before its end, or a tenth of its life: a request has to get there. */
#define MARGIN 60
#define MAX_CLIENT 1024

struct _BulkTokenSource
{
  GObject parent_instance;
  BulkConnection *where;      /* checks and keeps address, host and key; its own token is none */
  char *client_id;
  char *client_secret;

  char *token;                /* NULL: there is none */
  gint64 good_until;          /* on the clock */
  GQueue waiters;             /* of Waiter */
  GCancellable *fetching;     /* not NULL: a token is being fetched */
  BulkTokenClock clock;
  gpointer clock_data;
};

G_DEFINE_FINAL_TYPE (BulkTokenSource, bulk_token_source, G_TYPE_OBJECT)

typedef struct
{
  GTask *task;
  GSource *cancel_source;     /* nullable */
} Waiter;

static void fetch (BulkTokenSource *self);

/* Private helpers */

static void
wipe (char **secret)
{
  if (*secret != NULL)
    explicit_bzero (*secret, strlen (*secret));
  g_clear_pointer (secret, g_free);
}

static void
wipe_and_free (gpointer secret)
{
  char *text = secret;

  wipe (&text);
}

/* Goes on while the computer sleeps, and nobody sets it. */
static gint64
read_clock (gpointer data)
{
  struct timespec now;

  if (clock_gettime (CLOCK_BOOTTIME, &now) != 0)
    return g_get_monotonic_time ();
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gboolean
has_good_token (BulkTokenSource *self)
{
  return self->token != NULL && self->clock (self->clock_data) < self->good_until;
}

static void
waiter_free (Waiter *waiter)
{
  if (waiter->cancel_source != NULL)
    g_source_destroy (waiter->cancel_source);
  g_clear_pointer (&waiter->cancel_source, g_source_unref);
  g_object_unref (waiter->task);
  g_free (waiter);
}

/* Answers everybody who waits; they may ask again at once. */
static void
answer_all (BulkTokenSource *self, const GError *error)
{
  g_autoptr (BulkTokenSource) alive = g_object_ref (self);
  GQueue waiters = self->waiters;
  Waiter *waiter;

  g_queue_init (&self->waiters);
  while ((waiter = g_queue_pop_head (&waiters)) != NULL)
    {
      if (error != NULL)
        g_task_return_error (waiter->task, g_error_copy (error));
      else
        g_task_return_pointer (waiter->task, g_strdup (self->token), wipe_and_free);
      waiter_free (waiter);
    }
}

static gboolean
check_client (const char *text, const char *empty, const char *bad, GError **error)
{
  const char *message = NULL;

  if (text == NULL || *text == '\0')
    message = empty;
  else if (!g_utf8_validate (text, -1, NULL) || strlen (text) > MAX_CLIENT)
    message = bad;
  for (const char *c = text; message == NULL && *c != '\0'; c++)
    if ((guchar) *c < 0x20 || *c == 0x7f)
      message = bad;
  if (message != NULL)
    g_set_error_literal (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_BAD_CONNECTION, message);
  return message == NULL;
}

/* (transfer full): the form, which is wiped with the bytes */
static GBytes *
make_form (BulkTokenSource *self)
{
  char *id = g_uri_escape_string (self->client_id, NULL, FALSE);
  char *secret = g_uri_escape_string (self->client_secret, NULL, FALSE);
  char *form = g_strconcat ("grant_type=client_credentials&client_id=", id, "&client_secret=", secret, NULL);

  wipe (&id);
  wipe (&secret);
  return g_bytes_new_with_free_func (form, strlen (form), wipe_and_free, form);
}

static SoupMessage *
make_message (BulkTokenSource *self, const char *method, const char *token)
{
  return bulk_session_new_bare_message (bulk_connection_get_base_url (self->where), method, PATH, token,
                                        bulk_connection_get_ws_env (self->where),
                                        bulk_connection_get_subscription_key (self->where));
}

/* (nullable): why there is no token */
static GError *
take_answer (BulkTokenSource *self, BulkProbe *probe)
{
  const char *const secrets[] = { self->client_secret, bulk_connection_get_subscription_key (self->where), NULL };
  GError *error = NULL;
  gsize length;
  guint lifetime = 0;
  gint64 life;
  gpointer body;

  if (probe->reason != BULK_REASON_NONE || probe->body == NULL)
    return bulk_token_answer_explain (probe, secrets);
  body = (gpointer) g_bytes_get_data (probe->body, &length);
  wipe (&self->token);
  self->token = bulk_token_answer_parse (body, length, &lifetime, &error);
  if (length > 0)
    explicit_bzero (body, length);   /* nobody else has it */
  life = (gint64) lifetime * G_USEC_PER_SEC;
  self->good_until = self->clock (self->clock_data) + life - MIN ((gint64) MARGIN * G_USEC_PER_SEC, life / 10);
  return error;
}

/* Callbacks */

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  BulkTokenSource *self = BULK_TOKEN_SOURCE (source);
  g_autoptr (BulkProbe) probe = bulk_probe_finish (NULL, result);
  gboolean given_up = g_cancellable_is_cancelled (self->fetching);
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->fetching);
  if (given_up)
    {
      /* Nobody waited any more; somebody may have come since. */
      if (!g_queue_is_empty (&self->waiters))
        fetch (self);
      return;
    }
  error = take_answer (self, probe);
  answer_all (self, error);
}

static void
fetch (BulkTokenSource *self)
{
  g_autoptr (SoupSession) session = bulk_session_new (self->where);
  g_autoptr (SoupMessage) message = make_message (self, "POST", NULL);
  g_autoptr (GBytes) form = make_form (self);

  if (message != NULL)
    soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", form);
  self->fetching = g_cancellable_new ();
  bulk_probe_send_async (self, session, message, DEADLINE, MAX_ANSWER, self->fetching, on_fetched, NULL);
}

static gboolean
on_waiter_cancelled (GCancellable *cancellable, gpointer data)
{
  Waiter *waiter = data;
  BulkTokenSource *self = g_task_get_source_object (waiter->task);

  g_queue_remove (&self->waiters, waiter);
  if (g_queue_is_empty (&self->waiters) && self->fetching != NULL)
    g_cancellable_cancel (self->fetching);
  g_task_return_error_if_cancelled (waiter->task);
  waiter_free (waiter);
  return G_SOURCE_REMOVE;
}

static void
on_revoked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (BulkProbe) probe = bulk_probe_finish (NULL, result);

  /* What the service does not know any more is as good as revoked. */
  if (probe->body != NULL
      && (probe->reason == BULK_REASON_NONE || probe->status == 401 || probe->status == 403 || probe->status == 404))
    g_task_return_boolean (task, TRUE);
  else
    {
      const char *const none[] = { NULL };

      g_task_return_error (task, bulk_token_answer_explain (probe, none));
    }
}

/* Overrides */

static void
bulk_token_source_finalize (GObject *object)
{
  BulkTokenSource *self = BULK_TOKEN_SOURCE (object);

  wipe (&self->client_id);
  wipe (&self->client_secret);
  wipe (&self->token);
  g_clear_object (&self->where);
  g_clear_object (&self->fetching);
  G_OBJECT_CLASS (bulk_token_source_parent_class)->finalize (object);
}

/* Class */

static void
bulk_token_source_class_init (BulkTokenSourceClass *class)
{
  G_OBJECT_CLASS (class)->finalize = bulk_token_source_finalize;
}

static void
bulk_token_source_init (BulkTokenSource *self)
{
  g_queue_init (&self->waiters);
  self->clock = read_clock;
}

/* Public functions */

/** bulk_token_source_check_client_id: Returns: whether @id can be the ID of an application user */
gboolean
bulk_token_source_check_client_id (const char *id, GError **error)
{
  return check_client (id, _ ("Enter the ID of the application user."),
                       _ ("This is not the ID of an application user. Copy it once more."), error);
}

/** bulk_token_source_check_client_secret: Returns: whether @secret can be one; the error never repeats it */
gboolean
bulk_token_source_check_client_secret (const char *secret, GError **error)
{
  return check_client (secret, _ ("Enter the secret of the application user."),
                       _ ("This is not the secret of an application user. Copy it once more."), error);
}

/**
 * bulk_token_source_new:
 * @base_url: address of the service
 * @client_id: ID of the application user
 * @client_secret: its secret
 * @ws_env: (nullable): host name of the WorkSpan app
 * @subscription_key: (nullable): of the gateway
 *
 * It belongs to the thread that made it.
 *
 * Returns: (transfer full) (nullable): the source, or %NULL with @error set to %BULK_WORKSPAN_ERROR_BAD_CONNECTION
 */
BulkTokenSource *
bulk_token_source_new (const char *base_url, const char *client_id, const char *client_secret, const char *ws_env,
                       const char *subscription_key, GError **error)
{
  g_autoptr (BulkConnection) where = bulk_connection_new (base_url, "-", "-", ws_env, subscription_key, error);
  BulkTokenSource *self;

  if (where == NULL || !bulk_token_source_check_client_id (client_id, error)
      || !bulk_token_source_check_client_secret (client_secret, error))
    return NULL;
  self = g_object_new (BULK_TYPE_TOKEN_SOURCE, NULL);
  self->where = g_steal_pointer (&where);
  self->client_id = g_strdup (client_id);
  self->client_secret = g_strdup (client_secret);
  return self;
}

/** bulk_token_source_equal: Returns: whether both would fetch the same tokens */
gboolean
bulk_token_source_equal (BulkTokenSource *self, BulkTokenSource *other)
{
  return g_str_equal (self->client_id, other->client_id) && g_str_equal (self->client_secret, other->client_secret)
         && g_str_equal (bulk_connection_get_base_url (self->where), bulk_connection_get_base_url (other->where))
         && g_strcmp0 (bulk_connection_get_ws_env (self->where), bulk_connection_get_ws_env (other->where)) == 0
         && g_strcmp0 (bulk_connection_get_subscription_key (self->where),
                       bulk_connection_get_subscription_key (other->where)) == 0;
}

/**
 * bulk_token_source_get_async:
 * @refused: (nullable): a token that the service answered 401 to
 *
 * Gives the token at hand if it is good for a while yet, and fetches one otherwise.
 */
void
bulk_token_source_get_async (BulkTokenSource *self, const char *refused, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Waiter *waiter;

  g_task_set_source_tag (task, bulk_token_source_get_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (refused != NULL && g_strcmp0 (refused, self->token) == 0)
    wipe (&self->token);
  if (self->fetching == NULL && has_good_token (self))
    {
      g_task_return_pointer (task, g_strdup (self->token), wipe_and_free);
      return;
    }
  waiter = g_new0 (Waiter, 1);
  waiter->task = g_steal_pointer (&task);
  if (cancellable != NULL)
    {
      waiter->cancel_source = g_cancellable_source_new (cancellable);
      g_source_set_callback (waiter->cancel_source, G_SOURCE_FUNC (on_waiter_cancelled), waiter, NULL);
      g_source_attach (waiter->cancel_source, g_task_get_context (waiter->task));
    }
  g_queue_push_tail (&self->waiters, waiter);
  if (self->fetching == NULL)
    fetch (self);
}

/** bulk_token_source_get_finish: Returns: (transfer full) (nullable): the token, to be wiped; else @error is set */
char *
bulk_token_source_get_finish (BulkTokenSource *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bulk_token_source_get_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/** bulk_token_source_revoke_async: forgets the token and has the service forget it; there need not be one */
void
bulk_token_source_revoke_async (BulkTokenSource *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (SoupSession) session = bulk_session_new (self->where);
  g_autoptr (SoupMessage) message = NULL;

  g_task_set_source_tag (task, bulk_token_source_revoke_async);
  if (self->token == NULL)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  message = make_message (self, "DELETE", self->token);
  wipe (&self->token);
  bulk_probe_send_async (self, session, message, DEADLINE, MAX_ANSWER, cancellable, on_revoked, task);
}

/** bulk_token_source_revoke_finish: Returns: whether the service forgot the token; else @error is set */
gboolean
bulk_token_source_revoke_finish (BulkTokenSource *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bulk_token_source_revoke_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/** bulk_token_source_set_clock: for tests: microseconds from @clock, in place of time */
void
bulk_token_source_set_clock (BulkTokenSource *self, BulkTokenClock clock, gpointer data)
{
  self->clock = clock;
  self->clock_data = data;
}
