/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "load/load.h"
#include "load/retry.h"
G_BEGIN_DECLS
/* Has the rules of BulkRetry decide about the further attempts of a load; its "wait-until" follows. Call it once,
 * before the load runs. (transfer full) */
BulkRetry *bulk_retry_policy_attach (BulkLoad *load);
/* The same for every load of this program from now on. */
void bulk_retry_policy_attach_to_all (void);
BulkRetry *bulk_retry_policy_get (BulkLoad *load);        /* (transfer none) (nullable) */
/* (transfer full) (nullable): what the load waits for and how long yet; NULL: it does not wait. */
char *bulk_retry_policy_dup_text (BulkLoad *load);
G_END_DECLS
