/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/templates.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/store-error.h"

#define FILES_MAX 10000

struct _BulkTemplates
{
  GObject parent_instance;
  char *folder;
};

G_DEFINE_FINAL_TYPE (BulkTemplates, bulk_templates, G_TYPE_OBJECT)

/* Private helpers */

/* One file for each name and integration, whatever characters are in them. */
static char *
dup_path (BulkTemplates *self, BulkTemplate *template)
{
  const char *integration_id = bulk_template_get_integration_id (template);
  g_autofree char *key = g_strdup_printf ("%s\n%s", integration_id ? integration_id : "",
                                          bulk_template_get_name (template));
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);
  g_autofree char *name = g_strdup_printf ("%.32s.json", hash);

  return g_build_filename (self->folder, name, NULL);
}

static gboolean
fail (GError **error, const char *path, int code)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, BULK_STORE_ERROR,
               code == ENOSPC || code == EDQUOT || code == EACCES || code == EROFS ? BULK_STORE_ERROR_FULL
                                                                                  : BULK_STORE_ERROR_FAILED,
               /* Translators: a file's name, and what the system says */
               _("“%s” could not be read or written: %s."), shown, g_strerror (code));
  return FALSE;
}

/* Only from a plain file, and no more than a template can have: a pipe would be waited for for ever. */
static char *
read_bounded (const char *path, gsize *length, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  g_autofree char *data = NULL;
  struct stat status;
  gssize n = 0;

  *length = 0;
  if (fd < 0)
    return fail (error, path, errno), NULL;
  if (fstat (fd, &status) != 0 || !S_ISREG (status.st_mode) || status.st_size > BULK_TEMPLATE_BYTES_MAX)
    {
      close (fd);
      g_set_error_literal (error, BULK_STORE_ERROR, BULK_STORE_ERROR_INVALID, _("This is no template."));
      return NULL;
    }
  data = g_malloc ((gsize) status.st_size + 1);
  while (*length < (gsize) status.st_size)
    {
      n = read (fd, data + *length, (gsize) status.st_size - *length);
      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        break;
      *length += (gsize) n;
    }
  close (fd);
  if (n < 0)
    return fail (error, path, errno), NULL;
  return g_steal_pointer (&data);
}

static BulkTemplate *
read_path (const char *path, GError **error)
{
  gsize length;
  g_autofree char *json = read_bounded (path, &length, error);

  return json != NULL ? bulk_template_parse (json, length, error) : NULL;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const char *one = bulk_template_get_name (*(BulkTemplate *const *) a);
  const char *other = bulk_template_get_name (*(BulkTemplate *const *) b);
  g_autofree char *folded = g_utf8_casefold (one, -1), *other_folded = g_utf8_casefold (other, -1);
  int order = g_utf8_collate (folded, other_folded);

  return order != 0 ? order : strcmp (one, other);
}

static gboolean
has_name (BulkTemplate *template, const char *name, gboolean exactly)
{
  const char *own = bulk_template_get_name (template);
  g_autofree char *folded = NULL, *other = NULL;

  if (exactly)
    return g_str_equal (own, name);
  folded = g_utf8_casefold (own, -1);
  other = g_utf8_casefold (name, -1);
  return g_str_equal (folded, other);
}

/* Overrides */

static void
bulk_templates_finalize (GObject *object)
{
  g_free (BULK_TEMPLATES (object)->folder);
  G_OBJECT_CLASS (bulk_templates_parent_class)->finalize (object);
}

static void
bulk_templates_class_init (BulkTemplatesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bulk_templates_finalize;
}

static void
bulk_templates_init (BulkTemplates *self)
{
}

/* Public functions */

/**
 * bulk_templates_new:
 * @folder: (nullable): where they are; %NULL: in the user's data
 *
 * Returns: (transfer full): the templates; the folder is made when the first is saved
 */
BulkTemplates *
bulk_templates_new (const char *folder)
{
  BulkTemplates *self = g_object_new (BULK_TYPE_TEMPLATES, NULL);

  self->folder = folder != NULL ? g_strdup (folder)
                                : g_build_filename (g_get_user_data_dir (), "bulk-loader", "templates", NULL);
  return self;
}

/** bulk_templates_list: Returns: (transfer full) (element-type BulkTemplate): all that can be read, by name */
GPtrArray *
bulk_templates_list (BulkTemplates *self)
{
  GPtrArray *templates = g_ptr_array_new_with_free_func ((GDestroyNotify) bulk_template_unref);
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while (folder != NULL && templates->len < FILES_MAX && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      g_autoptr (GError) error = NULL;
      BulkTemplate *template;

      if (!g_str_has_suffix (name, ".json"))
        continue;
      template = read_path (path, &error);
      if (template != NULL)
        g_ptr_array_add (templates, template);
      else
        g_info ("%s: %s", path, error->message);
    }
  g_ptr_array_sort (templates, compare_names);
  return templates;
}

/**
 * bulk_templates_find:
 * @name: what it is called
 *
 * Returns: (transfer full) (nullable): the template; %NULL with %BULK_STORE_ERROR_NOT_FOUND if there is none, or if
 *   several have the name
 */
BulkTemplate *
bulk_templates_find (BulkTemplates *self, const char *name, GError **error)
{
  g_autoptr (GPtrArray) templates = bulk_templates_list (self);
  BulkTemplate *found = NULL;
  guint n = 0;

  for (int exactly = 1; exactly >= 0 && n == 0; exactly--)
    for (guint i = 0; i < templates->len; i++)
      if (has_name (templates->pdata[i], name, exactly))
        {
          found = templates->pdata[i];
          n++;
        }
  if (n == 1)
    return bulk_template_ref (found);
  if (n > 1)
    g_set_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_NOT_FOUND, _("Several templates are called “%s”."), name);
  else
    g_set_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_NOT_FOUND, _("There is no template “%s”."), name);
  return NULL;
}

/**
 * bulk_templates_save:
 *
 * Keeps a template, in place of the one with its name for its integration. Either the new one is there afterwards or
 * the old one.
 *
 * Returns: %FALSE with %BULK_STORE_ERROR_FULL or %BULK_STORE_ERROR_FAILED
 */
gboolean
bulk_templates_save (BulkTemplates *self, BulkTemplate *template, GError **error)
{
  g_autofree char *path = dup_path (self, template);
  g_autoptr (GError) local = NULL;
  g_autofree char *json = NULL;
  gsize length;

  if (g_mkdir_with_parents (self->folder, 0700) != 0)
    return fail (error, self->folder, errno);
  json = bulk_template_to_json (template, &length);
  errno = 0;
  if (g_file_set_contents_full (path, json, (gssize) length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &local))
    return TRUE;
  g_set_error_literal (error, BULK_STORE_ERROR,
                       g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOSPC)
                               || g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_ACCES)
                               || g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_ROFS)
                           ? BULK_STORE_ERROR_FULL
                           : BULK_STORE_ERROR_FAILED,
                       local->message);
  return FALSE;
}

/** bulk_templates_remove: Returns: whether the template is gone; %TRUE too if it was not there */
gboolean
bulk_templates_remove (BulkTemplates *self, BulkTemplate *template, GError **error)
{
  g_autofree char *path = dup_path (self, template);

  if (g_unlink (path) != 0 && errno != ENOENT)
    return fail (error, path, errno);
  return TRUE;
}

/**
 * bulk_templates_read_file:
 * @file: a file that somebody passed on
 *
 * Returns: (transfer full) (nullable): the template in it
 */
BulkTemplate *
bulk_templates_read_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_file_get_path (file);

  if (path == NULL)
    {
      g_set_error_literal (error, BULK_STORE_ERROR, BULK_STORE_ERROR_FAILED, _("The file is not on this computer."));
      return NULL;
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return read_path (path, error);
}

/** bulk_templates_write_file: Returns: whether @file holds the template now; else it is as it was */
gboolean
bulk_templates_write_file (BulkTemplate *template, GFile *file, GCancellable *cancellable, GError **error)
{
  gsize length;
  g_autofree char *json = bulk_template_to_json (template, &length);

  return g_file_replace_contents (file, json, length, NULL, FALSE, G_FILE_CREATE_NONE, NULL, cancellable, error);
}
