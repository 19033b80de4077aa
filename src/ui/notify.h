/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "workspan/outcome.h"
G_BEGIN_DECLS
#define BULK_NOTIFY_ID "upload-ended"
/* Tells the desktop how an upload ended, only if the window is not the one being worked in. */
void bulk_notify_outcome (GtkApplication *application, GtkWindow *window, BulkOutcome *outcome, const char *file_name);
/* The same in any words. */
void bulk_notify_text (GtkApplication *application, GtkWindow *window, const char *title, const char *body,
                       gboolean good);
/* What such a notification says: the file, and what became of it. (transfer full) */
char *bulk_notify_dup_body (BulkOutcome *outcome, const char *file_name);
G_END_DECLS
