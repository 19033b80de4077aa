/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/body-guard.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "workspan/sha256.h"
#include "workspan/workspan-error.h"

#define PIECE (256u * 1024)

/* Bytes that may be handed on, or why there are no more. */
typedef struct
{
  char *bytes;
  gsize length;
  GError *error;   /* after the bytes */
  gboolean last;   /* nothing after the bytes */
} Piece;

struct _BulkBodyGuard
{
  GInputStream parent_instance;
  GInputStream *body;
  guint64 length;
  char *sha256;

  /* whoever fills: one thread at a time */
  BulkSha256 *checksum;
  guint64 taken;

  Piece now;       /* being handed on */
  gsize at;        /* how much of it has been */
  GTask *waiting;  /* a read for which there is nothing yet */

  GMutex mutex;
  GCond filled;
  gboolean filling, ready;
  Piece next;      /* while not filling */
  int refused;     /* atomic */
};

typedef struct
{
  void *bytes;
  gsize count;
} Wanted;

G_DEFINE_FINAL_TYPE (BulkBodyGuard, bulk_body_guard, G_TYPE_INPUT_STREAM)

static void
refuse (BulkBodyGuard *self, Piece *piece, GError *error)
{
  piece->length = 0;
  piece->last = TRUE;
  piece->error = error;
  g_atomic_int_set (&self->refused, TRUE);
}

static gboolean
is_as_measured (BulkBodyGuard *self)
{
  return self->taken == self->length && g_strcmp0 (bulk_sha256_get_string (self->checksum), self->sha256) == 0;
}

/* Takes a piece from the body. Until the body has been seen to its end and is found right, fewer bytes than were
 * announced are let through, so that the service can never take a wrong body for a whole one. */
static void
fill (BulkBodyGuard *self, Piece *piece)
{
  GError *error = NULL;
  gsize beyond = 0;
  char byte;

  piece->length = 0;
  if (!g_input_stream_read_all (self->body, piece->bytes, PIECE, &piece->length, NULL, &error))
    {
      refuse (self, piece, error);
      return;
    }
  self->taken += piece->length;
  bulk_sha256_update (self->checksum, piece->bytes, piece->length);
  if (piece->length == PIECE && self->taken < self->length)
    return;
  piece->last = TRUE;
  if ((piece->length == PIECE && !g_input_stream_read_all (self->body, &byte, 1, &beyond, NULL, NULL)) || beyond > 0
      || !is_as_measured (self))
    refuse (self, piece, g_error_new_literal (BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_FAILED,
                                              _ ("What was about to be sent is not what was measured before.")));
}

static void
fill_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  BulkBodyGuard *self = source;

  fill (self, &self->next);
  g_mutex_lock (&self->mutex);
  self->filling = FALSE;
  self->ready = TRUE;
  g_cond_signal (&self->filled);
  g_mutex_unlock (&self->mutex);
  g_task_return_boolean (task, TRUE);
}

static void on_filled (GObject *source, GAsyncResult *result, gpointer data);

static void
start_filling (BulkBodyGuard *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_filled, NULL);

  self->filling = TRUE;
  g_task_set_source_tag (task, start_filling);
  g_task_run_in_thread (task, fill_in_thread);
}

/* Makes the piece that was read ahead the one to be handed on. */
static gboolean
take_next (BulkBodyGuard *self)
{
  char *bytes = self->now.bytes;
  gboolean ready;

  g_mutex_lock (&self->mutex);
  ready = self->ready;
  if (ready)
    {
      self->now = self->next;
      self->next = (Piece) { .bytes = bytes };
      self->at = 0;
      self->ready = FALSE;
    }
  g_mutex_unlock (&self->mutex);
  return ready;
}

static gsize
copy (BulkBodyGuard *self, void *bytes, gsize count)
{
  gsize some = MIN (count, self->now.length - self->at);

  if (some > 0)
    memcpy (bytes, self->now.bytes + self->at, some);
  self->at += some;
  return some;
}

/* Answers a read if that can be done at once. */
static gboolean
answer (BulkBodyGuard *self, GTask *task)
{
  Wanted *wanted = g_task_get_task_data (task);

  if (self->at == self->now.length && !self->now.last && take_next (self) && !self->now.last)
    start_filling (self);
  if (self->at < self->now.length)
    g_task_return_int (task, (gssize) copy (self, wanted->bytes, wanted->count));
  else if (self->now.error != NULL)
    g_task_return_error (task, g_error_copy (self->now.error));
  else if (self->now.last)
    g_task_return_int (task, 0);
  else
    return FALSE;
  return TRUE;
}

static void
on_filled (GObject *source, GAsyncResult *result, gpointer data)
{
  BulkBodyGuard *self = BULK_BODY_GUARD (source);
  g_autoptr (GTask) task = g_steal_pointer (&self->waiting);

  if (task != NULL && !answer (self, task))
    self->waiting = g_steal_pointer (&task);
}

static void
bulk_body_guard_read_async (GInputStream *stream, void *bytes, gsize count, int priority, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  BulkBodyGuard *self = BULK_BODY_GUARD (stream);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Wanted *wanted = g_new (Wanted, 1);
  gboolean filling;

  *wanted = (Wanted) { bytes, count };
  g_task_set_task_data (task, wanted, g_free);
  g_task_set_priority (task, priority);
  if (answer (self, task))
    return;
  self->waiting = g_steal_pointer (&task);
  g_mutex_lock (&self->mutex);
  filling = self->filling || self->ready;
  g_mutex_unlock (&self->mutex);
  if (!filling)
    start_filling (self);
}

static gssize
bulk_body_guard_read_finish (GInputStream *stream, GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

static gssize
bulk_body_guard_read (GInputStream *stream, void *bytes, gsize count, GCancellable *cancellable, GError **error)
{
  BulkBodyGuard *self = BULK_BODY_GUARD (stream);

  if (self->at == self->now.length && !self->now.last)
    {
      g_mutex_lock (&self->mutex);
      while (self->filling)
        g_cond_wait (&self->filled, &self->mutex);
      g_mutex_unlock (&self->mutex);
      if (!take_next (self))
        {
          fill (self, &self->now);
          self->at = 0;
        }
    }
  if (self->at == self->now.length && self->now.error != NULL)
    {
      g_propagate_error (error, g_error_copy (self->now.error));
      return -1;
    }
  return (gssize) copy (self, bytes, count);
}

static void
bulk_body_guard_finalize (GObject *object)
{
  BulkBodyGuard *self = BULK_BODY_GUARD (object);

  /* Nothing fills or waits now: each such task holds a reference. */
  g_object_unref (self->body);
  g_free (self->now.bytes);
  g_free (self->next.bytes);
  g_clear_error (&self->now.error);
  g_clear_error (&self->next.error);
  bulk_sha256_free (self->checksum);
  g_free (self->sha256);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->filled);

  G_OBJECT_CLASS (bulk_body_guard_parent_class)->finalize (object);
}

static void
bulk_body_guard_class_init (BulkBodyGuardClass *class)
{
  GInputStreamClass *stream_class = G_INPUT_STREAM_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = bulk_body_guard_finalize;
  stream_class->read_fn = bulk_body_guard_read;
  stream_class->read_async = bulk_body_guard_read_async;
  stream_class->read_finish = bulk_body_guard_read_finish;
}

static void
bulk_body_guard_init (BulkBodyGuard *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->filled);
  self->checksum = bulk_sha256_new ();
  self->now.bytes = g_malloc (PIECE);
  self->next.bytes = g_malloc (PIECE);
}

/**
 * bulk_body_guard_new:
 * @body: what is to be sent; read in a thread
 * @length: bytes it must have
 * @sha256: what its SHA-256 must be, 64 hexadecimal digits
 *
 * A stream of the same bytes that ends in %BULK_WORKSPAN_ERROR_FAILED, before it has given @length bytes, if @body
 * turns out to be any other than measured. A request announced with @length is then never complete.
 *
 * Returns: (transfer full): the stream
 */
GInputStream *
bulk_body_guard_new (GInputStream *body, guint64 length, const char *sha256)
{
  BulkBodyGuard *self = g_object_new (BULK_TYPE_BODY_GUARD, NULL);

  /* Closed with its last user: the thread that reads ahead may still be in it when the request is dropped. */
  self->body = g_object_ref (body);
  self->length = length;
  self->sha256 = g_strdup (sha256);
  return G_INPUT_STREAM (self);
}

/**
 * bulk_body_guard_has_refused:
 *
 * Returns: whether the body was not handed on in whole because it is not the measured one
 */
gboolean
bulk_body_guard_has_refused (BulkBodyGuard *self)
{
  return g_atomic_int_get (&self->refused);
}
