/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/template.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "store/store-error.h"

#define FORMAT "bulk-loader-template"
#define VERSION 1
#define DEPTH_MAX 8       /* three are used; more is none of ours, and the parser's recursion has no end */
#define NAME_BYTES_MAX 400

struct _BulkTemplate
{
  gatomicrefcount ref_count;
  char *name;
  char *integration_id;
  GArray *columns;        /* BulkTemplateColumn, texts owned */
};

G_DEFINE_BOXED_TYPE (BulkTemplate, bulk_template, bulk_template_ref, bulk_template_unref)

/* Private helpers */

static void
clear_column (gpointer data)
{
  BulkTemplateColumn *column = data;

  g_free ((char *) column->source);
  g_free ((char *) column->field);
  g_free ((char *) column->value);
}

static gboolean
fail (GError **error, const char *text)
{
  g_set_error_literal (error, BULK_STORE_ERROR, BULK_STORE_ERROR_INVALID, text);
  return FALSE;
}

static gboolean
is_text (const char *text)
{
  return text != NULL && g_utf8_validate (text, -1, NULL);
}

static gboolean
is_named (const char *text)
{
  return is_text (text) && text[strspn (text, " \t\r\n")] != '\0';
}

static gboolean
check_column (const BulkTemplateColumn *column, GHashTable *fields, GHashTable *sources, GError **error)
{
  if (!is_named (column->field))
    return fail (error, _("A column of the template has no field."));
  if ((column->source != NULL) == (column->value != NULL) || (column->source && !is_text (column->source))
      || (column->value && !is_text (column->value)))
    return fail (error, _("A column of the template is neither one of a file nor a constant."));
  if (!g_hash_table_add (fields, (gpointer) column->field))
    {
      g_set_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_INVALID, _("The template has the field “%s” twice."),
                   column->field);
      return FALSE;
    }
  if (column->source && !g_hash_table_add (sources, (gpointer) column->source))
    {
      g_set_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_INVALID, _("The template has the column “%s” twice."),
                   column->source);
      return FALSE;
    }
  return TRUE;
}

/* json-glib reads into any depth, on the stack. */
static gboolean
check_depth (const char *json, gsize length, GError **error)
{
  gboolean in_string = FALSE;
  guint depth = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (in_string)
        {
          if (json[i] == '\\')
            i++;
          else if (json[i] == '"')
            in_string = FALSE;
        }
      else if (json[i] == '"')
        in_string = TRUE;
      else if ((json[i] == '{' || json[i] == '[') && ++depth > DEPTH_MAX)
        return fail (error, _("This is no template."));
      else if ((json[i] == '}' || json[i] == ']') && depth > 0)
        depth--;
    }
  return TRUE;
}

/* A member that is a string, or is not there. */
static gboolean
get_text (JsonObject *object, const char *member, const char **text, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);

  *text = NULL;
  if (node == NULL)
    return TRUE;
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    {
      g_set_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_INVALID, _("“%s” in the template has to be a text."),
                   member);
      return FALSE;
    }
  *text = json_node_get_string (node);
  return TRUE;
}

static gboolean
check_members (JsonObject *object, const char *const *known, GError **error)
{
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next)
    if (!g_strv_contains (known, l->data))
      {
        g_set_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_INVALID, _("“%s” is unknown in a template."),
                     (const char *) l->data);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_header (JsonObject *object, GError **error)
{
  static const char *const known[] = { "format", "version", "name", "integration_id", "columns", NULL };
  const char *format;
  JsonNode *version = json_object_get_member (object, "version");

  if (!get_text (object, "format", &format, error))
    return FALSE;
  if (g_strcmp0 (format, FORMAT) != 0 || version == NULL || json_node_get_value_type (version) != G_TYPE_INT64)
    return fail (error, _("This is no template."));
  if (json_node_get_int (version) > VERSION)
    {
      g_set_error_literal (error, BULK_STORE_ERROR, BULK_STORE_ERROR_NEWER,
                           _("The template was written by a later version of Bulk Loader."));
      return FALSE;
    }
  if (json_node_get_int (version) != VERSION)
    return fail (error, _("This is no template."));
  return check_members (object, known, error);
}

static GArray *
parse_columns (JsonObject *object, GError **error)
{
  static const char *const known[] = { "source", "field", "value", NULL };
  g_autoptr (GArray) columns = g_array_new (FALSE, TRUE, sizeof (BulkTemplateColumn));
  JsonNode *node = json_object_get_member (object, "columns");
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < MIN (json_array_get_length (array), BULK_TEMPLATE_COLUMNS_MAX + 1); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      JsonObject *column = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
      BulkTemplateColumn parsed = { 0 };

      if (column == NULL)
        {
          fail (error, _("This is no template."));
          return NULL;
        }
      if (!check_members (column, known, error) || !get_text (column, "source", &parsed.source, error)
          || !get_text (column, "field", &parsed.field, error) || !get_text (column, "value", &parsed.value, error))
        return NULL;
      g_array_append_val (columns, parsed);
    }
  return g_steal_pointer (&columns);
}

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  if (text == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

/* Public functions */

/**
 * bulk_template_new:
 * @name: what people call it
 * @integration_id: (nullable): what it is for; %NULL: for any integration
 * @columns: (array length=n): in order; copied
 *
 * Returns: (transfer full) (nullable): the template; %NULL with %BULK_STORE_ERROR_INVALID
 */
BulkTemplate *
bulk_template_new (const char *name, const char *integration_id, const BulkTemplateColumn *columns, guint n,
                   GError **error)
{
  g_autoptr (GHashTable) fields = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) sources = g_hash_table_new (g_str_hash, g_str_equal);
  BulkTemplate *self;

  if (!is_named (name) || strlen (name) > NAME_BYTES_MAX)
    return fail (error, _("The template has no name, or one that is too long.")), NULL;
  if (n == 0 || n > BULK_TEMPLATE_COLUMNS_MAX)
    return fail (error, _("The template has no columns, or too many.")), NULL;
  if (integration_id != NULL && !is_text (integration_id))
    return fail (error, _("This is no template.")), NULL;
  for (guint i = 0; i < n; i++)
    if (!check_column (&columns[i], fields, sources, error))
      return NULL;
  self = g_new0 (BulkTemplate, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->name = g_strstrip (g_strdup (name));
  self->integration_id = integration_id != NULL && *integration_id != '\0' ? g_strdup (integration_id) : NULL;
  self->columns = g_array_new (FALSE, FALSE, sizeof (BulkTemplateColumn));
  g_array_set_clear_func (self->columns, clear_column);
  for (guint i = 0; i < n; i++)
    {
      BulkTemplateColumn column = { g_strdup (columns[i].source), g_strdup (columns[i].field),
                                    g_strdup (columns[i].value) };

      g_array_append_val (self->columns, column);
    }
  return self;
}

/**
 * bulk_template_parse:
 * @json: @length bytes
 *
 * Returns: (transfer full) (nullable): the template; %NULL with %BULK_STORE_ERROR_INVALID or %BULK_STORE_ERROR_NEWER
 */
BulkTemplate *
bulk_template_parse (const char *json, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GArray) columns = NULL;
  const char *name, *integration_id;
  JsonObject *object;
  JsonNode *root;

  if (length > BULK_TEMPLATE_BYTES_MAX || !g_utf8_validate_len (json, length, NULL))
    return fail (error, _("This is no template.")), NULL;
  if (!check_depth (json, length, error))
    return NULL;
  if (!json_parser_load_from_data (parser, json, (gssize) length, NULL))
    return fail (error, _("This is no template.")), NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return fail (error, _("This is no template.")), NULL;
  object = json_node_get_object (root);
  if (!check_header (object, error) || !get_text (object, "name", &name, error)
      || !get_text (object, "integration_id", &integration_id, error))
    return NULL;
  columns = parse_columns (object, error);
  if (columns == NULL)
    return NULL;
  return bulk_template_new (name, integration_id, (const BulkTemplateColumn *) columns->data, columns->len, error);
}

/** bulk_template_to_json: Returns: (transfer full): the template as a file holds it */
char *
bulk_template_to_json (BulkTemplate *self, gsize *length)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add_text (builder, "format", FORMAT);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, VERSION);
  add_text (builder, "name", self->name);
  add_text (builder, "integration_id", self->integration_id);
  json_builder_set_member_name (builder, "columns");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const BulkTemplateColumn *column = bulk_template_get_column (self, i);

      json_builder_begin_object (builder);
      add_text (builder, "source", column->source);
      add_text (builder, "field", column->field);
      add_text (builder, "value", column->value);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  return json_generator_to_data (generator, length);
}

/** bulk_template_ref: Returns: (transfer full): @self */
BulkTemplate *
bulk_template_ref (BulkTemplate *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/** bulk_template_unref: @self: (transfer full): a template */
void
bulk_template_unref (BulkTemplate *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->name);
  g_free (self->integration_id);
  g_array_unref (self->columns);
  g_free (self);
}

/** bulk_template_get_name: Returns: (transfer none): what people call it */
const char *
bulk_template_get_name (BulkTemplate *self)
{
  return self->name;
}

/** bulk_template_get_integration_id: Returns: (transfer none) (nullable): what it is for; %NULL: for any */
const char *
bulk_template_get_integration_id (BulkTemplate *self)
{
  return self->integration_id;
}

/** bulk_template_get_n_columns: Returns: how many columns it makes */
guint
bulk_template_get_n_columns (BulkTemplate *self)
{
  return self->columns->len;
}

/** bulk_template_get_column: Returns: (transfer none): the column at @index */
const BulkTemplateColumn *
bulk_template_get_column (BulkTemplate *self, guint index)
{
  return &g_array_index (self->columns, BulkTemplateColumn, index);
}
