/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice/practice-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define FILE_KEY "bulk-practice-file"

/* A file being put: written to the disk as it comes, under no name. */
typedef struct { int fd; gboolean failed; } PutFile;

static void
put_file_free (PutFile *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}

static void
on_got_chunk (SoupServerMessage *message, GBytes *chunk, gpointer user_data)
{
  PutFile *self = user_data;
  gsize length;
  const char *data = g_bytes_get_data (chunk, &length);

  while (length > 0 && !self->failed)
    {
      gssize n = write (self->fd, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      self->failed = n <= 0;
      data += MAX (n, 0);
      length -= (gsize) MAX (n, 0);
    }
}

/** bulk_practice_storage_begin_put: called when the headers are there: writes the body to the disk as it comes */
void
bulk_practice_storage_begin_put (SoupServerMessage *message)
{
  g_autofree char *name = NULL;
  PutFile *file = g_new0 (PutFile, 1);

  file->fd = g_file_open_tmp ("bulk-practice-XXXXXX", &name, NULL);
  file->failed = file->fd < 0;
  if (name)
    g_unlink (name);
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  g_object_set_data_full (G_OBJECT (message), FILE_KEY, file, (GDestroyNotify) put_file_free);
  g_signal_connect (message, "got-chunk", G_CALLBACK (on_got_chunk), file);
}

static GBytes *
map_file (SoupServerMessage *message)
{
  PutFile *file = g_object_get_data (G_OBJECT (message), FILE_KEY);
  g_autoptr (GMappedFile) mapped = file && !file->failed ? g_mapped_file_new_from_fd (file->fd, FALSE, NULL) : NULL;

  return mapped ? g_mapped_file_get_bytes (mapped) : NULL;
}

/* A signed address: whoever knows it may put one file there, without a bearer token. */
static char *
dup_signature (const char *token)
{
  g_autofree char *text = g_strdup_printf ("practice storage %s", token);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

/** bulk_practice_storage_handle_url: GET /bulk/v1/bulkload/{integration_id}/upload_url */
void
bulk_practice_storage_handle_url (BulkPracticeServer *self, SoupServerMessage *message, const char *integration_id)
{
  static const char *const allowed[] = { "file_name", NULL };
  g_autoptr (BulkPracticeQuery) query = NULL;
  g_autofree char *token = NULL, *signature = NULL, *json = NULL, *base = NULL;
  const char *name;

  if (!bulk_practice_check_method (message, "GET") || !bulk_practice_check_token (self, message))
    return;
  query = bulk_practice_check_query (message, allowed);
  if (!query || !bulk_practice_check_integration (message, integration_id))
    return;
  name = bulk_practice_query_get (query, "file_name");
  if (!name || !*name)
    return bulk_practice_answer_problem (message, 400, "parameter 'file_name' is missing");

  token = g_strdup_printf ("%08x%08x%08x", g_random_int (), g_random_int (), g_random_int ());
  signature = dup_signature (token);
  base = bulk_practice_server_dup_base_url (self);
  json = g_strdup_printf ("{\"upload_url\":\"%s/storage/%s?Expires=3600&Signature=%s\",\"upload_token\":\"%s\"}", base,
                          token, signature, token);
  g_mutex_lock (&self->lock);
  if (g_hash_table_size (self->uploads) >= BULK_PRACTICE_MAX_UPLOADS)
    g_hash_table_remove_all (self->uploads);
  g_hash_table_insert (self->uploads, g_steal_pointer (&token), NULL);
  g_mutex_unlock (&self->lock);
  bulk_practice_answer_json (message, json);
}

/** bulk_practice_storage_handle_put: PUT to a signed address */
void
bulk_practice_storage_handle_put (BulkPracticeServer *self, SoupServerMessage *message, const char *token)
{
  static const char *const allowed[] = { "Expires", "Signature", NULL };
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr (BulkPracticeQuery) query = NULL;
  g_autofree char *signature = dup_signature (token);
  g_autoptr (GBytes) bytes = NULL;
  gboolean known;

  if (!bulk_practice_check_method (message, "PUT"))
    return;
  query = bulk_practice_check_query (message, allowed);
  if (!query)
    return;
  /* The storage is another host: whoever sends the token there gives it away. */
  if (soup_message_headers_get_list (headers, "Authorization"))
    return bulk_practice_answer_problem (message, 400, "the storage must not be sent an Authorization header");
  if (g_strcmp0 (bulk_practice_query_get (query, "Signature"), signature) != 0)
    return bulk_practice_answer_problem (message, 403, "the signature is wrong");
  bytes = map_file (message);
  if (!bytes)
    return bulk_practice_answer_problem (message, 507, "there is no room for the file");

  g_mutex_lock (&self->lock);
  known = g_hash_table_contains (self->uploads, token);
  if (known)
    g_hash_table_insert (self->uploads, g_strdup (token), g_steal_pointer (&bytes));
  g_mutex_unlock (&self->lock);
  if (!known)
    return bulk_practice_answer_problem (message, 403, "the address is not valid any more");
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
}

/**
 * bulk_practice_storage_take:
 * @token: an upload token
 *
 * Returns: (transfer full) (nullable): the file put there; a token is good for one load
 */
GBytes *
bulk_practice_storage_take (BulkPracticeServer *self, const char *token)
{
  GBytes *bytes;

  g_mutex_lock (&self->lock);
  bytes = g_hash_table_lookup (self->uploads, token);
  if (bytes)
    {
      g_bytes_ref (bytes);
      g_hash_table_remove (self->uploads, token);
    }
  g_mutex_unlock (&self->lock);
  return bytes;
}
