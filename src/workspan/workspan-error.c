/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/workspan-error.h"

/**
 * bulk_workspan_error_quark:
 *
 * The error domain of everything that has to do with the service; codes are #BulkWorkspanError.
 * Messages are translated, complete sentences, and never hold a token.
 */
G_DEFINE_QUARK (bulk-workspan-error-quark, bulk_workspan_error)
