/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <json-glib/json-glib.h>
G_BEGIN_DECLS
/* Objects in the service's answers, which may hold anything. */
JsonObject *bulk_json_object_parse (JsonParser *parser, const char *json, gsize length, guint max_depth);
const char *bulk_json_object_get_string (JsonObject *object, const char *name);
G_END_DECLS
