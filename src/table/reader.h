/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
#include "table/cells.h"
#include "table/places.h"
#include "table/sheets.h"
G_BEGIN_DECLS

/* BulkReader: what every format gives the table. One worker thread calls index() once; rows already announced may be
 * read from any thread meanwhile (read_row is thread-safe and takes no lock that index() holds for long). */
#define BULK_TYPE_READER (bulk_reader_get_type ())
G_DECLARE_DERIVABLE_TYPE (BulkReader, bulk_reader, BULK, READER, GObject)

/* In the worker thread: n_rows data rows and n_columns columns can be read now; done/total in bytes. */
typedef void (*BulkReaderAnnounce) (BulkReader *self, guint64 n_rows, guint n_columns, guint64 done, guint64 total,
                                    gpointer user_data);

struct _BulkReaderClass
{
  GObjectClass parent_class;
  gboolean (*index) (BulkReader *self, BulkReaderAnnounce announce, gpointer user_data, GCancellable *cancellable,
                     GError **error);
  gboolean (*read_row) (BulkReader *self, guint64 row, BulkCells *cells);      /* clears, then fills */
  char *(*dup_header) (BulkReader *self, guint column);                        /* "" where there is none */
  const char *format;                                                          /* "csv", "json", ... */
  /* optional: the cell that holds the byte at this offset of the decoded text; row
   * BULK_PLACE_NO_ROW: the header or before it */
  gboolean (*locate) (BulkReader *self, guint64 offset, guint *row, guint *column);
  /* optional: formats that find out while they index; known with the first announcement */
  gboolean (*has_header) (BulkReader *self);
  BulkSheets *(*get_sheets) (BulkReader *self);                                /* (transfer none) */
};

gboolean bulk_reader_index (BulkReader *self, BulkReaderAnnounce announce, gpointer user_data,
                            GCancellable *cancellable, GError **error);
gboolean bulk_reader_read_row (BulkReader *self, guint64 row, BulkCells *cells);
char *bulk_reader_dup_header (BulkReader *self, guint column);
const char *bulk_reader_get_format (BulkReader *self);
/* after index(); FALSE: cannot tell */
gboolean bulk_reader_locate (BulkReader *self, guint64 offset, guint *row, guint *column);
gboolean bulk_reader_has_header (BulkReader *self, gboolean otherwise);  /* otherwise: for formats that cannot tell */
BulkSheets *bulk_reader_get_sheets (BulkReader *self); /* (transfer none) (nullable): NULL for formats without sheets */
BulkPlaces *bulk_reader_get_places (BulkReader *self);       /* (transfer none), made by the base class */
guint64 bulk_reader_get_n_rows (BulkReader *self);           /* after index() */
guint bulk_reader_get_n_columns (BulkReader *self);
guint bulk_reader_get_n_expected (BulkReader *self);  /* cells that every row should have; 0: any number will do */
/* for subclasses, before announce */
void bulk_reader_set_size (BulkReader *self, guint64 n_rows, guint n_columns);
void bulk_reader_set_n_expected (BulkReader *self, guint n_expected);

#define BULK_MAX_ROWS G_MAXUINT32       /* rows must be below */
#define BULK_MAX_CELL (256u << 20)      /* bytes, below */
#define BULK_MAX_COLUMNS 16384u         /* below */
G_END_DECLS
