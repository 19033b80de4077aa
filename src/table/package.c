/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/package.h"
#include "table/table-error.h"
#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  char *name;
  guint index;       /* among the zip's entries, folders included */
  guint64 size;
} Entry;

struct _BulkPackage
{
  gatomicrefcount ref_count;
  BulkSpool *spool;
  char *name;
  GPtrArray *entries;
  GHashTable *by_name;       /* exact name → Entry */
  GHashTable *by_any_case;   /* lower-case name → the first such Entry */
};

struct _BulkPart
{
  BulkPackage *package;
  Entry *entry;
  struct archive *archive;
  guint64 max_size;
  gint64 start;         /* where its packed bytes begin */
  guint64 done;
  gboolean at_end;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->name);
  g_free (entry);
}

static gboolean
fail_damaged (const char *name, GError **error)
{
  g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_DAMAGED,
               _("“%s” is damaged: the list of its parts cannot be read. Perhaps it was not copied or downloaded to "
                 "its end."), name);
  return FALSE;
}

static gboolean
fail_limit (const char *name, GError **error)
{
  g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_LIMIT,
               _("“%s” is not opened: it would grow to an enormous size when it is unpacked, as no real table does."),
               name);
  return FALSE;
}

static gboolean
is_ratio_bad (guint64 unpacked, guint64 packed)
{
  return unpacked > BULK_PACKAGE_RATIO_FROM && unpacked / BULK_PACKAGE_MAX_RATIO > packed;
}

static struct archive *
open_archive (BulkSpool *spool)
{
  struct archive *archive = archive_read_new ();
  gsize length;
  const char *data = bulk_spool_get_data (spool, &length);

  /* Only by the directory at the end: what a reader from the front finds can be something else altogether. */
  if (archive_read_support_format_zip_seekable (archive) == ARCHIVE_OK &&
      archive_read_open_memory (archive, data, length) == ARCHIVE_OK)
    return archive;
  archive_read_free (archive);
  return NULL;
}

/* Some programs write the separators of Windows; a dot as a step says nothing. */
static char *
tidy_name (const char *name)
{
  char *tidy = g_strdelimit (g_strdup (name), "\\", '/');

  if (g_str_has_prefix (tidy, "./"))
    memmove (tidy, tidy + 2, strlen (tidy) - 1);
  return tidy;
}

static gboolean
is_outside (const char *name)
{
  g_auto (GStrv) steps = g_strsplit (name, "/", -1);

  return *name == '/' || (g_ascii_isalpha (name[0]) && name[1] == ':') ||
         g_strv_contains ((const char *const *) steps, "..");
}

static gboolean
add_entry (BulkPackage *self, struct archive_entry *archive_entry, guint index, GError **error)
{
  const char *name = archive_entry_pathname_utf8 (archive_entry);
  Entry *entry;

  if (archive_entry_is_encrypted (archive_entry))
    {
      g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_PASSWORD,
                   _("“%s” is protected with a password. Open it in your spreadsheet program, take the password away, "
                     "save it, and open it here again."), self->name);
      return FALSE;
    }
  if (name == NULL)
    name = archive_entry_pathname (archive_entry);
  /* What has no name that can be told cannot be asked for, either. */
  if (name == NULL || archive_entry_filetype (archive_entry) == AE_IFDIR)
    return TRUE;
  entry = g_new0 (Entry, 1);
  entry->name = tidy_name (name);
  entry->index = index;
  entry->size = archive_entry_size_is_set (archive_entry) ? MAX (archive_entry_size (archive_entry), 0) : 0;
  g_ptr_array_add (self->entries, entry);
  if (is_outside (entry->name) || g_hash_table_contains (self->by_name, entry->name))
    {
      g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_DAMAGED,
                   /* Translators: a file name, the name of one of its parts */
                   _("“%s” is damaged, or made to mislead: the name of its part “%s” is there twice, or leads out of "
                     "the file."), self->name, entry->name);
      return FALSE;
    }
  g_hash_table_insert (self->by_name, entry->name, entry);
  {
    char *lower = g_ascii_strdown (entry->name, -1);

    if (g_hash_table_contains (self->by_any_case, lower))
      g_free (lower);
    else
      g_hash_table_insert (self->by_any_case, lower, entry);
  }
  return TRUE;
}

static gboolean
read_directory (BulkPackage *self, struct archive *archive, GError **error)
{
  struct archive_entry *entry;
  guint64 total = 0;
  gsize packed;
  guint n = 0;
  int result;

  bulk_spool_get_data (self->spool, &packed);
  /* A warning is about the spelling of a name; whether the bytes are right, their checksum tells. */
  while ((result = archive_read_next_header (archive, &entry)) == ARCHIVE_OK || result == ARCHIVE_WARN)
    {
      if (n >= BULK_PACKAGE_MAX_ENTRIES)
        {
          g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_LIMIT,
                       _("“%s” is not opened: it has more than %u parts."), self->name, BULK_PACKAGE_MAX_ENTRIES);
          return FALSE;
        }
      if (!add_entry (self, entry, n++, error))
        return FALSE;
      if (archive_entry_size_is_set (entry) && archive_entry_size (entry) > 0)
        total += MIN ((guint64) archive_entry_size (entry), BULK_PACKAGE_MAX_TOTAL + 1);
      if (total > BULK_PACKAGE_MAX_TOTAL || is_ratio_bad (total, packed))
        return fail_limit (self->name, error);
    }
  return result == ARCHIVE_EOF ? TRUE : fail_damaged (self->name, error);
}

/**
 * bulk_package_open:
 * @spool: a sealed one; kept
 * @name: the file's name, for messages
 *
 * Reads and checks the directory of a zip.
 *
 * Returns: (transfer full): %NULL with %BULK_TABLE_ERROR_DAMAGED, _PASSWORD or _LIMIT
 */
BulkPackage *
bulk_package_open (BulkSpool *spool, const char *name, GError **error)
{
  g_autoptr (BulkPackage) self = g_new0 (BulkPackage, 1);
  struct archive *archive;
  gboolean whole;

  g_atomic_ref_count_init (&self->ref_count);
  self->spool = bulk_spool_ref (spool);
  self->name = g_strdup (name);
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_any_case = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  archive = open_archive (spool);
  if (archive == NULL)
    {
      fail_damaged (name, error);
      return NULL;
    }
  whole = read_directory (self, archive, error);
  archive_read_free (archive);
  return whole ? g_steal_pointer (&self) : NULL;
}

/**
 * bulk_package_ref:
 *
 * Returns: (transfer full): @self
 */
BulkPackage *
bulk_package_ref (BulkPackage *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * bulk_package_unref:
 *
 * Drops a reference; the last one frees.
 */
void
bulk_package_unref (BulkPackage *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->by_any_case);
  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->entries);
  bulk_spool_unref (self->spool);
  g_free (self->name);
  g_free (self);
}

/**
 * bulk_package_get_name:
 *
 * Returns: (transfer none): the file's name, for messages
 */
const char *
bulk_package_get_name (BulkPackage *self)
{
  return self->name;
}

static Entry *
find_entry (BulkPackage *self, const char *part)
{
  Entry *entry = g_hash_table_lookup (self->by_name, part);
  g_autofree char *lower = NULL;

  if (entry != NULL)
    return entry;
  lower = g_ascii_strdown (part, -1);
  return g_hash_table_lookup (self->by_any_case, lower);
}

/**
 * bulk_package_find:
 * @part: a part's name in any case
 *
 * Returns: (transfer none) (nullable): the name as it is written in the zip; %NULL if there is no such part
 */
const char *
bulk_package_find (BulkPackage *self, const char *part)
{
  Entry *entry = find_entry (self, part);

  return entry != NULL ? entry->name : NULL;
}

/**
 * bulk_package_get_size:
 *
 * Returns: bytes of @part when unpacked, as the directory says; 0 if there is none
 */
guint64
bulk_package_get_size (BulkPackage *self, const char *part)
{
  Entry *entry = find_entry (self, part);

  return entry != NULL ? entry->size : 0;
}

/**
 * bulk_package_get_n_parts:
 *
 * Returns: how many parts there are, folders not counted
 */
guint
bulk_package_get_n_parts (BulkPackage *self)
{
  return self->entries->len;
}

/**
 * bulk_package_get_part:
 *
 * Returns: (transfer none): the name of a part
 */
const char *
bulk_package_get_part (BulkPackage *self, guint index)
{
  const Entry *entry = g_ptr_array_index (self->entries, index);

  return entry->name;
}

static gboolean
fail_part (BulkPart *self, GError **error)
{
  g_autofree char *size = g_format_size (self->done);

  g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_DAMAGED,
               /* Translators: a file name, the name of one of its parts, a size such as "1.5 MB" */
               _("“%s” is damaged: its part “%s” could be read for %s only, not to its end."),
               self->package->name, self->entry->name, size);
  return FALSE;
}

/**
 * bulk_part_open:
 * @part: a name, see bulk_package_find()
 * @max_size: more unpacked bytes are refused; 0: only the package's own limit counts
 *
 * Returns: (transfer full): %NULL with %BULK_TABLE_ERROR_DAMAGED or %BULK_TABLE_ERROR_LIMIT
 */
BulkPart *
bulk_part_open (BulkPackage *package, const char *part, guint64 max_size, GError **error)
{
  g_autoptr (BulkPart) self = NULL;
  Entry *entry = find_entry (package, part);
  struct archive_entry *header;

  if (entry == NULL)
    {
      g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_DAMAGED,
                   /* Translators: a file name, the name of one of its parts */
                   _("“%s” is damaged: it lacks its part “%s”."), package->name, part);
      return NULL;
    }
  self = g_new0 (BulkPart, 1);
  self->package = bulk_package_ref (package);
  self->entry = entry;
  self->max_size = max_size > 0 ? MIN (max_size, BULK_PACKAGE_MAX_TOTAL) : BULK_PACKAGE_MAX_TOTAL;
  self->archive = open_archive (package->spool);
  for (guint i = 0; i <= entry->index; i++)
    {
      int result = self->archive != NULL ? archive_read_next_header (self->archive, &header) : ARCHIVE_FATAL;

      if (result != ARCHIVE_OK && result != ARCHIVE_WARN)
        {
          fail_part (self, error);
          return NULL;
        }
    }
  self->start = archive_filter_bytes (self->archive, 0);
  return g_steal_pointer (&self);
}

/**
 * bulk_part_free:
 * @self: (nullable) (transfer full)
 */
void
bulk_part_free (BulkPart *self)
{
  if (self == NULL)
    return;
  if (self->archive != NULL)
    archive_read_free (self->archive);
  bulk_package_unref (self->package);
  g_free (self);
}

/**
 * bulk_part_read:
 * @data: (out) (transfer none): the next bytes, until the next call
 * @length: (out): how many; 0 at the end
 *
 * Returns: %FALSE with %BULK_TABLE_ERROR_DAMAGED, which says how far it was read, or %BULK_TABLE_ERROR_LIMIT
 */
gboolean
bulk_part_read (BulkPart *self, const char **data, gsize *length, GError **error)
{
  const void *block;
  la_int64_t offset;
  size_t size = 0;
  int result;

  *data = "";
  *length = 0;
  if (self->at_end)
    return TRUE;
  do
    result = archive_read_data_block (self->archive, &block, &size, &offset);
  while (result == ARCHIVE_OK && size == 0);
  if (result == ARCHIVE_EOF)
    {
      self->at_end = TRUE;
      return TRUE;
    }
  /* A warning is a checksum or a size that is wrong. */
  if (result != ARCHIVE_OK || (guint64) offset != self->done)
    return fail_part (self, error);
  self->done += size;
  if (self->done > self->max_size || is_ratio_bad (self->done, archive_filter_bytes (self->archive, 0) - self->start))
    return fail_limit (self->package->name, error);
  *data = block;
  *length = size;
  return TRUE;
}

/**
 * bulk_part_get_done:
 *
 * Returns: bytes read so far
 */
guint64
bulk_part_get_done (BulkPart *self)
{
  return self->done;
}

/**
 * bulk_part_get_size:
 *
 * Returns: bytes there should be, as the directory says
 */
guint64
bulk_part_get_size (BulkPart *self)
{
  return self->entry->size;
}

/**
 * bulk_part_get_name:
 *
 * Returns: (transfer none): the part's name
 */
const char *
bulk_part_get_name (BulkPart *self)
{
  return self->entry->name;
}

/**
 * bulk_part_get_package:
 *
 * Returns: (transfer none): what it is a part of
 */
BulkPackage *
bulk_part_get_package (BulkPart *self)
{
  return self->package;
}
