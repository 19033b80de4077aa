/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "store/templates.h"
#include "table/table.h"
G_BEGIN_DECLS

/* BulkTemplateBar: offers the template that fits a table best, once, as soon as the table has been read and as long as
 * its columns are those of the file. Not seen while there is none. Asks the keyring for the connection's integration
 * only where a template is for one, and never in a way that asks the user. */
#define BULK_TYPE_TEMPLATE_BAR (bulk_template_bar_get_type ())
G_DECLARE_FINAL_TYPE (BulkTemplateBar, bulk_template_bar, BULK, TEMPLATE_BAR, GtkWidget)

GtkWidget *bulk_template_bar_new (void);
void bulk_template_bar_set_templates (BulkTemplateBar *self, BulkTemplates *templates);  /* instead of the user's own */
/* connection: ID of the saved connection that is chosen, nullable: not known, and any template may be offered. */
void bulk_template_bar_set_table (BulkTemplateBar *self, BulkTable *table, const char *connection);
void bulk_template_bar_set_connection (BulkTemplateBar *self, const char *connection);
gboolean bulk_template_bar_is_offering (BulkTemplateBar *self);
G_END_DECLS
