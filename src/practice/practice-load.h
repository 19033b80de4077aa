/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* One cell as a parser of this folder hands it over; text is NUL-terminated as well. */
typedef struct
{
  const char *text;
  gsize length;
  gboolean literal;   /* a JSON number, true, false or null: written without quotes */
} BulkPracticeField;

typedef struct
{
  char *id;
  char *message;
  char *data_row;     /* a JSON object's text */
} BulkPracticeRowError;

/* BulkPracticeLoad: one execution: its rows counted and the faulty ones kept. */
typedef struct
{
  char *integration_id;
  char *execution_id;
  char *created_at;
  char *completed_at;
  gboolean opportunities;  /* rows are opportunities: their ID is required */
  guint64 n_rows;
  guint64 n_errors;
  guint64 n_skipped;       /* rows without anything in them */
  GPtrArray *errors;       /* BulkPracticeRowError, the first BULK_PRACTICE_MAX_ERRORS */
  gsize error_bytes;       /* text of errors */
  GHashTable *seen;        /* opportunity IDs so far */
  guint n_asked;           /* how often the status was asked for */
} BulkPracticeLoad;

#define BULK_PRACTICE_MAX_ERRORS 1000000
#define BULK_PRACTICE_MAX_ERROR_BYTES (256u << 20)  /* of the kept rows' text */
#define BULK_PRACTICE_MAX_ID 255                   /* bytes of an opportunity's ID */
#define BULK_PRACTICE_MAX_FIELDS 16384
#define BULK_PRACTICE_MAX_ROW (256u << 20)         /* bytes of one row */

BulkPracticeLoad *bulk_practice_load_new (const char *integration_id, gboolean opportunities);
void bulk_practice_load_free (BulkPracticeLoad *self);
void bulk_practice_load_add_row (BulkPracticeLoad *self, const char *const *names,
                                 const BulkPracticeField *fields, guint n_fields);
void bulk_practice_load_complete (BulkPracticeLoad *self, const char *time);
void bulk_practice_append_json_string (GString *json, const char *text, gssize length);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkPracticeLoad, bulk_practice_load_free)

G_END_DECLS
