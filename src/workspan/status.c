/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/status.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "workspan/outcome-text.h"
#include "workspan/workspan-error.h"

#define MAX_COUNT_DIGITS 15
#define MAX_WORD 256

struct _BulkStatus
{
  GObject parent_instance;
  BulkStatusState state;
  char *word;
  gint64 input, success, error, skip;
  char *started_at, *completed_at;
  GDateTime *start_time, *completion_time;
  BulkRowErrors *errors;
};

G_DEFINE_FINAL_TYPE (BulkStatus, bulk_status, G_TYPE_OBJECT)

/* Private helpers */

static gboolean
is_key (const BulkJsonValue *key, const char *name)
{
  return !key->escaped && key->length == strlen (name) && memcmp (key->text, name, key->length) == 0;
}

/* A short string that can be shown on one line; NULL for everything else. */
static char *
dup_plain (const BulkJsonValue *value)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (value->kind != BULK_JSON_STRING || value->length == 0 || value->length > MAX_WORD)
    return NULL;
  bulk_row_errors_append_text (text, value);
  return bulk_outcome_text_clean (text->str, (gssize) text->len, NULL);
}

static void
take_text (char **place, const BulkJsonValue *value)
{
  g_free (*place);
  *place = dup_plain (value);
}

/* Whole numbers only; a number of rows is never so long that it could overflow. */
static gboolean
take_count (gint64 *count, const BulkJsonValue *value)
{
  if (value->kind == BULK_JSON_NULL)
    return TRUE;
  if (value->kind != BULK_JSON_NUMBER || value->length > MAX_COUNT_DIGITS)
    return FALSE;
  *count = 0;
  for (gsize i = 0; i < value->length; i++)
    {
      if (!g_ascii_isdigit (value->text[i]))
        return FALSE;
      *count = *count * 10 + (value->text[i] - '0');
    }
  return TRUE;
}

static gboolean
take_errors (BulkStatus *self, GBytes *json, const BulkJsonValue *value, GError **error)
{
  const char *start = g_bytes_get_data (json, NULL);
  g_autoptr (GBytes) part = NULL;

  if (value->kind == BULK_JSON_NULL)
    return TRUE;
  part = g_bytes_new_from_bytes (json, (gsize) (value->text - start), value->length);
  g_clear_pointer (&self->errors, bulk_row_errors_unref);
  self->errors = bulk_row_errors_parse (part, error);
  return self->errors != NULL;
}

static gboolean
refuse (GError **error, const char *message)
{
  if (error != NULL && *error == NULL)
    g_set_error_literal (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_SERVER, message);
  return FALSE;
}

static gboolean
take_member (BulkStatus *self, GBytes *json, const BulkJsonValue *key, const BulkJsonValue *value, char **id,
             GError **error)
{
  struct { const char *name; gint64 *count; } counts[] = { { "input_count", &self->input },
                                                           { "success_count", &self->success },
                                                           { "error_count", &self->error },
                                                           { "skip_count", &self->skip } };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (is_key (key, counts[i].name))
      return take_count (counts[i].count, value)
             || refuse (error, _ ("The answer holds a number of rows that is none."));
  if (is_key (key, "status"))
    take_text (&self->word, value);
  else if (is_key (key, "execution_id"))
    take_text (id, value);
  else if (is_key (key, "started_at"))
    take_text (&self->started_at, value);
  else if (is_key (key, "completed_at"))
    take_text (&self->completed_at, value);
  else if (is_key (key, "errors"))
    return take_errors (self, json, value, error);
  return TRUE;
}

static gboolean
scan_members (BulkStatus *self, GBytes *json, gsize start, char **id, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (json, &length);
  BulkJsonValue key, value;
  BulkJsonScan scan;
  gboolean more;

  bulk_json_scan_init (&scan, data, length, start);
  if (!bulk_json_scan_take (&scan, '{'))
    return FALSE;
  for (more = !bulk_json_scan_take (&scan, '}'); more;)
    if (!bulk_json_scan_key (&scan, &key) || !bulk_json_scan_value (&scan, &value)
        || !bulk_json_scan_next (&scan, '}', &more) || !take_member (self, json, &key, &value, id, error))
      return FALSE;
  return bulk_json_scan_peek (&scan) < 0;
}

static GDateTime *
parse_time (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  return text != NULL ? g_date_time_new_from_iso8601 (text, utc) : NULL;
}

static void
settle (BulkStatus *self)
{
  self->start_time = parse_time (self->started_at);
  self->completion_time = parse_time (self->completed_at);
  if (g_ascii_strcasecmp (self->word, "running") == 0)
    self->state = BULK_STATUS_RUNNING;
  else if (g_ascii_strcasecmp (self->word, "completed") == 0)
    self->state = BULK_STATUS_COMPLETED;
  else
    self->state = BULK_STATUS_OTHER;
  if (self->errors == NULL)
    self->errors = bulk_row_errors_new_empty ();
}

/* Overrides */

static void
bulk_status_finalize (GObject *object)
{
  BulkStatus *self = BULK_STATUS (object);

  g_free (self->word);
  g_free (self->started_at);
  g_free (self->completed_at);
  g_clear_pointer (&self->start_time, g_date_time_unref);
  g_clear_pointer (&self->completion_time, g_date_time_unref);
  bulk_row_errors_unref (self->errors);

  G_OBJECT_CLASS (bulk_status_parent_class)->finalize (object);
}

/* Class */

static void
bulk_status_class_init (BulkStatusClass *class)
{
  G_OBJECT_CLASS (class)->finalize = bulk_status_finalize;
}

static void
bulk_status_init (BulkStatus *self)
{
  self->input = self->success = self->error = self->skip = -1;
}

/* Public functions */

/**
 * bulk_status_parse:
 * @json: the body of an answer from an untrusted server; kept if it lists rejected rows
 * @execution_id: (nullable): what was asked for; an answer about another execution is refused
 *
 * Returns: (transfer full) (nullable): the status, or %NULL with @error set to %BULK_WORKSPAN_ERROR_SERVER
 */
BulkStatus *
bulk_status_parse (GBytes *json, const char *execution_id, GError **error)
{
  const char *wrong = _ ("The answer is not in the form that the service promises.");
  g_autoptr (BulkStatus) self = g_object_new (BULK_TYPE_STATUS, NULL);
  g_autoptr (GError) inner = NULL;
  g_autofree char *id = NULL;
  gsize length, start;
  const char *data = g_bytes_get_data (json, &length);

  start = length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  if (length == 0 || !g_utf8_validate_len (data, length, NULL))
    return refuse (error, wrong), NULL;
  if (!scan_members (self, json, start, &id, &inner))
    return refuse (error, inner != NULL ? inner->message : wrong), NULL;
  if (self->word == NULL)
    return refuse (error, _ ("The answer does not say how far the load is.")), NULL;
  if (execution_id != NULL && id != NULL && strcmp (id, execution_id) != 0)
    return refuse (error, _ ("The answer is about another load.")), NULL;
  settle (self);
  return g_steal_pointer (&self);
}

/** bulk_status_new: Returns: (transfer full): a status put together again from what was kept of it */
BulkStatus *
bulk_status_new (BulkStatusState state, gint64 input, gint64 success, gint64 error, gint64 skip,
                 const char *started_at, const char *completed_at, BulkRowErrors *errors)
{
  BulkStatus *self = g_object_new (BULK_TYPE_STATUS, NULL);

  self->word = g_strdup (state == BULK_STATUS_RUNNING ? "running" : state == BULK_STATUS_COMPLETED ? "completed" : "?");
  self->input = input;
  self->success = success;
  self->error = error;
  self->skip = skip;
  self->started_at = g_strdup (started_at);
  self->completed_at = g_strdup (completed_at);
  self->errors = errors != NULL ? bulk_row_errors_ref (errors) : NULL;
  settle (self);
  return self;
}

/** bulk_status_get_state: Returns: how far the load is */
BulkStatusState
bulk_status_get_state (BulkStatus *self)
{
  g_return_val_if_fail (BULK_IS_STATUS (self), BULK_STATUS_OTHER);
  return self->state;
}

/** bulk_status_get_word: Returns: the same in the service's word; plain text */
const char *
bulk_status_get_word (BulkStatus *self)
{
  g_return_val_if_fail (BULK_IS_STATUS (self), NULL);
  return self->word;
}

/** bulk_status_get_input_count: Returns: rows that came in; -1: not said */
gint64
bulk_status_get_input_count (BulkStatus *self)
{
  g_return_val_if_fail (BULK_IS_STATUS (self), -1);
  return self->input;
}

/** bulk_status_get_success_count: Returns: rows that were loaded; -1: not said */
gint64
bulk_status_get_success_count (BulkStatus *self)
{
  g_return_val_if_fail (BULK_IS_STATUS (self), -1);
  return self->success;
}

/** bulk_status_get_error_count: Returns: rows that were rejected; -1: not said */
gint64
bulk_status_get_error_count (BulkStatus *self)
{
  g_return_val_if_fail (BULK_IS_STATUS (self), -1);
  return self->error;
}

/** bulk_status_get_skip_count: Returns: rows that were passed over; -1: not said */
gint64
bulk_status_get_skip_count (BulkStatus *self)
{
  g_return_val_if_fail (BULK_IS_STATUS (self), -1);
  return self->skip;
}

/** bulk_status_get_started_at: Returns: (nullable): when the load began, as it was sent */
const char *
bulk_status_get_started_at (BulkStatus *self)
{
  g_return_val_if_fail (BULK_IS_STATUS (self), NULL);
  return self->started_at;
}

/** bulk_status_get_completed_at: Returns: (nullable): when the load ended, as it was sent */
const char *
bulk_status_get_completed_at (BulkStatus *self)
{
  g_return_val_if_fail (BULK_IS_STATUS (self), NULL);
  return self->completed_at;
}

/** bulk_status_get_start_time: Returns: (transfer none) (nullable): when the load began */
GDateTime *
bulk_status_get_start_time (BulkStatus *self)
{
  g_return_val_if_fail (BULK_IS_STATUS (self), NULL);
  return self->start_time;
}

/** bulk_status_get_completion_time: Returns: (transfer none) (nullable): when the load ended */
GDateTime *
bulk_status_get_completion_time (BulkStatus *self)
{
  g_return_val_if_fail (BULK_IS_STATUS (self), NULL);
  return self->completion_time;
}

/** bulk_status_get_duration: Returns: seconds the load took; -1: not known */
double
bulk_status_get_duration (BulkStatus *self)
{
  GTimeSpan span;

  g_return_val_if_fail (BULK_IS_STATUS (self), -1);
  if (self->start_time == NULL || self->completion_time == NULL)
    return -1;
  span = g_date_time_difference (self->completion_time, self->start_time);
  return span >= 0 ? (double) span / G_TIME_SPAN_SECOND : -1;
}

/** bulk_status_get_errors: Returns: (transfer none): the rejected rows that are listed */
BulkRowErrors *
bulk_status_get_errors (BulkStatus *self)
{
  g_return_val_if_fail (BULK_IS_STATUS (self), NULL);
  return self->errors;
}

/** bulk_status_has_all_errors: Returns: whether as many rejected rows are listed as are counted */
gboolean
bulk_status_has_all_errors (BulkStatus *self)
{
  g_return_val_if_fail (BULK_IS_STATUS (self), FALSE);
  return self->error <= (gint64) bulk_row_errors_get_n (self->errors);
}
