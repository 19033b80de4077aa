/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as what the service answers: to a load, to a question for its status, and to what it refuses. */
#include "fuzz.h"
#include "workspan/answer.h"
#include "workspan/execution.h"
#include "workspan/json-check.h"
#include "workspan/status.h"
#include <string.h>

#define TOKEN "planted-token-0123456789"

static void
check_text (const char *text)
{
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static BulkConnection *connection;
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autofree char *json = g_strndup ((const char *) data, size);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL, status_error = NULL;
  g_autoptr (BulkExecution) execution = bulk_execution_parse (json, size, &error);
  g_autoptr (BulkStatus) status = bulk_status_parse (bytes, NULL, &status_error);

  if (connection == NULL)
    connection = bulk_connection_new ("https://api.example.com", "integration", TOKEN, NULL, NULL, NULL);
  g_assert_true ((execution == NULL) == (error != NULL));
  g_assert_true ((status == NULL) == (status_error != NULL));
  /* What was accepted is one whole JSON value, not the start of one. */
  if (execution != NULL)
    {
      g_assert_true (bulk_json_check (json, size, 1000));
      check_text (bulk_execution_get_execution_id (execution));
      g_assert_cmpstr (bulk_execution_get_execution_id (execution), !=, "");
      check_text (bulk_execution_get_created_at (execution));
    }
  if (status != NULL)
    check_text (bulk_status_get_word (status));
  text = bulk_answer_dup_text (bytes, connection);
  check_text (text);
  g_assert_true (text == NULL || strstr (text, TOKEN) == NULL);
  return 0;
}
