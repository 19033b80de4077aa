/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/application.h"

#include <glib/gi18n-lib.h>

#include "store/preferences.h"
#include "ui/about.h"
#include "ui/help-window.h"
#include "ui/history-show.h"
#include "ui/preferences-window.h"
#include "ui/shortcuts-window.h"
#include "ui/window.h"

struct _BulkApplication
{
  AdwApplication parent_instance;

  BulkPreferences *preferences;
};

G_DEFINE_FINAL_TYPE (BulkApplication, bulk_application, ADW_TYPE_APPLICATION)

/* Private helpers */

/* (nullable): the window last used, with its dialogs counted as itself */
static BulkWindow *
find_window (BulkApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  while (window && !BULK_IS_WINDOW (window))
    window = gtk_window_get_transient_for (window);
  for (GList *one = gtk_application_get_windows (GTK_APPLICATION (self)); window == NULL && one; one = one->next)
    if (BULK_IS_WINDOW (one->data))
      window = one->data;
  return window ? BULK_WINDOW (window) : NULL;
}

/* As large as the one last used. */
static BulkWindow *
make_window (BulkApplication *self)
{
  BulkWindow *window = find_window (self);

  if (window)
    bulk_window_keep_size (window);
  return bulk_window_new (GTK_APPLICATION (self), self->preferences);
}

static BulkWindow *
get_window (BulkApplication *self)
{
  BulkWindow *window = find_window (self);

  return window ? window : make_window (self);
}

/* Where files from elsewhere go: nobody's work makes way for them. */
static BulkWindow *
get_empty_window (BulkApplication *self)
{
  for (GList *one = gtk_application_get_windows (GTK_APPLICATION (self)); one; one = one->next)
    if (BULK_IS_WINDOW (one->data) && bulk_window_is_empty (one->data))
      return one->data;
  return make_window (self);
}

static BulkHelpWindow *
find_help (BulkApplication *self)
{
  for (GList *one = gtk_application_get_windows (GTK_APPLICATION (self)); one; one = one->next)
    if (BULK_IS_HELP_WINDOW (one->data))
      return one->data;
  return NULL;
}

/* (transfer container) */
static GList *
list_dialogs (GtkWindow *window)
{
  g_autoptr (GList) all = gtk_window_list_toplevels ();
  GList *dialogs = NULL;

  for (GList *one = all; one; one = one->next)
    if (gtk_window_get_transient_for (one->data) == window && gtk_widget_get_visible (one->data))
      dialogs = g_list_prepend (dialogs, one->data);
  return dialogs;
}

/* Each of its dialogs may want to ask first: then the window stays as well. */
static void
close_window (GtkWindow *window)
{
  g_autoptr (GList) dialogs = list_dialogs (window), left = NULL;

  for (GList *one = dialogs; one; one = one->next)
    gtk_window_close (one->data);
  left = list_dialogs (window);
  if (left == NULL)
    gtk_window_close (window);
}

static void
set_accels (BulkApplication *self, const char *action, const char *first, const char *second)
{
  const char *accels[] = { first, second, NULL };

  gtk_application_set_accels_for_action (GTK_APPLICATION (self), action, accels);
}

/* Actions */

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GList) windows = NULL;

  /* The window used last comes last: it is its size that is kept. */
  for (GList *one = gtk_application_get_windows (user_data); one; one = one->next)
    if (gtk_window_get_transient_for (one->data) == NULL)
      windows = g_list_prepend (windows, one->data);
  for (GList *one = windows; one; one = one->next)
    close_window (one->data);
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  bulk_about_show (GTK_WINDOW (get_window (user_data)));
}

static BulkPreferencesWindow *
present_preferences (BulkApplication *self)
{
  BulkPreferencesWindow *window = bulk_preferences_window_new (GTK_WINDOW (get_window (self)), self->preferences);

  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
on_preferences (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  present_preferences (user_data);
}

static void
on_sign_in (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  bulk_preferences_window_edit_chosen (present_preferences (user_data));
}

static void
on_shortcuts (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_present (GTK_WINDOW (bulk_shortcuts_window_new (GTK_WINDOW (get_window (user_data)))));
}

static void
on_history (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  bulk_history_show (get_window (user_data), 0);
}

static void
on_help (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = GTK_WINDOW (find_help (user_data));

  if (window == NULL)
    window = GTK_WINDOW (bulk_help_window_new (GTK_APPLICATION (user_data)));
  gtk_window_present (window);
}

static void
on_new_window (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_present (GTK_WINDOW (make_window (user_data)));
}

static const GActionEntry actions[] = {
  { "quit", on_quit, NULL, NULL, NULL, { 0 } },
  { "new-window", on_new_window, NULL, NULL, NULL, { 0 } },
  { "help", on_help, NULL, NULL, NULL, { 0 } },
  { "about", on_about, NULL, NULL, NULL, { 0 } },
  { "history", on_history, NULL, NULL, NULL, { 0 } },
  { "preferences", on_preferences, NULL, NULL, NULL, { 0 } },
  { "shortcuts", on_shortcuts, NULL, NULL, NULL, { 0 } },
  { "sign-in", on_sign_in, NULL, NULL, NULL, { 0 } },
};

/* Overrides */

static void
bulk_application_startup (GApplication *application)
{
  BulkApplication *self = BULK_APPLICATION (application);

  G_APPLICATION_CLASS (bulk_application_parent_class)->startup (application);
  gtk_window_set_default_icon_name (BULK_APP_ID);
  /* Texts that can be copied would look chosen whenever the keyboard comes by. */
  g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus", FALSE, NULL);
  self->preferences = bulk_preferences_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  set_accels (self, "app.quit", "<Primary>q", NULL);
  set_accels (self, "app.new-window", "<Primary>n", NULL);
  set_accels (self, "app.help", "F1", NULL);
  set_accels (self, "app.history", "<Primary>h", NULL);
  set_accels (self, "app.preferences", "<Primary>comma", NULL);
  set_accels (self, "win.open", "<Primary>o", NULL);
  set_accels (self, "win.paste", "<Primary>v", NULL);
  set_accels (self, "win.upload", "<Primary>Return", "<Primary>KP_Enter");
  set_accels (self, "app.shortcuts", "<Primary>question", NULL);
  set_accels (self, "window.close", "<Primary>w", NULL);
}

static void
bulk_application_activate (GApplication *application)
{
  gtk_window_present (GTK_WINDOW (get_window (BULK_APPLICATION (application))));
}

static void
bulk_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  BulkWindow *window = get_empty_window (BULK_APPLICATION (application));
  g_autoptr (GListStore) list = g_list_store_new (G_TYPE_FILE);

  for (int i = 0; i < n_files; i++)
    g_list_store_append (list, files[i]);
  gtk_window_present (GTK_WINDOW (window));
  bulk_window_open_files (window, G_LIST_MODEL (list));
}

static int
bulk_application_command_line (GApplication *application, GApplicationCommandLine *command_line)
{
  BulkApplication *self = BULK_APPLICATION (application);
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  g_auto (GStrv) arguments = g_application_command_line_get_arguments (command_line, NULL);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  gboolean practice = g_variant_dict_contains (options, "practice"), has_files = arguments[0] && arguments[1];
  BulkWindow *window;

  if (g_variant_dict_contains (options, "new-window"))
    window = make_window (self);
  else
    window = practice || has_files ? get_empty_window (self) : get_window (self);
  for (int i = 1; has_files && arguments[i]; i++)
    {
      g_autoptr (GFile) file = g_application_command_line_create_file_for_arg (command_line, arguments[i]);

      g_list_store_append (files, file);
    }
  if (practice)
    bulk_window_set_practice (window, TRUE);
  gtk_window_present (GTK_WINDOW (window));
  if (has_files)
    bulk_window_open_files (window, G_LIST_MODEL (files));
  return 0;
}

static int
bulk_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  if (!g_variant_dict_contains (options, "version"))
    return -1;
  g_print ("bulk-loader %s\n", BULK_VERSION);
  return 0;
}

static void
bulk_application_finalize (GObject *object)
{
  g_clear_object (&BULK_APPLICATION (object)->preferences);
  G_OBJECT_CLASS (bulk_application_parent_class)->finalize (object);
}

/* Class */

static void
bulk_application_class_init (BulkApplicationClass *class)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = bulk_application_finalize;
  application_class->startup = bulk_application_startup;
  application_class->activate = bulk_application_activate;
  application_class->open = bulk_application_open;
  application_class->command_line = bulk_application_command_line;
  application_class->handle_local_options = bulk_application_handle_local_options;
}

static void
bulk_application_init (BulkApplication *self)
{
  static const GOptionEntry options[] = {
    { "practice", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Begin in practice mode: nothing reaches WorkSpan"), NULL },
    { "new-window", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Open a new window"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version and exit"), NULL },
    { 0 }
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _("[FILE…]"));
}

/* Public functions */

/**
 * bulk_application_new:
 *
 * Returns: (transfer full): the application, to be run
 */
BulkApplication *
bulk_application_new (void)
{
  return g_object_new (BULK_TYPE_APPLICATION,
                       "application-id", BULK_APP_ID,
                       "flags", G_APPLICATION_HANDLES_OPEN | G_APPLICATION_HANDLES_COMMAND_LINE,
                       "resource-base-path", "/io/github/bulkloader/BulkLoader",
                       NULL);
}
