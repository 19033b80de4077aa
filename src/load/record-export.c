/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/record-export.h"

#include <string.h>

typedef enum { VALUE_TEXT, VALUE_NUMBER, VALUE_COUNT /* -1: none */, VALUE_ID /* 0: none */, VALUE_TIME } ValueKind;

typedef struct
{
  const char *name;
  ValueKind kind;
  glong offset;
} Value;

#define TEXT(name, field) { name, VALUE_TEXT, G_STRUCT_OFFSET (BulkRecord, field) }
#define NUMBER(name, field) { name, VALUE_NUMBER, G_STRUCT_OFFSET (BulkRecord, field) }
#define COUNT(name, field) { name, VALUE_COUNT, G_STRUCT_OFFSET (BulkRecord, field) }
#define ID(name, field) { name, VALUE_ID, G_STRUCT_OFFSET (BulkRecord, field) }
#define TIME(name, field) { name, VALUE_TIME, G_STRUCT_OFFSET (BulkRecord, field) }

/* After "id", "state" and "verdict". All numbers are 64 bits wide. */
static const Value values[] = {
  TEXT ("file", file_name),
  TEXT ("sheet", sheet),
  NUMBER ("rows", rows_total),
  NUMBER ("bytes", bytes_total),
  TEXT ("sha256", sha256),
  TEXT ("format", body_format),
  TEXT ("template", template_name),
  TEXT ("connection", connection_name),
  TEXT ("base_url", base_url),
  TEXT ("integration_id", integration_id),
  TEXT ("ws_env", ws_env),
  TEXT ("object_type", object_type),
  TEXT ("way", way),
  TIME ("prepared_at", prepared_at),
  TIME ("sent_at", sent_at),
  TIME ("ended_at", ended_at),
  NUMBER ("bytes_sent", bytes_sent),
  TEXT ("reason", reason),
  TEXT ("answer", answer),
  TEXT ("execution_id", execution_id),
  TEXT ("created_at", execution_created),
  ID ("follows", parent_id),
  ID ("batch", batch_id),
  TEXT ("status", status),
  COUNT ("input_count", input_count),
  COUNT ("success_count", success_count),
  COUNT ("error_count", error_count),
  COUNT ("skip_count", skip_count),
};

/* Private helpers */

/* (nullable): the value as text; NULL where there is none */
static char *
dup_text (BulkRecord *record, const Value *value)
{
  gint64 number;

  if (value->kind == VALUE_TEXT)
    return g_strdup (G_STRUCT_MEMBER (char *, record, value->offset));
  number = G_STRUCT_MEMBER (gint64, record, value->offset);
  if ((value->kind == VALUE_COUNT && number < 0) ||
      (value->kind != VALUE_COUNT && value->kind != VALUE_NUMBER && number == 0))
    return NULL;
  if (value->kind == VALUE_TIME)
    {
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (number / G_USEC_PER_SEC);

      return time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : NULL;
    }
  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

static void
build_string (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

static void
build_value (JsonBuilder *builder, BulkRecord *record, const Value *value)
{
  g_autofree char *text = dup_text (record, value);

  if (text == NULL || value->kind == VALUE_TEXT || value->kind == VALUE_TIME)
    {
      build_string (builder, value->name, text);
      return;
    }
  json_builder_set_member_name (builder, value->name);
  json_builder_add_int_value (builder, G_STRUCT_MEMBER (gint64, record, value->offset));
}

static void
build_record (JsonBuilder *builder, BulkRecord *record)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "id");
  json_builder_add_int_value (builder, record->id);
  build_string (builder, "state", bulk_record_state_get_name (record->state));
  build_string (builder, "verdict", bulk_verdict_get_name (record->verdict));
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    build_value (builder, record, &values[i]);
  json_builder_set_member_name (builder, "http_status");
  if (record->http_status != 0)
    json_builder_add_int_value (builder, record->http_status);
  else
    json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "attempts");
  json_builder_add_int_value (builder, record->attempts);
  json_builder_end_object (builder);
}

/* A number is no formula, though it begins with a sign. */
static gboolean
is_formula (const char *cell)
{
  char *end;

  if (strchr ("=+-@\t\r", *cell) == NULL || *cell == '\0')
    return FALSE;
  if (*cell != '-' || !g_ascii_isdigit (cell[1]))
    return TRUE;
  g_ascii_strtod (cell, &end);
  return *end != '\0';
}

/* Public functions */

/**
 * bulk_record_export_to_json:
 *
 * Returns: (transfer full): one object; members are always the same, null where nothing is known
 */
JsonNode *
bulk_record_export_to_json (BulkRecord *record)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  build_record (builder, record);
  return json_builder_get_root (builder);
}

/** bulk_record_export_all_to_json: Returns: (transfer full): an array of objects */
JsonNode *
bulk_record_export_all_to_json (GPtrArray *records)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < records->len; i++)
    build_record (builder, g_ptr_array_index (records, i));
  json_builder_end_array (builder);
  return json_builder_get_root (builder);
}

/** bulk_record_export_append_csv: @cell: (nullable): one cell, quoted where it must be */
void
bulk_record_export_append_csv (GString *csv, const char *cell, gboolean defused)
{
  gboolean apostrophe = cell != NULL && defused && is_formula (cell);

  if (cell == NULL)
    return;
  if (strpbrk (cell, ",\"\r\n") == NULL)
    {
      g_string_append_printf (csv, "%s%s", apostrophe ? "'" : "", cell);
      return;
    }
  g_string_append_printf (csv, "\"%s", apostrophe ? "'" : "");
  for (const char *c = cell; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *c);
    }
  g_string_append_c (csv, '"');
}

/** bulk_record_export_all_to_csv: Returns: (transfer full): a line for each load, and a header */
char *
bulk_record_export_all_to_csv (GPtrArray *records, gboolean defused)
{
  GString *csv = g_string_new ("id,state,verdict");

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_string_append_printf (csv, ",%s", values[i].name);
  g_string_append (csv, "\r\n");
  for (guint i = 0; i < records->len; i++)
    {
      BulkRecord *record = g_ptr_array_index (records, i);
      const char *verdict = bulk_verdict_get_name (record->verdict);

      g_string_append_printf (csv, "%" G_GINT64_FORMAT ",%s,%s", record->id, bulk_record_state_get_name (record->state),
                              verdict ? verdict : "");
      for (guint j = 0; j < G_N_ELEMENTS (values); j++)
        {
          g_autofree char *text = dup_text (record, &values[j]);

          g_string_append_c (csv, ',');
          bulk_record_export_append_csv (csv, text, defused);
        }
      g_string_append (csv, "\r\n");
    }
  return g_string_free (csv, FALSE);
}
