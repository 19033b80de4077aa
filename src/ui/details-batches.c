/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/details-batches.h"

#include <glib/gi18n-lib.h>

#include "ui/format.h"

/* Private helpers */

static void
append_line (GString *text, const char *label, const char *value)
{
  g_autofree char *line = bulk_format_one_line (value != NULL ? value : "");

  if (*line != '\0')
    g_string_append_printf (text, "    %s: %s\n", label, line);
}

static void
add_number (JsonBuilder *builder, const char *name, guint64 number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, (gint64) number);
}

static void
build_batch (JsonBuilder *builder, BulkBatch *batch)
{
  json_builder_begin_object (builder);
  add_number (builder, "batch", (guint64) batch->index + 1);
  add_number (builder, "first_row", (guint64) bulk_row_set_get (batch->rows, 0) + 1);
  add_number (builder, "rows", bulk_row_set_get_n (batch->rows));
  if (batch->bytes > 0)
    add_number (builder, "bytes", batch->bytes);
  json_builder_set_member_name (builder, "state");
  json_builder_add_string_value (builder, bulk_batch_get_state_name (batch));
  if (batch->execution_id != NULL)
    {
      json_builder_set_member_name (builder, "execution_id");
      json_builder_add_string_value (builder, batch->execution_id);
    }
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
      append_line (text, _("Result"), state);
      append_line (text, _("Execution ID"), batch->execution_id);
      append_line (text, _("Rows"), rows);
      append_line (text, _("Size"), bytes);
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
