/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "checks/findings.h"
G_BEGIN_DECLS

/* A suggestion for a problem, as data: applying it is a step in the table's edits. */
typedef enum
{
  BULK_FIX_NONE,
  BULK_FIX_TEXT,           /* the cell's new text */
  BULK_FIX_REMOVE_ROW,
  BULK_FIX_HEADER,         /* the header's new text */
  BULK_FIX_USE_AS_HEADER,  /* the row becomes the header; it and those above it are removed */
  BULK_FIX_LEAVE_OUT_COLUMN,
} BulkFixKind;

typedef struct
{
  BulkFixKind kind;
  char *text;        /* nullable; not NUL-terminated text does not occur: NUL characters are fixed away */
  gboolean safe;     /* changes nothing that could have been meant: may be applied to all unseen */
} BulkFix;

/* cells: scratch. Returns FALSE if there is no suggestion. */
gboolean bulk_fix_suggest (BulkFindings *findings, const BulkProblem *problem, BulkCells *cells, BulkFix *fix);
void bulk_fix_clear (BulkFix *self);
char *bulk_fix_dup_label (BulkProblemCode code);                  /* what a button says of all: "Trim spaces" */

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BulkFix, bulk_fix_clear)
G_END_DECLS
