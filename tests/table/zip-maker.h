/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/package.h"

/* A zip made in memory, its parts stored as they are: what tests want to be wrong with it can be so. */
typedef struct _ZipMaker ZipMaker;

ZipMaker *zip_maker_new (void);
void zip_maker_add (ZipMaker *self, const char *name, const char *data, gssize length);
/* The same, with lies: flags of the entry (1: encrypted), what is added to its checksum and to its unpacked size. */
void zip_maker_add_wrong (ZipMaker *self, const char *name, const char *data, gssize length, guint16 flags,
                          guint32 crc_more, gint32 size_more);
GBytes *zip_maker_end (ZipMaker *self);         /* frees it */
/* name, text, name, text, …, NULL */
GBytes *zip_make (const char *name, ...) G_GNUC_NULL_TERMINATED;
BulkPackage *zip_open (GBytes *zip, GError **error);
