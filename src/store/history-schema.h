/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "store/sql.h"
G_BEGIN_DECLS
/* The version this program writes. Older ones are brought up to it, newer ones are left alone
 * (BULK_STORE_ERROR_NEWER). */
int bulk_history_schema_get_version (void);
gboolean bulk_history_schema_check (sqlite3 *db, GError **error);     /* quickly: is it ours, is it whole */
gboolean bulk_history_schema_migrate (sqlite3 *db, GError **error);
G_END_DECLS
