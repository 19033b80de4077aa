/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "workspan/probe.h"
G_BEGIN_DECLS
/* What POST /oauth/token answers. */
/* The token of a good answer, to be wiped, and for how many seconds it is good; NULL and BULK_WORKSPAN_ERROR_SERVER. */
char *bulk_token_answer_parse (const char *json, gsize length, guint *lifetime, GError **error);
/* Why there is no token, in words for the user; secrets (NULL-terminated) are kept out of them. (transfer full) */
GError *bulk_token_answer_explain (BulkProbe *probe, const char *const *secrets);
G_END_DECLS
