/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/json-object.h"

#include "workspan/json-check.h"

/**
 * bulk_json_object_parse:
 * @parser: keeps what it reads
 * @json: (nullable): not NUL-terminated, from an untrusted server
 * @length: bytes
 * @max_depth: how deeply it may be nested
 *
 * Reads strictly by RFC 8259, where json-glib alone would take more, and overflow on depth.
 *
 * Returns: (transfer none) (nullable): the object, as long as @parser has it; %NULL if there is none
 */
JsonObject *
bulk_json_object_parse (JsonParser *parser, const char *json, gsize length, guint max_depth)
{
  JsonNode *root;

  if (json == NULL || length == 0 || !bulk_json_check (json, length, max_depth)
      || !json_parser_load_from_data (parser, json, (gssize) length, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
}

/** bulk_json_object_get_string: Returns: (transfer none) (nullable): the member, if there is one and it is a string */
const char *
bulk_json_object_get_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node) : NULL;
}
