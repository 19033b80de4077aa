/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "workspan/connection.h"
G_BEGIN_DECLS
/* BulkIntegrationPopover: the integrations a service tells of, to choose one. Signal "chosen" (const char *id). */
#define BULK_TYPE_INTEGRATION_POPOVER (bulk_integration_popover_get_type ())
G_DECLARE_FINAL_TYPE (BulkIntegrationPopover, bulk_integration_popover, BULK, INTEGRATION_POPOVER, GtkPopover)
GtkWidget *bulk_integration_popover_new (void);
void bulk_integration_popover_wait (BulkIntegrationPopover *self);  /* until it is known whom to ask */
void bulk_integration_popover_ask (BulkIntegrationPopover *self, BulkConnection *connection);
void bulk_integration_popover_say (BulkIntegrationPopover *self, const char *text);    /* why there is no list */
G_END_DECLS
