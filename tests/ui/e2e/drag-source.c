/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window all of which can be dragged away as files: another program, as a file manager is one.
 *   drag-source FILE... */
#include <gtk/gtk.h>

static void
on_drag_end (GtkDragSource *source, GdkDrag *drag, gboolean delete_data, gpointer user_data)
{
  g_print ("dropped\n");
}

static void
on_activate (GApplication *application, gpointer user_data)
{
  GSList *files = NULL;
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GdkContentProvider) content = NULL;
  GtkWidget *window = gtk_application_window_new (GTK_APPLICATION (application)), *label = gtk_label_new ("Drag me");
  GtkDragSource *source = gtk_drag_source_new ();

  for (char **path = user_data; *path; path++)
    files = g_slist_append (files, g_file_new_for_path (*path));
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, files);
  content = gdk_content_provider_new_for_value (&value);
  gtk_drag_source_set_content (source, content);
  g_signal_connect (source, "drag-end", G_CALLBACK (on_drag_end), NULL);
  gtk_widget_add_controller (label, GTK_EVENT_CONTROLLER (source));
  gtk_window_set_child (GTK_WINDOW (window), label);
  gtk_window_set_title (GTK_WINDOW (window), "Drag Source");
  gtk_window_set_default_size (GTK_WINDOW (window), 200, 120);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_autoptr (GtkApplication) application = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);

  setvbuf (stdout, NULL, _IOLBF, 0);
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), argv + 1);
  return g_application_run (G_APPLICATION (application), 1, argv);
}
