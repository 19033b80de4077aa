/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/record-columns.h"

#define TEXT(field) { #field, BULK_COLUMN_TEXT, G_STRUCT_OFFSET (BulkRecord, field), FALSE }
#define INT64(field) { #field, BULK_COLUMN_INT64, G_STRUCT_OFFSET (BulkRecord, field), FALSE }
#define UINT(field) { #field, BULK_COLUMN_UINT, G_STRUCT_OFFSET (BulkRecord, field), FALSE }

/* "?1" is the id, so a column's place is its index and two. */
static const BulkColumn columns[] = {
  UINT (state),
  TEXT (file_name),
  TEXT (file_uri),
  TEXT (sheet),
  TEXT (body_format),
  TEXT (sha256),
  INT64 (bytes_total),
  INT64 (rows_total),
  TEXT (template_name),
  TEXT (connection_id),
  TEXT (connection_name),
  TEXT (base_url),
  TEXT (integration_id),
  TEXT (ws_env),
  TEXT (object_type),
  TEXT (way),
  INT64 (parent_id),
  UINT (link),
  INT64 (batch_id),
  UINT (batch_index),
  UINT (batch_count),
  INT64 (first_row),
  TEXT (table_sha256),
  UINT (batch_rows),
  INT64 (batch_bytes),
  UINT (attempts),
  INT64 (bytes_sent),
  UINT (http_status),
  TEXT (reason),
  TEXT (detail),
  TEXT (answer),
  TEXT (execution_id),
  TEXT (execution_created),
  INT64 (prepared_at),
  INT64 (sent_at),
  INT64 (ended_at),
  TEXT (status),
  INT64 (status_at),
  INT64 (input_count),
  INT64 (success_count),
  INT64 (error_count),
  INT64 (skip_count),
  TEXT (started),
  TEXT (completed),
  /* A person's word: what a program writes meanwhile must not undo it. */
  { "verdict", BULK_COLUMN_UINT, G_STRUCT_OFFSET (BulkRecord, verdict), TRUE },
  { "verdict_at", BULK_COLUMN_INT64, G_STRUCT_OFFSET (BulkRecord, verdict_at), TRUE },
};

/* The place of the time of the change, after all of them. */
#define UPDATED_AT ((guint) G_N_ELEMENTS (columns) + 2)

/* Private helpers */

static char *
make_select (void)
{
  GString *sql = g_string_new ("id");

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    g_string_append_printf (sql, ", %s", columns[i].name);
  return g_string_free (sql, FALSE);
}

static void
append_assignments (GString *sql)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (!columns[i].own)
      g_string_append_printf (sql, "%s = ?%u, ", columns[i].name, i + 2);
  g_string_append_printf (sql, "updated_at = ?%u", UPDATED_AT);
}

static char *
make_insert (void)
{
  GString *sql = g_string_new ("INSERT INTO loads (id, updated_at"), *values = g_string_new (NULL);

  g_string_printf (values, "?1, ?%u", UPDATED_AT);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (!columns[i].own)
      {
        g_string_append_printf (sql, ", %s", columns[i].name);
        g_string_append_printf (values, ", ?%u", i + 2);
      }
  g_string_append_printf (sql, ") VALUES (%s) ON CONFLICT (id) DO UPDATE SET ", values->str);
  append_assignments (sql);
  g_string_free (values, TRUE);
  return g_string_free (sql, FALSE);
}

static char *
make_update (void)
{
  GString *sql = g_string_new ("UPDATE loads SET ");

  append_assignments (sql);
  g_string_append (sql, " WHERE id = ?1");
  return g_string_free (sql, FALSE);
}

/* Made once, kept for ever. */
static const char *
get_once (gsize *place, char *(*make) (void))
{
  if (g_once_init_enter (place))
    g_once_init_leave (place, (gsize) make ());
  return (const char *) *place;
}

/* Shared within the folder */

const BulkColumn *
bulk_record_get_columns (guint *n)
{
  *n = G_N_ELEMENTS (columns);
  return columns;
}

const char *
bulk_record_get_select (void)
{
  static gsize sql;

  return get_once (&sql, make_select);
}

const char *
bulk_record_get_insert (void)
{
  static gsize sql;

  return get_once (&sql, make_insert);
}

const char *
bulk_record_get_update (void)
{
  static gsize sql;

  return get_once (&sql, make_update);
}

void
bulk_record_bind (BulkRecord *self, BulkStatement *statement)
{
  sqlite3_bind_int64 (statement, 1, self->id);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      glong offset = columns[i].offset;
      int place = (int) i + 2;

      if (columns[i].own)
        continue;
      if (columns[i].kind == BULK_COLUMN_TEXT)
        bulk_sql_bind_text (statement, place, G_STRUCT_MEMBER (char *, self, offset));
      else if (columns[i].kind == BULK_COLUMN_INT64)
        sqlite3_bind_int64 (statement, place, G_STRUCT_MEMBER (gint64, self, offset));
      else
        sqlite3_bind_int64 (statement, place, G_STRUCT_MEMBER (guint, self, offset));
    }
  sqlite3_bind_int64 (statement, (int) UPDATED_AT, g_get_real_time ());
}

BulkRecord *
bulk_record_read (BulkStatement *statement)
{
  BulkRecord *self = bulk_record_new ();

  self->id = sqlite3_column_int64 (statement, 0);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      glong offset = columns[i].offset;
      int column = (int) i + 1;

      if (columns[i].kind == BULK_COLUMN_TEXT)
        G_STRUCT_MEMBER (char *, self, offset) = bulk_sql_dup_text (statement, column);
      else if (columns[i].kind == BULK_COLUMN_INT64)
        G_STRUCT_MEMBER (gint64, self, offset) = sqlite3_column_int64 (statement, column);
      else
        G_STRUCT_MEMBER (guint, self, offset) = (guint) sqlite3_column_int64 (statement, column);
    }
  /* Whatever stands there, it is not to be taken for less than it may be. */
  if ((guint) self->state > BULK_RECORD_UNKNOWN)
    self->state = BULK_RECORD_UNKNOWN;
  return self;
}
