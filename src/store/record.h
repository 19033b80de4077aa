/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib-object.h>
G_BEGIN_DECLS
/* What is known of a load. PREPARING and SENDING belong to a process that lives; found without one they become
 * NOT_SENT and UNKNOWN. The numbers are in databases: never change one. */
typedef enum
{
  BULK_RECORD_PREPARING = 0,   /* no byte of the body has left, and none will before SENDING is on the disk */
  BULK_RECORD_SENDING = 1,
  BULK_RECORD_ACCEPTED = 2,    /* the service gave an execution ID */
  BULK_RECORD_REFUSED = 3,     /* the service said no: nothing was loaded */
  BULK_RECORD_NOT_SENT = 4,    /* nothing was loaded */
  BULK_RECORD_UNKNOWN = 5,     /* it may have been loaded */
} BulkRecordState;

/* What a person found out about an unknown load. */
typedef enum
{
  BULK_VERDICT_NONE = 0,
  BULK_VERDICT_LOADED = 1,
  BULK_VERDICT_NOT_LOADED = 2,
} BulkVerdict;

/* Why a load follows another one. */
typedef enum
{
  BULK_LINK_NONE = 0,
  BULK_LINK_AGAIN = 1,        /* the same body once more, on the user's word */
  BULK_LINK_CORRECTED = 2,    /* rows that were rejected, corrected */
} BulkLink;

/* Which rows of a table were or may have been loaded already, by loads that are not of the very
 * same rows. Rows from 0. */
typedef struct
{
  guint n_loads;              /* 0: there is nothing of the kind */
  guint64 first, end;         /* of all these loads: up to before end */
  gboolean gaps;              /* some rows between are in none of them */
  gboolean doubtful;          /* of some it is not known whether they were made */
  gboolean all;               /* together they are the whole table */
} BulkOverlap;

/* BulkRecord: one load as the history keeps it. Its fields are filled by whoever makes it, before it is handed to the
 * history; afterwards only by whom it belongs to (BulkLoad, BulkHistory). Nothing secret: no token, no key.
 * Strings are NULL where nothing is known; times are microseconds since 1970 in UTC, 0 where nothing is known. */
#define BULK_TYPE_RECORD (bulk_record_get_type ())
G_DECLARE_FINAL_TYPE (BulkRecord, bulk_record, BULK, RECORD, GObject)
struct _BulkRecord
{
  GObject parent_instance;

  gint64 id;                  /* 0 until it is in the history */
  BulkRecordState state;
  BulkVerdict verdict;

  /* what */
  char *file_name;            /* as shown, no path */
  char *file_uri;             /* where it was, to open it again; may be gone */
  char *sheet;
  char *body_format;          /* "csv" "json" */
  char *sha256;               /* of the body, hexadecimal */
  guint64 bytes_total;
  guint64 rows_total;
  char *template_name;

  /* where to and as whom */
  char *connection_id;        /* of a named connection; "practice" */
  char *connection_name;      /* as shown at the time */
  char *base_url;
  char *integration_id;
  char *ws_env;
  char *object_type;          /* NULL: opportunities */
  char *way;                  /* NULL: one POST; "signed-url" */

  /* links */
  gint64 parent_id;           /* the load that this one follows, 0: none */
  BulkLink link;
  gint64 batch_id;            /* record of the first of the batches of one table, 0: not split */
  guint batch_index;          /* from 0 */
  guint batch_count;
  guint64 first_row;          /* of the table, in this batch */
  char *table_sha256;         /* of the body that the whole table would make, NULL: these rows are no range of one */
  guint batch_rows;           /* rows in a batch at most, as it was asked for; 0: any */
  guint64 batch_bytes;        /* and bytes; 0: any */

  /* what became of it */
  guint attempts;
  guint64 bytes_sent;         /* at least, if the process died while sending */
  guint http_status;          /* 0: no answer */
  char *reason;               /* bulk_reason_get_name() of src/load */
  char *detail;               /* one more sentence, in the user's language */
  char *answer;               /* what the service said: cleaned, bounded, without secrets; hostile all the same */
  char *execution_id;
  char *execution_created;    /* as sent */
  gint64 prepared_at;
  gint64 sent_at;             /* SENDING was on the disk */
  gint64 ended_at;
  gint64 verdict_at;

  /* what the service says of the execution later */
  char *status;               /* "running" "completed", NULL: never asked */
  gint64 status_at;           /* when it was asked last */
  gint64 input_count;         /* rows; -1: not said */
  gint64 success_count;
  gint64 error_count;
  gint64 skip_count;
  char *started;              /* as sent */
  char *completed;            /* as sent */

  /* never kept: of a load that the history gives as an earlier one */
  BulkOverlap overlap;
};

BulkRecord *bulk_record_new (void);
BulkRecord *bulk_record_copy (BulkRecord *self);
void bulk_record_set_string (char **field, const char *value);        /* frees, copies */
gboolean bulk_record_is_final (BulkRecord *self);                     /* nothing more comes by itself */
gboolean bulk_record_may_be_loaded (BulkRecord *self);                /* rows of it are or may be in WorkSpan */
gboolean bulk_record_is_other_part (BulkRecord *self, BulkRecord *other);   /* of one table, but not the same rows */
/* "not-sent": for JSON, CSV and the command line */
const char *bulk_record_state_get_name (BulkRecordState state);
gboolean bulk_record_state_from_name (const char *name, BulkRecordState *state);
const char *bulk_verdict_get_name (BulkVerdict verdict);              /* "loaded" "not-loaded", NULL for none */

/* BulkRowError: what the service said about one row. */
typedef struct
{
  char *key;                  /* "id" of the answer; may be empty */
  char *message;              /* hostile text */
  char *data_row;             /* JSON text as sent, NULL: none */
  gint64 row;                 /* row of the table it was matched to, from 0; -1: none */
  gboolean ambiguous;         /* it could have been another row as well */
} BulkRowError;
BulkRowError *bulk_row_error_new (const char *key, const char *message, const char *data_row, gint64 row,
                                  gboolean ambiguous);
void bulk_row_error_free (BulkRowError *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkRowError, bulk_row_error_free)
G_END_DECLS
