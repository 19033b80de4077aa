/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS

/* One thing after the other, with a main loop below that serves signals and progress:
 *   g_autoptr (GAsyncResult) result = NULL;
 *   something_async (…, bulk_wait_take, &result);
 *   bulk_wait_for (&result); */
void bulk_wait_take (GObject *source, GAsyncResult *result, gpointer user_data);
void bulk_wait_for (GAsyncResult **result);

/* The first SIGINT or SIGTERM cancels, the second one ends the program as usual. */
GCancellable *bulk_wait_watch_signals (void);
gboolean bulk_wait_was_interrupted (void);
void bulk_wait_die_of_signal (void) G_GNUC_NORETURN;

G_END_DECLS
