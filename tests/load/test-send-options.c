/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/send-options.h"

static void
check_words (BulkSendOptions options, const char *expected)
{
  g_autofree char *words = bulk_send_options_dup_words (&options);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_words (void)
{
  check_words ((BulkSendOptions) BULK_SEND_OPTIONS_INIT, NULL);
  check_words ((BulkSendOptions) { BULK_WAY_ANY, 0, 0 }, "any kind of object");
  check_words ((BulkSendOptions) { BULK_WAY_STORAGE, 0, 0 }, "any kind of object, through the storage");
  check_words ((BulkSendOptions) { BULK_WAY_OPPORTUNITIES, 500, 0 }, "in batches of 500 rows");
  check_words ((BulkSendOptions) { BULK_WAY_ANY, 0, 5 }, "any kind of object, in batches of 5 MB");
}

static void
test_fit (void)
{
  const BulkSendOptions one = BULK_SEND_OPTIONS_INIT, rows = { BULK_WAY_ANY, 10, 0 }, bytes = { BULK_WAY_ANY, 0, 1 };

  g_assert_true (bulk_send_options_fit (&one, G_MAXUINT64));
  g_assert_true (bulk_send_options_fit (&bytes, G_MAXUINT64));
  g_assert_true (bulk_send_options_fit (&rows, 10 * BULK_BATCHES_MAX));
  g_assert_false (bulk_send_options_fit (&rows, 10 * BULK_BATCHES_MAX + 1));
}

static void
check_kept (GSettings *settings, const char *id, BulkSendOptions expected)
{
  BulkSendOptions options;

  bulk_send_options_read (&options, settings, id);
  g_assert_true (bulk_send_options_equal (&options, &expected));
}

static void
test_kept (void)
{
  g_autoptr (GSettings) settings = g_settings_new (BULK_APP_ID);
  g_autoptr (GVariant) all = NULL;
  const BulkSendOptions simple = BULK_SEND_OPTIONS_INIT, some = { BULK_WAY_STORAGE, 2000, 0 },
                        other = { BULK_WAY_ANY, 0, 3 };

  check_kept (settings, "sandbox", simple);
  bulk_send_options_write (&some, settings, "sandbox");
  bulk_send_options_write (&other, settings, NULL);
  check_kept (settings, "sandbox", some);
  check_kept (settings, "production", simple);
  check_kept (settings, NULL, other);
  bulk_send_options_write (&other, settings, "sandbox");
  check_kept (settings, "sandbox", other);
  /* What is as usual takes no room. */
  bulk_send_options_write (&simple, settings, "sandbox");
  bulk_send_options_write (&simple, settings, NULL);
  check_kept (settings, "sandbox", simple);
  all = g_settings_get_value (settings, "send-options");
  g_assert_cmpuint (g_variant_n_children (all), ==, 0);
}

/* Settings may have been written by anybody. */
static void
test_nonsense (void)
{
  g_autoptr (GSettings) settings = g_settings_new (BULK_APP_ID);

  g_settings_set_value (settings, "send-options",
                        g_variant_new_parsed ("{'a': {'way': <'fly'>, 'batch-rows': <uint32 1>, 'batch-mb': <'x'>}, "
                                              "'b': {'batch-mb': <uint32 4000000000>}}"));
  check_kept (settings, "a", (BulkSendOptions) { BULK_WAY_OPPORTUNITIES, BULK_BATCH_ROWS_MIN, 0 });
  check_kept (settings, "b", (BulkSendOptions) { BULK_WAY_OPPORTUNITIES, 0, BULK_BATCH_MB_MAX });
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/load/send-options/words", test_words);
  g_test_add_func ("/load/send-options/fit", test_fit);
  g_test_add_func ("/load/send-options/kept", test_kept);
  g_test_add_func ("/load/send-options/nonsense", test_nonsense);
  return g_test_run ();
}
