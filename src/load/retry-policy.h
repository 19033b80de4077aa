/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "load/load.h"
#include "load/retry.h"
G_BEGIN_DECLS
/* Has the rules of BulkRetry decide about the further attempts of a load; its "wait-until" follows. Call it once,
 * before the load runs. (transfer full) */
BulkRetry *bulk_retry_policy_attach (BulkLoad *load);
G_END_DECLS
