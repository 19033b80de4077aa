/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* BulkEditTexts: texts that were typed or made by a fix, kept as long as anything may show them. Reference counted
 * (atomic); filled by one thread at a time. A text stays where it is from when it is added. */
typedef struct _BulkEditTexts BulkEditTexts;
BulkEditTexts *bulk_edit_texts_new (void);
BulkEditTexts *bulk_edit_texts_ref (BulkEditTexts *self);
void bulk_edit_texts_unref (BulkEditTexts *self);
const char *bulk_edit_texts_add (BulkEditTexts *self, const char *text, gsize length);   /* not NUL-terminated */
void bulk_edit_texts_adopt (BulkEditTexts *self, BulkEditTexts *other);  /* all of other's; it is empty then */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkEditTexts, bulk_edit_texts_unref)
G_END_DECLS
