/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/reason.h"

#include <json-glib/json-glib.h>

static const struct
{
  BulkOutcomeReason reason;
  const char *name;
} names[] = {
  { BULK_REASON_NONE, "none" },
  { BULK_REASON_CANCELLED, "cancelled" },
  { BULK_REASON_NAME, "name" },
  { BULK_REASON_REFUSED_CONNECTION, "refused-connection" },
  { BULK_REASON_TLS, "tls" },
  { BULK_REASON_TIMEOUT, "timeout" },
  { BULK_REASON_CUT, "cut" },
  { BULK_REASON_BAD_INPUT, "bad-input" },
  { BULK_REASON_NOT_AUTHORISED, "not-authorised" },
  { BULK_REASON_FORBIDDEN, "forbidden" },
  { BULK_REASON_NOT_FOUND, "not-found" },
  { BULK_REASON_TOO_LARGE, "too-large" },
  { BULK_REASON_MEDIA_TYPE, "media-type" },
  { BULK_REASON_TOO_MANY, "too-many" },
  { BULK_REASON_REDIRECT, "redirect" },
  { BULK_REASON_SERVER_ERROR, "server-error" },
  { BULK_REASON_BAD_ANSWER, "bad-answer" },
  { BULK_REASON_INTERRUPTED, "interrupted" },
  { BULK_REASON_NO_TOKEN, "no-token" },
  { BULK_REASON_STORAGE, "storage" },
  { BULK_REASON_NOT_BEGUN, "not-begun" },
  { BULK_REASON_OTHER, "other" },
};

/* Private helpers */

static void
add_member (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static BulkExecution *
make_execution (BulkRecord *record)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *json = NULL;

  json_builder_begin_object (builder);
  add_member (builder, "integration_id", record->integration_id);
  add_member (builder, "execution_id", record->execution_id);
  add_member (builder, "created_at", record->execution_created);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json = json_to_string (root, FALSE);
  return bulk_execution_parse (json, strlen (json), NULL);
}

static gboolean
get_outcome_state (BulkRecordState state, BulkOutcomeState *found)
{
  switch (state)
    {
    case BULK_RECORD_ACCEPTED:
      *found = BULK_OUTCOME_ACCEPTED;
      return TRUE;
    case BULK_RECORD_REFUSED:
      *found = BULK_OUTCOME_REFUSED;
      return TRUE;
    case BULK_RECORD_NOT_SENT:
      *found = BULK_OUTCOME_NOT_SENT;
      return TRUE;
    case BULK_RECORD_UNKNOWN:
      *found = BULK_OUTCOME_UNKNOWN;
      return TRUE;
    case BULK_RECORD_PREPARING:
    case BULK_RECORD_SENDING:
    default:
      return FALSE;
    }
}

/* Public functions */

/** bulk_reason_get_name: Returns: (transfer none): never translated */
const char *
bulk_reason_get_name (BulkOutcomeReason reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].reason == reason)
      return names[i].name;
  return "other";
}

/** bulk_reason_from_name: @name: (nullable): from a database, perhaps of another version */
BulkOutcomeReason
bulk_reason_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i].name, name) == 0)
      return names[i].reason;
  return BULK_REASON_OTHER;
}

/** bulk_reason_state_of_outcome: Returns: what a record's state is after such an outcome */
BulkRecordState
bulk_reason_state_of_outcome (BulkOutcomeState state)
{
  switch (state)
    {
    case BULK_OUTCOME_ACCEPTED:
      return BULK_RECORD_ACCEPTED;
    case BULK_OUTCOME_REFUSED:
      return BULK_RECORD_REFUSED;
    case BULK_OUTCOME_NOT_SENT:
      return BULK_RECORD_NOT_SENT;
    case BULK_OUTCOME_UNKNOWN:
    default:
      return BULK_RECORD_UNKNOWN;
    }
}

/** bulk_reason_dup_outcome: Returns: (transfer full) (nullable): how the recorded load ended, in words */
BulkOutcome *
bulk_reason_dup_outcome (BulkRecord *record)
{
  g_autoptr (BulkExecution) execution = record->execution_id != NULL ? make_execution (record) : NULL;
  gboolean accepted = record->state == BULK_RECORD_ACCEPTED;
  BulkOutcomeState state;

  if (!get_outcome_state (record->state, &state))
    return NULL;
  return bulk_outcome_new (state, accepted ? BULK_REASON_NONE : bulk_reason_from_name (record->reason),
                           record->http_status, execution, accepted ? NULL : record->answer, record->detail, -1,
                           record->bytes_sent, record->bytes_total, record->rows_total);
}
