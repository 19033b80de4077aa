/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/json-layout.h"
#include "table/table-error.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define PART ((gsize) 4 << 20)   /* bytes between looks at the cancellable */

/* Looking through an object that may be a wrapper or the first of many rows. */
typedef struct
{
  BulkJsonScan scan;
  BulkText *text;
  GCancellable *cancellable;
  gsize looked;         /* offset of the last look at the cancellable */
  guint n_tables;       /* members that are an array of objects */
  guint n_empty;        /* members that are an empty array */
  gsize start;          /* of the first row in the last table */
} Search;

static gboolean
refuse (const char *format, const char *name, GError **error)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_NOT_A_TABLE, format, name);
#pragma GCC diagnostic pop
  return FALSE;
}

static gboolean
refuse_kind (const char *name, GError **error)
{
  return refuse (_("“%s” is not a table: its JSON has to be an array of objects, one object for each row, or one "
                   "object on each line."), name, error);
}

static gboolean
refuse_empty (const char *name, GError **error)
{
  return refuse (_("“%s” has no rows: its array is empty."), name, error);
}

/* Now and then: lets go of what was looked at. Returns: %FALSE if cancelled. */
static gboolean
look_up (Search *self)
{
  if (self->scan.offset - self->looked < PART)
    return TRUE;
  bulk_text_forget (self->text, self->looked, self->scan.offset - self->looked);
  self->looked = self->scan.offset;
  return !g_cancellable_is_cancelled (self->cancellable);
}

static gboolean
search_array (Search *self)
{
  BulkJsonScan *scan = &self->scan;
  BulkJsonValue value;
  gboolean more = TRUE;

  bulk_json_scan_take (scan, '[');
  if (bulk_json_scan_take (scan, ']'))
    {
      self->n_empty++;
      return TRUE;
    }
  if (bulk_json_scan_peek (scan) == '{')
    {
      self->n_tables++;
      self->start = scan->offset;
    }
  while (more)
    {
      /* A row is no level of nesting. */
      gboolean good = bulk_json_scan_peek (scan) == '{' ? bulk_json_scan_object (scan)
                                                        : bulk_json_scan_value (scan, &value);

      if (!good || !bulk_json_scan_next (scan, ']', &more) || !look_up (self))
        return FALSE;
    }
  return TRUE;
}

/* From brace to brace. */
static gboolean
search_object (Search *self)
{
  BulkJsonScan *scan = &self->scan;
  BulkJsonValue key, value;
  gboolean more = TRUE;

  bulk_json_scan_take (scan, '{');
  if (bulk_json_scan_take (scan, '}'))
    return TRUE;
  while (more)
    {
      if (!bulk_json_scan_key (scan, &key))
        return FALSE;
      if (!(bulk_json_scan_peek (scan) == '[' ? search_array (self) : bulk_json_scan_value (scan, &value)))
        return FALSE;
      if (!bulk_json_scan_next (scan, '}', &more) || !look_up (self))
        return FALSE;
    }
  return TRUE;
}

/* An object alone is one row where a name tells of JSON Lines; elsewhere it wraps the rows, if exactly one of its
 * members is an array of objects. */
static gboolean
judge_alone (BulkJsonLayout *self, const Search *search, const char *name, GError **error)
{
  if (g_str_has_suffix (name, ".jsonl") || g_str_has_suffix (name, ".ndjson"))
    return TRUE;
  if (search->n_tables > 1)
    return refuse (_("“%s” holds more than one array of objects, so that it is not clear which one is the table."),
                   name, error);
  if (search->n_tables == 0 && search->n_empty > 0)
    return refuse_empty (name, error);
  if (search->n_tables == 0)
    return refuse (_("“%s” is not a table: its JSON is one object without an array of objects in it. To load it as "
                     "one row, put it between square brackets."), name, error);
  self->kind = BULK_JSON_LAYOUT_WRAPPED;
  self->start = search->start;
  return TRUE;
}

static gboolean
find_in_object (BulkJsonLayout *self, Search *search, const char *name, GError **error)
{
  self->kind = BULK_JSON_LAYOUT_LINES;
  self->start = search->scan.offset;
  if (!search_object (search))
    {
      if (!g_cancellable_set_error_if_cancelled (search->cancellable, error))
        bulk_json_scan_set_error (&search->scan, name, error);
      return FALSE;
    }
  return bulk_json_scan_peek (&search->scan) >= 0 || judge_alone (self, search, name, error);
}

static gboolean
find_in_array (BulkJsonLayout *self, BulkJsonScan *scan, const char *name, GError **error)
{
  BulkJsonValue value;
  int c;

  bulk_json_scan_take (scan, '[');
  c = bulk_json_scan_peek (scan);
  self->kind = BULK_JSON_LAYOUT_ARRAY;
  self->start = scan->offset;
  if (c == '{')
    return TRUE;
  if (c == ']')
    return refuse_empty (name, error);
  if (bulk_json_scan_value (scan, &value))
    return refuse_kind (name, error);
  bulk_json_scan_set_error (scan, name, error);
  return FALSE;
}

/**
 * bulk_json_layout_find:
 * @self: (out caller-allocates): where the rows are
 * @name: the file's name, for messages; one that ends with .jsonl or .ndjson tells of JSON Lines
 *
 * Finds the rows of an array of objects, of such an array as the only one in an object, or of objects one after the
 * other. An object that comes first is looked through to its end, and what is not yet looked at may be malformed.
 *
 * Returns: %FALSE with %BULK_TABLE_ERROR or %G_IO_ERROR_CANCELLED
 */
gboolean
bulk_json_layout_find (BulkJsonLayout *self, BulkText *text, const char *name, GCancellable *cancellable,
                       GError **error)
{
  Search search = { .text = text, .cancellable = cancellable };
  BulkJsonScan *scan = &search.scan;
  BulkJsonValue value;
  const char *data;
  gsize length;

  data = bulk_text_get_data (text, &length);
  bulk_json_scan_init (scan, data, length, 0);
  /* What was pasted may bring its byte order mark along. */
  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    scan->offset = 3;
  switch (bulk_json_scan_peek (scan))
    {
    case '[':
      return find_in_array (self, scan, name, error);
    case '{':
      return find_in_object (self, &search, name, error);
    default:
      if (bulk_json_scan_value (scan, &value))
        return refuse_kind (name, error);
      bulk_json_scan_set_error (scan, name, error);
      return FALSE;
    }
}
