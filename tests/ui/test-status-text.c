/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/status-text.h"

static void
check (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

#define FIGURES(...) &(const BulkStatusFigures) { __VA_ARGS__ }

static void
test_title (void)
{
  check (bulk_status_text_title (FIGURES (BULK_TRACKER_ASKING, 0, NULL, -1, -1, -1, -1, -1)),
         "Asking what became of the rows…");
  check (bulk_status_text_title (FIGURES (BULK_TRACKER_FAILED, 0, NULL, -1, -1, -1, -1, -1)),
         "It is not known yet what became of the rows");
  check (bulk_status_text_title (FIGURES (BULK_TRACKER_WAITING, BULK_STATUS_RUNNING, "running", 5, 1, 0, 0, -1)),
         "WorkSpan is loading the rows…");
  check (bulk_status_text_title (FIGURES (BULK_TRACKER_WAITING, BULK_STATUS_OTHER, "queued", 5, 1, 0, 0, -1)),
         "The service says: queued");
  check (bulk_status_text_title (FIGURES (BULK_TRACKER_DONE, BULK_STATUS_COMPLETED, "completed", 5, 5, 0, 0, 1)),
         "All rows were loaded");
  check (bulk_status_text_title (FIGURES (BULK_TRACKER_DONE, BULK_STATUS_COMPLETED, "completed", 5, 4, 0, 1, 1)),
         "No row was rejected");
  check (bulk_status_text_title (FIGURES (BULK_TRACKER_DONE, BULK_STATUS_COMPLETED, "completed", 5, 0, 5, 0, 1)),
         "All rows were rejected");
  check (bulk_status_text_title (FIGURES (BULK_TRACKER_DONE, BULK_STATUS_COMPLETED, "completed", 5, 4, 1, 0, 1)),
         "1 row was rejected");
  check (bulk_status_text_title (FIGURES (BULK_TRACKER_DONE, BULK_STATUS_COMPLETED, "completed", 5, 3, 2, 0, 1)),
         "2 rows were rejected");
}

static void
test_next (void)
{
  g_assert_null (bulk_status_text_next (FIGURES (BULK_TRACKER_ASKING, 0, NULL, -1, -1, -1, -1, -1)));
  g_assert_null (bulk_status_text_next (FIGURES (BULK_TRACKER_WAITING, BULK_STATUS_RUNNING, "running", 5, 1, 0, 0,
                                                 -1)));
  g_assert_null (bulk_status_text_next (FIGURES (BULK_TRACKER_WAITING, BULK_STATUS_OTHER, "queued", 5, 1, 0, 0, -1)));
  check (bulk_status_text_next (FIGURES (BULK_TRACKER_DONE, BULK_STATUS_COMPLETED, "completed", 5, 5, 0, 0, 1)),
         "WorkSpan has finished. There is nothing left to do.");
  check (bulk_status_text_next (FIGURES (BULK_TRACKER_DONE, BULK_STATUS_COMPLETED, "completed", 5, 3, 2, 0, 1)),
         "WorkSpan has finished. Correct the rejected rows in the table; then only those are sent again.");
  check (bulk_status_text_next (FIGURES (BULK_TRACKER_DONE, BULK_STATUS_COMPLETED, "completed", 5, 4, 0, 1, 1)),
         "WorkSpan has finished. The rows that it skipped were neither loaded nor rejected.");
}

static void
test_counts (void)
{
  check (bulk_status_text_counts (FIGURES (BULK_TRACKER_DONE, BULK_STATUS_COMPLETED, "c", 10, 5, 3, 2, 1)),
         "5 loaded · 3 rejected · 2 skipped of 10 rows");
  check (bulk_status_text_counts (FIGURES (BULK_TRACKER_DONE, BULK_STATUS_COMPLETED, "c", 1, 1, 0, 0, 1)),
         "1 loaded of 1 row");
  check (bulk_status_text_counts (FIGURES (BULK_TRACKER_DONE, BULK_STATUS_COMPLETED, "c", -1, -1, -1, -1, 1)), "");
}

static void
test_duration (void)
{
  static const struct { double seconds; const char *text; } cases[] = {
    { -1, "" }, { 0.2, "less than a second" }, { 1, "1 second" }, { 59.9, "59 seconds" }, { 60, "1 minute" },
    { 72, "1 minute 12 seconds" }, { 3600, "1 hour" }, { 7325, "2 hours 2 minutes" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check (bulk_status_text_duration (cases[i].seconds), cases[i].text);
}

static void
test_matches (void)
{
  check (bulk_status_text_matches (5, 0, 0), "");
  check (bulk_status_text_matches (5, 0, 5), "The rejected rows could not be found in the table.");
  check (bulk_status_text_matches (5, 2, 1), "1 rejected row could not be found in the table. "
                                             "2 may also be other rows that look the same.");
  check (bulk_status_text_listed (5, 5), "");
  check (bulk_status_text_listed (5, 7), "The service lists only 5 of the 7 rejected rows.");
}

static void
test_shares (void)
{
  double shares[3];

  bulk_status_text_shares (FIGURES (BULK_TRACKER_WAITING, BULK_STATUS_RUNNING, "r", 10, 5, 1, 2, -1), shares);
  g_assert_cmpfloat (shares[0], ==, 0.5);
  g_assert_cmpfloat (shares[1], ==, 0.2);
  g_assert_cmpfloat (shares[2], ==, 0.1);
  /* A service whose figures do not add up does not burst the bar. */
  bulk_status_text_shares (FIGURES (BULK_TRACKER_WAITING, BULK_STATUS_RUNNING, "r", 1, 5, 5, 0, -1), shares);
  g_assert_cmpfloat (shares[0] + shares[1] + shares[2], ==, 1);
  bulk_status_text_shares (FIGURES (BULK_TRACKER_WAITING, BULK_STATUS_RUNNING, "r", 0, 0, 0, 0, -1), shares);
  g_assert_cmpfloat (shares[0] + shares[1] + shares[2], ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/status-text/title", test_title);
  g_test_add_func ("/ui/status-text/next", test_next);
  g_test_add_func ("/ui/status-text/counts", test_counts);
  g_test_add_func ("/ui/status-text/duration", test_duration);
  g_test_add_func ("/ui/status-text/matches", test_matches);
  g_test_add_func ("/ui/status-text/shares", test_shares);
  return g_test_run ();
}
