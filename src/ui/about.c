/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/about.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

/* Private helpers */

/* What helps to find a fault, and nothing of the user's: no address, no name, no path. Not for translation. */
static char *
dup_debug_info (void)
{
  GString *text = g_string_new (NULL);
  GdkDisplay *display = gdk_display_get_default ();
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  const char *renderer = g_getenv ("GSK_RENDERER");

  g_string_append_printf (text, "Bulk Loader %s (%s)\n", BULK_VERSION, BULK_APP_ID);
  g_string_append_printf (text, "System: %s\n", system ? system : "unknown");
  g_string_append_printf (text, "Sandbox: %s\n",
                          g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) ? "Flatpak" : "none");
  g_string_append_printf (text, "Language: %s\n", g_get_language_names ()[0]);
  g_string_append_printf (text, "Display: %s\n", display ? G_OBJECT_TYPE_NAME (display) : "none");
  g_string_append_printf (text, "Renderer: %s\n", renderer ? renderer : "default");
  g_string_append_printf (text, "GLib %u.%u.%u\n", glib_major_version, glib_minor_version, glib_micro_version);
  g_string_append_printf (text, "GTK %u.%u.%u\n", gtk_get_major_version (), gtk_get_minor_version (),
                          gtk_get_micro_version ());
  g_string_append_printf (text, "libadwaita %u.%u.%u\n", adw_get_major_version (), adw_get_minor_version (),
                          adw_get_micro_version ());
  g_string_append_printf (text, "libsoup %u.%u.%u\n", soup_get_major_version (), soup_get_minor_version (),
                          soup_get_micro_version ());
  g_string_append_printf (text, "json-glib %d.%d.%d\n", JSON_MAJOR_VERSION, JSON_MINOR_VERSION, JSON_MICRO_VERSION);
  return g_string_free (text, FALSE);
}

/* Public functions */

/**
 * bulk_about_show:
 * @parent: (nullable): the window it belongs to
 *
 * Says what the application is, of which version, and what to tell when something goes wrong.
 */
void
bulk_about_show (GtkWindow *parent)
{
  static const char *const developers[] = { "The Bulk Loader developers", NULL };
  g_autofree char *debug_info = dup_debug_info ();

  adw_show_about_window (parent,
                         "application-name", _("Bulk Loader"),
                         "application-icon", BULK_APP_ID,
                         "developer-name", developers[0],
                         "developers", developers,
                         "version", BULK_VERSION,
                         "comments", _("Loads spreadsheets into WorkSpan, and says what became of every row. "
                                       "An independent project, not a product of WorkSpan."),
                         "website", "https://bulkloader.github.io/",
                         "issue-url", "https://github.com/bulkloader/bulk-loader/issues",
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "debug-info", debug_info,
                         "debug-info-filename", "bulk-loader-debug-info.txt",
                         /* Translators: your name, to be shown in the about window */
                         "translator-credits", _("translator-credits"),
                         NULL);
}
