/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
#include "table/spool.h"
G_BEGIN_DECLS

/* BulkPackage: the parts of a zip (XLSX, ODS), read out of memory as streams; nothing is unpacked to disk. Its
 * directory is checked when it is opened: not damaged, not encrypted, no name twice or outside, within the limits
 * below. Immutable, thread-safe, reference counted. Errors are BULK_TABLE_ERROR and name the file. */
typedef struct _BulkPackage BulkPackage;

/* A sheet of 1,000,000 rows and 20 columns is 0.8 to 2.5 GB of XML; what keeps a bomb away is above all the ratio. */
#define BULK_PACKAGE_MAX_ENTRIES 1000u
#define BULK_PACKAGE_MAX_TOTAL ((guint64) 8 << 30)
#define BULK_PACKAGE_MAX_RATIO 100u
#define BULK_PACKAGE_RATIO_FROM ((guint64) 64 << 20) /* below, any ratio: small sheets of equal cells do pack so well */

/* For parts that are read into memory structures, not streamed. */
#define BULK_PACKAGE_SMALL ((guint64) 64 << 20)

BulkPackage *bulk_package_open (BulkSpool *spool, const char *name, GError **error);
BulkPackage *bulk_package_ref (BulkPackage *self);
void bulk_package_unref (BulkPackage *self);
const char *bulk_package_get_name (BulkPackage *self);                      /* the file's, for messages */
/* Names are as in the zip, "xl/workbook.xml", without a slash in front; found in their exact case
 * first, then in any. */
const char *bulk_package_find (BulkPackage *self, const char *part);        /* (nullable): the part's own spelling */
/* unpacked, as the directory says; 0: no such part */
guint64 bulk_package_get_size (BulkPackage *self, const char *part);
guint bulk_package_get_n_parts (BulkPackage *self);
const char *bulk_package_get_part (BulkPackage *self, guint index);

/* BulkPart: one part's bytes, from its start. One thread at a time. Keeps the package. */
typedef struct _BulkPart BulkPart;
BulkPart *bulk_part_open (BulkPackage *package, const char *part, guint64 max_size, GError **error);
void bulk_part_free (BulkPart *self);
/* The next bytes, valid until the next call. FALSE with an error that says how far the part was read; a length of 0 is
 * the whole and unharmed end (size and checksum are right). */
gboolean bulk_part_read (BulkPart *self, const char **data, gsize *length, GError **error);
guint64 bulk_part_get_done (BulkPart *self);     /* bytes read so far */
guint64 bulk_part_get_size (BulkPart *self);     /* as the directory says */
const char *bulk_part_get_name (BulkPart *self);
BulkPackage *bulk_part_get_package (BulkPart *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkPackage, bulk_package_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkPart, bulk_part_free)
G_END_DECLS
