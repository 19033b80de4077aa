/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <libsoup/soup.h>
#include "workspan/connection.h"
#include "workspan/outcome.h"
G_BEGIN_DECLS
/* BulkProbe: what the service answers to a GET that changes nothing. */
typedef struct
{
  guint status;               /* 0: no whole answer */
  GBytes *body;               /* NULL: no whole answer */
  gint64 retry_after;         /* seconds, -1: not said */
  GError *error;              /* without an answer */
  BulkOutcomeReason reason;   /* NONE for 2xx */
  GTlsCertificateFlags tls_errors;
  const char *detail;         /* (nullable): one more sentence: what is wrong with the certificate or this network */
} BulkProbe;

#define BULK_PROBE_INTEGRATIONS "/event/v1/metadata/integration"
char *bulk_probe_dup_status_path (BulkConnection *connection);  /* status of a load that there is not */

/* deadline: seconds for all of it; 0: none */
void bulk_probe_async (BulkConnection *connection, const char *path, guint deadline, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data);
/* The same, with an answer of at most limit bytes instead of 1 MiB. */
void bulk_probe_limited_async (BulkConnection *connection, const char *path, guint deadline, gsize limit,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* The same with any request that loads nothing. */
void bulk_probe_send_async (gpointer source, SoupSession *session, SoupMessage *message, guint deadline, gsize limit,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
BulkProbe *bulk_probe_finish (BulkConnection *connection, GAsyncResult *result); /* never NULL */
void bulk_probe_free (BulkProbe *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkProbe, bulk_probe_free)
G_END_DECLS
