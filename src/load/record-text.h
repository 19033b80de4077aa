/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "store/record.h"
G_BEGIN_DECLS
/* Translated, plain words about recorded loads. What comes from files and servers is in them as it is. */
const char *bulk_record_text_get_state (BulkRecord *record);          /* "Accepted", "Outcome unknown" … */
const char *bulk_record_text_get_state_label (BulkRecordState state); /* the same, of a state alone */
char *bulk_record_text_dup_time (gint64 microseconds);                /* local time, to the minute; "" for 0 */
char *bulk_record_text_dup_exact_time (gint64 microseconds);          /* to the second, with its zone */
char *bulk_record_text_dup_rows (BulkRecord *record);                 /* "1204 rows" */
/* What to look for in WorkSpan to learn whether an unknown load was made. NULL for all others. */
char *bulk_record_text_dup_how_to_check (BulkRecord *record);
/* One paragraph about the load that the same rows would be loaded twice with. */
char *bulk_record_text_dup_earlier (BulkRecord *earlier);
char *bulk_record_text_dup_known_rows (BulkRecord *earlier);          /* "1 to 1000": those that were sent then */
/* What to do where only a part of the rows was sent, in batches: a sentence. NULL: no part is known to be left. */
char *bulk_record_text_dup_rest (BulkRecord *earlier);
G_END_DECLS
