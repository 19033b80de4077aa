/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "checks/fix.h"
G_BEGIN_DECLS

/* What the checks share. A check is a file with a BulkCheck in it; checks.c lists them. All of them are fed by one
 * pass over the rows, so none reads the table by itself, but for those few that look at its ends. */

typedef enum
{
  BULK_COLUMN_TEXT,
  BULK_COLUMN_ID,       /* names something: digits are no number there */
  BULK_COLUMN_NUMBER,
  BULK_COLUMN_DATE,
  BULK_COLUMN_EMAIL,
} BulkColumnClass;

/* How a date is written. The numeric forms with a slash, a dash or a dot leave the order open. */
typedef enum
{
  BULK_DATE_NONE,       /* not a date */
  BULK_DATE_IMPOSSIBLE, /* written like one, but there is no such day */
  BULK_DATE_ISO,        /* 2026-03-31, with or without a time */
  BULK_DATE_YEAR_FIRST, /* 2026/3/31, 2026.03.31 */
  BULK_DATE_DOTS,       /* 31.3.2026: the day is first everywhere */
  BULK_DATE_SLASHES,    /* 31/3/2026, 3/31/2026 */
  BULK_DATE_DASHES,     /* 31-3-2026 */
  BULK_DATE_NAMED,      /* 31 Mar 2026, March 31, 2026 */
  BULK_DATE_N_FORMS
} BulkDateForm;

typedef struct _BulkSpellings BulkSpellings;

/* What the pass counts of a column. */
typedef struct
{
  guint64 n_filled;                    /* cells with text */
  guint64 kinds[BULK_CELL_NESTED + 1];
  guint64 n_numbers;                   /* plain or formatted */
  guint64 n_dates;                     /* possible ones */
  guint64 n_emails;
  guint64 date_forms[BULK_DATE_N_FORMS];
  guint64 n_day_first;                 /* dates that can be read in this order only */
  guint64 n_month_first;
  guint64 n_decimal_dots;              /* numbers whose dot can only be a decimal mark */
  guint64 n_decimal_commas;
  guint64 n_all_digits;
  guint64 n_leading_zeros;             /* all digits, the first of several is 0 */
  guint zeros_width;                   /* digits of those, if all have as many; 0: none yet; G_MAXUINT: they differ */
  guint widest_digits;
  BulkSpellings *spellings;            /* nullable: too many values for a picklist */
} BulkColumnTally;

/* What is known of a column before its cells are judged. */
typedef struct
{
  guint index;
  BulkColumnClass class;
  gboolean is_key;
  gboolean is_json;
  BulkDateForm date_form;              /* the usual one */
  BulkDateOrder date_order;            /* what the slashes and dashes mean; unknown: cannot be told */
  char decimal_mark;                   /* '.' or ','; 0: cannot be told */
  guint zeros_width;                   /* how long IDs filled up with zeros are; 0: this is no such column */
  BulkCellKind kind;                   /* JSON: the usual one */
  gboolean is_picklist;
  BulkSpellings *spellings;            /* nullable: those to be changed; (owned by the context) */
} BulkCheckColumn;

/* What a run knows of the table. Immutable while rows are judged. */
typedef struct
{
  BulkTable *table;
  BulkCheckOptions options;
  gboolean is_csv, is_json;
  guint n_rows;
  guint n_columns;
  guint n_expected;          /* cells a CSV row should have; 0: any number */
  gboolean is_arranged;      /* columns are not those of the file: rows with too few cells have absent ones */
  guint key_column;          /* or BULK_KEY_COLUMN_NONE */
  guint header_row;          /* the row that is the header in truth; BULK_PROBLEM_NO_ROW: the header is */
  char **headers;            /* n_columns of them, as the table or that row has them */
  BulkCheckColumn *columns;
} BulkCheckContext;

/* Where problems go. */
typedef struct _BulkCheckSink BulkCheckSink;
struct _BulkCheckSink
{
  guint row;
  void (*take) (BulkCheckSink *self, const BulkProblem *problem);
};

static inline void
bulk_check_report (BulkCheckSink *sink, BulkProblemCode code, guint column, guint64 number)
{
  const BulkProblem problem = { code, sink->row, column, number };

  sink->take (sink, &problem);
}

typedef struct
{
  /* Each optional. A cell that is not empty, unless bulk_quick_cell_is_fine() told that there is nothing to see. */
  void (*cell) (const BulkCheckColumn *column, const BulkCell *cell, BulkCheckSink *sink);
  /* A row that is not blank. */
  void (*row) (const BulkCheckContext *context, BulkCells *cells, BulkCheckSink *sink);
  /* The header, and what is known from the table as a whole; sink->row may be set. */
  void (*table) (const BulkCheckContext *context, BulkCheckSink *sink);
  /* A suggestion for a problem of this check; the cell is absent for a header. */
  gboolean (*suggest) (const BulkCheckContext *context, const BulkProblem *problem, const BulkCell *cell, BulkFix *fix);
} BulkCheck;

extern const BulkCheck bulk_check_ragged_row;       /* ragged-row.c */
extern const BulkCheck bulk_check_blank_row;        /* blank-row.c */
extern const BulkCheck bulk_check_places;           /* places-check.c: what the reader met */
extern const BulkCheck bulk_check_bad_encoding;     /* bad-encoding.c */
extern const BulkCheck bulk_check_control;          /* control-character.c */
extern const BulkCheck bulk_check_mojibake;         /* mojibake.c */
extern const BulkCheck bulk_check_header;           /* header-check.c */
extern const BulkCheck bulk_check_missing_column;   /* missing-column.c */
extern const BulkCheck bulk_check_header_place;     /* header-place.c */
extern const BulkCheck bulk_check_duplicate_row;    /* duplicate-row.c */
extern const BulkCheck bulk_check_key;              /* key-check.c */
extern const BulkCheck bulk_check_padding;          /* padding.c */
extern const BulkCheck bulk_check_date;             /* date-check.c */
extern const BulkCheck bulk_check_number;           /* number-check.c */
extern const BulkCheck bulk_check_mangled_id;       /* mangled-id.c */
extern const BulkCheck bulk_check_email;            /* email-check.c */
extern const BulkCheck bulk_check_spreadsheet_error; /* spreadsheet-error.c */
extern const BulkCheck bulk_check_formula;          /* formula.c */
extern const BulkCheck bulk_check_total_row;        /* total-row.c */
extern const BulkCheck bulk_check_near_duplicate;   /* near-duplicate.c */
extern const BulkCheck bulk_check_json_value;       /* json-value.c */

/* checks.c */
extern const BulkCheck *const bulk_checks[];        /* NULL-terminated */
const BulkCheck *bulk_checks_find (BulkProblemCode code);

/* Small things that several checks ask. */
gsize bulk_check_space_at (const char *text, gsize length);  /* padding.c: bytes of the space that begins here, or 0 */
gsize bulk_check_space_before (const char *text, gsize length);    /* bytes of the space that ends here, or 0 */
void bulk_check_trim (const char **text, gsize *length);
gboolean bulk_check_is_spreadsheet_error (const char *text, gsize length);  /* spreadsheet-error.c */
gboolean bulk_check_is_email (const char *text, gsize length);              /* email-check.c */
gboolean bulk_check_is_total_word (const char *text, gsize length);         /* total-row.c */
G_END_DECLS
