/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
G_BEGIN_DECLS
gboolean bulk_sniff_check (const char *data, gsize length, const char *name, GError **error);
gboolean bulk_sniff_check_text (const char *text, gsize length, const char *name, GError **error);
gboolean bulk_sniff_is_json (const char *text, gsize length, const char *name);
G_END_DECLS
