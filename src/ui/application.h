/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>
G_BEGIN_DECLS
/* BulkApplication: opens a window for the files it is given. Option "--practice": in practice mode. */
#define BULK_TYPE_APPLICATION (bulk_application_get_type ())
G_DECLARE_FINAL_TYPE (BulkApplication, bulk_application, BULK, APPLICATION, AdwApplication)
BulkApplication *bulk_application_new (void);
G_END_DECLS
