/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/details-batches.h"

#include <glib/gi18n-lib.h>

#include "ui/details-lines.h"
#include "ui/format.h"

#define INDENT "    "

/* Private helpers */

static void
build_batch (JsonBuilder *builder, BulkBatch *batch)
{
  json_builder_begin_object (builder);
  bulk_details_add_number (builder, "batch", (guint64) batch->index + 1);
  bulk_details_add_number (builder, "first_row", (guint64) bulk_row_set_get (batch->rows, 0) + 1);
  bulk_details_add_number (builder, "rows", bulk_row_set_get_n (batch->rows));
  if (batch->bytes > 0)
    bulk_details_add_number (builder, "bytes", batch->bytes);
  bulk_details_add_string (builder, "state", bulk_batch_get_state_name (batch));
  bulk_details_add_string (builder, "execution_id", batch->execution_id);
  json_builder_end_object (builder);
}

/* Public functions */

/** bulk_details_batches_append_text: a paragraph for each batch, to be read by people */
void
bulk_details_batches_append_text (GString *text, BulkBatches *batches)
{
  for (guint i = 0; i < bulk_batches_get_n (batches); i++)
    {
      g_autoptr (BulkBatch) batch = g_list_model_get_item (G_LIST_MODEL (batches), i);
      g_autofree char *title = bulk_batch_dup_title (batch), *state = bulk_batch_dup_state (batch);
      g_autofree char *rows = bulk_format_number (bulk_row_set_get_n (batch->rows));
      g_autofree char *bytes = batch->bytes > 0 ? bulk_format_bytes_exact (batch->bytes) : NULL;

      g_string_append_printf (text, "\n%s\n", title);
      bulk_details_append_line (text, INDENT, _("Result"), state);
      bulk_details_append_line (text, INDENT, _("Execution ID"), batch->execution_id);
      bulk_details_append_line (text, INDENT, _("Rows"), rows);
      bulk_details_append_line (text, INDENT, _("Size"), bytes);
    }
}

/** bulk_details_batches_build_json: an array of objects, one for each batch, to be read by programs */
void
bulk_details_batches_build_json (JsonBuilder *builder, BulkBatches *batches)
{
  json_builder_set_member_name (builder, "batches");
  json_builder_begin_array (builder);
  for (guint i = 0; i < bulk_batches_get_n (batches); i++)
    {
      g_autoptr (BulkBatch) batch = g_list_model_get_item (G_LIST_MODEL (batches), i);

      build_batch (builder, batch);
    }
  json_builder_end_array (builder);
}
