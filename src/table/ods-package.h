/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/package.h"
G_BEGIN_DECLS

/* What kind of OpenDocument file a package is. */

gboolean bulk_ods_package_is_odf (BulkPackage *package);
/* Refuses what is no spreadsheet, and what is encrypted. Blocking. */
gboolean bulk_ods_package_check (BulkPackage *package, GCancellable *cancellable, GError **error);
/* The row below which a sheet scrolls, by the file's settings; 0: none. Blocking; never fails. */
guint bulk_ods_package_get_frozen_row (BulkPackage *package, const char *sheet);
/* The same kind of document as one XML text, without a package. */
gboolean bulk_ods_package_is_flat (const char *data, gsize length);
G_END_DECLS
