/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/retry-policy.h"

#define KEY "bulk-retry-policy"

/* Callbacks */

static void
on_wait_until (BulkRetry *retry, GParamSpec *spec, BulkLoad *load)
{
  bulk_load_set_wait_until (load, bulk_retry_get_wait_until (retry));
}

static void
decide_async (BulkLoad *load, BulkOutcome *outcome, guint attempt, gpointer policy_data, GCancellable *cancellable,
              GAsyncReadyCallback callback, gpointer user_data)
{
  bulk_retry_next_async (policy_data, outcome, attempt, cancellable, callback, user_data);
}

static BulkConnection *
decide_finish (BulkLoad *load, GAsyncResult *result, gpointer policy_data, GError **error)
{
  return bulk_retry_next_finish (policy_data, result, error);
}

static void
attach (BulkLoad *load)
{
  g_object_unref (bulk_retry_policy_attach (load));
}

/* Public functions */

/** bulk_retry_policy_attach: Returns: (transfer full): what decides, and says what is waited for */
BulkRetry *
bulk_retry_policy_attach (BulkLoad *load)
{
  static const BulkLoadRetry policy = { decide_async, decide_finish };
  BulkRetry *retry = bulk_retry_new (bulk_load_get_connection (load));

  g_signal_connect_object (retry, "notify::wait-until", G_CALLBACK (on_wait_until), load, 0);
  bulk_load_set_retry (load, &policy, g_object_ref (retry), g_object_unref);
  g_object_set_data_full (G_OBJECT (load), KEY, g_object_ref (retry), g_object_unref);
  return retry;
}

/** bulk_retry_policy_attach_to_all: call it once, when the program starts */
void
bulk_retry_policy_attach_to_all (void)
{
  bulk_load_set_on_new (attach);
}

/** bulk_retry_policy_get: Returns: (transfer none) (nullable): what was attached to @load */
BulkRetry *
bulk_retry_policy_get (BulkLoad *load)
{
  return g_object_get_data (G_OBJECT (load), KEY);
}

/** bulk_retry_policy_dup_text: Returns: (transfer full) (nullable): what @load waits for, in words; %NULL: nothing */
char *
bulk_retry_policy_dup_text (BulkLoad *load)
{
  BulkRetry *retry = bulk_retry_policy_get (load);

  return retry ? bulk_retry_dup_text (retry) : NULL;
}
