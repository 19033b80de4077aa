/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
G_BEGIN_DECLS
/* BulkClaims: which loads belong to a process that lives. A claim is a lock on one byte of a file, which the kernel
 * lets go when the process ends, however it ends. Not thread-safe. */
typedef struct _BulkClaims BulkClaims;

typedef enum
{
  BULK_CLAIM_FREE,      /* nobody's */
  BULK_CLAIM_OWN,
  BULK_CLAIM_OTHER,     /* of another process, or of another object in this one */
  BULK_CLAIM_UNCLEAR,   /* the file system knows no locks */
} BulkClaimState;

BulkClaims *bulk_claims_new (const char *path, GError **error);
void bulk_claims_free (BulkClaims *self);
BulkClaimState bulk_claims_look (BulkClaims *self, gint64 id);
BulkClaimState bulk_claims_take (BulkClaims *self, gint64 id);     /* OWN if it was free */
void bulk_claims_drop (BulkClaims *self, gint64 id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkClaims, bulk_claims_free)
G_END_DECLS
