/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/sheet-reader-private.h"
#include "table/table-error.h"
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#define FIRST_ROWS 256u                     /* announced at once */
#define ANNOUNCE ((guint64) 8 << 20)        /* bytes between announcements */
#define MAX_HEADER_ROW 4096u                /* no header is looked for below */

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (BulkSheetReader, bulk_sheet_reader, BULK_TYPE_READER)

#define PRIVATE(self) ((BulkSheetReaderPrivate *) bulk_sheet_reader_get_instance_private (self))

BulkSheetReaderPrivate *
bulk_sheet_reader_get_private (BulkSheetReader *self)
{
  return PRIVATE (self);
}

/* With names for the columns the first row is text, for the most part. */
static gboolean
looks_like_header (BulkCells *cells)
{
  guint n, n_text = 0, n_other = 0;
  const BulkCell *all = bulk_cells_get_all (cells, &n);

  for (guint i = 0; i < n; i++)
    {
      n_text += all[i].kind == BULK_CELL_TEXT;
      n_other += all[i].kind != BULK_CELL_TEXT && all[i].length > 0;
    }
  return n_text > n_other;
}

static guint
find_start (BulkCells *cells)
{
  guint start = 0, n = bulk_cells_get_n (cells);

  while (start < n && bulk_cells_get (cells, start)->length == 0)
    start++;
  return start;
}

/* The row of the store that the table begins with is known. */
static void
decide (BulkSheetReader *self, guint64 row, gboolean is_known)
{
  BulkSheetReaderPrivate *priv = PRIVATE (self);
  gboolean has_header = priv->has_header;

  if (priv->has_header == 0)
    row = 0;
  bulk_sheet_store_read_row (priv->store, row, 0, 0, priv->header);
  if (priv->has_header < 0)
    has_header = is_known || looks_like_header (priv->header);
  g_atomic_int_set ((int *) &priv->first_column, find_start (priv->header));
  if (has_header)
    priv->end_column = bulk_cells_get_n (priv->header);
  priv->header_row = has_header ? row : BULK_SHEET_READER_NO_ROW;
  priv->data_row = has_header ? row + 1 : row;
  priv->decided = TRUE;
  if (has_header && row > 0)
    {
      BulkPlace place = { BULK_PLACE_HEADER_NOT_FIRST, BULK_PLACE_NO_ROW, G_MAXUINT, 0, 0 };
      g_autoptr (BulkCells) cells = bulk_cells_new ();

      for (guint64 i = 0; i < row; i++)
        {
          bulk_sheet_store_read_row (priv->store, i, 0, 0, cells);
          place.number += bulk_cells_get_n (cells) > 0;
        }
      bulk_sheet_reader_add_place (self, place, BULK_SHEET_READER_NO_ROW);
    }
  /* Those that follow beyond are the last of these once more: a row may be repeated a million times. */
  for (guint64 i = priv->data_row; i < MIN (bulk_sheet_store_get_n_rows (priv->store), MAX_HEADER_ROW + 2); i++)
    {
      g_autoptr (BulkCells) cells = bulk_cells_new ();

      bulk_sheet_store_read_row (priv->store, i, 0, 0, cells);
      priv->end_column = MAX (priv->end_column, bulk_cells_get_n (cells));
      if (bulk_cells_get_n (cells) > 0)
        g_atomic_int_set ((int *) &priv->first_column, MIN (priv->first_column, find_start (cells)));
    }
  bulk_sheet_reader_tell_early (self);
}

/* Of the rows of a frozen top, titles have few cells, and the header the most. */
static void
consider (BulkSheetReader *self, guint64 sheet_row, guint64 store_row, guint n_filled)
{
  BulkSheetReaderPrivate *priv = PRIVATE (self);
  gboolean is_frozen = priv->hint_is_frozen && priv->hint_row != BULK_SHEET_READER_NO_ROW;

  if (n_filled > priv->candidate.n_filled)
    priv->candidate = (BulkSheetReaderCandidate) { store_row, n_filled };
  if (priv->hint_row == BULK_SHEET_READER_NO_ROW)
    decide (self, store_row, FALSE);
  else if (sheet_row >= priv->hint_row)
    decide (self, is_frozen ? priv->candidate.row : store_row, TRUE);
}

static gboolean
check_row (BulkSheetReader *self, guint64 row, guint64 n, GError **error)
{
  BulkSheetReaderPrivate *priv = PRIVATE (self);

  if (row < priv->next_row)
    {
      g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_DAMAGED,
                   /* Translators: a file name, a row number */
                   _("“%s” is damaged: row %" PRIu64 " of the sheet comes too late, or twice."),
                   priv->file_name, row + 1);
      return FALSE;
    }
  if (row >= BULK_MAX_ROWS - 1 || n >= BULK_MAX_ROWS - 1 - row)
    {
      g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_LIMIT, _("“%s” has more rows than can be loaded."),
                   priv->file_name);
      return FALSE;
    }
  return TRUE;
}

static gboolean
bulk_sheet_reader_read_row (BulkReader *reader, guint64 row, BulkCells *cells)
{
  BulkSheetReaderPrivate *priv = PRIVATE (BULK_SHEET_READER (reader));
  BulkSheetMerges *merges = g_atomic_pointer_get (&priv->sealed);
  BulkSheetMergesAt at = BULK_SHEET_MERGES_BEGIN;
  guint first = bulk_sheet_reader_get_first_column (priv);
  guint64 sheet_row;

  bulk_cells_clear (cells);
  if (row >= bulk_reader_get_n_rows (reader))
    return FALSE;
  if (!bulk_sheet_store_read_row (priv->store, priv->data_row + row, first, bulk_reader_get_n_columns (reader), cells))
    return FALSE;
  if (G_LIKELY (merges == NULL))
    return TRUE;
  sheet_row = priv->first_row + priv->data_row + row;
  for (const BulkSheetMerge *merge; (merge = bulk_sheet_merges_next (merges, sheet_row, &at)) != NULL;)
    for (guint i = MAX (merge->first_column, first); i <= merge->last_column && i - first < bulk_cells_get_n (cells);
         i++)
      if (sheet_row != merge->first_row || i != merge->first_column)
        bulk_cells_set (cells, i - first, "", 0, BULK_CELL_EMPTY);
  return TRUE;
}

static char *
bulk_sheet_reader_dup_header (BulkReader *reader, guint column)
{
  BulkSheetReaderPrivate *priv = PRIVATE (BULK_SHEET_READER (reader));
  BulkSheetMerges *merges = g_atomic_pointer_get (&priv->sealed);
  guint sheet_column = column + bulk_sheet_reader_get_first_column (priv);
  const BulkCell *cell = bulk_cells_get (priv->header, sheet_column);

  if (priv->header_row == BULK_SHEET_READER_NO_ROW || column >= BULK_MAX_COLUMNS ||
      (merges != NULL && bulk_sheet_merges_covers (merges, priv->first_row + priv->header_row, sheet_column)))
    return NULL;
  return g_utf8_make_valid (cell->text, cell->length);
}

static gboolean
bulk_sheet_reader_has_header (BulkReader *reader)
{
  return PRIVATE (BULK_SHEET_READER (reader))->header_row != BULK_SHEET_READER_NO_ROW;
}

static BulkSheets *
bulk_sheet_reader_get_reader_sheets (BulkReader *reader)
{
  return PRIVATE (BULK_SHEET_READER (reader))->sheets;
}

static void
bulk_sheet_reader_finalize (GObject *object)
{
  BulkSheetReaderPrivate *priv = PRIVATE (BULK_SHEET_READER (object));

  g_free (priv->file_name);
  bulk_cells_free (priv->header);
  bulk_sheet_store_free (priv->store);
  bulk_sheets_unref (priv->sheets);
  bulk_sheet_merges_free (priv->merges);
  g_array_unref (priv->errors);
  g_array_unref (priv->early);
  g_array_unref (priv->late);
  g_free (priv->hidden);
  G_OBJECT_CLASS (bulk_sheet_reader_parent_class)->finalize (object);
}

static void
bulk_sheet_reader_class_init (BulkSheetReaderClass *klass)
{
  BulkReaderClass *reader_class = BULK_READER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bulk_sheet_reader_finalize;
  reader_class->read_row = bulk_sheet_reader_read_row;
  reader_class->dup_header = bulk_sheet_reader_dup_header;
  reader_class->has_header = bulk_sheet_reader_has_header;
  reader_class->get_sheets = bulk_sheet_reader_get_reader_sheets;
}

static void
bulk_sheet_reader_init (BulkSheetReader *self)
{
  BulkSheetReaderPrivate *priv = PRIVATE (self);

  priv->store = bulk_sheet_store_new ();
  priv->sheets = bulk_sheets_new ();
  priv->merges = bulk_sheet_merges_new ();
  priv->header = bulk_cells_new ();
  priv->errors = g_array_new (FALSE, FALSE, sizeof (BulkPlace));
  priv->early = g_array_new (FALSE, FALSE, sizeof (BulkPlace));
  priv->late = g_array_new (FALSE, FALSE, sizeof (BulkPlace));
  priv->hint_row = priv->header_row = BULK_SHEET_READER_NO_ROW;
  priv->has_header = -1;
}

/**
 * bulk_sheet_reader_setup:
 * @file_name: for messages
 * @has_header: -1: find out, 0, 1
 *
 * For subclasses, first of all.
 */
void
bulk_sheet_reader_setup (BulkSheetReader *self, const char *file_name, int has_header)
{
  PRIVATE (self)->file_name = g_strdup (file_name);
  PRIVATE (self)->has_header = has_header;
}

/**
 * bulk_sheet_reader_get_file_name:
 *
 * Returns: (transfer none): for messages
 */
const char *
bulk_sheet_reader_get_file_name (BulkSheetReader *self)
{
  return PRIVATE (self)->file_name;
}

/**
 * bulk_sheet_reader_get_store:
 *
 * Returns: (transfer none): where the cells of a row are set before the row is ended
 */
BulkSheetStore *
bulk_sheet_reader_get_store (BulkSheetReader *self)
{
  return PRIVATE (self)->store;
}

/**
 * bulk_sheet_reader_get_sheets:
 *
 * Returns: (transfer none): the sheets of the workbook
 */
BulkSheets *
bulk_sheet_reader_get_sheets (BulkSheetReader *self)
{
  return PRIVATE (self)->sheets;
}

/**
 * bulk_sheet_reader_set_header_row:
 * @row: 0-based row of the sheet
 * @is_frozen: the header is one of the rows up to this one that has the most cells, not certainly this one
 *
 * Says, before any row, where the header is.
 */
void
bulk_sheet_reader_set_header_row (BulkSheetReader *self, guint64 row, gboolean is_frozen)
{
  if (row >= MAX_HEADER_ROW)
    return;
  PRIVATE (self)->hint_row = row;
  PRIVATE (self)->hint_is_frozen = is_frozen;
}

/**
 * bulk_sheet_reader_get_next_row:
 *
 * Returns: the 0-based row of the sheet after the one that was ended last
 */
guint64
bulk_sheet_reader_get_next_row (BulkSheetReader *self)
{
  return PRIVATE (self)->next_row;
}

/**
 * bulk_sheet_reader_end_row:
 * @row: 0-based row of the sheet, not before bulk_sheet_reader_get_next_row(); those left out are empty
 * @n: how many rows in all are like this; above 0
 * @is_hidden: whether spreadsheet programs do not show it
 *
 * Ends the row whose cells were set in the store.
 *
 * Returns: %FALSE with %BULK_TABLE_ERROR
 */
gboolean
bulk_sheet_reader_end_row (BulkSheetReader *self, guint64 row, guint64 n, gboolean is_hidden, GError **error)
{
  BulkSheetReaderPrivate *priv = PRIVATE (self);
  guint size = bulk_sheet_store_get_row_size (priv->store);
  guint64 store_row = bulk_sheet_store_get_n_rows (priv->store);
  guint n_filled = 0;

  if (!check_row (self, row, n, error))
    return FALSE;
  priv->next_row = row + n;
  if (size == 0)
    {
      bulk_sheet_store_clear_row (priv->store);
      bulk_sheet_reader_hold_errors (self, row);
      return TRUE;
    }
  if (store_row == 0)
    priv->first_row = row;
  if (!bulk_sheet_store_add_blank (priv->store, row - priv->first_row - store_row, error))
    return FALSE;
  store_row = row - priv->first_row;
  bulk_sheet_reader_tell_held (self, FALSE);
  if (priv->decided)
    {
      priv->end_column = MAX (priv->end_column, size);
      if (priv->first_column > 0)
        g_atomic_int_set ((int *) &priv->first_column,
                          MIN (priv->first_column, bulk_sheet_store_get_row_start (priv->store)));
    }
  else
    n_filled = bulk_sheet_store_count_filled (priv->store);
  if (!bulk_sheet_store_end_row (priv->store, n, error))
    return FALSE;
  bulk_sheet_reader_note_row (self, store_row, n, is_hidden);
  if (!priv->decided)
    consider (self, row + n - 1, store_row, n_filled);
  return TRUE;
}

static void
announce_now (BulkSheetReader *self, BulkReaderAnnounce announce, gpointer user_data, guint64 done, guint64 total)
{
  BulkSheetReaderPrivate *priv = PRIVATE (self);
  guint64 n_rows = bulk_sheet_reader_get_n_rows (self);
  guint n_columns = priv->end_column - MIN (priv->first_column, priv->end_column);

  priv->announced = done;
  priv->announced_any = TRUE;
  bulk_reader_set_size (BULK_READER (self), n_rows, n_columns);
  if (announce != NULL)
    announce (BULK_READER (self), n_rows, n_columns, done, total, user_data);
}

/**
 * bulk_sheet_reader_announce:
 * @done: bytes of @total that were read
 *
 * Announces the rows that were ended, if that is worth it.
 */
void
bulk_sheet_reader_announce (BulkSheetReader *self, BulkReaderAnnounce announce, gpointer user_data, guint64 done,
                            guint64 total)
{
  BulkSheetReaderPrivate *priv = PRIVATE (self);

  if (!priv->decided)
    return;
  if (priv->announced_any ? done - priv->announced >= ANNOUNCE : bulk_sheet_reader_get_n_rows (self) >= FIRST_ROWS)
    announce_now (self, announce, user_data, done, total);
}

/**
 * bulk_sheet_reader_get_n_rows:
 *
 * Returns: data rows that were read
 */
guint64
bulk_sheet_reader_get_n_rows (BulkSheetReader *self)
{
  BulkSheetReaderPrivate *priv = PRIVATE (self);
  guint64 n = bulk_sheet_store_get_n_rows (priv->store);

  return n - MIN (n, priv->data_row);
}

/**
 * bulk_sheet_reader_finish:
 * @total: bytes that were read
 *
 * All rows of the sheet were ended. Tells of the rest.
 */
void
bulk_sheet_reader_finish (BulkSheetReader *self, BulkReaderAnnounce announce, gpointer user_data, guint64 total)
{
  BulkSheetReaderPrivate *priv = PRIVATE (self);
  guint64 n = bulk_sheet_store_get_n_rows (priv->store);

  if (!priv->decided && n > 0)
    decide (self, priv->candidate.row, TRUE);
  if (bulk_sheets_get_n (priv->sheets) > 0)
    bulk_sheets_set_rows (priv->sheets, bulk_sheets_get_chosen (priv->sheets), n);
  bulk_sheet_reader_tell_held (self, TRUE);
  bulk_sheet_reader_tell_rest (self);
  announce_now (self, announce, user_data, total, total);
}
