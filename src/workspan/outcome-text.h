/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "workspan/outcome.h"
G_BEGIN_DECLS
/* Translated, plain words for each part of an outcome; (transfer full). */
char *bulk_outcome_text_title (BulkOutcomeState state, BulkOutcomeReason reason);
char *bulk_outcome_text_what_happened (BulkOutcomeReason reason, guint http_status, const char *detail);
char *bulk_outcome_text_what_was_sent (BulkOutcomeState state, guint64 sent, guint64 total, guint64 rows);
char *bulk_outcome_text_at_least_sent (guint64 sent, guint64 total, guint64 rows);
char *bulk_outcome_text_what_next (BulkOutcomeState state, BulkOutcomeReason reason, gint64 retry_after);
/* Text from a server made fit to be shown: valid UTF-8, one line, bounded, without the secrets (NULL-terminated,
 * nullable); NULL if nothing is left. */
char *bulk_outcome_text_clean (const char *text, gssize length, const char *const *secrets);
G_END_DECLS
