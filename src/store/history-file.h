/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
G_BEGIN_DECLS
/* The file of the history, apart from what is in it. */
char *bulk_history_file_dup_default_path (void);
gboolean bulk_history_file_prepare (const char *path, GError **error); /* folder, and an empty file nobody else reads */
gboolean bulk_history_file_is_remote_type (gint64 type);                  /* f_type of statfs() */
gboolean bulk_history_file_is_remote (const char *path);
/* Renames it and what belongs to it. (transfer full): the new path; NULL and error if it could not be done */
char *bulk_history_file_set_aside (const char *path, GError **error);
G_END_DECLS
