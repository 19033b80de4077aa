/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/token-answer.h"

#include <string.h>

#include "workspan/workspan-error.h"

static void
check_good (const char *json, const char *token, guint lifetime)
{
  g_autoptr (GError) error = NULL;
  guint found = 0;
  g_autofree char *text = bulk_token_answer_parse (json, strlen (json), &found, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, token);
  g_assert_cmpuint (found, ==, lifetime);
}

static void
test_good (void)
{
  check_good ("{\"access_token\":\"2YotnFZFEjr1zCsicMWpAA\",\"token_type\":\"Bearer\",\"expires_in\":3600,"
              "\"refresh_token\":\"FZFEicMWpA\"}", "2YotnFZFEjr1zCsicMWpAA", 3600);
  check_good ("{\"access_token\":\"a\",\"token_type\":\"bearer\",\"expires_in\":\"7200\"}", "a", 7200);
  check_good ("{\"access_token\":\"a\",\"expires_in\":90.5}", "a", 90);
  check_good ("{\"access_token\":\"a\"}", "a", 300);
  check_good ("{\"access_token\":\"a\",\"expires_in\":null}", "a", 300);
  check_good ("{\"access_token\":\"a\",\"expires_in\":99999999}", "a", 86400);
}

static void
test_bad (void)
{
  static const char *const answers[] = {
    "", "null", "[]", "{}", "\"a\"", "{\"access_token\":\"a\"", "{'access_token':'a'}", "<html>It works!",
    "{\"access_token\":\"\"}", "{\"access_token\":1}", "{\"access_token\":null}", "{\"access_token\":[\"a\"]}",
    "{\"access_token\":\"a b\"}", "{\"access_token\":\"a\\r\\nX: y\"}", "{\"access_token\":\"t\\u00f6k\"}",
    "{\"access_token\":\"a\",\"token_type\":\"mac\"}", "{\"access_token\":\"a\",\"token_type\":1}",
    "{\"access_token\":\"a\",\"expires_in\":0}", "{\"access_token\":\"a\",\"expires_in\":-5}",
    "{\"access_token\":\"a\",\"expires_in\":\"soon\"}", "{\"access_token\":\"a\",\"expires_in\":true}",
    "{\"access_token\":\"a\",\"expires_in\":[60]}", "{\"access_token\":\"a\",\"expires_in\":1e999}",
    "{\"access_token\":\"a\",\"x\":[[[[[[[[[[[[1]]]]]]]]]]]]}",
  };
  g_autofree char *long_token = g_strnfill (20000, 'a');
  g_autofree char *long_answer = g_strconcat ("{\"access_token\":\"", long_token, "\"}", NULL);
  guint lifetime;

  for (guint i = 0; i <= G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GError) error = NULL;
      const char *answer = i < G_N_ELEMENTS (answers) ? answers[i] : long_answer;

      g_test_message ("%.60s", answer);
      g_assert_null (bulk_token_answer_parse (answer, strlen (answer), &lifetime, &error));
      g_assert_error (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_SERVER);
    }
}

static void
check_explained (guint status, BulkOutcomeReason reason, const char *json, BulkWorkspanError code, const char *holds)
{
  const char *const secrets[] = { "s3cr3t-0123456789", NULL };
  BulkProbe probe = {
    .status = status, .reason = reason, .retry_after = -1, .body = g_bytes_new (json, strlen (json))
  };
  g_autoptr (GError) error = bulk_token_answer_explain (&probe, secrets);

  g_bytes_unref (probe.body);
  g_test_message ("%s", error->message);
  g_assert_error (error, BULK_WORKSPAN_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, holds));
  g_assert_null (strstr (error->message, secrets[0]));
}

static void
test_explained (void)
{
  check_explained (400, BULK_REASON_BAD_INPUT, "{\"error\":\"invalid_client\"}", BULK_WORKSPAN_ERROR_NOT_AUTHORISED,
                   "secret is wrong");
  check_explained (401, BULK_REASON_NOT_AUTHORISED, "{\"error\":\"invalid_client\"}",
                   BULK_WORKSPAN_ERROR_NOT_AUTHORISED, "secret is wrong");
  check_explained (401, BULK_REASON_NOT_AUTHORISED, "", BULK_WORKSPAN_ERROR_NOT_AUTHORISED, "secret is wrong");
  check_explained (400, BULK_REASON_BAD_INPUT, "{\"error\":\"unauthorized_client\"}", BULK_WORKSPAN_ERROR_FORBIDDEN,
                   "administrator");
  check_explained (403, BULK_REASON_FORBIDDEN, "no", BULK_WORKSPAN_ERROR_FORBIDDEN, "administrator");
  check_explained (400, BULK_REASON_BAD_INPUT, "{\"error\":\"invalid_request\"}", BULK_WORKSPAN_ERROR_REJECTED,
                   "(invalid_request)");
  check_explained (404, BULK_REASON_NOT_FOUND, "{}", BULK_WORKSPAN_ERROR_NOT_FOUND, "address");
  check_explained (500, BULK_REASON_SERVER_ERROR, "{}", BULK_WORKSPAN_ERROR_SERVER, "500");
  check_explained (302, BULK_REASON_REDIRECT, "", BULK_WORKSPAN_ERROR_REJECTED, "another address");
  check_explained (400, BULK_REASON_BAD_INPUT,
                   "{\"error\":\"invalid_client\",\"error_description\":\"s3cr3t-0123456789 is\\u202e bad\"}",
                   BULK_WORKSPAN_ERROR_NOT_AUTHORISED, "The service says: ••• is bad");
  check_explained (400, BULK_REASON_BAD_INPUT, "{\"error\":\"<b>evil</b>\"}", BULK_WORKSPAN_ERROR_REJECTED, "400");
}

static void
test_silence (void)
{
  const char *const none[] = { NULL };
  BulkProbe probe = { .reason = BULK_REASON_NAME, .retry_after = -1, .detail = "There is no network." };
  g_autoptr (GError) error = bulk_token_answer_explain (&probe, none);
  g_autoptr (GError) cancelled = NULL;

  g_assert_error (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (error->message, "There is no network."));
  probe.reason = BULK_REASON_CANCELLED;
  cancelled = bulk_token_answer_explain (&probe, none);
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workspan/token-answer/good", test_good);
  g_test_add_func ("/workspan/token-answer/bad", test_bad);
  g_test_add_func ("/workspan/token-answer/explained", test_explained);
  g_test_add_func ("/workspan/token-answer/silence", test_silence);
  return g_test_run ();
}
