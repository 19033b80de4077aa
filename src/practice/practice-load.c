/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice/practice-load.h"

#include <string.h>

static void
row_error_free (gpointer data)
{
  BulkPracticeRowError *error = data;

  g_free (error->id);
  g_free (error->message);
  g_free (error->data_row);
  g_free (error);
}

/**
 * bulk_practice_append_json_string:
 * @json: where to
 * @text: UTF-8
 * @length: bytes, or -1 if NUL-terminated
 *
 * Appends @text as a JSON string with its quotes.
 */
void
bulk_practice_append_json_string (GString *json, const char *text, gssize length)
{
  gsize end = length < 0 ? strlen (text) : (gsize) length;

  g_string_append_c (json, '"');
  for (gsize i = 0; i < end; i++)
    {
      guchar c = (guchar) text[i];

      if (c == '"' || c == '\\')
        g_string_append_printf (json, "\\%c", c);
      else if (c < 0x20 || c == 0x7f)
        g_string_append_printf (json, "\\u%04x", c);
      else
        g_string_append_c (json, (char) c);
    }
  g_string_append_c (json, '"');
}

static char *
dup_data_row (const char *const *names, const BulkPracticeField *fields, guint n_fields)
{
  g_autoptr (GString) json = g_string_new ("{");

  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *numbered = names ? NULL : g_strdup_printf ("column%u", i + 1);

      if (i > 0)
        g_string_append_c (json, ',');
      bulk_practice_append_json_string (json, names ? names[i] : numbered, -1);
      g_string_append_c (json, ':');
      if (fields[i].literal)
        g_string_append_len (json, fields[i].text, (gssize) fields[i].length);
      else
        bulk_practice_append_json_string (json, fields[i].text, (gssize) fields[i].length);
    }
  g_string_append_c (json, '}');
  return g_string_free (g_steal_pointer (&json), FALSE);
}

static const BulkPracticeField *
find_field (const char *const *names, const BulkPracticeField *fields, guint n_fields, const char *name)
{
  for (guint i = 0; names && i < n_fields; i++)
    if (strcmp (names[i], name) == 0)
      return &fields[i];
  return NULL;
}

static gboolean
is_blank (const BulkPracticeField *field)
{
  return !field || field->length == 0 || (field->literal && strcmp (field->text, "null") == 0);
}

static gboolean
all_digits (const char *text, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  return TRUE;
}

static gboolean
is_iso_date (const BulkPracticeField *field)
{
  const char *t = field->text;

  if (strlen (t) != field->length || field->length < 10)
    return FALSE;
  if (field->length > 10)
    {
      g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
      g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (t, utc);

      return time != NULL;
    }
  if (!all_digits (t, 4) || t[4] != '-' || !all_digits (t + 5, 2) || t[7] != '-' || !all_digits (t + 8, 2))
    return FALSE;
  return g_date_valid_dmy ((GDateDay) ((t[8] - '0') * 10 + t[9] - '0'), (GDateMonth) ((t[5] - '0') * 10 + t[6] - '0'),
                           (GDateYear) ((t[0] - '0') * 1000 + (t[1] - '0') * 100 + (t[2] - '0') * 10 + t[3] - '0'));
}

/* A decimal number as a program writes it: no thousands marks, no currency sign, no decimal comma. */
static gboolean
is_number (const BulkPracticeField *field)
{
  const char *p = field->text;
  gsize whole, part = 0;

  if (*p == '-' || *p == '+')
    p++;
  whole = strspn (p, "0123456789");
  p += whole;
  if (*p == '.')
    {
      part = strspn (p + 1, "0123456789");
      p += 1 + part;
    }
  if (whole + part == 0)
    return FALSE;
  if (*p == 'e' || *p == 'E')
    {
      gsize digits;

      p++;
      if (*p == '-' || *p == '+')
        p++;
      digits = strspn (p, "0123456789");
      if (digits == 0)
        return FALSE;
      p += digits;
    }
  return p == field->text + field->length;
}

/* One blank alone is a row whose only value is missing. */
static gboolean
is_blank_row (const BulkPracticeField *fields, guint n_fields)
{
  if (n_fields < 2)
    return FALSE;
  for (guint i = 0; i < n_fields; i++)
    if (!is_blank (&fields[i]))
      return FALSE;
  return TRUE;
}

static const char *
find_fault (BulkPracticeLoad *self, const BulkPracticeField *id, const BulkPracticeField *date,
            const BulkPracticeField *amount)
{
  if (self->opportunities)
    {
      if (is_blank (id))
        return "missing value in field 'opportunity_id'";
      if (id->length > BULK_PRACTICE_MAX_ID)
        return "too long a value in field 'opportunity_id'";
      if (!g_hash_table_add (self->seen, g_strndup (id->text, id->length)))
        return "duplicate value in field 'opportunity_id'";
    }
  if (!is_blank (date) && !is_iso_date (date))
    return "invalid value in field 'close_date'";
  if (!is_blank (amount) && !is_number (amount))
    return "invalid value in field 'amount'";
  return NULL;
}

/**
 * bulk_practice_load_new:
 * @integration_id: where the rows go
 * @opportunities: whether the rows are opportunities
 *
 * Returns: (transfer full): a load without rows, with an execution ID of its own
 */
BulkPracticeLoad *
bulk_practice_load_new (const char *integration_id, gboolean opportunities)
{
  BulkPracticeLoad *self = g_new0 (BulkPracticeLoad, 1);
  guint64 random = ((guint64) g_random_int () << 32) | g_random_int ();

  self->integration_id = g_strdup (integration_id);
  self->execution_id = g_strdup_printf ("%014" G_GINT64_MODIFIER "x", random >> 8);
  self->opportunities = opportunities;
  self->errors = g_ptr_array_new_with_free_func (row_error_free);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/** bulk_practice_load_free: @self: (transfer full): a load */
void
bulk_practice_load_free (BulkPracticeLoad *self)
{
  g_free (self->integration_id);
  g_free (self->execution_id);
  g_free (self->created_at);
  g_free (self->completed_at);
  g_ptr_array_unref (self->errors);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_free (self);
}

/**
 * bulk_practice_load_add_row:
 * @names: (nullable): the fields' names, as many as fields; NULL where the rows have none
 *
 * Counts a row, and keeps what is wrong with it. A row of blanks is passed over.
 */
void
bulk_practice_load_add_row (BulkPracticeLoad *self, const char *const *names, const BulkPracticeField *fields,
                            guint n_fields)
{
  const BulkPracticeField *id = find_field (names, fields, n_fields, "opportunity_id");
  const char *fault = NULL;

  self->n_rows++;
  if (is_blank_row (fields, n_fields))
    {
      self->n_skipped++;
      return;
    }
  if (names)
    fault = find_fault (self, id, find_field (names, fields, n_fields, "close_date"),
                        find_field (names, fields, n_fields, "amount"));
  if (!fault)
    return;
  self->n_errors++;
  if (self->errors->len < BULK_PRACTICE_MAX_ERRORS && self->error_bytes < BULK_PRACTICE_MAX_ERROR_BYTES)
    {
      BulkPracticeRowError *error = g_new0 (BulkPracticeRowError, 1);

      error->id = is_blank (id) ? g_strdup ("") : g_strndup (id->text, id->length);
      error->message = g_strdup (fault);
      error->data_row = dup_data_row (names, fields, n_fields);
      self->error_bytes += strlen (error->data_row);
      g_ptr_array_add (self->errors, error);
    }
}

/**
 * bulk_practice_load_complete:
 * @time: RFC 3339
 *
 * No row follows: lets go of what was only needed to compare them.
 */
void
bulk_practice_load_complete (BulkPracticeLoad *self, const char *time)
{
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_free (self->completed_at);
  self->completed_at = g_strdup (time);
}
