/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every check, on tables that have its problem and on such that look as if they had. */
#include "sample.h"
#include <string.h>

static void
test_rows (void)
{
  sample_assert ("id,a,b\n1,x,y\n2,z\n3,u,v,w\n", "ragged-row=2");
  sample_assert ("id,a,b\n1,x,y\n\n2,z,w\n,,\n3,u,v\n", "blank-row=2");
  sample_assert ("id,a\n1,x\n \t, \n2,y\n", "blank-row=1");
  sample_assert ("id,a\n1,x\n,\n,\n,\n,\n,\n2,y\n", "blank-row=5 row-gap=1");
  sample_assert ("id,a\n1,x\n,\n,\n,\n,\n2,y\n", "blank-row=4");
  sample_assert ("id,a\n1,x\n2,y\n1,x\n1,x\n", "duplicate-key=2 duplicate-row=2");
  sample_assert ("n,a\n1,x\n2,y\n\"1\",x\n", "duplicate-row=1");
  sample_assert ("a,b\n1x,2\n1x2,\n", "");
  sample_assert_fix ("id,a\n1,x\n,\n2,y\n", BULK_PROBLEM_BLANK_ROW, "-");
  sample_assert_fix ("id,a\n1,x\n1,x\n", BULK_PROBLEM_DUPLICATE_ROW, "-");
}

static void
test_totals (void)
{
  sample_assert ("id,name,amount\n1,a,10\n2,b,20\nTotal,,30\n", "total-row=1");
  sample_assert ("id,name,amount\n1,a,10\n2,b,20\n,Summe:,30\n", "empty-key=1 total-row=1");
  sample_assert ("id,name,amount\n1,a,10.5\n2,b,20\n,,30.5\n", "empty-key=1 total-row=1");
  sample_assert ("id,name,amount\n1,a,10\n2,b,20\n,,31\n", "empty-key=1");
  sample_assert ("id,name,amount\n1,a,10\n2,b,20\n3,Total Energies,30\n", "");
  sample_assert ("id,name,amount\n1,a,10\n2,b,20\n3,Total,30\n", "");
  sample_assert_fix ("id,name,amount\n1,a,10\n2,b,20\nTotal,,30\n", BULK_PROBLEM_TOTAL_ROW, "-");
}

static void
test_keys (void)
{
  sample_assert ("Opportunity ID,a\n1,x\n2,y\n1,z\n", "duplicate-key=1");
  sample_assert ("opportunityId,a\n1,x\n ,y\n,z\n", "empty-key=2 padded-value=1");
  sample_assert ("name,account_id\nx,1\ny,1\n", "");
  sample_assert ("deal_id,a\n1,x\n1,y\n", "duplicate-key=1");
  /* The same but for spaces is the same to people. */
  sample_assert ("id,a\naw1,x\n aw1,y\n", "duplicate-key=1 padded-value=1");
  sample_assert ("paid,a\n1,x\n1,y\n", "");
}

static void
test_key_choice (void)
{
  g_autoptr (BulkTable) table = sample_table ("x.csv", "id,name\n1,x\n2,x\n2,y\n");
  BulkCheckOptions options = BULK_CHECK_OPTIONS_INIT;
  g_autoptr (BulkFindings) by_name = NULL, none = NULL;

  options.key_column = 1;
  by_name = bulk_findings_run (table, &options, NULL, NULL, NULL, NULL);
  g_assert_cmpuint (bulk_findings_get_key_column (by_name), ==, 1);
  g_assert_cmpuint (bulk_findings_count_in_column (by_name, BULK_PROBLEM_DUPLICATE_KEY, 1), ==, 1);
  g_assert_cmpuint (bulk_findings_count_in_column (by_name, BULK_PROBLEM_DUPLICATE_KEY, 0), ==, 0);
  options.key_column = BULK_KEY_COLUMN_NONE;
  none = bulk_findings_run (table, &options, NULL, NULL, NULL, NULL);
  g_assert_cmpuint (bulk_findings_get_key_column (none), ==, BULK_KEY_COLUMN_NONE);
  g_assert_cmpuint (bulk_findings_count (none, BULK_PROBLEM_DUPLICATE_KEY), ==, 0);
}

static void
test_headers (void)
{
  sample_assert ("id,,a\n1,x,y\n", "blank-header=1");
  sample_assert ("id,a,a\n1,x,y\n", "duplicate-header=1");
  sample_assert ("id,a, a\n1,x,y\n", "duplicate-header=1 padded-header=1");
  sample_assert ("id,a,A\n1,x,y\n", "");
  sample_assert ("1,2\n3,4\n", "blank-header=1");
  sample_assert ("id,M\303\203\302\274ller,\357\277\275\n1,x,y\n", "bad-encoding=1 mojibake=1");
  sample_assert_fix ("id, name \n1,x\n", BULK_PROBLEM_PADDED_HEADER, "name");
  /* A row with a cell too many makes a column, which is that row's problem. */
  sample_assert ("id,a\n1,x\n2,y,z\n", "ragged-row=1");
}

static void
test_titles (void)
{
  const char *titled = "Pipeline report\nMade in March\nid,name,amount\n1,a,10\n2,b,20\n3,c,30\n";

  sample_assert (titled, "header-not-first=1");
  sample_assert_fix (titled, BULK_PROBLEM_HEADER_NOT_FIRST, "-");
  sample_assert ("Report,,\nid,name,amount\n1,a,10\n2,b,20\n1,c,30\n", "duplicate-key=1 header-not-first=1");
  sample_assert ("id,name,amount\na,b,c\nd,e,f\n", "");
}

static void
test_texts (void)
{
  sample_assert ("id,a\n1, x\n2,y \n3,\302\240z\n4,u\302\240v\n5,w\n", "padded-value=4");
  sample_assert_fix ("id,a\n1, x y \n", BULK_PROBLEM_PADDED_VALUE, "x y");
  sample_assert_fix ("id,a\n1,u\302\240v\n", BULK_PROBLEM_PADDED_VALUE, "u v");
  sample_assert ("id,a\n1,x\001y\n2,\177\n3,a\342\200\256b\n4,\"l\nm\tn\"\n", "control-character=3");
  sample_assert_fix ("id,a\n1,x\001y\342\200\256\n", BULK_PROBLEM_CONTROL_CHARACTER, "xy");
  sample_assert ("id,a\n1,x\357\277\275\n", "bad-encoding=1");
  sample_assert ("id,a\n1,#REF!\n2,#n/a\n3,Err:502\n4,#1\n5,#ref\n6,#WERT!\n", "spreadsheet-error=4");
  sample_assert ("id,a\n1,=1+1\n2,@SUM(A1)\n3,-x\n4,+x\n5,+49 30 123\n6,-5\n7,-\n8,a=b\n9,=\n", "formula-value=4");
}

static void
test_mojibake (void)
{
  sample_assert ("id,a\n1,M\303\203\302\274ller\n2,M\303\274ller\n3,caf\303\203\302\251\n", "mojibake=2");
  sample_assert ("id,a\n1,\303\242\342\202\254\342\204\242s\n", "mojibake=1");
  sample_assert ("id,a\n1,S\303\203O PAULO\n2,\303\202GE\n3,ch\303\242teau\n4,\342\200\234MA\303\203\342\200\235\n",
                 "");
  sample_assert_fix ("id,a\n1,M\303\203\302\274ller\n", BULK_PROBLEM_MOJIBAKE, "M\303\274ller");
  sample_assert_fix ("id,a\n1,it\303\242\342\202\254\342\204\242s\n", BULK_PROBLEM_MOJIBAKE, "it\342\200\231s");
}

static void
test_dates (void)
{
  sample_assert ("id,close_date\n1,2026-03-31\n2,soon\n3,2026-02-30\n4,2026-04-01\n", "bad-date=2");
  sample_assert ("id,close_date\n1,2026-03-31\n2,1.4.2026\n3,2026-04-01\n", "mixed-dates=1");
  sample_assert_fix ("id,close_date\n1,2026-03-31\n2,1.4.2026\n3,2026-04-01\n", BULK_PROBLEM_MIXED_DATES, "2026-04-01");
  sample_assert ("id,d\n1,03/04/2026\n2,05/06/2026\n3,07/07/2026\n", "ambiguous-date=2");
  sample_assert ("id,d\n1,03/04/2026\n2,31/06/2026\n", "ambiguous-date=1 bad-date=1");
  sample_assert ("id,d\n1,03/04/2026\n2,30/06/2026\n", "");
  sample_assert ("id,d\n1,03/04/2026\n2,30/06/2026\n3,29/06/2026\n4,06/30/2026\n", "mixed-dates=1");
  sample_assert_fix ("id,d\n1,3/4/26\n2,4/5/26\n", BULK_PROBLEM_AMBIGUOUS_DATE, NULL);
  sample_assert ("id,note\n1,2026-03-31\n2,call\n3,wait\n4,go\n", "");
}

static void
test_date_order (void)
{
  g_autoptr (BulkTable) table = sample_table ("x.csv", "id,d\n1,03/04/2026\n2,05/06/2026\n");
  BulkCheckOptions options = { BULK_KEY_COLUMN_GUESS, BULK_DATE_ORDER_MONTH_FIRST };
  g_autoptr (BulkFindings) findings = bulk_findings_run (table, &options, NULL, NULL, NULL, NULL);
  g_autofree char *fix = sample_suggest (findings, BULK_PROBLEM_AMBIGUOUS_DATE, 1);

  g_assert_cmpstr (fix, ==, "2026-05-06");
}

static void
test_numbers (void)
{
  sample_assert ("id,amount\n1,10\n2,\"1,200.50\"\n3,$5\n4,TBD\n", "bad-number=1 formatted-number=2");
  sample_assert_fix ("id,amount\n1,10\n2,\"1,200.50\"\n", BULK_PROBLEM_FORMATTED_NUMBER, "1200.50");
  /* Where others have a decimal point, a comma marks thousands. */
  sample_assert_fix ("id,amount\n1,10.25\n2,\"1,200\"\n", BULK_PROBLEM_FORMATTED_NUMBER, "1200");
  sample_assert_fix ("id,amount\n1,10\n2,\"1,200\"\n", BULK_PROBLEM_FORMATTED_NUMBER, NULL);
  sample_assert ("id;amount\n1;1.200\n2;10,50\n", "formatted-number=2");
  sample_assert_fix ("id;amount\n1;1.200\n2;10,50\n", BULK_PROBLEM_FORMATTED_NUMBER, "1200");
  sample_assert ("id,amount\n1,10\n2,#REF!\n3,\n", "spreadsheet-error=1");
  sample_assert ("id,phone\n1,030 123\n2,0301\n3,\"1,2\"\n", "");
}

static void
test_ids (void)
{
  sample_assert ("id,a\n1.23457E+15,x\n2,y\n", "mangled-id=1");
  sample_assert ("id,a\n1E+05,x\n2,y\n", "mangled-id=1");
  sample_assert ("id,amount\n1,1.5E+06\n2,3\n", "");
  sample_assert ("id,amount\n1,1.5E+12\n2,3\n", "mangled-id=1");
  sample_assert ("id,zip\n1,01234\n2,00501\n3,501\n4,12345\n", "lost-zeros=1");
  sample_assert_fix ("id,zip\n1,01234\n2,00501\n3,501\n", BULK_PROBLEM_LOST_ZEROS, "00501");
  sample_assert ("id,zip\n1,01234\n2,0501\n3,501\n", "");
}

static void
test_emails (void)
{
  sample_assert ("id,owner_email\n1,a@b.example\n2,nobody\n3,a@b\n4,a b@c.example\n5,mailto:a@b.example\n",
                 "bad-email=4");
  sample_assert ("id,owner\n1,a@b.example\n2,c.d+e@f-g.example\n3,o'x@b.example\n4,x\n", "bad-email=1");
  sample_assert ("id,note\n1,ask a@b.example\n2,x\n3,y\n", "");
  sample_assert_fix ("id,email\n1,Ann <a@b.example>\n", BULK_PROBLEM_BAD_EMAIL, "a@b.example");
  sample_assert_fix ("id,email\n1,mailto:a@b.example\n", BULK_PROBLEM_BAD_EMAIL, "a@b.example");
  sample_assert_fix ("id,email\n1,nobody\n", BULK_PROBLEM_BAD_EMAIL, NULL);
}

static void
test_spellings (void)
{
  const char *text = "id,stage\n1,Closed won\n2,Closed Won\n3,Closed Won\n4,Lost\n5,ClosedWon\n";

  sample_assert (text, "near-duplicate-value=2");
  sample_assert_fix (text, BULK_PROBLEM_NEAR_DUPLICATE_VALUE, "Closed Won");
  sample_assert ("id,version\n1,v1.5\n2,v15\n3,v1-5\n4,v1 5\n", "");
}

static void
assert_json (const char *text, const char *expected)
{
  const BulkCheckOptions options = BULK_CHECK_OPTIONS_INIT;
  g_autoptr (BulkTable) table = sample_table ("x.json", text);
  g_autoptr (BulkFindings) findings = bulk_findings_run (table, &options, NULL, NULL, NULL, NULL);
  g_autofree char *codes = sample_codes (findings);

  g_assert_cmpstr (codes, ==, expected);
}

static void
test_json (void)
{
  assert_json ("[{\"id\":1,\"a\":\"x\"},{\"id\":2,\"a\":3},{\"id\":3,\"a\":\"y\"},{\"id\":4,\"a\":null},{\"id\":5}]",
               "mixed-types=1");
  assert_json ("[{\"id\":1,\"a\":[1]},{\"id\":2,\"a\":{}}]", "nested-value=2");
  assert_json ("[{\"id\":1,\"a\":1,\"a\":2},{\"id\":1,\"a\":1}]", "duplicate-key=1 repeated-name=1");
  assert_json ("[{\"id\":1e15},{\"id\":2}]", "");
}

static void
test_quotes (void)
{
  sample_assert ("id,a\n1,\"x\"y\n2,z\n", "stray-quote=1");
  sample_assert ("id,a\n1,\"x\n2,y\n", "unclosed-quote=1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/checks/rows", test_rows);
  g_test_add_func ("/checks/totals", test_totals);
  g_test_add_func ("/checks/keys", test_keys);
  g_test_add_func ("/checks/key-choice", test_key_choice);
  g_test_add_func ("/checks/headers", test_headers);
  g_test_add_func ("/checks/titles", test_titles);
  g_test_add_func ("/checks/texts", test_texts);
  g_test_add_func ("/checks/mojibake", test_mojibake);
  g_test_add_func ("/checks/dates", test_dates);
  g_test_add_func ("/checks/date-order", test_date_order);
  g_test_add_func ("/checks/numbers", test_numbers);
  g_test_add_func ("/checks/ids", test_ids);
  g_test_add_func ("/checks/emails", test_emails);
  g_test_add_func ("/checks/spellings", test_spellings);
  g_test_add_func ("/checks/json", test_json);
  g_test_add_func ("/checks/quotes", test_quotes);
  return g_test_run ();
}
