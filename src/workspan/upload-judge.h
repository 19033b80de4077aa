/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "workspan/connection.h"
#include "workspan/outcome.h"
G_BEGIN_DECLS
/* What was seen of one POST; all latched, since libsoup's own figures are reset when it starts a request again. */
typedef struct
{
  gboolean cancelled;             /* by the user */
  gboolean timed_out;
  gboolean http2;                 /* the connection would have been HTTP/2, and was given up */
  gboolean restarted;             /* libsoup was about to send it once more */
  gboolean wrote_headers;
  gboolean loopback;              /* the service is on this computer, whose network is not to blame */
  gboolean body_refused;          /* the body was not the measured one, and was broken off */
  GTlsCertificateFlags tls_errors;
  guint64 header_bytes;           /* handed to the network */
  guint64 body_bytes;
  guint64 total;  /* of the request that begins the load; its body is empty if the storage has the file */
  guint64 file_bytes;             /* of the file, with the request or to the storage */
  guint64 file_total;
  guint64 rows;
} BulkUploadFacts;

BulkOutcome *bulk_upload_judge_failure (const BulkUploadFacts *facts, const GError *error);
BulkOutcome *bulk_upload_judge_answer (const BulkUploadFacts *facts, guint status, GBytes *body, gint64 retry_after,
                                       BulkConnection *connection);
/* The storage did not take the file, so that no load began. status 0: no whole answer. body, error: nullable. */
BulkOutcome *bulk_upload_judge_storage (const BulkUploadFacts *facts, guint status, GBytes *body, const GError *error,
                                        BulkConnection *connection);
/* An answer that came before anything of the load was sent. */
BulkOutcome *bulk_upload_judge_refusal (const BulkUploadFacts *facts, guint status, GBytes *body, gint64 retry_after,
                                        BulkConnection *connection);
G_END_DECLS
