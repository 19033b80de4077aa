/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/table.h"
G_BEGIN_DECLS

/* What can be wrong with a table. Each code has a stable name for scripts ("duplicate-key"), one severity, a title for
 * people and a sentence for each instance. */
typedef enum
{
  BULK_PROBLEM_RAGGED_ROW,            /* number: cells in the row */
  BULK_PROBLEM_UNCLOSED_QUOTE,
  BULK_PROBLEM_STRAY_QUOTE,
  BULK_PROBLEM_BAD_ENCODING,
  BULK_PROBLEM_CONTROL_CHARACTER,
  BULK_PROBLEM_MOJIBAKE,
  BULK_PROBLEM_BLANK_HEADER,          /* column G_MAXUINT: the table has no header at all */
  BULK_PROBLEM_DUPLICATE_HEADER,      /* number: column of the first */
  BULK_PROBLEM_PADDED_HEADER,
  BULK_PROBLEM_HEADER_NOT_FIRST,      /* row: where the header is */
  BULK_PROBLEM_BLANK_ROW,
  BULK_PROBLEM_ROW_GAP,               /* row: the first after the gap; number: blank rows above it */
  BULK_PROBLEM_DUPLICATE_ROW,         /* number: the earlier row */
  BULK_PROBLEM_DUPLICATE_KEY,         /* number: the earlier row */
  BULK_PROBLEM_EMPTY_KEY,
  BULK_PROBLEM_PADDED_VALUE,
  BULK_PROBLEM_BAD_DATE,
  BULK_PROBLEM_MIXED_DATES,
  BULK_PROBLEM_AMBIGUOUS_DATE,
  BULK_PROBLEM_BAD_NUMBER,
  BULK_PROBLEM_FORMATTED_NUMBER,
  BULK_PROBLEM_MANGLED_ID,
  BULK_PROBLEM_LOST_ZEROS,            /* number: digits the column's other values have */
  BULK_PROBLEM_BAD_EMAIL,
  BULK_PROBLEM_SPREADSHEET_ERROR,
  BULK_PROBLEM_FORMULA_VALUE,
  BULK_PROBLEM_MERGED_CELLS,
  BULK_PROBLEM_HIDDEN_CONTENT,
  BULK_PROBLEM_TOTAL_ROW,
  BULK_PROBLEM_NEAR_DUPLICATE_VALUE,
  BULK_PROBLEM_NESTED_VALUE,
  BULK_PROBLEM_MIXED_TYPES,
  BULK_PROBLEM_REPEATED_NAME,         /* JSON: a name twice in one object */
  BULK_PROBLEM_MISSING_COLUMN,        /* number: which of bulk_table_dup_missing_columns() */
  BULK_PROBLEM_N_CODES
} BulkProblemCode;

typedef enum
{
  BULK_SEVERITY_WARNING,
  BULK_SEVERITY_ERROR,   /* stops the upload until fixed or waved through by name */
} BulkSeverity;

#define BULK_PROBLEM_NO_ROW G_MAXUINT      /* the header, or the table as a whole */
#define BULK_PROBLEM_NO_COLUMN G_MAXUINT   /* the whole row */

typedef struct
{
  BulkProblemCode code;
  guint row;        /* 0-based row of the table that was checked */
  guint column;     /* 0-based */
  guint64 number;   /* depends on the code */
} BulkProblem;

const char *bulk_problem_code_get_name (BulkProblemCode code);           /* "duplicate-key" */
gboolean bulk_problem_code_from_name (const char *name, BulkProblemCode *code);
BulkSeverity bulk_problem_code_get_severity (BulkProblemCode code);
const char *bulk_problem_code_get_title (BulkProblemCode code);          /* translated: "Duplicate keys" */
char *bulk_problem_dup_message (const BulkProblem *self, BulkTable *table); /* translated sentence, plain text */
char *bulk_problem_dup_place (const BulkProblem *self, BulkTable *table);   /* translated: "Row 3, column “name”" */
G_END_DECLS
