/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
G_BEGIN_DECLS
/* Whether text is one JSON value by RFC 8259, nested no deeper than max_depth. */
gboolean bulk_json_check (const char *text, gsize length, guint max_depth);
G_END_DECLS
