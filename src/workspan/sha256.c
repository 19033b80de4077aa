/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/sha256.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

#define N_BYTES 32u

struct _BulkSha256
{
  gnutls_hash_hd_t hash;            /* NULL: it was asked for the result */
  char string[2 * N_BYTES + 1];
};

/* A library that was told to do without SHA-256 is of no use to anybody, and TLS would not work either. */
static void
expect_success (int status)
{
  if (status < 0)
    g_error ("SHA-256: %s", gnutls_strerror (status));
}

/** bulk_sha256_new: Returns: (transfer full): of nothing yet */
BulkSha256 *
bulk_sha256_new (void)
{
  BulkSha256 *self = g_new0 (BulkSha256, 1);

  expect_success (gnutls_hash_init (&self->hash, GNUTLS_DIG_SHA256));
  return self;
}

/** bulk_sha256_free: @self: (nullable) */
void
bulk_sha256_free (BulkSha256 *self)
{
  if (self == NULL)
    return;
  if (self->hash != NULL)
    gnutls_hash_deinit (self->hash, NULL);
  g_free (self);
}

/** bulk_sha256_update: adds @length bytes; not after bulk_sha256_get_string() */
void
bulk_sha256_update (BulkSha256 *self, const void *bytes, gsize length)
{
  g_return_if_fail (self->hash != NULL);

  if (length > 0)
    expect_success (gnutls_hash (self->hash, bytes, length));
}

/** bulk_sha256_get_string: Returns: (transfer none): 64 lower-case hexadecimal digits; nothing can be added any more */
const char *
bulk_sha256_get_string (BulkSha256 *self)
{
  static const char digits[] = "0123456789abcdef";
  guint8 bytes[N_BYTES];

  if (self->hash == NULL)
    return self->string;
  gnutls_hash_deinit (self->hash, bytes);
  self->hash = NULL;
  for (guint i = 0; i < N_BYTES; i++)
    {
      self->string[2 * i] = digits[bytes[i] >> 4];
      self->string[2 * i + 1] = digits[bytes[i] & 15];
    }
  return self->string;
}
