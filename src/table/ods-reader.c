/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/ods-reader.h"
#include "table/ods-content.h"
#include "table/ods-package.h"
#include "table/table-error.h"
#include <glib/gi18n-lib.h>

struct _BulkOdsReader
{
  BulkSheetReader parent_instance;
  BulkPackage *package;
  char *wanted;          /* nullable */
};

G_DEFINE_FINAL_TYPE (BulkOdsReader, bulk_ods_reader, BULK_TYPE_SHEET_READER)

/* One way through the file. */
typedef struct
{
  BulkOdsReader *self;
  BulkOdsContent *content;
  BulkReaderAnnounce announce;
  gpointer user_data;
  gboolean lists_sheets;     /* the first time */
  gboolean has_chosen;
} Pass;

static BulkSheetReader *
get_base (Pass *pass)
{
  return BULK_SHEET_READER (pass->self);
}

static void
on_sheet (const BulkOdsSheet *sheet, gpointer user_data)
{
  Pass *pass = user_data;

  if (pass->lists_sheets)
    bulk_sheets_add (bulk_sheet_reader_get_sheets (get_base (pass)), sheet->name, sheet->is_hidden);
}

static void
on_chosen (guint sheet, gpointer user_data)
{
  Pass *pass = user_data;
  const char *name = bulk_ods_content_get_sheet (pass->content, sheet)->name;
  guint frozen = bulk_ods_package_get_frozen_row (pass->self->package, name);

  pass->has_chosen = TRUE;
  bulk_sheets_set_chosen (bulk_sheet_reader_get_sheets (get_base (pass)), sheet);
  if (frozen > 0)
    bulk_sheet_reader_set_header_row (get_base (pass), frozen - 1, TRUE);
}

static gboolean
on_row (guint64 row, guint64 n, gboolean is_hidden, gpointer user_data, GError **error)
{
  Pass *pass = user_data;
  guint64 done, total;

  if (!bulk_sheet_reader_end_row (get_base (pass), row, n, is_hidden, error))
    return FALSE;
  bulk_ods_content_get_progress (pass->content, &done, &total);
  bulk_sheet_reader_announce (get_base (pass), pass->announce, pass->user_data, done, total);
  return TRUE;
}

static void
on_failed (guint column, guint n, gboolean has_result, gpointer user_data)
{
  for (guint i = 0; i < n; i++)
    bulk_sheet_reader_add_error (get_base (user_data), column + i,
                                 has_result ? BULK_SHEET_ERROR_VALUE : BULK_SHEET_ERROR_NO_RESULT);
}

static void
on_merge (guint64 row, guint column, guint64 n_rows, guint n_columns, gpointer user_data)
{
  bulk_sheet_reader_add_merge (get_base (user_data), row, column, row + n_rows - 1, column + n_columns - 1);
}

static void
on_hidden_columns (guint first, guint n, gpointer user_data)
{
  bulk_sheet_reader_add_hidden_columns (get_base (user_data), first, first + n - 1);
}

static void
on_sheet_end (guint sheet, const BulkOdsSheet *known, gpointer user_data)
{
  bulk_sheets_set_rows (bulk_sheet_reader_get_sheets (get_base (user_data)), sheet, known->n_rows - known->first_row);
}

static gboolean
go_through (Pass *pass, const char *wanted, GCancellable *cancellable, GError **error)
{
  const BulkOdsContentHandlers handlers = {
    on_sheet, on_chosen, on_row, on_failed, on_merge, on_hidden_columns, on_sheet_end
  };
  g_autoptr (BulkOdsContent) content
      = bulk_ods_content_new (pass->self->package, wanted, bulk_sheet_reader_get_store (get_base (pass)), &handlers,
                              pass);
  gboolean good;

  pass->content = content;
  good = bulk_ods_content_read (content, cancellable, error);
  pass->content = NULL;
  pass->lists_sheets = FALSE;
  return good;
}

static gboolean
fail_no_sheet (BulkOdsReader *self, GError **error)
{
  const char *name = bulk_package_get_name (self->package);

  if (self->wanted != NULL)
    g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_FAILED,
                 /* Translators: a file name, the name of a sheet */
                 _("“%s” has no sheet “%s”."), name, self->wanted);
  else if (bulk_sheets_get_n (bulk_sheet_reader_get_sheets (BULK_SHEET_READER (self))) > 0)
    g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_EMPTY,
                 _("“%s” has no cells in the sheets that are not hidden."), name);
  else
    g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_NOT_A_TABLE, _("“%s” has no sheet with cells."), name);
  return FALSE;
}

static gboolean
bulk_ods_reader_index (BulkReader *reader, BulkReaderAnnounce announce, gpointer user_data, GCancellable *cancellable,
                       GError **error)
{
  BulkOdsReader *self = BULK_ODS_READER (reader);
  Pass pass = { .self = self, .announce = announce, .user_data = user_data, .lists_sheets = TRUE };

  if (!go_through (&pass, self->wanted, cancellable, error))
    return FALSE;
  if (!pass.has_chosen)
    {
      BulkSheets *sheets = bulk_sheet_reader_get_sheets (get_base (&pass));
      guint index;

      /* Perhaps in another case */
      if (self->wanted == NULL || !bulk_sheets_find (sheets, self->wanted, &index))
        return fail_no_sheet (self, error);
      if (!go_through (&pass, bulk_sheets_get_name (sheets, index), cancellable, error))
        return FALSE;
    }
  bulk_sheet_reader_finish (get_base (&pass), announce, user_data,
                            bulk_package_get_size (self->package, "content.xml"));
  return TRUE;
}

static void
bulk_ods_reader_finalize (GObject *object)
{
  BulkOdsReader *self = BULK_ODS_READER (object);

  bulk_package_unref (self->package);
  g_free (self->wanted);
  G_OBJECT_CLASS (bulk_ods_reader_parent_class)->finalize (object);
}

static void
bulk_ods_reader_class_init (BulkOdsReaderClass *klass)
{
  BulkReaderClass *reader_class = BULK_READER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bulk_ods_reader_finalize;
  reader_class->index = bulk_ods_reader_index;
  reader_class->format = "ods";
}

static void
bulk_ods_reader_init (BulkOdsReader *self)
{
}

/**
 * bulk_ods_reader_new:
 * @sheet: (nullable): which sheet; %NULL: the first that is not hidden and has data
 * @has_header: -1: find out, 0, 1
 *
 * Returns: (transfer full): a reader of one sheet
 */
BulkOdsReader *
bulk_ods_reader_new (BulkPackage *package, const char *sheet, int has_header)
{
  BulkOdsReader *self = g_object_new (BULK_TYPE_ODS_READER, NULL);

  self->package = bulk_package_ref (package);
  self->wanted = g_strdup (sheet);
  bulk_sheet_reader_setup (BULK_SHEET_READER (self), bulk_package_get_name (package), has_header);
  return self;
}
