/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/claims.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "store/store-error.h"

/* The file stays empty: locks may lie beyond the end of a file. They belong to the open file description, so that
 * nothing else that this process does to the file lets go of them. */
struct _BulkClaims
{
  int fd;
  GHashTable *own;   /* of gint64 */
};

/* Private helpers */

static int
do_lock (BulkClaims *self, int command, short type, gint64 id, short *found)
{
  struct flock lock = { .l_type = type, .l_whence = SEEK_SET, .l_start = id, .l_len = 1 };
  int result;

  do
    result = fcntl (self->fd, command, &lock);
  while (result != 0 && errno == EINTR);
  if (found != NULL)
    *found = lock.l_type;
  return result;
}

/* Public functions */

/** bulk_claims_new: Returns: (transfer full) (nullable): claims in the file @path, which is made if it is not there */
BulkClaims *
bulk_claims_new (const char *path, GError **error)
{
  BulkClaims *self;
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  int number = errno;

  if (fd < 0)
    {
      gboolean full = number == ENOSPC || number == EDQUOT;

      g_set_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_FULL, "%s",
                   full ? _("The history of loads cannot be written: the disk is full. Free some space, then try "
                            "again.")
                        : _("The history of loads cannot be written: its folder or file may not be changed."));
      return NULL;
    }
  self = g_new0 (BulkClaims, 1);
  self->fd = fd;
  self->own = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

/** bulk_claims_free: lets go of all claims */
void
bulk_claims_free (BulkClaims *self)
{
  g_close (self->fd, NULL);
  g_hash_table_unref (self->own);
  g_free (self);
}

/** bulk_claims_look: Returns: whose @id is */
BulkClaimState
bulk_claims_look (BulkClaims *self, gint64 id)
{
  short found;

  if (g_hash_table_contains (self->own, &id))
    return BULK_CLAIM_OWN;
  if (do_lock (self, F_OFD_GETLK, F_WRLCK, id, &found) != 0)
    return BULK_CLAIM_UNCLEAR;
  return found == F_UNLCK ? BULK_CLAIM_FREE : BULK_CLAIM_OTHER;
}

/** bulk_claims_take: claims @id, if nobody else has */
BulkClaimState
bulk_claims_take (BulkClaims *self, gint64 id)
{
  BulkClaimState state = BULK_CLAIM_OWN;

  if (g_hash_table_contains (self->own, &id))
    return BULK_CLAIM_OWN;
  if (do_lock (self, F_OFD_SETLK, F_WRLCK, id, NULL) != 0)
    state = errno == EAGAIN || errno == EACCES ? BULK_CLAIM_OTHER : BULK_CLAIM_UNCLEAR;
  if (state != BULK_CLAIM_OTHER)
    g_hash_table_add (self->own, g_memdup2 (&id, sizeof id));
  return state;
}

/** bulk_claims_drop: lets go of @id */
void
bulk_claims_drop (BulkClaims *self, gint64 id)
{
  if (g_hash_table_remove (self->own, &id))
    do_lock (self, F_OFD_SETLK, F_UNLCK, id, NULL);
}
