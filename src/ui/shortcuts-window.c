/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shortcuts-window.h"

#include <glib/gi18n-lib.h>

#include "ui/shortcuts.h"

/* GTK's own window of shortcuts needs more than a telephone's width, and newer versions advise against it. */
struct _BulkShortcutsWindow
{
  AdwWindow parent_instance;

  GtkStack *stack;
  AdwPreferencesPage *page;
  GtkSearchBar *search_bar;
  GtkEditable *search_entry;
  GPtrArray *rows;          /* of AdwActionRow, owned by their groups */
};

G_DEFINE_FINAL_TYPE (BulkShortcutsWindow, bulk_shortcuts_window, ADW_TYPE_WINDOW)

/* Private helpers */

/* Returns: (transfer full): the keys of a shortcut as gtk_accelerator_parse() reads them */
static GStrv
get_keys (GtkApplication *application, const BulkShortcut *shortcut)
{
  if (shortcut->keys)
    return g_strsplit (shortcut->keys, " ", -1);
  return gtk_application_get_accels_for_action (application, shortcut->action);
}

static void
add_key (GtkWidget *box, const char *accelerator, GString *text)
{
  g_autofree char *name = NULL;
  GdkModifierType modifiers;
  GtkWidget *label;
  guint keyval;

  if (!gtk_accelerator_parse (accelerator, &keyval, &modifiers))
    return;
  name = gtk_accelerator_get_label (keyval, modifiers);
  label = gtk_label_new (name);
  gtk_widget_add_css_class (label, "key-cap");
  gtk_box_append (GTK_BOX (box), label);
  g_string_append_printf (text, "%s%s", text->len ? ", " : "", name);
}

static GtkWidget *
make_row (GtkApplication *application, const BulkShortcut *shortcut)
{
  const char *title = g_dpgettext2 (GETTEXT_PACKAGE, "shortcuts", shortcut->title);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_auto (GStrv) keys = get_keys (application, shortcut);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *whole = NULL;

  for (guint i = 0; keys[i]; i++)
    /* The keys of the number pad do the same as those they are named after, and have the same name. */
    if (!strstr (keys[i], "KP_"))
      add_key (box, keys[i], text);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), box);
  /* Read out as one: what it does, and the key. */
  whole = g_strdup_printf (C_ ("shortcut", "%s: %s"), title, text->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, whole, -1);
  g_object_set_data_full (G_OBJECT (row), "words", g_utf8_casefold (whole, -1), g_free);
  return row;
}

static void
add_groups (BulkShortcutsWindow *self, GtkApplication *application)
{
  guint n;
  const BulkShortcutGroup *groups = bulk_shortcuts_get (&n);

  for (guint i = 0; i < n; i++)
    {
      GtkWidget *group = adw_preferences_group_new ();
      g_autofree char *title = g_markup_escape_text (g_dpgettext2 (GETTEXT_PACKAGE, "shortcuts", groups[i].title), -1);

      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
      for (const BulkShortcut *shortcut = groups[i].shortcuts; shortcut->title; shortcut++)
        {
          GtkWidget *row = make_row (application, shortcut);

          adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
          g_ptr_array_add (self->rows, row);
        }
      adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
    }
}

static GtkWidget *
group_of (GtkWidget *row)
{
  return gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);
}

/* Callbacks */

static void
on_search (BulkShortcutsWindow *self)
{
  g_autofree char *words = g_utf8_casefold (gtk_editable_get_text (self->search_entry), -1);
  gboolean found = FALSE;

  g_strstrip (words);
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_set_visible (group_of (self->rows->pdata[i]), FALSE);
  for (guint i = 0; i < self->rows->len; i++)
    {
      gboolean matches = strstr (g_object_get_data (self->rows->pdata[i], "words"), words) != NULL;

      gtk_widget_set_visible (self->rows->pdata[i], matches);
      if (matches)
        gtk_widget_set_visible (group_of (self->rows->pdata[i]), TRUE);
      found |= matches;
    }
  gtk_stack_set_visible_child_name (self->stack, found ? "shortcuts" : "none");
}

/* Actions */

/* Escape leaves the search first. */
static void
on_leave_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BulkShortcutsWindow *self = BULK_SHORTCUTS_WINDOW (widget);

  if (gtk_search_bar_get_search_mode (self->search_bar))
    gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
on_find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BulkShortcutsWindow *self = BULK_SHORTCUTS_WINDOW (widget);

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/* Class */

static void
bulk_shortcuts_window_finalize (GObject *object)
{
  g_ptr_array_unref (BULK_SHORTCUTS_WINDOW (object)->rows);
  G_OBJECT_CLASS (bulk_shortcuts_window_parent_class)->finalize (object);
}

static void
bulk_shortcuts_window_class_init (BulkShortcutsWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = bulk_shortcuts_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bulkloader/BulkLoader/shortcuts-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BulkShortcutsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, BulkShortcutsWindow, page);
  gtk_widget_class_bind_template_child (widget_class, BulkShortcutsWindow, search_bar);
  gtk_widget_class_bind_template_child (widget_class, BulkShortcutsWindow, search_entry);
  gtk_widget_class_bind_template_callback (widget_class, on_search);
  gtk_widget_class_install_action (widget_class, "shortcuts.leave", NULL, on_leave_action);
  gtk_widget_class_install_action (widget_class, "shortcuts.find", NULL, on_find_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "shortcuts.leave", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "shortcuts.find", NULL);
}

static void
bulk_shortcuts_window_init (BulkShortcutsWindow *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);
}

/* Public functions */

/**
 * bulk_shortcuts_window_new:
 * @parent: a window of the application, in front of which it stands
 *
 * Returns: (transfer none): the window of keyboard shortcuts, owned by GTK
 */
BulkShortcutsWindow *
bulk_shortcuts_window_new (GtkWindow *parent)
{
  BulkShortcutsWindow *self = g_object_new (BULK_TYPE_SHORTCUTS_WINDOW, "transient-for", parent, NULL);

  add_groups (self, gtk_window_get_application (parent));
  return self;
}
