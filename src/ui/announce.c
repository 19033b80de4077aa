/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/announce.h"

/* The one place that knows how screen readers are told of what nobody moved to. */

typedef struct
{
  GtkWidget *widget;
  char *text;
} Announcement;

static void
announcement_free (gpointer data)
{
  Announcement *announcement = data;

  g_object_unref (announcement->widget);
  g_free (announcement->text);
  g_free (announcement);
}

#if GTK_CHECK_VERSION(4, 14, 0)

/* By the window: readers do not hear what has only just come to be shown. */
static void
say (GtkWidget *widget, const char *text)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  G_GNUC_BEGIN_IGNORE_DEPRECATIONS /* newer than the oldest GTK that this is built with */
  gtk_accessible_announce (root ? GTK_ACCESSIBLE (root) : GTK_ACCESSIBLE (widget), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  G_GNUC_END_IGNORE_DEPRECATIONS
}

#else

static GtkWidget *described;   /* what was described last; a weak pointer */

/* Before GTK 4.14 readers speak of a change of what has the focus alone: its description says it. */
static void
say (GtkWidget *widget, const char *text)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL)
    focus = GTK_WIDGET (root);
  if (focus == NULL)
    return;
  /* A table describes its cells itself, over this, as soon as another is gone to. */
  if (described && described != focus
      && gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (described)) != GTK_ACCESSIBLE_ROLE_GRID)
    gtk_accessible_reset_property (GTK_ACCESSIBLE (described), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  g_set_weak_pointer (&described, focus);
  gtk_accessible_update_property (GTK_ACCESSIBLE (focus), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

#endif

static gboolean
say_now (gpointer data)
{
  Announcement *announcement = data;

  if (gtk_widget_get_mapped (announcement->widget))
    say (announcement->widget, announcement->text);
  return G_SOURCE_REMOVE;
}

/* Public functions */

/**
 * bulk_announce:
 * @widget: what shows it
 * @text: plain text
 *
 * Has screen readers say what has just come to be seen, without moving the keyboard there: once the page that it is on
 * is shown and has the focus. Nothing is said of what is not on screen.
 */
void
bulk_announce (GtkWidget *widget, const char *text)
{
  Announcement *announcement;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  if (text == NULL || *text == '\0')
    return;
  announcement = g_new0 (Announcement, 1);
  announcement->widget = g_object_ref (widget);
  announcement->text = g_strdup (text);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, say_now, announcement, announcement_free);
}
