/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/preview-page-private.h"

#include "store/credentials.h"
#include "ui/mapping-window.h"

/* Private helpers */

/* The window is there before the keyring has answered. */
static void
on_integration (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree GWeakRef *weak = user_data;
  g_autoptr (BulkMappingWindow) window = g_weak_ref_get (weak);
  g_autofree char *id = bulk_credentials_peek_integration_id_finish (result);

  g_weak_ref_clear (weak);
  if (window)
    bulk_mapping_window_set_integration_id (window, id);
}

/* Shared with the rest of the page */

/* Templates are for the integration of the connection that is chosen, if the keyring tells of it unasked. */
void
bulk_preview_page_open_columns (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BulkPreviewPage *self = BULK_PREVIEW_PAGE (widget);
  const char *connection = bulk_connection_chooser_get_chosen_id (self->chooser);
  g_autoptr (BulkTemplates) templates = NULL;
  GtkRoot *root = gtk_widget_get_root (widget);
  BulkMappingWindow *window;

  if (self->table == NULL || !bulk_table_is_complete (self->table))
    return;
  bulk_table_view_finish_editing (self->view);
  templates = bulk_templates_new (NULL);
  window = bulk_mapping_window_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->table, templates, NULL);
  if (connection)
    {
      GWeakRef *weak = g_new0 (GWeakRef, 1);

      g_weak_ref_init (weak, window);
      bulk_credentials_peek_integration_id_async (connection, NULL, on_integration, weak);
    }
  gtk_window_present (GTK_WINDOW (window));
}
