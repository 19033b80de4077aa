/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
#include "table/edit-batch.h"
#include "table/edit-step.h"
G_BEGIN_DECLS

/* BulkEdits: what the user changed of a table, with undo and redo without end. Belongs to the BulkTable
 * (bulk_table_get_edits()), which shows the table as edited to everybody; the file and its snapshot are never written.
 * Memory grows with the edits. Main thread only, but for filling a batch.
 *
 * A GListModel of BulkEditStep: the steps that are done, oldest first (an undone step leaves the list; redo brings it
 * back). Properties (read-only, notify): "can-undo", "can-redo" gboolean, "undo-label", "redo-label" string, nullable
 * (what the step did or does again).
 *
 * Each function that changes something is one step. Rows and columns are those of the table as it is shown. FALSE:
 * nothing had to change, and there is no new step. For several changes in one step: begin(), bulk_edit_batch_…(),
 * commit(). */
#define BULK_TYPE_EDITS (bulk_edits_get_type ())
G_DECLARE_FINAL_TYPE (BulkEdits, bulk_edits, BULK, EDITS, GObject)

gboolean bulk_edits_set_cell (BulkEdits *self, guint row, guint column, const char *text, gssize length);
gboolean bulk_edits_revert_cell (BulkEdits *self, guint row, guint column);
gboolean bulk_edits_set_header (BulkEdits *self, guint column, const char *header);
gboolean bulk_edits_remove_rows (BulkEdits *self, guint first, guint n);
gboolean bulk_edits_leave_out_column (BulkEdits *self, guint column);
gboolean bulk_edits_move_column (BulkEdits *self, guint column, guint to); /* to: its place afterwards */
gboolean bulk_edits_add_constant_column (BulkEdits *self, guint at, const char *header, const char *value);

/* label: translated, what the step does ("Trim spaces"); NULL: made from what is in the batch. */
BulkEditBatch *bulk_edits_begin (BulkEdits *self, const char *label);
/* Takes the batch. O(1) but for signals. FALSE, without a step: it changes nothing, or the table was edited since. */
gboolean bulk_edits_commit (BulkEdits *self, BulkEditBatch *batch);
gboolean bulk_edits_can_commit (BulkEdits *self, BulkEditBatch *batch);       /* not edited since begin() */

gboolean bulk_edits_undo (BulkEdits *self);
gboolean bulk_edits_redo (BulkEdits *self);
gboolean bulk_edits_can_undo (BulkEdits *self);
gboolean bulk_edits_can_redo (BulkEdits *self);
const char *bulk_edits_get_undo_label (BulkEdits *self);
const char *bulk_edits_get_redo_label (BulkEdits *self);
void bulk_edits_undo_to (BulkEdits *self, guint n_steps);     /* until so many are left; 0: the file as it was read */
/* Takes back one step, however long ago, and leaves alone what later steps changed again. Itself a step. */
gboolean bulk_edits_revert_step (BulkEdits *self, BulkEditStep *step);
G_END_DECLS
