/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/places.h"

static void
add (BulkPlaces *places, BulkPlaceKind kind, guint row)
{
  BulkPlace place = { kind, row, row + 1, row + 2, row + 3 };

  bulk_places_add (places, &place);
}

static void
test_empty (void)
{
  g_autoptr (BulkPlaces) places = bulk_places_new ();
  BulkPlace place = { .offset = 99 };

  for (guint i = 0; i < BULK_PLACE_N_KINDS; i++)
    g_assert_cmpuint (bulk_places_count (places, i), ==, 0);
  g_assert_cmpuint (bulk_places_get_n_kept (places), ==, 0);
  bulk_places_get (places, 0, &place);
  g_assert_cmpuint (place.row, ==, BULK_PLACE_NO_ROW);
  g_assert_cmpuint (place.offset, ==, 0);
}

static void
test_order (void)
{
  g_autoptr (BulkPlaces) places = bulk_places_new ();
  BulkPlace place;

  add (places, BULK_PLACE_RAGGED_ROW, 7);
  add (places, BULK_PLACE_DUPLICATE_KEY, 3);
  add (places, BULK_PLACE_RAGGED_ROW, 9);
  g_assert_cmpuint (bulk_places_count (places, BULK_PLACE_RAGGED_ROW), ==, 2);
  g_assert_cmpuint (bulk_places_count (places, BULK_PLACE_DUPLICATE_KEY), ==, 1);
  g_assert_cmpuint (bulk_places_count (places, BULK_PLACE_STRAY_QUOTE), ==, 0);
  g_assert_cmpuint (bulk_places_get_n_kept (places), ==, 3);
  bulk_places_get (places, 1, &place);
  g_assert_cmpint (place.kind, ==, BULK_PLACE_DUPLICATE_KEY);
  g_assert_cmpuint (place.row, ==, 3);
  g_assert_cmpuint (place.column, ==, 4);
  g_assert_cmpuint (place.number, ==, 5);
  g_assert_cmpuint (place.offset, ==, 6);
  bulk_places_get (places, 2, &place);
  g_assert_cmpuint (place.row, ==, 9);
}

/* Many of one kind leave room for those of another. */
static void
test_bounded (void)
{
  g_autoptr (BulkPlaces) places = bulk_places_new ();
  BulkPlace place;

  for (guint i = 0; i < BULK_PLACES_MAX + 5; i++)
    add (places, BULK_PLACE_NESTED_VALUE, i);
  g_assert_cmpuint (bulk_places_count (places, BULK_PLACE_NESTED_VALUE), ==, BULK_PLACES_MAX + 5);
  g_assert_cmpuint (bulk_places_get_n_kept (places), ==, BULK_PLACES_MAX);
  add (places, BULK_PLACE_UNCLOSED_QUOTE, 1);
  g_assert_cmpuint (bulk_places_get_n_kept (places), ==, BULK_PLACES_MAX + 1);
  bulk_places_get (places, BULK_PLACES_MAX - 1, &place);
  g_assert_cmpuint (place.row, ==, BULK_PLACES_MAX - 1);
  bulk_places_get (places, BULK_PLACES_MAX, &place);
  g_assert_cmpint (place.kind, ==, BULK_PLACE_UNCLOSED_QUOTE);
}

static gpointer
add_many (gpointer data)
{
  g_autoptr (BulkPlaces) places = data;

  for (guint i = 0; i < 3000; i++)
    add (places, BULK_PLACE_BAD_ENCODING, i);
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (BulkPlaces) places = bulk_places_new ();
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("add", add_many, bulk_places_ref (places));
  for (guint i = 0; i < 1000; i++)
    {
      guint n = bulk_places_get_n_kept (places);
      BulkPlace place;

      bulk_places_get (places, n / 2, &place);
      if (n > 0)
        g_assert_cmpuint (place.offset, ==, place.row + 3);
    }
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (bulk_places_count (places, BULK_PLACE_BAD_ENCODING), ==, 12000);
  g_assert_cmpuint (bulk_places_get_n_kept (places), ==, BULK_PLACES_MAX);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/places/empty", test_empty);
  g_test_add_func ("/places/order", test_order);
  g_test_add_func ("/places/bounded", test_bounded);
  g_test_add_func ("/places/threads", test_threads);
  return g_test_run ();
}
