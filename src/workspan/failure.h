/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
#include "workspan/outcome.h"
G_BEGIN_DECLS
/* Why a request has no answer, as far as its error and its certificate tell. */
BulkOutcomeReason bulk_failure_reason (const GError *error, GTlsCertificateFlags tls_errors);
/* What an answer's status says. */
BulkOutcomeReason bulk_failure_status_reason (guint status);
/* (nullable) (transfer none): what is wrong with a certificate */
const char *bulk_failure_tls_detail (GTlsCertificateFlags errors);
G_END_DECLS
