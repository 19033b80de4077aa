/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/edit-batch-private.h"
#include "table/edit-step.h"
G_BEGIN_DECLS

/* For BulkEdits, which makes steps. The editions are taken (nullable); the rest is copied. */
BulkEditStep *bulk_edit_step_new (const char *label, const BulkEditSummary *summary, BulkEdition *before,
                                  BulkEdition *after);
BulkEdition *bulk_edit_step_get_edition_before (BulkEditStep *self);   /* (transfer none) (nullable) */
BulkEdition *bulk_edit_step_get_edition_after (BulkEditStep *self);    /* (transfer none) (nullable) */
const BulkEditBounds *bulk_edit_step_get_bounds (BulkEditStep *self);
G_END_DECLS
