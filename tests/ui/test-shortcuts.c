/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window of keyboard shortcuts, compared with the keys that are really bound. */
#include "ui/application.h"
#include "ui/preview-page.h"
#include "ui/shortcuts-window.h"
#include "ui/shortcuts.h"

typedef struct
{
  GHashTable *keys;       /* as key_name() has them */
  GHashTable *actions;
} Listed;

/* (transfer full): the same for "<Primary>Q" and "<Control>q" */
static char *
key_name (guint keyval, GdkModifierType modifiers)
{
  return gtk_accelerator_name (gdk_keyval_to_lower (keyval), modifiers);
}

static void
list_keys (Listed *listed, const char *accelerators)
{
  g_auto (GStrv) each = g_strsplit (accelerators, " ", -1);

  for (guint i = 0; each[i]; i++)
    {
      GdkModifierType modifiers;
      guint keyval;

      if (!gtk_accelerator_parse (each[i], &keyval, &modifiers))
        g_error ("what key is “%s”?", each[i]);
      g_hash_table_add (listed->keys, key_name (keyval, modifiers));
    }
}

static void
read_listed (Listed *listed)
{
  guint n;
  const BulkShortcutGroup *groups = bulk_shortcuts_get (&n);

  listed->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  listed->actions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < n; i++)
    for (const BulkShortcut *shortcut = groups[i].shortcuts; shortcut->title; shortcut++)
      {
        /* Never both, or they could differ. */
        g_assert_true (!shortcut->keys != !shortcut->action);
        if (shortcut->action)
          g_hash_table_add (listed->actions, g_strdup (shortcut->action));
        else
          list_keys (listed, shortcut->keys);
      }
  g_assert_cmpuint (g_hash_table_size (listed->keys), >, 10);
}

static void
clear_listed (Listed *listed)
{
  g_hash_table_unref (listed->keys);
  g_hash_table_unref (listed->actions);
}

/* Going about in a table is known from everywhere. */
static gboolean
is_known (guint keyval, GdkModifierType modifiers)
{
  static const guint arrows[] = { GDK_KEY_Up, GDK_KEY_Down, GDK_KEY_Left, GDK_KEY_Right, GDK_KEY_Home, GDK_KEY_End,
                                  GDK_KEY_Page_Up, GDK_KEY_Page_Down };

  if (g_str_has_prefix (gdk_keyval_name (keyval), "KP_"))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (arrows); i++)
    if (keyval == arrows[i] && !(modifiers & GDK_ALT_MASK))
      return TRUE;
  return FALSE;
}

static gboolean
is_listed (Listed *listed, GtkShortcutTrigger *trigger)
{
  g_autofree char *name = NULL;

  if (GTK_IS_ALTERNATIVE_TRIGGER (trigger))
    return is_listed (listed, gtk_alternative_trigger_get_first (GTK_ALTERNATIVE_TRIGGER (trigger)))
           || is_listed (listed, gtk_alternative_trigger_get_second (GTK_ALTERNATIVE_TRIGGER (trigger)));
  if (!GTK_IS_KEYVAL_TRIGGER (trigger))
    return TRUE;
  if (is_known (gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)),
                gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger))))
    return TRUE;
  name = key_name (gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)),
                   gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)));
  return g_hash_table_contains (listed->keys, name);
}

/* Whether another key of the same controller does the same, and is listed. */
static gboolean
has_listed_twin (Listed *listed, GListModel *shortcuts, GtkShortcut *shortcut)
{
  g_autofree char *action = gtk_shortcut_action_to_string (gtk_shortcut_get_action (shortcut));

  if (!GTK_IS_NAMED_ACTION (gtk_shortcut_get_action (shortcut)))
    return FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (shortcuts); i++)
    {
      g_autoptr (GtkShortcut) other = g_list_model_get_item (shortcuts, i);
      g_autofree char *of_other = gtk_shortcut_action_to_string (gtk_shortcut_get_action (other));

      if (g_str_equal (action, of_other) && is_listed (listed, gtk_shortcut_get_trigger (other)))
        return TRUE;
    }
  return FALSE;
}

static guint
check_controller (Listed *listed, GtkWidget *widget, GListModel *shortcuts)
{
  guint n = g_list_model_get_n_items (shortcuts);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, i);
      GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);
      g_autofree char *key = gtk_shortcut_trigger_to_string (trigger);

      if (!is_listed (listed, trigger) && !has_listed_twin (listed, shortcuts, shortcut))
        {
          g_test_message ("%s takes %s, which is not in the window of shortcuts", G_OBJECT_TYPE_NAME (widget), key);
          g_test_fail ();
        }
    }
  return n;
}

/* Returns: how many keys our own widgets take */
static guint
check_widget (Listed *listed, GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  guint n = 0;

  /* Popovers take the keys of all popovers. */
  if (g_str_has_prefix (G_OBJECT_TYPE_NAME (widget), "Bulk") && !GTK_IS_POPOVER (widget))
    for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
      {
        g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

        if (GTK_IS_SHORTCUT_CONTROLLER (controller))
          n += check_controller (listed, widget, G_LIST_MODEL (controller));
      }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    n += check_widget (listed, child);
  return n;
}

static void
test_table (void)
{
  g_autoptr (GtkWidget) page = g_object_ref_sink (bulk_preview_page_new ());
  Listed listed;

  read_listed (&listed);
  g_assert_cmpuint (check_widget (&listed, page), >, 30);
  clear_listed (&listed);
}

/* Returns: (transfer none): one for all tests, as one process can register but one */
static GtkApplication *
get_application (void)
{
  static BulkApplication *application;
  g_autoptr (GError) error = NULL;

  if (application)
    return GTK_APPLICATION (application);
  application = bulk_application_new ();
  g_application_set_flags (G_APPLICATION (application),
                           g_application_get_flags (G_APPLICATION (application)) | G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, &error));
  g_assert_no_error (error);
  return GTK_APPLICATION (application);
}

static void
test_application (void)
{
  GtkApplication *application = get_application ();
  g_auto (GStrv) actions = NULL;
  Listed listed;

  read_listed (&listed);
  actions = gtk_application_list_action_descriptions (application);
  g_assert_cmpuint (g_strv_length (actions), >, 5);
  for (guint i = 0; actions[i]; i++)
    {
      g_auto (GStrv) keys = gtk_application_get_accels_for_action (application, actions[i]);
      GdkModifierType modifiers;
      guint keyval;
      g_autofree char *name = NULL;

      if (keys[0] == NULL || g_hash_table_contains (listed.actions, actions[i]))
        continue;
      gtk_accelerator_parse (keys[0], &keyval, &modifiers);
      name = key_name (keyval, modifiers);
      if (!g_hash_table_contains (listed.keys, name))
        {
          g_test_message ("%s (%s) is not in the window of shortcuts", actions[i], keys[0]);
          g_test_fail ();
        }
    }
  clear_listed (&listed);
}

/* The texts of the rows, of those that are shown, in their order. */
static void
list_rows (GtkWidget *widget, GPtrArray *titles)
{
  if (!gtk_widget_get_visible (widget))
    return;
  if (ADW_IS_ACTION_ROW (widget))
    g_ptr_array_add (titles, (char *) adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    list_rows (child, titles);
}

static GtkWidget *
find_inside (GtkWidget *widget, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find_inside (child, type);
  return found;
}

static void
assert_found (GtkWidget *window, const char *words, const char *expected)
{
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();
  g_autofree char *found = NULL;
  GtkWidget *stack = find_inside (window, GTK_TYPE_STACK);

  gtk_editable_set_text (GTK_EDITABLE (find_inside (window, GTK_TYPE_SEARCH_ENTRY)), words);
  g_signal_emit_by_name (find_inside (window, GTK_TYPE_SEARCH_ENTRY), "search-changed");
  list_rows (stack, titles);
  g_ptr_array_add (titles, NULL);
  found = g_strjoinv ("|", (char **) titles->pdata);
  g_assert_cmpstr (found, ==, expected);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, *expected ? "shortcuts" : "none");
}

static void
test_window (void)
{
  GtkApplication *application = get_application ();
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();
  GtkWidget *parent, *window;
  guint n, n_shortcuts = 0;
  const BulkShortcutGroup *groups = bulk_shortcuts_get (&n);

  parent = gtk_application_window_new (application);
  window = GTK_WIDGET (bulk_shortcuts_window_new (GTK_WINDOW (parent)));
  for (guint i = 0; i < n; i++)
    for (const BulkShortcut *shortcut = groups[i].shortcuts; shortcut->title; shortcut++)
      n_shortcuts++;
  list_rows (find_inside (window, GTK_TYPE_STACK), titles);
  g_assert_cmpuint (titles->len, ==, n_shortcuts);
  assert_found (window, " THE ROW ", "Copy the row|Remove the row");
  /* The keys of an action are those that the application has for it. */
  assert_found (window, "ctrl+o", "Open a file");
  assert_found (window, "f3", "Next match|Previous match");
  assert_found (window, "nothing like it", "");
  gtk_window_destroy (GTK_WINDOW (window));
  gtk_window_destroy (GTK_WINDOW (parent));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/shortcuts/table", test_table);
  g_test_add_func ("/ui/shortcuts/application", test_application);
  g_test_add_func ("/ui/shortcuts/window", test_window);
  return g_test_run ();
}
