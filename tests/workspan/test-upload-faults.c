/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample.h"

#include <string.h>

#include "fault-server.h"

#define ID_BODY "{\"integration_id\":\"i\",\"execution_id\":\"a64690c2450\"," \
  "\"created_at\":\"2020-05-18T14:06:57.572Z\"}"
#define ID_LENGTH "91"
#define GOOD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " ID_LENGTH "\r\n\r\n" ID_BODY
#define REFUSAL "HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nContent-Length: 23\r\n\r\n" \
                "{\"message\":\"token bad\"}"

/* Whole files go into the kernel's buffers at once, or not. */
#define SMALL 50
#define LARGE 200000

static BulkPayload *small, *large;

typedef struct
{
  BulkFaultServer *server;
  BulkOutcome *outcome;
} Run;

static void
run_clear (Run *run)
{
  g_clear_object (&run->outcome);
  g_clear_pointer (&run->server, bulk_fault_server_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static void
run_fault (Run *run, const BulkFault *fault, BulkPayload *payload)
{
  run_clear (run);
  run->server = bulk_fault_server_new (fault);
  run->outcome = sample_upload (bulk_fault_server_get_url (run->server), payload);
  bulk_fault_server_settle (run->server);
}

/* Exactly one POST arrived, and what of its body did is the beginning of the payload. */
static void
assert_one_post (Run *run, BulkPayload *payload)
{
  g_autoptr (GBytes) whole = sample_body (payload);
  GBytes *body = bulk_fault_server_get_body (run->server);
  gsize length = body != NULL ? g_bytes_get_size (body) : 0;

  g_assert_cmpuint (bulk_fault_server_get_n_posts (run->server), ==, 1);
  g_assert_cmpuint (length, <=, g_bytes_get_size (whole));
  if (length > 0)
    g_assert_cmpint (memcmp (g_bytes_get_data (body, NULL), g_bytes_get_data (whole, NULL), length), ==, 0);
  g_assert_cmpuint (bulk_outcome_get_bytes_sent (run->outcome), <=, g_bytes_get_size (whole));
  g_assert_cmpuint (bulk_outcome_get_bytes_total (run->outcome), ==, g_bytes_get_size (whole));
}

static void
assert_outcome (Run *run, BulkOutcomeState state, BulkOutcomeReason reason)
{
  g_assert_cmpuint (bulk_outcome_get_state (run->outcome), ==, state);
  g_assert_cmpuint (bulk_outcome_get_reason (run->outcome), ==, reason);
  g_assert_cmpint (bulk_outcome_get_execution (run->outcome) != NULL, ==, state == BULK_OUTCOME_ACCEPTED);
}

static void
assert_accepted (Run *run, BulkPayload *payload)
{
  assert_one_post (run, payload);
  assert_outcome (run, BULK_OUTCOME_ACCEPTED, BULK_REASON_NONE);
  g_assert_cmpstr (bulk_execution_get_execution_id (bulk_outcome_get_execution (run->outcome)), ==, "a64690c2450");
  g_assert_cmpuint (bulk_outcome_get_bytes_sent (run->outcome), ==, bulk_payload_get_length (payload));
}

static guint
count_in (const char *text, const char *needle)
{
  guint n = 0;

  for (const char *at = strstr (text, needle); at != NULL; at = strstr (at + 1, needle))
    n++;
  return n;
}

/* To the byte what the service's description asks for, and nothing else. */
static void
test_request (void)
{
  BulkFault fault = { .body_bytes = G_MAXSIZE, .answer = GOOD, .answer_bytes = -1 };
  g_auto (Run) run = { NULL };
  g_autofree char *length = g_strdup_printf ("\r\nContent-Length: %" G_GUINT64_FORMAT "\r\n",
                                             bulk_payload_get_length (small));
  g_autofree char *host = NULL;
  g_autoptr (GBytes) whole = sample_body (small);
  const char *head;

  run_fault (&run, &fault, small);
  assert_accepted (&run, small);
  head = bulk_fault_server_get_head (run.server);
  host = g_strdup_printf ("\r\nHost: %s\r\n", bulk_fault_server_get_url (run.server) + strlen ("http://"));
  g_assert_true (g_str_has_prefix (head, "POST /bulk/v1/bulkload_opportunity?integration_id=" SAMPLE_INTEGRATION
                                         "&content_type=CSV&column_delimiter=%2C&has_header_row=true HTTP/1.1\r\n"));
  g_assert_cmpuint (count_in (head, length), ==, 1);
  g_assert_cmpuint (count_in (head, host), ==, 1);
  g_assert_cmpuint (count_in (head, "\r\nAuthorization: Bearer " SAMPLE_TOKEN "\r\n"), ==, 1);
  g_assert_cmpuint (count_in (head, SAMPLE_TOKEN), ==, 1);
  g_assert_cmpuint (count_in (head, "\r\nContent-Type: text/csv\r\n"), ==, 1);
  g_assert_cmpuint (count_in (head, "\r\nAccept: application/json\r\n"), ==, 1);
  g_assert_cmpuint (count_in (head, "\r\nUser-Agent: BulkLoader/"), ==, 1);
  g_assert_null (strcasestr (head, "Expect"));
  g_assert_null (strcasestr (head, "Transfer-Encoding"));
  g_assert_null (strcasestr (head, "Upgrade"));
  g_assert_null (strcasestr (head, "Cookie"));
  g_assert_null (strcasestr (head, "x-ws-env"));
  g_assert_null (strcasestr (head, "Ocp-Apim"));
  g_assert_true (g_bytes_equal (bulk_fault_server_get_body (run.server), whole));
  g_assert_cmpuint (bulk_fault_server_get_n_gets (run.server), ==, 1);
}

static void
test_optional_headers (void)
{
  BulkFault fault = { .body_bytes = G_MAXSIZE, .answer = GOOD, .answer_bytes = -1 };
  g_autoptr (BulkFaultServer) server = bulk_fault_server_new (&fault);
  g_autoptr (BulkTable) table = sample_table_csv ("1,2\n", ',', FALSE);
  g_autoptr (BulkPayload) payload = bulk_payload_new (table, BULK_PAYLOAD_JSON);
  g_autofree char *base = g_strconcat (bulk_fault_server_get_url (server), "/base/", NULL);
  g_autoptr (BulkConnection) connection = NULL;
  g_autoptr (BulkUpload) upload = NULL;
  g_autoptr (BulkOutcome) outcome = NULL;
  const char *head;

  connection = bulk_connection_new (base, "a/b?c&d=%", "t", "app.workspan.com", "key", NULL);
  upload = bulk_upload_new (connection, payload);
  outcome = sample_run (upload, G_MAXUINT64, NULL);
  bulk_fault_server_settle (server);
  head = bulk_fault_server_get_head (server);
  g_assert_true (g_str_has_prefix (head, "POST /base/bulk/v1/bulkload_opportunity?"
                                         "integration_id=a%2Fb%3Fc%26d%3D%25&content_type=JSON HTTP/1.1\r\n"));
  g_assert_cmpuint (count_in (head, "\r\nx-ws-env: app.workspan.com\r\n"), ==, 1);
  g_assert_cmpuint (count_in (head, "\r\nOcp-Apim-Subscription-Key: key\r\n"), ==, 1);
  g_assert_cmpuint (count_in (head, "\r\nContent-Type: application/json\r\n"), ==, 1);
  g_assert_cmpuint (bulk_outcome_get_state (outcome), ==, BULK_OUTCOME_ACCEPTED);
}

/* Cut after any number of bytes: never taken for sent, refused or not sent, and never sent again. */
static void
test_cut (gconstpointer data)
{
  BulkPayload *payload = data != NULL ? large : small;
  guint64 length = bulk_payload_get_length (payload);
  const guint64 places[] = { 0, 1, 100, 1000, length / 4, length / 2, length - 1, length };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (places); i++)
    {
      BulkFault fault = { .body_bytes = (gsize) places[i / 2], .end = i % 2 ? BULK_FAULT_RESET : BULK_FAULT_CLOSE };
      g_auto (Run) run = { NULL };

      run_fault (&run, &fault, payload);
      assert_one_post (&run, payload);
      assert_outcome (&run, BULK_OUTCOME_UNKNOWN, BULK_REASON_CUT);
      g_assert_cmpuint (bulk_outcome_get_bytes_sent (run.outcome), >=, MIN (places[i / 2], 1000));
    }
}

/* Every beginning of an answer is no answer. */
static void
test_half_answer (void)
{
  for (gssize n = 0; n < (gssize) strlen (GOOD); n++)
    for (guint i = 0; i < 2; i++)
      {
        BulkFault fault = { .body_bytes = G_MAXSIZE, .answer = GOOD, .answer_bytes = n,
                            .end = i == 0 ? BULK_FAULT_CLOSE : BULK_FAULT_RESET };
        g_auto (Run) run = { NULL };

        run_fault (&run, &fault, small);
        assert_one_post (&run, small);
        g_assert_cmpuint (bulk_outcome_get_state (run.outcome), ==, BULK_OUTCOME_UNKNOWN);
        g_assert_cmpuint (bulk_outcome_get_bytes_sent (run.outcome), ==, bulk_payload_get_length (small));
      }
}

/* The same of a refusal: what was cut may have been anything. */
static void
test_half_refusal (void)
{
  for (gssize n = 0; n <= (gssize) strlen (REFUSAL); n++)
    {
      BulkFault fault = { .body_bytes = G_MAXSIZE, .answer = REFUSAL, .answer_bytes = n };
      g_auto (Run) run = { NULL };

      run_fault (&run, &fault, small);
      assert_one_post (&run, small);
      if (n == (gssize) strlen (REFUSAL))
        assert_outcome (&run, BULK_OUTCOME_REFUSED, BULK_REASON_NOT_AUTHORISED);
      else
        g_assert_cmpuint (bulk_outcome_get_state (run.outcome), ==, BULK_OUTCOME_UNKNOWN);
    }
}

static void
test_chunked (void)
{
  static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                               "10\r\n{\"execution_id\":\r\nF\r\n \"a64690c2450\"}\r\n0\r\n\r\n";
  /* Until here the JSON is not whole. */
  const gssize whole = strstr (answer, "}\r\n0") + 1 - answer;

  for (gssize n = strstr (answer, "\r\n\r\n") - answer; n <= (gssize) strlen (answer); n++)
    {
      BulkFault fault = { .body_bytes = G_MAXSIZE, .answer = answer, .answer_bytes = n };
      g_auto (Run) run = { NULL };

      run_fault (&run, &fault, small);
      if (n == (gssize) strlen (answer))
        assert_accepted (&run, small);
      else if (n < whole)
        g_assert_cmpuint (bulk_outcome_get_state (run.outcome), ==, BULK_OUTCOME_UNKNOWN);
      assert_one_post (&run, small);
    }
}

/* Odd, but whole. */
static void
test_odd_answers (void)
{
  static const char *const answers[] = {
    GOOD "HTTP/1.1 500 Internal\r\nContent-Length: 0\r\n\r\n",
    GOOD "\0\xff trailing junk",
    "HTTP/1.1 100 Continue\r\n\r\n" GOOD,
    "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" GOOD,
    "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" ID_BODY,
    "HTTP/1.0 200 OK\r\n\r\n" ID_BODY,
    "HTTP/1.1 202 Accepted\r\nContent-Length: " ID_LENGTH "\r\n\r\n" ID_BODY,
    "HTTP/1.1 200 OK\r\nContent-Encoding: identity\r\nContent-Length: " ID_LENGTH "\r\n\r\n" ID_BODY,
    "HTTP/1.1 200 OK\nContent-Length: " ID_LENGTH "\n\n" ID_BODY,
    "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nSet-Cookie: a=b\r\nContent-Length: " ID_LENGTH "\r\n\r\n" ID_BODY,
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      BulkFault fault = { .body_bytes = G_MAXSIZE, .answer = answers[i], .answer_bytes = -1 };
      g_auto (Run) run = { NULL };

      g_test_message ("answer %u", i);
      run_fault (&run, &fault, small);
      assert_accepted (&run, small);
    }
}

/* No answer in the service's meaning, however long it is read. */
static void
test_junk (void)
{
  static const char *const answers[] = {
    "\r\n", "junk", "\xff\xfe\xfd\r\n\r\n", "<html>It works!</html>", "HTTP/1.1", "HTTP/1.1 \r\n\r\n",
    "HTTP/9.9 200 OK\r\n\r\n",
    "HTTP/1.1 abc OK\r\n\r\n" ID_BODY, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "HTTP/2 200\r\ncontent-length: " ID_LENGTH "\r\n\r\n" ID_BODY,
    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" ID_BODY,
    "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" ID_BODY,
    "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n<x>",
    "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n" ID_BODY,
    "HTTP/1.1 204 No Content\r\n\r\n" ID_BODY,
    "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x08\x01",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n" ID_BODY "\r\n0\r\n\r\n",
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      BulkFault fault = { .body_bytes = G_MAXSIZE, .answer = answers[i], .answer_bytes = -1 };
      g_auto (Run) run = { NULL };

      g_test_message ("answer %u", i);
      run_fault (&run, &fault, small);
      assert_one_post (&run, small);
      g_assert_cmpuint (bulk_outcome_get_state (run.outcome), ==, BULK_OUTCOME_UNKNOWN);
      g_assert_null (bulk_outcome_get_execution (run.outcome));
    }
}

/* Bytes of HTTP/2: SETTINGS and a GOAWAY, with the NULs they have. */
static void
test_http2_frames (void)
{
  static const char frames[] = "\0\0\0\4\0\0\0\0\0\0\0\10\7\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
  BulkFault fault = { .body_bytes = 10, .answer = frames, .answer_bytes = sizeof frames - 1, .read_rest = TRUE };
  g_auto (Run) run = { NULL };

  run_fault (&run, &fault, small);
  assert_one_post (&run, small);
  g_assert_cmpuint (bulk_outcome_get_state (run.outcome), ==, BULK_OUTCOME_UNKNOWN);
}

static void
test_huge_answers (void)
{
  g_autofree char *filler = g_strnfill (3 * 1024 * 1024, 'x');
  g_autofree char *header = g_strconcat ("HTTP/1.1 200 OK\r\nX-Long: ", filler, "\r\n\r\n" ID_BODY, NULL);
  g_autofree char *body = g_strconcat ("HTTP/1.1 200 OK\r\n\r\n{\"execution_id\":\"x\",\"y\":\"", filler, "\"}", NULL);
  const char *const answers[] = { header, body };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      BulkFault fault = { .body_bytes = G_MAXSIZE, .answer = answers[i], .answer_bytes = -1 };
      g_auto (Run) run = { NULL };

      run_fault (&run, &fault, small);
      assert_one_post (&run, small);
      g_assert_cmpuint (bulk_outcome_get_state (run.outcome), ==, BULK_OUTCOME_UNKNOWN);
    }
}

static void
test_early_answer (void)
{
  BulkFault reading = { .body_bytes = 1000, .answer = REFUSAL, .answer_bytes = -1, .read_rest = TRUE };
  BulkFault closing = { .body_bytes = 1000, .answer = REFUSAL, .answer_bytes = -1 };
  BulkFault too_good = { .body_bytes = 1000, .answer = GOOD, .answer_bytes = -1 };
  BulkFault waiting = { .body_bytes = 1000, .answer = GOOD, .answer_bytes = -1, .end = BULK_FAULT_HOLD };
  g_auto (Run) run = { NULL };

  run_fault (&run, &reading, large);
  assert_one_post (&run, large);
  assert_outcome (&run, BULK_OUTCOME_REFUSED, BULK_REASON_NOT_AUTHORISED);

  run_fault (&run, &closing, large);
  assert_one_post (&run, large);
  assert_outcome (&run, BULK_OUTCOME_UNKNOWN, BULK_REASON_CUT);

  /* An answer to a file that was not sent in whole is none. */
  run_fault (&run, &too_good, large);
  assert_one_post (&run, large);
  assert_outcome (&run, BULK_OUTCOME_UNKNOWN, BULK_REASON_CUT);
  run_fault (&run, &waiting, large);
  assert_one_post (&run, large);
  assert_outcome (&run, BULK_OUTCOME_UNKNOWN, BULK_REASON_TIMEOUT);
  g_assert_cmpuint (bulk_outcome_get_bytes_sent (run.outcome), <, bulk_payload_get_length (large));
}

static void
test_silence (void)
{
  BulkFault after = { .body_bytes = G_MAXSIZE, .end = BULK_FAULT_HOLD };
  BulkFault within = { .body_bytes = 1000, .end = BULK_FAULT_HOLD };
  BulkFault dripping = { .body_bytes = G_MAXSIZE, .answer = GOOD, .answer_bytes = -1, .drip = 20 };
  BulkFault headers = { .body_bytes = G_MAXSIZE, .answer = "HTTP/1.1 200 OK\r\nX: y", .answer_bytes = -1, .drip = 1 };
  BulkFault half = { .body_bytes = G_MAXSIZE, .answer = GOOD, .answer_bytes = 30, .end = BULK_FAULT_HOLD };
  const struct { BulkFault *fault; BulkPayload *payload; gboolean whole; } cases[] = {
    { &after, small, TRUE }, { &within, large, FALSE }, { &dripping, small, TRUE }, { &headers, small, TRUE },
    { &half, small, TRUE }, { &after, large, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Run) run = { NULL };

      g_test_message ("case %u", i);
      run_fault (&run, cases[i].fault, cases[i].payload);
      assert_one_post (&run, cases[i].payload);
      assert_outcome (&run, BULK_OUTCOME_UNKNOWN, BULK_REASON_TIMEOUT);
      g_assert_cmpint (bulk_outcome_get_bytes_sent (run.outcome) == bulk_payload_get_length (cases[i].payload), ==,
                       cases[i].whole);
    }
}

/* Nobody is there: nothing was sent. */
static void
test_nobody (void)
{
  BulkFault fault = { 0 };
  g_autoptr (BulkFaultServer) server = bulk_fault_server_new (&fault);
  g_autofree char *url = g_strdup (bulk_fault_server_get_url (server));
  g_auto (Run) run = { NULL };

  g_clear_pointer (&server, bulk_fault_server_free);
  run.outcome = sample_upload (url, small);
  assert_outcome (&run, BULK_OUTCOME_NOT_SENT, BULK_REASON_REFUSED_CONNECTION);
  g_assert_cmpuint (bulk_outcome_get_bytes_sent (run.outcome), ==, 0);
}

/* Somebody is there, but without TLS: nothing was sent. */
static void
test_no_tls (void)
{
  BulkFault fault = { .at_once = TRUE };
  g_autoptr (BulkFaultServer) server = bulk_fault_server_new (&fault);
  g_autofree char *url = g_strconcat ("https", bulk_fault_server_get_url (server) + strlen ("http"), NULL);
  g_auto (Run) run = { NULL };

  run.outcome = sample_upload (url, small);
  bulk_fault_server_settle (server);
  assert_outcome (&run, BULK_OUTCOME_NOT_SENT, BULK_REASON_TLS);
  g_assert_cmpuint (bulk_fault_server_get_n_connections (server), ==, 1);
}

/* The connection ends before a byte was read: whether one had left cannot be known for sure. */
static void
test_at_once (void)
{
  for (guint i = 0; i < 20; i++)
    {
      BulkFault fault = { .at_once = TRUE, .end = i % 2 ? BULK_FAULT_RESET : BULK_FAULT_CLOSE };
      g_auto (Run) run = { NULL };

      run_fault (&run, &fault, i % 4 < 2 ? small : large);
      g_assert_cmpuint (bulk_fault_server_get_n_posts (run.server), ==, 0);
      /* One for the question, one for the load, and none more. */
      g_assert_cmpuint (bulk_fault_server_get_n_connections (run.server), <=, 2);
      g_assert_cmpuint (bulk_outcome_get_reason (run.outcome), ==, BULK_REASON_CUT);
      g_assert_true (bulk_outcome_get_state (run.outcome) == BULK_OUTCOME_UNKNOWN
                     || (bulk_outcome_get_state (run.outcome) == BULK_OUTCOME_NOT_SENT
                         && bulk_outcome_get_bytes_sent (run.outcome) == 0));
    }
}

/* What the question before the load brings to light, before a byte of the file has left; and what
 * it does not decide. */
static void
test_check (void)
{
  static const struct
  {
    const char *answer;
    BulkOutcomeState state;
    BulkOutcomeReason reason;
    gint64 retry_after;
  } cases[] = {
    { REFUSAL, BULK_OUTCOME_REFUSED, BULK_REASON_NOT_AUTHORISED, -1 },
    { "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n", BULK_OUTCOME_REFUSED,
      BULK_REASON_REDIRECT, -1 },
    { "HTTP/1.1 429 Slow\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n", BULK_OUTCOME_REFUSED, BULK_REASON_TOO_MANY,
      7 },
    { "HTTP/1.1 429 Slow\r\nRetry-After: 99999999999999999999\r\nContent-Length: 0\r\n\r\n", BULK_OUTCOME_REFUSED,
      BULK_REASON_TOO_MANY, 600 },
    { "HTTP/1.1 429 Slow\r\nRetry-After: Thu, 01 Jan 1970 00:00:00 GMT\r\nContent-Length: 0\r\n\r\n",
      BULK_OUTCOME_REFUSED, BULK_REASON_TOO_MANY, 0 },
    { "HTTP/1.1 429 Slow\r\nRetry-After: Fri, 01 Jan 2100 00:00:00 GMT\r\nContent-Length: 0\r\n\r\n",
      BULK_OUTCOME_REFUSED, BULK_REASON_TOO_MANY, 600 },
    { "HTTP/1.1 429 Slow\r\nRetry-After: -3\r\nContent-Length: 0\r\n\r\n", BULK_OUTCOME_REFUSED, BULK_REASON_TOO_MANY,
      -1 },
    { "HTTP/1.1 400 Bad\r\nContent-Length: 0\r\n\r\n", BULK_OUTCOME_ACCEPTED, BULK_REASON_NONE, -1 },
    { "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n", BULK_OUTCOME_ACCEPTED, BULK_REASON_NONE, -1 },
    { "HTTP/1.1 408 Slow\r\nContent-Length: 0\r\n\r\n", BULK_OUTCOME_ACCEPTED, BULK_REASON_NONE, -1 },
    { "HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n", BULK_OUTCOME_ACCEPTED, BULK_REASON_NONE, -1 },
    { "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", BULK_OUTCOME_ACCEPTED, BULK_REASON_NONE, -1 },
    { "junk\r\n\r\n", BULK_OUTCOME_ACCEPTED, BULK_REASON_NONE, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BulkFault fault = { .get_answer = cases[i].answer, .body_bytes = G_MAXSIZE, .answer = GOOD, .answer_bytes = -1 };
      g_auto (Run) run = { NULL };

      g_test_message ("case %u", i);
      run_fault (&run, &fault, small);
      assert_outcome (&run, cases[i].state, cases[i].reason);
      g_assert_cmpint (bulk_outcome_get_retry_after (run.outcome), ==, cases[i].retry_after);
      g_assert_cmpuint (bulk_fault_server_get_n_gets (run.server), ==, 1);
      g_assert_cmpuint (bulk_fault_server_get_n_posts (run.server), ==, cases[i].state == BULK_OUTCOME_ACCEPTED);
      if (cases[i].state != BULK_OUTCOME_ACCEPTED)
        g_assert_cmpuint (bulk_outcome_get_bytes_sent (run.outcome), ==, 0);
    }
}

/* A load never goes over a connection that was used before, which may have died unnoticed. */
static void
test_kept_alive (void)
{
  BulkFault fault = { .get_answer = "HTTP/1.1 404 No\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\n{}",
                      .body_bytes = G_MAXSIZE, .answer = GOOD, .answer_bytes = -1 };
  g_auto (Run) run = { NULL };

  run_fault (&run, &fault, small);
  assert_accepted (&run, small);
  g_assert_cmpuint (bulk_fault_server_get_n_connections (run.server), ==, 2);
}

/* The table is not the one that was measured: the service must not get a whole body. */
static void
test_changed (void)
{
  g_autofree char *text = g_strnfill (900000, 'x');
  BulkCell cells[] = { { text, 900000, BULK_CELL_TEXT } };
  g_autoptr (BulkTable) table = sample_table_cells (cells, 1, 1, NULL);

  for (guint i = 0; i < 3; i++)
    {
      static const gsize lengths[] = { 900000, 899999, 900001 };
      BulkFault fault = { .body_bytes = G_MAXSIZE, .answer = GOOD, .answer_bytes = -1 };
      g_autofree char *changed = g_strnfill (900001, 'x');
      g_autoptr (BulkPayload) payload = bulk_payload_new (table, BULK_PAYLOAD_CSV);
      g_auto (Run) run = { NULL };

      cells[0] = (BulkCell) { text, 900000, BULK_CELL_TEXT };
      g_assert_true (bulk_payload_measure (payload, NULL, NULL));
      changed[0] = 'y';
      cells[0] = (BulkCell) { changed, lengths[i], BULK_CELL_TEXT };
      run_fault (&run, &fault, payload);
      assert_outcome (&run, BULK_OUTCOME_UNKNOWN, BULK_REASON_OTHER);
      g_assert_cmpuint (bulk_fault_server_get_n_posts (run.server), ==, 1);
      g_assert_cmpuint (g_bytes_get_size (bulk_fault_server_get_body (run.server)), <,
                        bulk_payload_get_length (payload));
    }
}

/* No connection is kept once the outcome is known, whatever it is. */
static void
test_lets_go (void)
{
  BulkFault good = { .body_bytes = G_MAXSIZE, .answer = GOOD, .answer_bytes = -1 };
  BulkFault endless = { .body_bytes = G_MAXSIZE, .answer = GOOD, .answer_bytes = -1, .drip = 5 };
  BulkFault deaf = { .body_bytes = G_MAXSIZE, .end = BULK_FAULT_HOLD };
  BulkFault *faults[] = { &good, &endless, &deaf };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (BulkFaultServer) server = bulk_fault_server_new (faults[i]);
      g_autoptr (BulkOutcome) outcome = sample_upload (bulk_fault_server_get_url (server), small);

      g_assert_nonnull (outcome);
      while (bulk_fault_server_is_busy (server))
        g_main_context_iteration (NULL, TRUE);
    }
}

/* What the server says back is shown without the secrets. */
static void
test_echo (void)
{
  BulkFault fault = { .body_bytes = G_MAXSIZE,
                      .answer_bytes = -1,
                      .answer = "HTTP/1.1 400 Bad\r\nConnection: close\r\n\r\n{\"message\":\"bad: Bearer " SAMPLE_TOKEN
                                "\\n\\u202e.\"}" };
  g_auto (Run) run = { NULL };

  run_fault (&run, &fault, small);
  assert_outcome (&run, BULK_OUTCOME_REFUSED, BULK_REASON_BAD_INPUT);
  g_assert_cmpstr (bulk_outcome_get_server_text (run.outcome), ==, "bad: Bearer ••• .");
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  small = sample_payload (SMALL);
  large = sample_payload (LARGE);
  g_test_add_func ("/upload-faults/request", test_request);
  g_test_add_func ("/upload-faults/optional-headers", test_optional_headers);
  g_test_add_data_func ("/upload-faults/cut", NULL, test_cut);
  g_test_add_data_func ("/upload-faults/cut-large", "large", test_cut);
  g_test_add_func ("/upload-faults/half-answer", test_half_answer);
  g_test_add_func ("/upload-faults/half-refusal", test_half_refusal);
  g_test_add_func ("/upload-faults/chunked", test_chunked);
  g_test_add_func ("/upload-faults/odd-answers", test_odd_answers);
  g_test_add_func ("/upload-faults/junk", test_junk);
  g_test_add_func ("/upload-faults/http2-frames", test_http2_frames);
  g_test_add_func ("/upload-faults/huge-answers", test_huge_answers);
  g_test_add_func ("/upload-faults/early-answer", test_early_answer);
  g_test_add_func ("/upload-faults/silence", test_silence);
  g_test_add_func ("/upload-faults/nobody", test_nobody);
  g_test_add_func ("/upload-faults/no-tls", test_no_tls);
  g_test_add_func ("/upload-faults/at-once", test_at_once);
  g_test_add_func ("/upload-faults/check", test_check);
  g_test_add_func ("/upload-faults/kept-alive", test_kept_alive);
  g_test_add_func ("/upload-faults/changed", test_changed);
  g_test_add_func ("/upload-faults/lets-go", test_lets_go);
  g_test_add_func ("/upload-faults/echo", test_echo);
  result = g_test_run ();
  g_object_unref (small);
  g_object_unref (large);
  return result;
}
