/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "store/saved-connection.h"
G_BEGIN_DECLS
/* BulkConnectionMark: a connection's colour, its name, and the word "Production" where what is loaded is real. */
#define BULK_TYPE_CONNECTION_MARK (bulk_connection_mark_get_type ())
G_DECLARE_FINAL_TYPE (BulkConnectionMark, bulk_connection_mark, BULK, CONNECTION_MARK, GtkWidget)
GtkWidget *bulk_connection_mark_new (void);
void bulk_connection_mark_set (BulkConnectionMark *self, BulkSavedConnection *connection);   /* nullable */
/* The parts alone, for rows that have a place for the name. */
GtkWidget *bulk_connection_mark_new_dot (BulkColour colour);
GtkWidget *bulk_connection_mark_new_chip (void);
G_END_DECLS
