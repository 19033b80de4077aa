/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "workspan/sample.h"
#include "load/row-digest.h"
#include "load/row-match.h"

#define NO_ROW BULK_ROW_MATCH_NO_ROW

static BulkRowMatch *
find_in (BulkTable *table, BulkRowSet *rows, const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkRowErrors) errors = bulk_row_errors_parse (bytes, &error);
  BulkRowMatch *match;

  g_assert_no_error (error);
  match = bulk_row_match_find (table, rows, errors, NULL, &error);
  g_assert_no_error (error);
  return match;
}

static BulkRowMatch *
find (const char *csv, const char *json)
{
  g_autoptr (BulkTable) table = sample_table_csv (csv, ',', TRUE);

  return find_in (table, NULL, json);
}

static void
check (BulkRowMatch *match, guint error, BulkMatchKind kind, guint row)
{
  g_test_message ("error %u", error);
  g_assert_cmpint (bulk_row_match_get_kind (match, error), ==, kind);
  g_assert_cmpuint (bulk_row_match_get_row (match, error), ==, row);
}

static void
test_by_key (void)
{
  g_autoptr (BulkRowMatch) match = find (
      "name,opportunity_id,amount\na,x1,1\nb,x2,2\nc,0012345678901234567890,3\nd,x4,4\n",
      "[{\"id\":\"x4\",\"data_row\":{\"opportunity_id\":\"x4\",\"name\":\"other\"}},"
      "{\"id\":\"0012345678901234567890\",\"data_row\":{\"opportunity_id\":\"0012345678901234567890\"}},"
      "{\"id\":\"x4\"},{\"id\":\"x9\",\"data_row\":{\"opportunity_id\":\"x9\"}}]");

  check (match, 0, BULK_MATCH_KEY, 3);
  check (match, 1, BULK_MATCH_KEY, 2);
  check (match, 2, BULK_MATCH_KEY, 3);
  check (match, 3, BULK_MATCH_NONE, NO_ROW);
  g_assert_cmpuint (bulk_row_match_get_key_column (match), ==, 1);
  g_assert_cmpuint (bulk_row_match_count (match, BULK_MATCH_KEY), ==, 3);
}

/* Without data the key column is known by its name. */
static void
test_by_name (void)
{
  g_autoptr (BulkRowMatch) match = find ("a,Opportunity_ID\n1,2\n2,1\n", "[{\"id\":\"1\"}]");

  check (match, 0, BULK_MATCH_KEY, 1);
}

static void
test_by_content (void)
{
  g_autoptr (BulkRowMatch) match = find (
      "id,amount,won\n,250000.50,TRUE\n,1,false\n,  7 ,\n,\"a\"\"b\",x\n",
      "[{\"id\":\"\",\"data_row\":{\"id\":\"\",\"amount\":250000.5,\"won\":true}},"
      "{\"data_row\":{\"won\":null,\"amount\":\"7\"}},{\"data_row\":{\"amount\":\"a\\\"b\",\"won\":\"x\",\"more\":1}},"
      "{\"data_row\":{\"amount\":\"1\",\"won\":\"true\"}},{\"data_row\":{}},{}]");

  check (match, 0, BULK_MATCH_CONTENT, 0);
  check (match, 1, BULK_MATCH_CONTENT, 2);
  check (match, 2, BULK_MATCH_CONTENT, 3);
  check (match, 3, BULK_MATCH_NONE, NO_ROW);
  check (match, 4, BULK_MATCH_NONE, NO_ROW);
  check (match, 5, BULK_MATCH_NONE, NO_ROW);
}

/* The same values in other columns are another row. */
static void
test_columns_matter (void)
{
  g_autoptr (BulkRowMatch) match = find ("a,b\n1,2\n2,1\n", "[{\"data_row\":{\"a\":2,\"b\":1}}]");

  check (match, 0, BULK_MATCH_CONTENT, 1);
}

static void
test_some_columns (void)
{
  g_autoptr (BulkRowMatch) match = find (
      "a,b,c\n1,x,p\n2,y,p\n3,y,q\n",
      "[{\"data_row\":{\"a\":3}},{\"data_row\":{\"c\":\"q\",\"b\":\"y\"}},{\"data_row\":{\"c\":\"p\"}}]");

  check (match, 0, BULK_MATCH_CONTENT, 2);
  check (match, 1, BULK_MATCH_CONTENT, 2);
  check (match, 2, BULK_MATCH_AMBIGUOUS, 0);
}

/* Of the same ID twice, the content tells which; of twins nothing does, unless all were rejected. */
static void
test_twins (void)
{
  const char *csv = "id,v\n1,a\n1,b\n2,c\n2,c\n3,d\n3,d\n3,d\n";
  g_autoptr (BulkRowMatch) match = find (
      csv,
      "[{\"id\":\"1\",\"data_row\":{\"id\":\"1\",\"v\":\"b\"}},{\"id\":\"2\",\"data_row\":{\"id\":\"2\",\"v\":\"c\"}},"
      "{\"id\":\"2\",\"data_row\":{\"id\":\"2\",\"v\":\"c\"}},{\"id\":\"3\",\"data_row\":{\"id\":\"3\",\"v\":\"d\"}},"
      "{\"id\":\"3\",\"data_row\":{\"id\":\"3\",\"v\":\"d\"}},{\"id\":\"1\",\"data_row\":{\"id\":\"1\",\"v\":\"?\"}}]");
  g_autoptr (BulkRowSet) rows = bulk_row_match_dup_rows (match);

  check (match, 0, BULK_MATCH_CONTENT, 1);
  check (match, 1, BULK_MATCH_CONTENT, 2);
  check (match, 2, BULK_MATCH_CONTENT, 3);
  check (match, 3, BULK_MATCH_AMBIGUOUS, 4);
  check (match, 4, BULK_MATCH_AMBIGUOUS, 5);
  check (match, 5, BULK_MATCH_AMBIGUOUS, 0);
  g_assert_cmpuint (bulk_row_set_get_n (rows), ==, 6);
}

/* Only rows that were sent can have been rejected. */
static void
test_part (void)
{
  g_autoptr (BulkTable) table = sample_table_csv ("id,v\n1,a\n2,a\n1,a\n", ',', TRUE);
  g_autoptr (BulkRowSet) rows = bulk_row_set_new_range (1, 2);
  g_autoptr (BulkRowMatch) match
      = find_in (table, rows, "[{\"id\":\"1\",\"data_row\":{\"id\":\"1\",\"v\":\"a\"}}]");

  check (match, 0, BULK_MATCH_KEY, 2);
}

static void
test_no_header (void)
{
  g_autoptr (BulkTable) table = sample_table_csv ("1,a\n2,b\n", ',', FALSE);
  g_autoptr (BulkRowMatch) match = find_in (table, NULL, "[{\"data_row\":{\"column1\":\"2\",\"column2\":\"b\"}}]");

  check (match, 0, BULK_MATCH_CONTENT, 1);
}

static void
test_digest (void)
{
  static const struct { const char *a, *b; gboolean same; } cases[] = {
    { "1", "1.0", TRUE }, { "-0", "0", TRUE }, { "007", "7", TRUE }, { "+5.50", "5.5", TRUE }, { " x ", "x", TRUE },
    { "TRUE", "true", TRUE }, { "", "  ", TRUE }, { "1", "-1", FALSE }, { "10", "1", FALSE }, { "0.1", "1", FALSE },
    { "1e3", "1000", FALSE }, { "x", "X", FALSE }, { "12345678901234567890", "12345678901234567891", FALSE },
    { "1.", "1", FALSE }, { "0", "", FALSE }, { ".5", "0.5", FALSE }, { "#1", "1", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("“%s” “%s”", cases[i].a, cases[i].b);
      g_assert_cmpint (bulk_row_digest_text (cases[i].a, strlen (cases[i].a))
                           == bulk_row_digest_text (cases[i].b, strlen (cases[i].b)), ==, cases[i].same);
    }
  g_assert_cmpuint (bulk_row_digest_cell (0, "x", 1), !=, bulk_row_digest_cell (1, "x", 1));
}

static void
test_cancelled (void)
{
  g_autoptr (BulkTable) table = sample_table_csv ("id\n1\n", ',', TRUE);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("[{\"id\":\"1\"}]", 12);
  g_autoptr (BulkRowErrors) errors = bulk_row_errors_parse (bytes, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  bulk_row_match_find_async (table, NULL, errors, cancellable, sample_on_done, &result);
  sample_wait (&result);
  g_assert_null (bulk_row_match_find_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A million rows of which every second was rejected; then all with one ID, the worst there is. Were it rows times
 * errors, it would take hours. */
static void
check_many (guint n, gboolean one_id)
{
  g_autoptr (GString) csv = g_string_new ("id,v\n"), json = g_string_new ("[");
  g_autoptr (BulkRowMatch) match = NULL;
  gint64 start;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (csv, "%u,v%u\n", one_id ? 1 : i, i);
  for (guint i = 0; i < n; i += 2)
    g_string_append_printf (json, "%s{\"id\":\"%u\",\"message\":\"m\",\"data_row\":{\"id\":\"%u\",\"v\":\"v%u\"}}",
                            i > 0 ? "," : "", one_id ? 1 : i, one_id ? 1 : i, i);
  g_string_append_c (json, ']');
  start = g_get_monotonic_time ();
  match = find (csv->str, json->str);
  g_test_message ("%u rows: %.2f s", n, (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
  g_assert_cmpuint (bulk_row_match_count (match, one_id ? BULK_MATCH_CONTENT : BULK_MATCH_KEY), ==, n / 2);
  for (guint i = 0; i < n / 2; i++)
    g_assert_cmpuint (bulk_row_match_get_row (match, i), ==, 2 * i);
}

static void
test_many (void)
{
  check_many (1000000, FALSE);
  check_many (1000000, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/load/row-match/by-key", test_by_key);
  g_test_add_func ("/load/row-match/by-name", test_by_name);
  g_test_add_func ("/load/row-match/by-content", test_by_content);
  g_test_add_func ("/load/row-match/columns-matter", test_columns_matter);
  g_test_add_func ("/load/row-match/some-columns", test_some_columns);
  g_test_add_func ("/load/row-match/twins", test_twins);
  g_test_add_func ("/load/row-match/part", test_part);
  g_test_add_func ("/load/row-match/no-header", test_no_header);
  g_test_add_func ("/load/row-match/digest", test_digest);
  g_test_add_func ("/load/row-match/cancelled", test_cancelled);
  g_test_add_func ("/load/row-match/many", test_many);
  return g_test_run ();
}
