/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/sheet-merges.h"

static void
test_covers (void)
{
  g_autoptr (BulkSheetMerges) merges = bulk_sheet_merges_new ();
  const BulkSheetMerge all[] = { { 4, 9, 1, 1 }, { 0, 0, 0, 2 }, { 3, 3, 3, 3 }, { 5, 4, 0, 0 }, { 6, 7, 3, 5 } };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    bulk_sheet_merges_add (merges, &all[i]);
  bulk_sheet_merges_seal (merges);
  /* One cell is no range, nor is one that ends before it begins. */
  g_assert_cmpuint (bulk_sheet_merges_get_n (merges), ==, 3);
  g_assert_cmpuint (bulk_sheet_merges_get (merges, 0)->first_row, ==, 0);
  g_assert_false (bulk_sheet_merges_covers (merges, 0, 0));
  g_assert_true (bulk_sheet_merges_covers (merges, 0, 1));
  g_assert_false (bulk_sheet_merges_covers (merges, 0, 3));
  g_assert_false (bulk_sheet_merges_covers (merges, 4, 1));
  g_assert_true (bulk_sheet_merges_covers (merges, 9, 1));
  g_assert_false (bulk_sheet_merges_covers (merges, 10, 1));
  g_assert_true (bulk_sheet_merges_covers (merges, 7, 3));
  g_assert_false (bulk_sheet_merges_covers (merges, 6, 3));
}

static void
test_none (void)
{
  g_autoptr (BulkSheetMerges) merges = bulk_sheet_merges_new ();
  BulkSheetMergesAt at = BULK_SHEET_MERGES_BEGIN;

  bulk_sheet_merges_seal (merges);
  g_assert_null (bulk_sheet_merges_next (merges, 0, &at));
  g_assert_false (bulk_sheet_merges_covers (merges, 0, 0));
}

/* The same as when every range is looked at. */
static void
test_any (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint round = 0; round < 50; round++)
    {
      g_autoptr (BulkSheetMerges) merges = bulk_sheet_merges_new ();

      for (guint i = 0; i < round * 3; i++)
        {
          guint row = g_rand_int_range (rand, 0, 100);
          const BulkSheetMerge merge = { row, row + g_rand_int_range (rand, 0, i % 7 == 0 ? 60 : 3), 0, 1 };

          bulk_sheet_merges_add (merges, &merge);
        }
      bulk_sheet_merges_seal (merges);
      for (guint row = 0; row < 170; row++)
        {
          BulkSheetMergesAt at = BULK_SHEET_MERGES_BEGIN;
          guint expected = 0, found = 0;

          for (guint i = 0; i < bulk_sheet_merges_get_n (merges); i++)
            expected += row >= bulk_sheet_merges_get (merges, i)->first_row &&
                        row <= bulk_sheet_merges_get (merges, i)->last_row;
          for (const BulkSheetMerge *merge; (merge = bulk_sheet_merges_next (merges, row, &at)) != NULL; found++)
            {
              g_assert_cmpuint (row, >=, merge->first_row);
              g_assert_cmpuint (row, <=, merge->last_row);
            }
          g_assert_cmpuint (found, ==, expected);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheet-merges/covers", test_covers);
  g_test_add_func ("/sheet-merges/none", test_none);
  g_test_add_func ("/sheet-merges/any", test_any);
  return g_test_run ();
}
