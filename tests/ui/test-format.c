/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <math.h>
#include <string.h>
#include "ui/format.h"

#define assert_takes(expression, expected)                                                                           \
  G_STMT_START                                                                                                        \
  {                                                                                                                   \
    g_autofree char *taken = (expression);                                                                            \
    g_assert_cmpstr (taken, ==, (expected));                                                                          \
  }                                                                                                                   \
  G_STMT_END

static void
test_rows (void)
{
  assert_takes (bulk_format_rows (0), "0 rows");
  assert_takes (bulk_format_rows (1), "1 row");
  assert_takes (bulk_format_rows (12), "12 rows");
  assert_takes (bulk_format_rows_progress (0, 1), "0 of 1 row");
  assert_takes (bulk_format_rows_progress (3, 12), "3 of 12 rows");
  /* An estimate that runs ahead is not shown as such. */
  assert_takes (bulk_format_rows_progress (13, 12), "12 of 12 rows");
  assert_takes (bulk_format_number (G_MAXUINT64), "18446744073709551615");
}

static void
test_bytes (void)
{
  assert_takes (bulk_format_bytes_progress (1200000, 3400000), "1.2\u00a0MB of 3.4\u00a0MB");
  assert_takes (bulk_format_bytes_progress (9, 5), "5 bytes of 5 bytes");
  assert_takes (bulk_format_bytes_exact (1), "1 byte");
  assert_takes (bulk_format_bytes_exact (3412345), "3.4\u00a0MB (3412345 bytes)");
}

static void
test_speed (void)
{
  assert_takes (bulk_format_speed (1200000), "1.2\u00a0MB/s");
  assert_takes (bulk_format_speed (0), "");
  assert_takes (bulk_format_speed (-1), "");
  assert_takes (bulk_format_speed (NAN), "");
  assert_takes (bulk_format_speed (INFINITY), "");
}

static void
test_time_left (void)
{
  assert_takes (bulk_format_time_left (-1), "");
  assert_takes (bulk_format_time_left (NAN), "");
  assert_takes (bulk_format_time_left (INFINITY), "");
  assert_takes (bulk_format_time_left (0), "Less than a second left");
  assert_takes (bulk_format_time_left (1.2), "About 2 seconds left");
  assert_takes (bulk_format_time_left (59.5), "About 1 minute left");
  assert_takes (bulk_format_time_left (61), "About 2 minutes left");
  assert_takes (bulk_format_time_left (59.5 * 60), "About 1 hour left");
  assert_takes (bulk_format_time_left (2 * 3600), "About 2 hours left");
  assert_takes (bulk_format_time_left (1e12), "More than a day left");
}

static void
test_upload_progress (void)
{
  assert_takes (bulk_format_upload_progress (0, 12, 0, 0, 0, -1), "0 of 12 rows");
  assert_takes (bulk_format_upload_progress (3, 12, 1200000, 3400000, 1100000, 2),
                "3 of 12 rows · 1.2\u00a0MB of 3.4\u00a0MB · 1.1\u00a0MB/s · About 2 seconds left");
}

static void
test_spoken_progress (void)
{
  assert_takes (bulk_format_spoken_progress ("Sending…", 3, 12, -1), "Sending… 3 of 12 rows");
  assert_takes (bulk_format_spoken_progress ("Sending…", 3, 12, 90), "Sending… 3 of 12 rows. About 2 minutes left");
}

static void
test_phases (void)
{
  for (int phase = BULK_UPLOAD_IDLE; phase <= BULK_UPLOAD_DONE; phase++)
    {
      g_assert_cmpuint (strlen (bulk_format_phase (phase)), >, 5);
      for (int other = BULK_UPLOAD_IDLE; other < phase; other++)
        g_assert_cmpstr (bulk_format_phase (phase), !=, bulk_format_phase (other));
    }
}

static void
test_cancel_meaning (void)
{
  const char *nothing = bulk_format_cancel_meaning (BULK_UPLOAD_CHECKING, 0);
  const char *part = bulk_format_cancel_meaning (BULK_UPLOAD_SENDING, 1);
  const char *all = bulk_format_cancel_meaning (BULK_UPLOAD_WAITING, 100);

  g_assert_nonnull (strstr (nothing, "Nothing has been sent"));
  g_assert_nonnull (strstr (part, "not known"));
  g_assert_nonnull (strstr (all, "may load it all the same"));
  /* Once the head of the request may be out, nothing is promised. */
  g_assert_null (strstr (bulk_format_cancel_meaning (BULK_UPLOAD_SENDING, 0), "Nothing"));
  g_assert_null (strstr (bulk_format_cancel_meaning (BULK_UPLOAD_CONNECTING, 1), "Nothing"));
}

static void
test_fraction (void)
{
  g_assert_cmpfloat (bulk_format_fraction (0, 0), ==, 0);
  g_assert_cmpfloat (bulk_format_fraction (1, 4), ==, 0.25);
  g_assert_cmpfloat (bulk_format_fraction (9, 4), ==, 1);
}

static void
test_times (void)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 ("2020-05-18T16:06:57.572+02:00", NULL);

  assert_takes (bulk_format_utc_time (time), "2020-05-18 14:06:57 UTC");
  assert_takes (bulk_format_local_time (time), "18 May 2020, 23:06:57 JST");
  assert_takes (bulk_format_utc_time (NULL), "");
  assert_takes (bulk_format_local_time (NULL), "");
}

static void
test_one_line (void)
{
  g_autofree char *many = g_strnfill (5000, 'x');
  g_autofree char *cut = bulk_format_one_line (many);

  assert_takes (bulk_format_one_line (NULL), "");
  assert_takes (bulk_format_one_line ("  a\r\n\tb\x1b[31m \n"), "a b [31m");
  assert_takes (bulk_format_one_line ("exe.\u202efdp.csv"), "exe. fdp.csv");
  assert_takes (bulk_format_one_line ("Zürich <b>"), "Zürich <b>");
  assert_takes (bulk_format_one_line ("a\xff"), "a\ufffd");
  g_assert_cmpint (g_utf8_strlen (cut, -1), ==, 201);
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "Asia/Tokyo", TRUE);
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/format/rows", test_rows);
  g_test_add_func ("/ui/format/bytes", test_bytes);
  g_test_add_func ("/ui/format/speed", test_speed);
  g_test_add_func ("/ui/format/time-left", test_time_left);
  g_test_add_func ("/ui/format/upload-progress", test_upload_progress);
  g_test_add_func ("/ui/format/spoken-progress", test_spoken_progress);
  g_test_add_func ("/ui/format/phases", test_phases);
  g_test_add_func ("/ui/format/cancel-meaning", test_cancel_meaning);
  g_test_add_func ("/ui/format/fraction", test_fraction);
  g_test_add_func ("/ui/format/times", test_times);
  g_test_add_func ("/ui/format/one-line", test_one_line);
  return g_test_run ();
}
