/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
#include "workspan/outcome.h"
#include "workspan/workspan-error.h"
G_BEGIN_DECLS
/* Why a request has no answer, as far as its error and its certificate tell. */
BulkOutcomeReason bulk_failure_reason (const GError *error, GTlsCertificateFlags tls_errors);
/* What an answer's status says. */
BulkOutcomeReason bulk_failure_status_reason (guint status);
/* The error a failed question to the service gives. */
BulkWorkspanError bulk_failure_error_code (BulkOutcomeReason reason);
/* (nullable) (transfer none): what is wrong with a certificate */
const char *bulk_failure_tls_detail (GTlsCertificateFlags errors);
/* (nullable) (transfer none): whether it is this computer's network that is to blame. */
const char *bulk_failure_network_detail (BulkOutcomeReason reason);
/* The same, of what is known; connectivity: of GNetworkMonitor. */
const char *bulk_failure_network_words (BulkOutcomeReason reason, gboolean available,
                                        GNetworkConnectivity connectivity);
G_END_DECLS
