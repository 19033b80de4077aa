/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/edit-step-private.h"

struct _BulkEditStep
{
  GObject parent_instance;
  char *label;
  BulkEditSummary summary;
  BulkEdition *before, *after;    /* nullable */
};

G_DEFINE_FINAL_TYPE (BulkEditStep, bulk_edit_step, G_TYPE_OBJECT)

static void
bulk_edit_step_finalize (GObject *object)
{
  BulkEditStep *self = BULK_EDIT_STEP (object);

  g_free (self->label);
  g_free (self->summary.before);
  g_free (self->summary.after);
  g_clear_pointer (&self->before, bulk_edition_unref);
  g_clear_pointer (&self->after, bulk_edition_unref);
  G_OBJECT_CLASS (bulk_edit_step_parent_class)->finalize (object);
}

static void
bulk_edit_step_class_init (BulkEditStepClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bulk_edit_step_finalize;
}

static void
bulk_edit_step_init (BulkEditStep *self)
{
}

/*< private >
 * bulk_edit_step_new:
 * @before: (transfer full) (nullable): the version it was done to
 * @after: (transfer full) (nullable): the version it made
 */
BulkEditStep *
bulk_edit_step_new (const char *label, const BulkEditSummary *summary, BulkEdition *before, BulkEdition *after)
{
  BulkEditStep *self = g_object_new (BULK_TYPE_EDIT_STEP, NULL);

  self->label = g_strdup (label);
  self->summary = *summary;
  self->summary.before = g_strdup (summary->before);
  self->summary.after = g_strdup (summary->after);
  self->before = before;
  self->after = after;
  return self;
}

BulkEdition *
bulk_edit_step_get_edition_before (BulkEditStep *self)
{
  return self->before;
}

BulkEdition *
bulk_edit_step_get_edition_after (BulkEditStep *self)
{
  return self->after;
}

const BulkEditBounds *
bulk_edit_step_get_bounds (BulkEditStep *self)
{
  return &self->summary.bounds;
}

/**
 * bulk_edit_step_get_label:
 *
 * Returns: (transfer none): what it did, in words; plain text, which may hold text of the file
 */
const char *
bulk_edit_step_get_label (BulkEditStep *self)
{
  return self->label;
}

/** bulk_edit_step_get_kind: Returns: what kind of change it is */
BulkEditKind
bulk_edit_step_get_kind (BulkEditStep *self)
{
  return self->summary.kind;
}

/** bulk_edit_step_get_n_cells: Returns: how many cells it changed */
guint64
bulk_edit_step_get_n_cells (BulkEditStep *self)
{
  return self->summary.n_cells;
}

/** bulk_edit_step_get_n_rows: Returns: how many rows it left out, or brought back */
guint64
bulk_edit_step_get_n_rows (BulkEditStep *self)
{
  return self->summary.n_rows;
}

/** bulk_edit_step_get_source_row: Returns: the first of the file's rows it touched; %G_MAXUINT: none */
guint
bulk_edit_step_get_source_row (BulkEditStep *self)
{
  return self->summary.source_row;
}

/**
 * bulk_edit_step_get_source_column:
 *
 * Returns: the file's column it touched first; %G_MAXUINT: none, or not of the file
 */
guint
bulk_edit_step_get_source_column (BulkEditStep *self)
{
  return self->summary.source_column < BULK_COLUMN_OWN ? self->summary.source_column : G_MAXUINT;
}

/** bulk_edit_step_get_before: Returns: (transfer none) (nullable): the text of the one cell or header before */
const char *
bulk_edit_step_get_before (BulkEditStep *self)
{
  return self->summary.before;
}

/** bulk_edit_step_get_after: Returns: (transfer none) (nullable): the text of the one cell or header after */
const char *
bulk_edit_step_get_after (BulkEditStep *self)
{
  return self->summary.after;
}
