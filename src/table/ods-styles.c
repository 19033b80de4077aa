/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/ods-styles.h"
#include "table/ods-names.h"
#include <string.h>

#define MAX_STYLES 100000u     /* those beyond say nothing */
#define MAX_PARENTS 32u        /* a style may come to be its own parent */

/* A style of cells, or of sheets. */
typedef struct
{
  char *parent;         /* nullable, as is the next */
  char *data;
  gboolean is_hidden;   /* a sheet */
} Style;

struct _BulkOdsStyles
{
  GHashTable *cells;    /* name to Style */
  GHashTable *sheets;
  GHashTable *data;     /* name to BulkNumberClass */
  Style *sheet;         /* being read (nullable) */
  char *date;           /* name of the data style being read (nullable) */
  gboolean has_day, has_time;
};

static void
style_free (gpointer data)
{
  Style *self = data;

  g_free (self->parent);
  g_free (self->data);
  g_free (self);
}

/**
 * bulk_ods_styles_new:
 *
 * Returns: (transfer full): no styles yet
 */
BulkOdsStyles *
bulk_ods_styles_new (void)
{
  BulkOdsStyles *self = g_new0 (BulkOdsStyles, 1);

  self->cells = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, style_free);
  self->sheets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, style_free);
  self->data = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/**
 * bulk_ods_styles_free:
 * @self: (nullable) (transfer full)
 */
void
bulk_ods_styles_free (BulkOdsStyles *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->cells);
  g_hash_table_unref (self->sheets);
  g_hash_table_unref (self->data);
  g_free (self->date);
  g_free (self);
}

static void
add_style (BulkOdsStyles *self, const BulkXmlAttribute *attributes, guint n)
{
  const char *name = bulk_xml_find (attributes, n, BULK_ODS_NAME);
  const char *family = bulk_xml_find (attributes, n, BULK_ODS_FAMILY);
  GHashTable *styles = g_strcmp0 (family, "table-cell") == 0 ? self->cells
                       : g_strcmp0 (family, "table") == 0    ? self->sheets
                                                             : NULL;
  Style *style;

  self->sheet = NULL;
  if (name == NULL || styles == NULL || g_hash_table_size (styles) >= MAX_STYLES)
    return;
  style = g_new0 (Style, 1);
  style->parent = g_strdup (bulk_xml_find (attributes, n, BULK_ODS_PARENT_STYLE));
  style->data = g_strdup (bulk_xml_find (attributes, n, BULK_ODS_DATA_STYLE));
  g_hash_table_replace (styles, g_strdup (name), style);
  if (styles == self->sheets)
    self->sheet = style;
}

static void
begin_data_style (BulkOdsStyles *self, gboolean is_time, const BulkXmlAttribute *attributes, guint n)
{
  const char *name = bulk_xml_find (attributes, n, BULK_ODS_NAME);

  g_clear_pointer (&self->date, g_free);
  if (name == NULL || g_hash_table_size (self->data) >= MAX_STYLES)
    return;
  if (is_time)
    {
      gboolean is_duration = g_strcmp0 (bulk_xml_find (attributes, n, BULK_ODS_TRUNCATE), "false") == 0;

      g_hash_table_replace (self->data, g_strdup (name),
                            GINT_TO_POINTER (is_duration ? BULK_NUMBER_DURATION : BULK_NUMBER_TIME));
      return;
    }
  self->date = g_strdup (name);
  self->has_day = self->has_time = FALSE;
}

static void
end_data_style (BulkOdsStyles *self)
{
  BulkNumberClass kind = !self->has_time ? BULK_NUMBER_DATE : self->has_day ? BULK_NUMBER_DATE_TIME : BULK_NUMBER_TIME;

  if (self->date != NULL)
    g_hash_table_replace (self->data, g_steal_pointer (&self->date), GINT_TO_POINTER (kind));
}

/**
 * bulk_ods_styles_start:
 * @element: a #BulkOdsName
 *
 * Takes note of an element, if it is about styles.
 */
void
bulk_ods_styles_start (BulkOdsStyles *self, int element, const BulkXmlAttribute *attributes, guint n_attributes)
{
  switch (element)
    {
    case BULK_ODS_STYLE:
      add_style (self, attributes, n_attributes);
      break;
    case BULK_ODS_TABLE_PROPERTIES:
      if (self->sheet != NULL && g_strcmp0 (bulk_xml_find (attributes, n_attributes, BULK_ODS_DISPLAY), "false") == 0)
        self->sheet->is_hidden = TRUE;
      break;
    case BULK_ODS_DATE_STYLE:
    case BULK_ODS_TIME_STYLE:
      begin_data_style (self, element == BULK_ODS_TIME_STYLE, attributes, n_attributes);
      break;
    case BULK_ODS_YEAR:
    case BULK_ODS_MONTH:
    case BULK_ODS_DAY:
    case BULK_ODS_DAY_OF_WEEK:
    case BULK_ODS_WEEK_OF_YEAR:
    case BULK_ODS_QUARTER:
    case BULK_ODS_ERA:
      self->has_day = TRUE;
      break;
    case BULK_ODS_HOURS:
    case BULK_ODS_MINUTES:
    case BULK_ODS_SECONDS:
    case BULK_ODS_AM_PM:
      self->has_time = TRUE;
      break;
    default:
      break;
    }
}

/**
 * bulk_ods_styles_end:
 * @element: a #BulkOdsName
 *
 * Takes note of the end of an element, if it is about styles.
 */
void
bulk_ods_styles_end (BulkOdsStyles *self, int element)
{
  if (element == BULK_ODS_STYLE)
    self->sheet = NULL;
  else if (element == BULK_ODS_DATE_STYLE)
    end_data_style (self);
}

static void
on_start (BulkXmlReader *reader, int element, const BulkXmlAttribute *attributes, guint n_attributes,
          gpointer user_data)
{
  /* Those are of headings and footers, and have names of their own. */
  if (element == BULK_ODS_AUTOMATIC_STYLES || element == BULK_ODS_MASTER_STYLES)
    bulk_xml_reader_skip (reader);
  else
    bulk_ods_styles_start (user_data, element, attributes, n_attributes);
}

static void
on_end (BulkXmlReader *reader, int element, gpointer user_data)
{
  bulk_ods_styles_end (user_data, element);
}

/**
 * bulk_ods_styles_read:
 *
 * Reads the styles that a file's parts share.
 *
 * Returns: %FALSE with @error
 */
gboolean
bulk_ods_styles_read (BulkOdsStyles *self, BulkPackage *package, GCancellable *cancellable, GError **error)
{
  const BulkXmlHandlers handlers = { on_start, on_end };

  return bulk_xml_parse_small (package, "styles.xml", bulk_ods_names, &handlers, self, cancellable, error);
}

static const Style *
look_up (GHashTable *styles, const char *name)
{
  return name != NULL ? g_hash_table_lookup (styles, name) : NULL;
}

/**
 * bulk_ods_styles_get_class:
 * @cell_style: (nullable): a style's name
 *
 * Returns: how the numbers of cells of that style are seen
 */
BulkNumberClass
bulk_ods_styles_get_class (BulkOdsStyles *self, const char *cell_style)
{
  const Style *style = look_up (self->cells, cell_style);

  for (guint i = 0; style != NULL && i < MAX_PARENTS; i++, style = look_up (self->cells, style->parent))
    if (style->data != NULL)
      return GPOINTER_TO_INT (g_hash_table_lookup (self->data, style->data));
  return BULK_NUMBER_PLAIN;
}

/**
 * bulk_ods_styles_is_hidden:
 * @table_style: (nullable): a style's name
 *
 * Returns: whether sheets of that style are hidden
 */
gboolean
bulk_ods_styles_is_hidden (BulkOdsStyles *self, const char *table_style)
{
  const Style *style = look_up (self->sheets, table_style);

  for (guint i = 0; style != NULL && i < MAX_PARENTS; i++, style = look_up (self->sheets, style->parent))
    if (style->is_hidden)
      return TRUE;
  return FALSE;
}
