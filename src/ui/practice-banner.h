/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
G_BEGIN_DECLS
/* BulkPracticeBanner: says across the window that nothing reaches WorkSpan. Its button activates
 * "win.practice-mode". */
#define BULK_TYPE_PRACTICE_BANNER (bulk_practice_banner_get_type ())
G_DECLARE_FINAL_TYPE (BulkPracticeBanner, bulk_practice_banner, BULK, PRACTICE_BANNER, GtkWidget)
GtkWidget *bulk_practice_banner_new (void);
void bulk_practice_banner_set_active (BulkPracticeBanner *self, gboolean active);
gboolean bulk_practice_banner_get_active (BulkPracticeBanner *self);
G_END_DECLS
