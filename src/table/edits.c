/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/edits-private.h"
#include <glib/gi18n-lib.h>
#include "table/edit-label.h"
#include "table/edit-step-private.h"
#include "table/table-private.h"

enum
{
  PROP_0,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  PROP_UNDO_LABEL,
  PROP_REDO_LABEL,
  N_PROPS
};

struct _BulkEdits
{
  GObject parent_instance;
  BulkTable *table;         /* not owned: it owns this; NULL: gone */
  BulkEditTexts *texts;
  GPtrArray *steps;         /* BulkEditStep, oldest first */
  guint n_done;             /* of them; the others are undone */
};

static GParamSpec *properties[N_PROPS];

static void bulk_edits_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BulkEdits, bulk_edits, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, bulk_edits_list_model_init))

static BulkEditStep *
get_step (BulkEdits *self, guint index)
{
  return index < self->steps->len ? self->steps->pdata[index] : NULL;
}

static void
notify_all (BulkEdits *self)
{
  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = PROP_0 + 1; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
  g_object_thaw_notify (G_OBJECT (self));
}

/* The table first: whoever hears of the steps finds it as they made it. */
static void
move_to (BulkEdits *self, guint n_done, BulkEdition *edition, const BulkEditBounds *bounds)
{
  g_autoptr (BulkEdits) keep = g_object_ref (self);
  guint before = self->n_done;

  bulk_table_set_edition (self->table, edition, bounds);
  self->n_done = n_done;
  if (n_done > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, n_done - before);
  else if (n_done < before)
    g_list_model_items_changed (G_LIST_MODEL (self), n_done, before - n_done, 0);
  notify_all (self);
}

static void
drop_redo (BulkEdits *self)
{
  while (self->steps->len > self->n_done)
    {
      g_autoptr (BulkEditStep) step = g_ptr_array_steal_index (self->steps, self->steps->len - 1);

      bulk_table_retire (self->table, g_steal_pointer (&step));
    }
}

/* Columns as they are, to be arranged anew. */
static GArray *
list_columns (BulkEdits *self)
{
  guint n = bulk_table_get_n_columns (self->table);
  GArray *specs = g_array_new (FALSE, TRUE, sizeof (BulkColumnSpec));

  for (guint i = 0; i < n; i++)
    {
      BulkColumnSpec spec = { i, NULL, NULL };

      g_array_append_val (specs, spec);
    }
  return specs;
}

static GType
bulk_edits_get_item_type (GListModel *model)
{
  return BULK_TYPE_EDIT_STEP;
}

static guint
bulk_edits_get_n_items (GListModel *model)
{
  return BULK_EDITS (model)->n_done;
}

static gpointer
bulk_edits_get_item (GListModel *model, guint position)
{
  BulkEdits *self = BULK_EDITS (model);

  return position < self->n_done ? g_object_ref (get_step (self, position)) : NULL;
}

static void
bulk_edits_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = bulk_edits_get_item_type;
  iface->get_n_items = bulk_edits_get_n_items;
  iface->get_item = bulk_edits_get_item;
}

static void
bulk_edits_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  BulkEdits *self = BULK_EDITS (object);

  switch (property_id)
    {
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, bulk_edits_can_undo (self));
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, bulk_edits_can_redo (self));
      break;
    case PROP_UNDO_LABEL:
      g_value_set_string (value, bulk_edits_get_undo_label (self));
      break;
    case PROP_REDO_LABEL:
      g_value_set_string (value, bulk_edits_get_redo_label (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
bulk_edits_finalize (GObject *object)
{
  BulkEdits *self = BULK_EDITS (object);

  g_ptr_array_unref (self->steps);
  bulk_edit_texts_unref (self->texts);
  G_OBJECT_CLASS (bulk_edits_parent_class)->finalize (object);
}

static void
bulk_edits_class_init (BulkEditsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = bulk_edits_finalize;
  object_class->get_property = bulk_edits_get_property;
  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  properties[PROP_UNDO_LABEL] = g_param_spec_string ("undo-label", NULL, NULL, NULL, flags);
  properties[PROP_REDO_LABEL] = g_param_spec_string ("redo-label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
bulk_edits_init (BulkEdits *self)
{
  self->steps = g_ptr_array_new_with_free_func (g_object_unref);
  self->texts = bulk_edit_texts_new ();
}

BulkEdits *
bulk_edits_new (BulkTable *table)
{
  BulkEdits *self = g_object_new (BULK_TYPE_EDITS, NULL);

  self->table = table;
  return self;
}

void
bulk_edits_detach (BulkEdits *self)
{
  self->table = NULL;
}

/**
 * bulk_edits_begin:
 * @label: (nullable): translated, what the step does; %NULL: it is made from what the batch does
 *
 * Returns: (transfer full): a batch of changes to the table as it is now; give it to bulk_edits_commit()
 */
BulkEditBatch *
bulk_edits_begin (BulkEdits *self, const char *label)
{
  g_return_val_if_fail (BULK_IS_EDITS (self) && self->table != NULL, NULL);
  return bulk_table_begin_batch (self->table, label);
}

/**
 * bulk_edits_can_commit:
 *
 * Returns: whether the table still is what @batch was begun with
 */
gboolean
bulk_edits_can_commit (BulkEdits *self, BulkEditBatch *batch)
{
  return self->table != NULL && bulk_table_get_edition (self->table) == bulk_edit_batch_get_base (batch);
}

/**
 * bulk_edits_commit:
 * @batch: (transfer full): what to do
 *
 * Makes all of @batch one step. Steps that were undone can no longer be redone.
 *
 * Returns: %FALSE if there was nothing to do, or the table has been edited since the batch was begun
 */
gboolean
bulk_edits_commit (BulkEdits *self, BulkEditBatch *batch)
{
  g_autoptr (BulkEditBatch) own = batch;
  g_autofree char *label = NULL;
  BulkEdition *edition, *before = bulk_edit_batch_get_base (batch);
  BulkEditSummary summary;

  g_return_val_if_fail (BULK_IS_EDITS (self), FALSE);
  if (!bulk_edits_can_commit (self, batch) || !bulk_edit_batch_finish (batch, self->texts, &edition, &summary))
    return FALSE;
  label = bulk_edit_batch_get_label (batch) != NULL ? g_strdup (bulk_edit_batch_get_label (batch))
                                                    : bulk_edit_label_make (self->table, &summary);
  drop_redo (self);
  g_ptr_array_add (self->steps, bulk_edit_step_new (label, &summary, bulk_edition_ref (before), edition));
  move_to (self, self->n_done + 1, edition, &summary.bounds);
  return TRUE;
}

/**
 * bulk_edits_set_cell:
 * @text: valid UTF-8
 * @length: bytes, or -1
 *
 * Gives a cell another text.
 *
 * Returns: whether it had to be changed
 */
gboolean
bulk_edits_set_cell (BulkEdits *self, guint row, guint column, const char *text, gssize length)
{
  BulkEditBatch *batch = bulk_edits_begin (self, NULL);

  bulk_edit_batch_set_cell (batch, row, column, text, length);
  return bulk_edits_commit (self, batch);
}

/**
 * bulk_edits_revert_cell:
 *
 * Makes a cell what it is in the file.
 *
 * Returns: whether it had to be changed
 */
gboolean
bulk_edits_revert_cell (BulkEdits *self, guint row, guint column)
{
  BulkEditBatch *batch = bulk_edits_begin (self, NULL);

  bulk_edit_batch_revert_cell (batch, row, column);
  return bulk_edits_commit (self, batch);
}

/**
 * bulk_edits_set_header:
 * @header: valid UTF-8
 *
 * Renames a column.
 *
 * Returns: whether it had to be changed
 */
gboolean
bulk_edits_set_header (BulkEdits *self, guint column, const char *header)
{
  BulkEditBatch *batch = bulk_edits_begin (self, NULL);

  bulk_edit_batch_set_header (batch, column, header);
  return bulk_edits_commit (self, batch);
}

/**
 * bulk_edits_remove_rows:
 * @first: the first
 * @n: how many
 *
 * Leaves rows out.
 *
 * Returns: whether there were any
 */
gboolean
bulk_edits_remove_rows (BulkEdits *self, guint first, guint n)
{
  BulkEditBatch *batch = bulk_edits_begin (self, NULL);
  guint n_rows = bulk_table_get_n_rows (self->table);

  for (guint i = 0; i < n && first < n_rows && i < n_rows - first; i++)
    bulk_edit_batch_remove_row (batch, first + i);
  return bulk_edits_commit (self, batch);
}

/**
 * bulk_edits_leave_out_column:
 *
 * Returns: whether there was one
 */
gboolean
bulk_edits_leave_out_column (BulkEdits *self, guint column)
{
  /* Translators: the name of a column */
  g_autofree char *label = bulk_edit_label_make_for_column (self->table, _("Leave out “%s”"), column);
  BulkEditBatch *batch = bulk_edits_begin (self, label);

  bulk_edit_batch_leave_out_column (batch, column);
  return bulk_edits_commit (self, batch);
}

/**
 * bulk_edits_move_column:
 * @column: which
 * @to: where it is to be
 *
 * Returns: whether it had to be moved
 */
gboolean
bulk_edits_move_column (BulkEdits *self, guint column, guint to)
{
  g_autoptr (GArray) specs = list_columns (self);
  /* Translators: the name of a column */
  g_autofree char *label = bulk_edit_label_make_for_column (self->table, _("Move “%s”"), column);
  BulkColumnSpec moved = { column, NULL, NULL };
  BulkEditBatch *batch;

  if (column >= specs->len || to >= specs->len || column == to)
    return FALSE;
  g_array_remove_index (specs, column);
  g_array_insert_val (specs, to, moved);
  batch = bulk_edits_begin (self, label);
  bulk_edit_batch_set_columns (batch, (const BulkColumnSpec *) specs->data, specs->len);
  return bulk_edits_commit (self, batch);
}

/**
 * bulk_edits_add_constant_column:
 * @at: where it is to be; beyond the end: at the end
 * @header: its name
 * @value: what every row has there
 *
 * Returns: %TRUE
 */
gboolean
bulk_edits_add_constant_column (BulkEdits *self, guint at, const char *header, const char *value)
{
  g_autoptr (GArray) specs = list_columns (self);
  g_autofree char *name = bulk_edit_label_shorten (header != NULL ? header : "");
  /* Translators: the name of a column */
  g_autofree char *label = g_strdup_printf (_("Add column “%s”"), name);
  BulkColumnSpec added = { BULK_COLUMN_CONSTANT, header, value };
  BulkEditBatch *batch;

  at = MIN (at, specs->len);
  g_array_insert_val (specs, at, added);
  batch = bulk_edits_begin (self, label);
  bulk_edit_batch_set_columns (batch, (const BulkColumnSpec *) specs->data, specs->len);
  return bulk_edits_commit (self, batch);
}

/** bulk_edits_undo: Returns: whether there was a step to undo */
gboolean
bulk_edits_undo (BulkEdits *self)
{
  if (!bulk_edits_can_undo (self))
    return FALSE;
  bulk_edits_undo_to (self, self->n_done - 1);
  return TRUE;
}

/** bulk_edits_redo: Returns: whether there was a step to do again */
gboolean
bulk_edits_redo (BulkEdits *self)
{
  BulkEditStep *step;

  if (!bulk_edits_can_redo (self))
    return FALSE;
  step = get_step (self, self->n_done);
  move_to (self, self->n_done + 1, bulk_edit_step_get_edition_after (step), bulk_edit_step_get_bounds (step));
  return TRUE;
}

/** bulk_edits_can_undo: Returns: whether there is a step to undo */
gboolean
bulk_edits_can_undo (BulkEdits *self)
{
  return self->table != NULL && self->n_done > 0;
}

/** bulk_edits_can_redo: Returns: whether there is a step to do again */
gboolean
bulk_edits_can_redo (BulkEdits *self)
{
  return self->table != NULL && self->n_done < self->steps->len;
}

/** bulk_edits_get_undo_label: Returns: (transfer none) (nullable): what undo undoes */
const char *
bulk_edits_get_undo_label (BulkEdits *self)
{
  return bulk_edits_can_undo (self) ? bulk_edit_step_get_label (get_step (self, self->n_done - 1)) : NULL;
}

/** bulk_edits_get_redo_label: Returns: (transfer none) (nullable): what redo does again */
const char *
bulk_edits_get_redo_label (BulkEdits *self)
{
  return bulk_edits_can_redo (self) ? bulk_edit_step_get_label (get_step (self, self->n_done)) : NULL;
}

/**
 * bulk_edits_undo_to:
 * @n_steps: how many are to be left done
 *
 * Undoes the last steps at once.
 */
void
bulk_edits_undo_to (BulkEdits *self, guint n_steps)
{
  BulkEditBounds all = { G_MAXUINT, 0, G_MAXUINT, 0, FALSE };

  if (self->table == NULL || n_steps >= self->n_done)
    return;
  for (guint i = n_steps; i < self->n_done; i++)
    {
      const BulkEditBounds *bounds = bulk_edit_step_get_bounds (get_step (self, i));

      all.cells_first = MIN (all.cells_first, bounds->cells_first);
      all.cells_last = MAX (all.cells_last, bounds->cells_last);
      all.rows_first = MIN (all.rows_first, bounds->rows_first);
      all.rows_last = MAX (all.rows_last, bounds->rows_last);
      all.columns |= bounds->columns;
    }
  move_to (self, n_steps, bulk_edit_step_get_edition_before (get_step (self, n_steps)), &all);
}

/**
 * bulk_edit_batch_revert_step:
 * @step: a step of the same table
 *
 * Takes back what @step did, but for what was changed again since. May take a while after a step that changed much:
 * then for a worker thread.
 */
void
bulk_edit_batch_revert_step (BulkEditBatch *self, BulkEditStep *step)
{
  bulk_edit_batch_take_back (self, bulk_edit_step_get_edition_before (step), bulk_edit_step_get_edition_after (step));
}

/**
 * bulk_edits_revert_step:
 * @step: one of the list
 *
 * Takes back one step, however long ago it was.
 *
 * Returns: %FALSE if nothing of it is left
 */
gboolean
bulk_edits_revert_step (BulkEdits *self, BulkEditStep *step)
{
  /* Translators: %s is what was done, as "Change “Amount” in row 12" */
  g_autofree char *label = g_strdup_printf (_("Take back: %s"), bulk_edit_step_get_label (step));
  BulkEditBatch *batch = bulk_edits_begin (self, label);

  bulk_edit_batch_revert_step (batch, step);
  return bulk_edits_commit (self, batch);
}
