/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/xlsx-package.h"
#include "table/xml-reader.h"
#include <string.h>

enum { RELATIONSHIP = 1, ID, TYPE, TARGET, MODE, OVERRIDE, DEFAULT, PART_NAME, EXTENSION, CONTENT_TYPE };

static void
rel_free (gpointer data)
{
  BulkXlsxRel *rel = data;

  g_free (rel->id);
  g_free (rel->type);
  g_free (rel->part);
  g_free (rel);
}

/* From a reference in @of to the name of a part; %NULL if it leads out of the package. */
static char *
resolve (const char *of, const char *target)
{
  g_autofree char *plain = g_uri_unescape_string (target, NULL);
  g_autofree char *path = g_strdelimit (g_strdup (plain != NULL ? plain : target), "\\", '/');
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();
  g_auto (GStrv) from = g_strsplit (of, "/", -1);
  g_auto (GStrv) to = NULL;

  path[strcspn (path, "#?")] = '\0';
  to = g_strsplit (path, "/", -1);
  if (*path != '/')
    for (guint i = 0; from[i] != NULL && from[i + 1] != NULL; i++)
      g_ptr_array_add (steps, from[i]);
  for (guint i = 0; to[i] != NULL; i++)
    {
      if (strcmp (to[i], "..") == 0)
        {
          if (steps->len == 0)
            return NULL;
          g_ptr_array_set_size (steps, steps->len - 1);
        }
      else if (*to[i] != '\0' && strcmp (to[i], ".") != 0)
        g_ptr_array_add (steps, to[i]);
    }
  g_ptr_array_add (steps, NULL);
  return g_strjoinv ("/", (char **) steps->pdata);
}

typedef struct
{
  const char *of;
  GPtrArray *rels;
} RelsJob;

static void
on_rels_start (BulkXmlReader *reader, int element, const BulkXmlAttribute *attributes, guint n, gpointer user_data)
{
  RelsJob *job = user_data;
  const char *id = bulk_xml_find (attributes, n, ID), *type = bulk_xml_find (attributes, n, TYPE);
  const char *target = bulk_xml_find (attributes, n, TARGET), *mode = bulk_xml_find (attributes, n, MODE);
  BulkXlsxRel *rel;

  if (element != RELATIONSHIP || id == NULL || type == NULL || target == NULL)
    return;
  rel = g_new0 (BulkXlsxRel, 1);
  rel->id = g_strdup (id);
  rel->type = g_strdup (strrchr (type, '/') != NULL ? strrchr (type, '/') + 1 : type);
  rel->part = g_strcmp0 (mode, "External") != 0 ? resolve (job->of, target) : NULL;
  g_ptr_array_add (job->rels, rel);
}

/**
 * bulk_xlsx_rels_read:
 * @of: a part's name, or ""
 *
 * Returns: (transfer full) (element-type BulkXlsxRel): its relationships; %NULL with %BULK_TABLE_ERROR
 */
GPtrArray *
bulk_xlsx_rels_read (BulkPackage *package, const char *of, GCancellable *cancellable, GError **error)
{
  static const BulkXmlName names[] = {
    { RELATIONSHIP, BULK_XML_PACKAGE_RELS, "Relationship" }, { ID, BULK_XML_NONE, "Id" },
    { TYPE, BULK_XML_NONE, "Type" }, { TARGET, BULK_XML_NONE, "Target" }, { MODE, BULK_XML_NONE, "TargetMode" }, { 0 }
  };
  static const BulkXmlHandlers handlers = { on_rels_start, NULL };
  g_autoptr (GPtrArray) rels = g_ptr_array_new_with_free_func (rel_free);
  const char *base = strrchr (of, '/') != NULL ? strrchr (of, '/') + 1 : of;
  g_autofree char *part = g_strdup_printf ("%.*s_rels/%s.rels", (int) (base - of), of, base);
  RelsJob job = { of, rels };

  if (!bulk_xml_parse_small (package, part, names, &handlers, &job, cancellable, error))
    return NULL;
  return g_steal_pointer (&rels);
}

/**
 * bulk_xlsx_rels_find_type:
 *
 * Returns: (transfer none) (nullable): the first of that type that lies within the package
 */
const BulkXlsxRel *
bulk_xlsx_rels_find_type (GPtrArray *rels, const char *type)
{
  for (guint i = 0; i < rels->len; i++)
    {
      const BulkXlsxRel *rel = rels->pdata[i];

      if (strcmp (rel->type, type) == 0 && rel->part != NULL)
        return rel;
    }
  return NULL;
}

/**
 * bulk_xlsx_rels_find_id:
 *
 * Returns: (transfer none) (nullable): the one with that id
 */
const BulkXlsxRel *
bulk_xlsx_rels_find_id (GPtrArray *rels, const char *id)
{
  for (guint i = 0; i < rels->len; i++)
    {
      const BulkXlsxRel *rel = rels->pdata[i];

      if (strcmp (rel->id, id) == 0)
        return rel;
    }
  return NULL;
}

typedef struct
{
  const char *part;
  char *own;           /* said of the part itself */
  char *common;        /* said of all with its extension */
} TypeJob;

static void
on_types_start (BulkXmlReader *reader, int element, const BulkXmlAttribute *attributes, guint n, gpointer user_data)
{
  TypeJob *job = user_data;
  const char *name = bulk_xml_find (attributes, n, element == OVERRIDE ? PART_NAME : EXTENSION);
  const char *type = bulk_xml_find (attributes, n, CONTENT_TYPE);
  const char *extension = strrchr (job->part, '.');

  if (name == NULL || type == NULL)
    return;
  if (element == OVERRIDE && job->own == NULL && g_ascii_strcasecmp (name + (*name == '/'), job->part) == 0)
    job->own = g_strdup (type);
  else if (element == DEFAULT && job->common == NULL && extension != NULL &&
           g_ascii_strcasecmp (name, extension + 1) == 0)
    job->common = g_strdup (type);
}

/**
 * bulk_xlsx_read_content_type:
 *
 * Returns: (transfer full): what the package says @part is, "" if nothing; %NULL with %BULK_TABLE_ERROR
 */
char *
bulk_xlsx_read_content_type (BulkPackage *package, const char *part, GCancellable *cancellable, GError **error)
{
  static const BulkXmlName names[] = {
    { OVERRIDE, BULK_XML_CONTENT_TYPES, "Override" }, { DEFAULT, BULK_XML_CONTENT_TYPES, "Default" },
    { PART_NAME, BULK_XML_NONE, "PartName" }, { EXTENSION, BULK_XML_NONE, "Extension" },
    { CONTENT_TYPE, BULK_XML_NONE, "ContentType" }, { 0 }
  };
  static const BulkXmlHandlers handlers = { on_types_start, NULL };
  TypeJob job = { part, NULL, NULL };
  gboolean read = bulk_xml_parse_small (package, "[Content_Types].xml", names, &handlers, &job, cancellable, error);
  char *type = job.own != NULL ? g_steal_pointer (&job.own) : g_steal_pointer (&job.common);

  g_free (job.own);
  g_free (job.common);
  if (read)
    return type != NULL ? type : g_strdup ("");
  g_free (type);
  return NULL;
}

/**
 * bulk_xlsx_parse_cell:
 * @column: (out): 0-based, or %G_MAXUINT
 * @row: (out): 0-based, or %G_MAXUINT
 *
 * Returns: (transfer none): the end of the reference, or @text itself if there is none
 */
const char *
bulk_xlsx_parse_cell (const char *text, guint *column, guint *row)
{
  const char *at = text;
  guint letters = 0, digits = 0;

  at += *at == '$';
  for (; g_ascii_isalpha (*at); at++)
    letters = MIN (letters * 26 + (g_ascii_toupper (*at) - 'A' + 1), 1000000);
  at += *at == '$';
  for (; g_ascii_isdigit (*at); at++)
    digits = MIN (digits * 10 + (*at - '0'), 400000000);
  *column = letters - 1;
  *row = digits - 1;
  return letters == 0 && digits == 0 ? text : at;
}

/**
 * bulk_xlsx_parse_range:
 *
 * Parts that are missing are %G_MAXUINT; one cell is a range that begins and ends there.
 *
 * Returns: %FALSE if @text does not begin with a range
 */
gboolean
bulk_xlsx_parse_range (const char *text, guint *first_column, guint *first_row, guint *last_column, guint *last_row)
{
  const char *at = bulk_xlsx_parse_cell (text, first_column, first_row);

  *last_column = *first_column;
  *last_row = *first_row;
  if (at == text)
    return FALSE;
  if (*at != ':')
    return TRUE;
  return bulk_xlsx_parse_cell (at + 1, last_column, last_row) != at + 1;
}
