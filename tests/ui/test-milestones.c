/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/milestones.h"

#define SECONDS(n) ((gint64) ((n) * G_USEC_PER_SEC))

static void
test_quarters (void)
{
  BulkMilestones milestones;

  bulk_milestones_begin (&milestones, SECONDS (100));
  g_assert_false (bulk_milestones_reach (&milestones, 0.2, SECONDS (103)));
  g_assert_true (bulk_milestones_reach (&milestones, 0.26, SECONDS (104)));
  g_assert_false (bulk_milestones_reach (&milestones, 0.49, SECONDS (107)));
  g_assert_true (bulk_milestones_reach (&milestones, 0.5, SECONDS (108)));
  /* Two at once are one. */
  g_assert_true (bulk_milestones_reach (&milestones, 1, SECONDS (112)));
  g_assert_false (bulk_milestones_reach (&milestones, 1, SECONDS (115)));
}

static void
test_fast (void)
{
  BulkMilestones milestones;

  bulk_milestones_begin (&milestones, SECONDS (100));
  g_assert_false (bulk_milestones_reach (&milestones, 0.3, SECONDS (101)));
  /* What was passed over in silence is made up for. */
  g_assert_true (bulk_milestones_reach (&milestones, 0.3, SECONDS (102)));
  g_assert_false (bulk_milestones_reach (&milestones, 0.8, SECONDS (103)));
}

static void
test_slow (void)
{
  BulkMilestones milestones;

  bulk_milestones_begin (&milestones, SECONDS (100));
  g_assert_false (bulk_milestones_reach (&milestones, 0.01, SECONDS (109)));
  g_assert_true (bulk_milestones_reach (&milestones, 0.01, SECONDS (110)));
  g_assert_false (bulk_milestones_reach (&milestones, 0.02, SECONDS (119)));
  g_assert_true (bulk_milestones_reach (&milestones, 0.02, SECONDS (120)));
}

/* A retry begins again; nobody needs to hear the quarters twice, and odd figures are no reason to speak. */
static void
test_back (void)
{
  BulkMilestones milestones;

  bulk_milestones_begin (&milestones, SECONDS (100));
  g_assert_true (bulk_milestones_reach (&milestones, 0.6, SECONDS (103)));
  g_assert_false (bulk_milestones_reach (&milestones, 0.3, SECONDS (106)));
  g_assert_false (bulk_milestones_reach (&milestones, -1, SECONDS (107)));
  g_assert_true (bulk_milestones_reach (&milestones, 7, SECONDS (108)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/milestones/quarters", test_quarters);
  g_test_add_func ("/ui/milestones/fast", test_fast);
  g_test_add_func ("/ui/milestones/slow", test_slow);
  g_test_add_func ("/ui/milestones/back", test_back);
  return g_test_run ();
}
