/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "store/record.h"
#include "workspan/outcome.h"
G_BEGIN_DECLS
/* Names of reasons, for databases and JSON: they never change. */
const char *bulk_reason_get_name (BulkOutcomeReason reason);
BulkOutcomeReason bulk_reason_from_name (const char *name);   /* OTHER for NULL and unknown ones */
BulkRecordState bulk_reason_state_of_outcome (BulkOutcomeState state);
/* (transfer full): the outcome of a load that has ended, with its texts, made from its record; NULL if it has not
 * ended */
BulkOutcome *bulk_reason_dup_outcome (BulkRecord *record);
G_END_DECLS
