/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "practice/practice-load.h"
G_BEGIN_DECLS

/* Both parsers take a body piece by piece, add its rows to a load, and stop at the first
 * thing that is not exactly as the format's standard has it. */

/* UTF-8 checked across pieces. */
typedef struct { guint need; guchar low, high; } BulkPracticeUtf8;
gboolean bulk_practice_utf8_check (BulkPracticeUtf8 *self, const char *data, gsize length);

typedef struct _BulkPracticeCsv BulkPracticeCsv;
BulkPracticeCsv *bulk_practice_csv_new (BulkPracticeLoad *load, char delimiter, gboolean has_header);
void bulk_practice_csv_free (BulkPracticeCsv *self);
gboolean bulk_practice_csv_feed (BulkPracticeCsv *self, const char *data, gsize length);
gboolean bulk_practice_csv_end (BulkPracticeCsv *self);
const char *bulk_practice_csv_get_problem (BulkPracticeCsv *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkPracticeCsv, bulk_practice_csv_free)

typedef struct _BulkPracticeJson BulkPracticeJson;
BulkPracticeJson *bulk_practice_json_new (BulkPracticeLoad *load);
void bulk_practice_json_free (BulkPracticeJson *self);
gboolean bulk_practice_json_feed (BulkPracticeJson *self, const char *data, gsize length);
gboolean bulk_practice_json_end (BulkPracticeJson *self);
const char *bulk_practice_json_get_problem (BulkPracticeJson *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkPracticeJson, bulk_practice_json_free)

G_END_DECLS
