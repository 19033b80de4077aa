/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fault-server.h"
#include "practice/practice-server.h"
#include "sample.h"
#include "workspan/storage.h"
#include "workspan/workspan-error.h"

#define ACCEPTED "{\"execution_id\":\"e1\"}"

static BulkOutcome *
load (const char *url, BulkUploadWay way, BulkPayload *payload, guint64 cancel_at, GError **error)
{
  g_autoptr (BulkConnection) connection = sample_connection (url, BULK_PRACTICE_TOKEN, BULK_PRACTICE_INTEGRATION_ID);
  g_autoptr (BulkUpload) upload = bulk_upload_new (connection, payload);

  bulk_upload_set_timeouts (upload, 2, 2);
  bulk_upload_set_way (upload, way);
  return sample_run (upload, cancel_at, error);
}

static char *
dup_answer (const char *head, const char *body)
{
  return g_strdup_printf ("HTTP/1.1 %s\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n%s", head, strlen (body),
                          body);
}

static char *
dup_address_answer (const char *storage_url)
{
  g_autofree char *json = g_strdup_printf ("{\"upload_url\":\"%s/put?Signature=s\",\"upload_token\":\"tok/en+1\"}",
                                           storage_url);

  return dup_answer ("200 OK", json);
}

/* All the ways, to a service that works; the storage of it refuses whoever sends it a token. */
static void
test_ways (void)
{
  g_autoptr (BulkPracticeServer) server = bulk_practice_server_new ();
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkPayload) payload = sample_payload (3000);
  g_autoptr (BulkPayload) json
      = bulk_payload_new (bulk_payload_get_table (payload), BULK_PAYLOAD_JSON);
  BulkPayload *payloads[] = { payload, json };

  bulk_practice_server_start_in_thread (server, 0, &error);
  g_assert_no_error (error);
  url = bulk_practice_server_dup_base_url (server);
  for (BulkUploadWay way = BULK_WAY_OPPORTUNITIES; way <= BULK_WAY_STORAGE; way++)
    for (guint i = 0; i < 2; i++)
      {
        g_autoptr (BulkOutcome) outcome = load (url, way, payloads[i], G_MAXUINT64, &error);

        g_assert_no_error (error);
        g_test_message ("way %d, format %u: %s", way, i, bulk_outcome_get_server_text (outcome));
        g_assert_cmpint (bulk_outcome_get_state (outcome), ==, BULK_OUTCOME_ACCEPTED);
        g_assert_cmpuint (bulk_outcome_get_bytes_sent (outcome), ==, bulk_payload_get_length (payloads[i]));
        g_assert_cmpuint (bulk_outcome_get_rows_total (outcome), ==, 3000);
      }
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (server), ==, 6);
  g_assert_cmpuint (bulk_practice_server_get_rows_accepted (server), ==, 18000);
  bulk_practice_server_stop (server);
}

static void
test_no_header (void)
{
  g_autoptr (BulkTable) table = sample_table_csv ("1,2\n", ',', FALSE);
  g_autoptr (BulkPayload) payload = bulk_payload_new (table, BULK_PAYLOAD_CSV);
  const BulkFault fault = { 0 };
  g_autoptr (BulkFaultServer) server = bulk_fault_server_new (&fault);
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkOutcome) outcome
      = load (bulk_fault_server_get_url (server), BULK_WAY_ANY, payload, G_MAXUINT64, &error);

  g_assert_null (outcome);
  g_assert_error (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_FAILED);
  g_assert_cmpuint (bulk_fault_server_get_n_connections (server), ==, 0);
}

/* What goes to the other host, and what comes to the service afterwards. */
static void
test_requests (void)
{
  g_autofree char *stored = dup_answer ("200 OK", ""), *accepted = dup_answer ("200 OK", ACCEPTED), *address = NULL;
  const BulkFault take = { .body_bytes = G_MAXSIZE, .answer = stored, .answer_bytes = -1 };
  g_autoptr (BulkFaultServer) storage = bulk_fault_server_new (&take);
  BulkFault accept = { .body_bytes = G_MAXSIZE, .answer = accepted, .answer_bytes = -1 };
  g_autoptr (BulkFaultServer) service = NULL;
  g_autoptr (BulkPayload) payload = sample_payload (20);
  g_autoptr (GBytes) body = sample_body (payload);
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkOutcome) outcome = NULL;
  const char *head;

  address = dup_address_answer (bulk_fault_server_get_url (storage));
  accept.get_answer = address;
  service = bulk_fault_server_new (&accept);
  outcome = load (bulk_fault_server_get_url (service), BULK_WAY_STORAGE, payload, G_MAXUINT64, &error);
  g_assert_no_error (error);
  g_assert_cmpint (bulk_outcome_get_state (outcome), ==, BULK_OUTCOME_ACCEPTED);
  bulk_fault_server_settle (storage);
  bulk_fault_server_settle (service);
  head = bulk_fault_server_get_head (storage);
  g_assert_true (g_str_has_prefix (head, "PUT /put?Signature=s HTTP/1.1\r\n"));
  g_assert_null (strcasestr (head, "authorization"));
  g_assert_null (strstr (head, BULK_PRACTICE_TOKEN));
  g_assert_null (strcasestr (head, "transfer-encoding"));
  g_assert_true (g_bytes_equal (bulk_fault_server_get_body (storage), body));
  head = bulk_fault_server_get_head (service);
  g_assert_true (g_str_has_prefix (head, "POST /bulk/v1/bulkload?integration_id=" BULK_PRACTICE_INTEGRATION_ID
                                         "&data_format=CSV&column_delimiter=%2C&file_token=tok%2Fen%2B1 HTTP/1.1\r\n"));
  g_assert_nonnull (strcasestr (head, "content-length: 0\r\n"));
  g_assert_nonnull (strstr (head, "Bearer " BULK_PRACTICE_TOKEN));
  g_assert_cmpuint (bulk_fault_server_get_n_posts (service), ==, 1);
}

/* Whatever becomes of the file at the storage: the service is told of no load. */
static void
test_storage_faults (void)
{
  g_autofree char *forbidden = dup_answer ("403 Forbidden", "<Error>SignatureDoesNotMatch</Error>");
  g_autofree char *moved = dup_answer ("302 Found\r\nLocation: http://127.0.0.1:9/", "");
  const BulkFault faults[] = {
    { .body_bytes = G_MAXSIZE, .answer = forbidden, .answer_bytes = -1 },
    { .body_bytes = G_MAXSIZE, .answer = moved, .answer_bytes = -1 },
    { .at_once = TRUE, .end = BULK_FAULT_RESET },
    { .body_bytes = 1000, .end = BULK_FAULT_RESET },
    { .body_bytes = G_MAXSIZE, .end = BULK_FAULT_CLOSE },
    { .body_bytes = G_MAXSIZE, .end = BULK_FAULT_HOLD },
  };
  g_autofree char *accepted = dup_answer ("200 OK", ACCEPTED);
  g_autoptr (BulkPayload) payload = sample_payload (2000);

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (BulkFaultServer) storage = bulk_fault_server_new (&faults[i]), service = NULL;
      g_autofree char *address = dup_address_answer (bulk_fault_server_get_url (storage));
      BulkFault accept = { .get_answer = address, .body_bytes = G_MAXSIZE, .answer = accepted, .answer_bytes = -1 };
      g_autoptr (GError) error = NULL;
      g_autoptr (BulkOutcome) outcome = NULL;

      service = bulk_fault_server_new (&accept);
      outcome = load (bulk_fault_server_get_url (service), BULK_WAY_STORAGE, payload, G_MAXUINT64, &error);
      g_assert_no_error (error);
      g_test_message ("%u: %s", i, bulk_outcome_get_what_was_sent (outcome));
      g_assert_cmpint (bulk_outcome_get_state (outcome), ==, BULK_OUTCOME_NOT_SENT);
      g_assert_cmpint (bulk_outcome_get_reason (outcome), ==, BULK_REASON_STORAGE);
      bulk_fault_server_settle (service);
      g_assert_cmpuint (bulk_fault_server_get_n_posts (service), ==, 0);
    }
}

/* Once the service was told of the file, the rules are those of every load. */
static void
test_load_faults (void)
{
  g_autofree char *stored = dup_answer ("200 OK", ""), *refused = dup_answer ("400 Bad", "{\"message\":\"no\"}");
  const BulkFault take = { .body_bytes = G_MAXSIZE, .answer = stored, .answer_bytes = -1 };
  const struct { BulkFault fault; BulkOutcomeState state; } cases[] = {
    { { .body_bytes = G_MAXSIZE, .end = BULK_FAULT_CLOSE }, BULK_OUTCOME_UNKNOWN },
    { { .body_bytes = G_MAXSIZE, .end = BULK_FAULT_RESET }, BULK_OUTCOME_UNKNOWN },
    { { .body_bytes = G_MAXSIZE, .end = BULK_FAULT_HOLD }, BULK_OUTCOME_UNKNOWN },
    { { .body_bytes = G_MAXSIZE, .answer = refused, .answer_bytes = -1 }, BULK_OUTCOME_REFUSED },
  };
  g_autoptr (BulkPayload) payload = sample_payload (20);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BulkFaultServer) storage = bulk_fault_server_new (&take), service = NULL;
      g_autofree char *address = dup_address_answer (bulk_fault_server_get_url (storage));
      BulkFault fault = cases[i].fault;
      g_autoptr (GError) error = NULL;
      g_autoptr (BulkOutcome) outcome = NULL;

      fault.get_answer = address;
      service = bulk_fault_server_new (&fault);
      outcome = load (bulk_fault_server_get_url (service), BULK_WAY_STORAGE, payload, G_MAXUINT64, &error);
      g_assert_no_error (error);
      g_assert_cmpint (bulk_outcome_get_state (outcome), ==, cases[i].state);
      g_assert_cmpuint (bulk_outcome_get_bytes_sent (outcome), ==, bulk_payload_get_length (payload));
      bulk_fault_server_settle (service);
      g_assert_cmpuint (bulk_fault_server_get_n_posts (service), ==, 1);
    }
}

/* Without a good address nothing of the file leaves. */
static void
test_addresses (void)
{
  static const char *const wrong[] = {
    "", "[]", "{}", "{\"upload_url\":\"https://a/\"}", "{\"upload_url\":7,\"upload_token\":\"t\"}",
    "{\"upload_url\":\"http://storage.example/\",\"upload_token\":\"t\"}",
    "{\"upload_url\":\"https://user@storage.example/\",\"upload_token\":\"t\"}",
    "{\"upload_url\":\"file:///etc/passwd\",\"upload_token\":\"t\"}",
    "{\"upload_url\":\"https://a/\",\"upload_token\":\"t\\r\\nX: y\"}",
    "{\"upload_url\":\"https://a/ b\",\"upload_token\":\"t\"}",
    "{\"upload_url\":\"https:///x\",\"upload_token\":\"t\"}",
  };
  const char *good = "{\"upload_url\":\"https://storage.example/x?Signature=a%2Fb\",\"upload_token\":\"t\"}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (good, strlen (good));
  g_autoptr (BulkStorage) storage = bulk_storage_parse (bytes, NULL);
  g_autoptr (BulkPayload) payload = sample_payload (20);

  g_assert_cmpstr (storage->url, ==, "https://storage.example/x?Signature=a%2Fb");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *answer = dup_answer ("200 OK", wrong[i]);
      const BulkFault fault = { .get_answer = answer };
      g_autoptr (BulkFaultServer) service = bulk_fault_server_new (&fault);
      g_autoptr (GError) error = NULL;
      g_autoptr (BulkOutcome) outcome
          = load (bulk_fault_server_get_url (service), BULK_WAY_STORAGE, payload, G_MAXUINT64, &error);

      g_assert_no_error (error);
      g_assert_cmpint (bulk_outcome_get_state (outcome), ==, BULK_OUTCOME_NOT_SENT);
      g_assert_cmpuint (bulk_outcome_get_bytes_sent (outcome), ==, 0);
      bulk_fault_server_settle (service);
      g_assert_cmpuint (bulk_fault_server_get_n_posts (service), ==, 0);
    }
}

static void
test_refused_address (void)
{
  static const struct { const char *head; BulkOutcomeReason reason; } cases[] = {
    { "401 No", BULK_REASON_NOT_AUTHORISED }, { "403 No", BULK_REASON_FORBIDDEN }, { "404 No", BULK_REASON_NOT_FOUND },
    { "408 Late", BULK_REASON_TIMEOUT }, { "503 Down", BULK_REASON_SERVER_ERROR },
  };
  g_autoptr (BulkPayload) payload = sample_payload (20);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *answer = dup_answer (cases[i].head, "{}");
      const BulkFault fault = { .get_answer = answer };
      g_autoptr (BulkFaultServer) service = bulk_fault_server_new (&fault);
      g_autoptr (GError) error = NULL;
      g_autoptr (BulkOutcome) outcome
          = load (bulk_fault_server_get_url (service), BULK_WAY_STORAGE, payload, G_MAXUINT64, &error);

      g_assert_no_error (error);
      g_assert_cmpint (bulk_outcome_get_state (outcome), ==, BULK_OUTCOME_REFUSED);
      g_assert_cmpint (bulk_outcome_get_reason (outcome), ==, cases[i].reason);
      bulk_fault_server_settle (service);
      g_assert_cmpuint (bulk_fault_server_get_n_posts (service), ==, 0);
    }
}

/* Cancelled while the file is on its way to the storage. */
static void
test_cancel (void)
{
  const BulkFault hold = { .body_bytes = 100000, .end = BULK_FAULT_HOLD };
  g_autoptr (BulkFaultServer) storage = bulk_fault_server_new (&hold), service = NULL;
  g_autofree char *address = dup_address_answer (bulk_fault_server_get_url (storage));
  const BulkFault fault = { .get_answer = address };
  g_autoptr (BulkPayload) payload = sample_payload (200000);
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkOutcome) outcome = NULL;

  service = bulk_fault_server_new (&fault);
  outcome = load (bulk_fault_server_get_url (service), BULK_WAY_STORAGE, payload, 1000, &error);
  g_assert_no_error (error);
  g_assert_cmpint (bulk_outcome_get_state (outcome), ==, BULK_OUTCOME_NOT_SENT);
  g_assert_cmpint (bulk_outcome_get_reason (outcome), ==, BULK_REASON_CANCELLED);
  g_assert_null (strstr (bulk_outcome_get_what_was_sent (outcome), "left this computer"));
  bulk_fault_server_settle (service);
  g_assert_cmpuint (bulk_fault_server_get_n_posts (service), ==, 0);
}

static void
test_names (void)
{
  for (BulkUploadWay way = BULK_WAY_OPPORTUNITIES; way <= BULK_WAY_STORAGE; way++)
    g_assert_cmpint (bulk_upload_way_from_names (bulk_upload_way_get_object_type (way), bulk_upload_way_get_name (way)),
                     ==, way);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workspan/upload-ways/ways", test_ways);
  g_test_add_func ("/workspan/upload-ways/no-header", test_no_header);
  g_test_add_func ("/workspan/upload-ways/requests", test_requests);
  g_test_add_func ("/workspan/upload-ways/storage-faults", test_storage_faults);
  g_test_add_func ("/workspan/upload-ways/load-faults", test_load_faults);
  g_test_add_func ("/workspan/upload-ways/addresses", test_addresses);
  g_test_add_func ("/workspan/upload-ways/refused-address", test_refused_address);
  g_test_add_func ("/workspan/upload-ways/cancel", test_cancel);
  g_test_add_func ("/workspan/upload-ways/names", test_names);
  return g_test_run ();
}
