/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib-object.h>
G_BEGIN_DECLS

/* BulkEditStep: one step of the history of a table: what the user did, in words, and where. Immutable. */
#define BULK_TYPE_EDIT_STEP (bulk_edit_step_get_type ())
G_DECLARE_FINAL_TYPE (BulkEditStep, bulk_edit_step, BULK, EDIT_STEP, GObject)

typedef enum
{
  BULK_EDIT_CELL,       /* one cell */
  BULK_EDIT_CELLS,      /* several */
  BULK_EDIT_ROWS,       /* rows removed */
  BULK_EDIT_HEADER,     /* a header renamed */
  BULK_EDIT_COLUMNS,    /* columns left out, moved, added */
  BULK_EDIT_MIXED
} BulkEditKind;

const char *bulk_edit_step_get_label (BulkEditStep *self);      /* translated, plain text, may hold text of the file */
BulkEditKind bulk_edit_step_get_kind (BulkEditStep *self);
guint64 bulk_edit_step_get_n_cells (BulkEditStep *self);        /* changed by the step */
guint64 bulk_edit_step_get_n_rows (BulkEditStep *self);         /* removed by the step */
/* The first cell it touched, as the file counts; G_MAXUINT where there is none. See bulk_table_find_source(). */
guint bulk_edit_step_get_source_row (BulkEditStep *self);
guint bulk_edit_step_get_source_column (BulkEditStep *self);
/* For one cell or one header; NULL for others. */
const char *bulk_edit_step_get_before (BulkEditStep *self);
const char *bulk_edit_step_get_after (BulkEditStep *self);
G_END_DECLS
