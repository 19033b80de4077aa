/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "checks/check.h"
G_BEGIN_DECLS

/* BulkSpellings: the different values of a column, and how often they occur, up to a bound beyond which the column is
 * no picklist. Not thread-safe while values are added. */
#define BULK_SPELLINGS_MAX 256u

BulkSpellings *bulk_spellings_new (void);
void bulk_spellings_free (BulkSpellings *self);
gboolean bulk_spellings_add (BulkSpellings *self, const char *text, gsize length, guint row, guint64 count);
gboolean bulk_spellings_add_all (BulkSpellings *self, BulkSpellings *other);
guint bulk_spellings_get_n (BulkSpellings *self);
/* Those that differ from a more frequent one in letter case and spaces only; NULL if there are none. */
BulkSpellings *bulk_spellings_find_odd (BulkSpellings *self);
const char *bulk_spellings_get_better (BulkSpellings *odd, const char *text, gsize length); /* nullable */
gboolean bulk_spellings_equal (BulkSpellings *a, BulkSpellings *b);  /* as those to be changed; nullable both */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkSpellings, bulk_spellings_free)
G_END_DECLS
