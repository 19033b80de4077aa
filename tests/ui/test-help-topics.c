/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <string.h>

#include "ui/help-topics.h"

static void
test_whole (void)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  guint n;
  const BulkHelpTopic *topics = bulk_help_topics_get (&n);

  g_assert_cmpuint (n, >, 5);
  for (guint i = 0; i < n; i++)
    {
      g_assert_true (g_hash_table_add (ids, (gpointer) topics[i].id));
      g_assert_cmpuint (strlen (topics[i].title), >, 0);
      g_assert_cmpuint (strlen (topics[i].summary), >, 0);
      g_assert_nonnull (topics[i].paragraphs[0]);
      g_assert_true (topics == bulk_help_topics_get (NULL));
    }
}

/* What the window makes of the first letters. */
static void
test_marks (void)
{
  guint n, n_steps = 0;
  const BulkHelpTopic *topics = bulk_help_topics_get (&n);

  for (guint i = 0; i < n; i++)
    for (guint j = 0; topics[i].paragraphs[j]; j++)
      {
        const char *text = topics[i].paragraphs[j];

        g_assert_true (g_utf8_validate (text, -1, NULL));
        g_assert_null (strchr (text, '\n'));
        n_steps += g_str_has_prefix (text, "• ");
        if (g_str_has_prefix (text, "•") || g_str_has_prefix (text, "#"))
          g_assert_true (g_str_has_prefix (text, "• ") || g_str_has_prefix (text, "# "));
      }
  g_assert_cmpuint (n_steps, >, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/help-topics/whole", test_whole);
  g_test_add_func ("/ui/help-topics/marks", test_marks);
  return g_test_run ();
}
