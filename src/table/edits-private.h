/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/edits.h"
#include "table/table.h"
G_BEGIN_DECLS

/* For BulkTable, which owns its edits and is not referenced by them. */
BulkEdits *bulk_edits_new (BulkTable *table);
void bulk_edits_detach (BulkEdits *self);      /* the table goes */
G_END_DECLS
