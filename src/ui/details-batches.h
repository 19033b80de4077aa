/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <json-glib/json-glib.h>
#include "load/batches.h"
G_BEGIN_DECLS
/* The batches of a load, as a part of its details. */
void bulk_details_batches_append_text (GString *text, BulkBatches *batches);
void bulk_details_batches_build_json (JsonBuilder *builder, BulkBatches *batches);   /* a member "batches" */
G_END_DECLS
