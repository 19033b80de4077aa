/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/number-text.h"
#include "table/xml-reader.h"
G_BEGIN_DECLS

/* BulkOdsStyles: what the styles of an ODS file say of its dates and sheets: whether a date is seen with its time, and
 * whether a sheet is hidden. Fed with the elements of styles.xml and content.xml, whose list of names is
 * bulk_ods_names. */
typedef struct _BulkOdsStyles BulkOdsStyles;

BulkOdsStyles *bulk_ods_styles_new (void);
void bulk_ods_styles_free (BulkOdsStyles *self);
/* The common styles: styles.xml, which may be absent. */
gboolean bulk_ods_styles_read (BulkOdsStyles *self, BulkPackage *package, GCancellable *cancellable, GError **error);
/* Elements of any part; what is no style is left alone. */
void bulk_ods_styles_start (BulkOdsStyles *self, int element, const BulkXmlAttribute *attributes, guint n_attributes);
void bulk_ods_styles_end (BulkOdsStyles *self, int element);

/* BULK_NUMBER_PLAIN where nothing is known; style nullable. */
BulkNumberClass bulk_ods_styles_get_class (BulkOdsStyles *self, const char *cell_style);
gboolean bulk_ods_styles_is_hidden (BulkOdsStyles *self, const char *table_style);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkOdsStyles, bulk_ods_styles_free)
G_END_DECLS
