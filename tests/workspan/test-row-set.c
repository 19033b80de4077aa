/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample.h"
#include "workspan/row-set.h"

static void
test_range (void)
{
  g_autoptr (BulkRowSet) set = bulk_row_set_new_range (5, 3);

  g_assert_cmpuint (bulk_row_set_get_n (set), ==, 3);
  g_assert_cmpuint (bulk_row_set_get (set, 2), ==, 7);
  g_assert_false (bulk_row_set_contains (set, 4));
  g_assert_true (bulk_row_set_contains (set, 7));
  g_assert_false (bulk_row_set_contains (set, 8));
}

static void
test_list (void)
{
  const guint rows[] = { 9, 2, 9, 4000000000u, 2, 0 };
  g_autoptr (BulkRowSet) set = bulk_row_set_new_list (rows, G_N_ELEMENTS (rows));
  g_autoptr (BulkRowSet) none = bulk_row_set_new_list (NULL, 0);

  g_assert_cmpuint (bulk_row_set_get_n (set), ==, 4);
  g_assert_cmpuint (bulk_row_set_get (set, 0), ==, 0);
  g_assert_cmpuint (bulk_row_set_get (set, 3), ==, 4000000000u);
  g_assert_true (bulk_row_set_contains (set, 9));
  g_assert_false (bulk_row_set_contains (set, 3));
  g_assert_cmpuint (bulk_row_set_get_n (none), ==, 0);
}

static void
check_part (BulkTable *table, BulkPayloadFormat format, BulkRowSet *rows, guint n, const char *expected)
{
  g_autoptr (BulkPayload) payload = bulk_payload_new_for_rows (table, format, rows);

  sample_assert_body (payload, expected);
  g_assert_cmpuint (bulk_payload_get_n_rows (payload), ==, n);
}

/* A part has the header of the whole and reads like a table of its own. */
static void
test_payload (void)
{
  const guint chosen[] = { 3, 1 };
  g_autoptr (BulkTable) table = sample_table_csv ("id,v\n1,a\n2,b\n3,\n4,\"d\n\"\n", ',', TRUE);
  g_autoptr (BulkRowSet) list = bulk_row_set_new_list (chosen, 2), range = bulk_row_set_new_range (1, 2);
  g_autoptr (BulkRowSet) none = bulk_row_set_new_range (4, 0), beyond = bulk_row_set_new_range (3, 2);
  g_autoptr (BulkPayload) broken = bulk_payload_new_for_rows (table, BULK_PAYLOAD_CSV, beyond);
  g_autoptr (GError) error = NULL;

  check_part (table, BULK_PAYLOAD_CSV, NULL, 4, "id,v\r\n1,a\r\n2,b\r\n3,\r\n4,\"d\n\"\r\n");
  check_part (table, BULK_PAYLOAD_CSV, range, 2, "id,v\r\n2,b\r\n3,\r\n");
  check_part (table, BULK_PAYLOAD_CSV, list, 2, "id,v\r\n2,b\r\n4,\"d\n\"\r\n");
  check_part (table, BULK_PAYLOAD_JSON, list, 2, "[\n{\"id\":\"2\",\"v\":\"b\"},\n{\"id\":\"4\",\"v\":\"d\\n\"}\n]\n");
  check_part (table, BULK_PAYLOAD_CSV, none, 0, "id,v\r\n");
  g_assert_false (bulk_payload_measure (broken, NULL, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workspan/row-set/range", test_range);
  g_test_add_func ("/workspan/row-set/list", test_list);
  g_test_add_func ("/workspan/row-set/payload", test_payload);
  return g_test_run ();
}
