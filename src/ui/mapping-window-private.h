/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "ui/mapping-window.h"
#include "ui/mapping-row.h"
G_BEGIN_DECLS

struct _BulkMappingWindow
{
  AdwWindow parent_instance;

  GtkListBox *list;
  GtkWidget *apply_button;
  GtkWidget *save_button;
  GtkLabel *message_label;
  GtkDropDown *template_drop_down;
  GtkEditable *name_entry;
  AdwToastOverlay *toast_overlay;

  BulkTable *table;
  BulkTemplates *templates;
  GPtrArray *known;         /* BulkTemplate, as in the list after "None" */
  BulkTemplate *used;       /* nullable: what the list was filled from */
  gboolean unused;          /* the user chose to use none */
  char *integration_id;     /* nullable */
  gboolean filling;
};

/* mapping-window.c */
BulkMappingRow *bulk_mapping_window_get_row (BulkMappingWindow *self, guint index);    /* NULL: no more */
BulkMappingRow *bulk_mapping_window_add_row (BulkMappingWindow *self, guint column, const char *source,
                                             const char *field);
void bulk_mapping_window_add_column (BulkMappingWindow *self, guint column, const char *field, gboolean included);
void bulk_mapping_window_clear (BulkMappingWindow *self);
void bulk_mapping_window_fill (BulkMappingWindow *self);
void bulk_mapping_window_update (BulkMappingWindow *self);

/* mapping-window-templates.c */
void bulk_mapping_window_list_templates (BulkMappingWindow *self);
void bulk_mapping_window_show_missing (BulkMappingWindow *self);
void bulk_mapping_window_on_template_chosen (BulkMappingWindow *self);
void bulk_mapping_window_on_save (BulkMappingWindow *self);
void bulk_mapping_window_on_import (GtkWidget *widget, const char *name, GVariant *parameter);
void bulk_mapping_window_on_export (GtkWidget *widget, const char *name, GVariant *parameter);
char **bulk_mapping_window_dup_wanted (BulkMappingWindow *self);   /* nullable: fields that the template needs */
G_END_DECLS
