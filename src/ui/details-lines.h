/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <json-glib/json-glib.h>
G_BEGIN_DECLS
/* What saved details are made of, for people and for programs. What is not known is left out. value: nullable */
void bulk_details_append_line (GString *text, const char *indent, const char *label, const char *value);
void bulk_details_add_string (JsonBuilder *builder, const char *name, const char *value);
void bulk_details_add_number (JsonBuilder *builder, const char *name, guint64 value);
G_END_DECLS
