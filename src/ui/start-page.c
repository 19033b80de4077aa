/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/start-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define RECENT_MAX 5

struct _BulkStartPage
{
  GtkWidget parent_instance;

  GtkWidget *recent_group;
  GtkListBox *recent_list;
};

G_DEFINE_FINAL_TYPE (BulkStartPage, bulk_start_page, GTK_TYPE_WIDGET)

enum { SIGNAL_OPEN_FILE, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Private helpers */

static int
compare_age (gconstpointer a, gconstpointer b)
{
  return g_date_time_compare (gtk_recent_info_get_modified ((GtkRecentInfo *) b),
                              gtk_recent_info_get_modified ((GtkRecentInfo *) a));
}

/* Names are any text: a row of our own shows them as such, where a row's title would take them for markup. */
static GtkWidget *
make_row (GtkRecentInfo *info)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *name = gtk_label_new (gtk_recent_info_get_display_name (info)), *folder;
  g_autoptr (GFile) file = g_file_new_for_uri (gtk_recent_info_get_uri (info));
  g_autoptr (GFile) parent = g_file_get_parent (file);
  g_autofree char *place = parent ? g_file_get_parse_name (parent) : g_strdup ("");

  folder = gtk_label_new (place);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_ellipsize (GTK_LABEL (folder), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_xalign (GTK_LABEL (folder), 0);
  gtk_widget_add_css_class (folder, "dim-label");
  gtk_widget_add_css_class (folder, "caption");
  gtk_widget_add_css_class (box, "recent-row");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), folder);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_recent_info_get_display_name (info), -1);
  g_object_set_data_full (G_OBJECT (row), "file", g_object_ref (file), g_object_unref);
  return row;
}

static void
refresh (BulkStartPage *self)
{
  GList *items = gtk_recent_manager_get_items (gtk_recent_manager_get_default ());
  guint n = 0;
  GtkWidget *row;

  while ((row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->recent_list, 0))))
    gtk_list_box_remove (self->recent_list, row);
  items = g_list_sort (items, compare_age);
  for (GList *one = items; one && n < RECENT_MAX; one = one->next)
    if (gtk_recent_info_has_application (one->data, g_get_prgname ()) && gtk_recent_info_exists (one->data))
      {
        gtk_list_box_append (self->recent_list, make_row (one->data));
        n++;
      }
  g_list_free_full (items, (GDestroyNotify) gtk_recent_info_unref);
  gtk_widget_set_visible (self->recent_group, n > 0);
}

/* Callbacks */

static void
on_row_activated (BulkStartPage *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_FILE], 0, g_object_get_data (G_OBJECT (row), "file"));
}

/* Overrides */

static void
bulk_start_page_map (GtkWidget *widget)
{
  refresh (BULK_START_PAGE (widget));
  GTK_WIDGET_CLASS (bulk_start_page_parent_class)->map (widget);
}

static void
bulk_start_page_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (object), BULK_TYPE_START_PAGE);
  G_OBJECT_CLASS (bulk_start_page_parent_class)->dispose (object);
}

/* Class */

static void
bulk_start_page_class_init (BulkStartPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = bulk_start_page_dispose;
  widget_class->map = bulk_start_page_map;
  signals[SIGNAL_OPEN_FILE] = g_signal_new ("open-file", BULK_TYPE_START_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, G_TYPE_FILE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bulkloader/BulkLoader/start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BulkStartPage, recent_group);
  gtk_widget_class_bind_template_child (widget_class, BulkStartPage, recent_list);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
bulk_start_page_init (BulkStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Public functions */

/**
 * bulk_start_page_new:
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
bulk_start_page_new (void)
{
  return g_object_new (BULK_TYPE_START_PAGE, NULL);
}

/**
 * bulk_start_page_add_recent:
 * @file: what was opened
 *
 * Puts a file first among the recent ones, of which those opened here are shown.
 */
void
bulk_start_page_add_recent (BulkStartPage *self, GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);

  gtk_recent_manager_add_item (gtk_recent_manager_get_default (), uri);
}
