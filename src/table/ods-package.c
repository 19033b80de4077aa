/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/ods-package.h"
#include "table/ods-names.h"
#include "table/table-error.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define ODF_TYPE "application/vnd.oasis.opendocument."
#define MAX_TYPE 255u
#define FLAT_SAMPLE 8192u

/* What the manifest says of the whole file. */
typedef struct
{
  char *type;           /* nullable */
  gboolean is_encrypted;
} Manifest;

static void
manifest_clear (Manifest *self)
{
  g_free (self->type);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Manifest, manifest_clear)

static void
on_manifest_start (BulkXmlReader *reader, int element, const BulkXmlAttribute *attributes, guint n_attributes,
                   gpointer user_data)
{
  Manifest *self = user_data;

  if (element == BULK_ODS_ENCRYPTION_DATA)
    self->is_encrypted = TRUE;
  else if (element == BULK_ODS_FILE_ENTRY && self->type == NULL &&
           g_strcmp0 (bulk_xml_find (attributes, n_attributes, BULK_ODS_FULL_PATH), "/") == 0)
    self->type = g_strdup (bulk_xml_find (attributes, n_attributes, BULK_ODS_MEDIA_TYPE));
}

/* The first part of a proper file: its media type and nothing else. */
static char *
dup_mimetype (BulkPackage *package)
{
  g_autoptr (BulkPart) part = bulk_part_open (package, "mimetype", MAX_TYPE, NULL);
  const char *data;
  gsize length;
  char *type;

  if (part == NULL || !bulk_part_read (part, &data, &length, NULL))
    return NULL;
  type = g_strndup (data, MIN (length, MAX_TYPE));
  return g_strstrip (type);
}

/**
 * bulk_ods_package_is_odf:
 *
 * Returns: whether @package is meant to be an OpenDocument file, of whatever kind
 */
gboolean
bulk_ods_package_is_odf (BulkPackage *package)
{
  g_autofree char *type = dup_mimetype (package);

  return (type != NULL && g_str_has_prefix (type, ODF_TYPE)) ||
         (bulk_package_find (package, "META-INF/manifest.xml") != NULL &&
          bulk_package_find (package, "content.xml") != NULL);
}

static gboolean
refuse_type (BulkPackage *package, const char *type, GError **error)
{
  const char *name = bulk_package_get_name (package);

  if (g_str_has_prefix (type, ODF_TYPE "text"))
    g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_NOT_A_TABLE,
                 _("“%s” is a text document, not a spreadsheet. Copy its table into a spreadsheet, save that, and open "
                   "it here."), name);
  else
    g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_NOT_A_TABLE,
                 _("“%s” is an OpenDocument file, but not a spreadsheet. Save the table as .ods or .xlsx and open that "
                   "file."), name);
  return FALSE;
}

/**
 * bulk_ods_package_check:
 *
 * Returns: %FALSE with %BULK_TABLE_ERROR_PASSWORD, _NOT_A_TABLE or _DAMAGED, or %G_IO_ERROR_CANCELLED
 */
gboolean
bulk_ods_package_check (BulkPackage *package, GCancellable *cancellable, GError **error)
{
  const BulkXmlHandlers handlers = { .start = on_manifest_start };
  g_auto (Manifest) manifest = { 0 };
  g_autofree char *type = dup_mimetype (package);

  if (!bulk_xml_parse_small (package, "META-INF/manifest.xml", bulk_ods_names, &handlers, &manifest, cancellable,
                             error))
    return FALSE;
  if (type == NULL || !g_str_has_prefix (type, ODF_TYPE))
    {
      g_free (type);
      type = g_strdup (manifest.type);
    }
  /* Neither of them says: the content will. */
  if (type != NULL && g_str_has_prefix (type, ODF_TYPE) && !g_str_has_prefix (type, ODF_TYPE "spreadsheet"))
    return refuse_type (package, type, error);
  if (manifest.is_encrypted || bulk_package_find (package, "encrypted-package") != NULL)
    {
      g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_PASSWORD,
                   _("“%s” is protected with a password. Open it in your spreadsheet program, take the password away, "
                     "save it, and open it here again."), bulk_package_get_name (package));
      return FALSE;
    }
  if (bulk_package_find (package, "content.xml") != NULL)
    return TRUE;
  g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_DAMAGED,
               _("“%s” is damaged: it is a spreadsheet without its content."), bulk_package_get_name (package));
  return FALSE;
}

/* settings.xml: <config-item-map-entry config:name="Sheet"> with an item for how it is split, and one for where */

typedef enum { MAP_NAMED = 1, MAP_ENTRY, ITEM, NAME } SettingsName;

static const BulkXmlName settings_names[] = {
  { MAP_NAMED, BULK_XML_ODF_CONFIG, "config-item-map-named" },
  { MAP_ENTRY, BULK_XML_ODF_CONFIG, "config-item-map-entry" },
  { ITEM, BULK_XML_ODF_CONFIG, "config-item" },
  { NAME, BULK_XML_ODF_CONFIG, "name" },
  { 0 }
};

typedef enum { NO_ITEM, SPLIT_MODE, SPLIT_ROW } SettingsItem;

typedef struct
{
  const char *sheet;
  gboolean in_sheet;
  SettingsItem item;
  gboolean is_frozen;
  guint row;
} Settings;

static void
on_settings_start (BulkXmlReader *reader, int element, const BulkXmlAttribute *attributes, guint n_attributes,
                   gpointer user_data)
{
  Settings *self = user_data;
  const char *name = bulk_xml_find (attributes, n_attributes, NAME);

  if (element == MAP_ENTRY && bulk_xml_reader_get_parent (reader) == MAP_NAMED)
    self->in_sheet = g_strcmp0 (name, self->sheet) == 0;
  else if (element == ITEM)
    {
      self->item = !self->in_sheet || name == NULL            ? NO_ITEM
                   : strcmp (name, "VerticalSplitMode") == 0     ? SPLIT_MODE
                   : strcmp (name, "VerticalSplitPosition") == 0 ? SPLIT_ROW
                                                                 : NO_ITEM;
      if (self->item != NO_ITEM)
        bulk_xml_reader_begin_text (reader);
    }
}

static void
on_settings_end (BulkXmlReader *reader, int element, gpointer user_data)
{
  Settings *self = user_data;

  if (element == MAP_ENTRY)
    self->in_sheet = FALSE;
  if (element != ITEM || self->item == NO_ITEM)
    return;
  /* 1 is a split that can be moved, 2 a frozen one; that one's place is a row, not a height. */
  if (self->item == SPLIT_MODE)
    self->is_frozen = strcmp (bulk_xml_reader_end_text (reader, NULL), "2") == 0;
  else
    self->row = MIN (g_ascii_strtoull (bulk_xml_reader_end_text (reader, NULL), NULL, 10), G_MAXINT);
  self->item = NO_ITEM;
}

/**
 * bulk_ods_package_get_frozen_row:
 * @sheet: its name
 *
 * Returns: how many rows at the top of the sheet stay in sight when it is scrolled
 */
guint
bulk_ods_package_get_frozen_row (BulkPackage *package, const char *sheet)
{
  const BulkXmlHandlers handlers = { on_settings_start, on_settings_end };
  Settings settings = { .sheet = sheet };

  /* A hint only: a file with bad settings is still a table. */
  if (!bulk_xml_parse_small (package, "settings.xml", settings_names, &handlers, &settings, NULL, NULL))
    return 0;
  return settings.is_frozen ? settings.row : 0;
}

/**
 * bulk_ods_package_is_flat:
 * @data: a file's bytes
 *
 * Returns: whether they begin like an OpenDocument file in one piece of XML
 */
gboolean
bulk_ods_package_is_flat (const char *data, gsize length)
{
  gsize n = MIN (length, FLAT_SAMPLE);

  return n > 5 && memmem (data, MIN (n, 8), "<?xml", 5) != NULL &&
         memmem (data, n, "urn:oasis:names:tc:opendocument", 31) != NULL && memmem (data, n, ":document ", 10) != NULL;
}
