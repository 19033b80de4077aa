/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/inhibit.h"

#include <glib/gi18n-lib.h>

#define KEY "bulk-inhibit"

typedef struct
{
  GtkApplication *application;
  guint cookie;
} Inhibition;

static void
inhibition_free (gpointer data)
{
  Inhibition *inhibition = data;

  if (inhibition->cookie != 0)
    gtk_application_uninhibit (inhibition->application, inhibition->cookie);
  g_object_unref (inhibition->application);
  g_free (inhibition);
}

/* Public functions */

/** bulk_inhibit_begin: @widget: in a window of an application; an upload has begun there */
void
bulk_inhibit_begin (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkApplication *application = GTK_IS_WINDOW (root) ? gtk_window_get_application (GTK_WINDOW (root)) : NULL;
  Inhibition *inhibition;

  if (application == NULL || bulk_inhibit_is_active (widget))
    return;
  inhibition = g_new0 (Inhibition, 1);
  inhibition->application = g_object_ref (application);
  /* No session manager, no cookie: then nobody can be kept from anything. */
  inhibition->cookie = gtk_application_inhibit (application, GTK_WINDOW (root),
                                                GTK_APPLICATION_INHIBIT_SUSPEND | GTK_APPLICATION_INHIBIT_LOGOUT,
                                                _ ("A file is being uploaded to WorkSpan"));
  g_object_set_data_full (G_OBJECT (widget), KEY, inhibition, inhibition_free);
}

/** bulk_inhibit_end: the upload has ended */
void
bulk_inhibit_end (GtkWidget *widget)
{
  g_object_set_data (G_OBJECT (widget), KEY, NULL);
}

/** bulk_inhibit_is_active: Returns: whether there is something that must not be broken off */
gboolean
bulk_inhibit_is_active (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), KEY) != NULL;
}
