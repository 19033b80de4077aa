/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/number-text.h"
#include "table/package.h"
G_BEGIN_DECLS

/* Which of a workbook's cell formats are of dates and times. */
typedef struct
{
  guint8 *classes;      /* BulkNumberClass */
  guint n;
} BulkXlsxStyles;

gboolean bulk_xlsx_styles_read (BulkXlsxStyles *self, BulkPackage *package, const char *part, GCancellable *cancellable,
                                GError **error);
void bulk_xlsx_styles_clear (BulkXlsxStyles *self);

static inline BulkNumberClass
bulk_xlsx_styles_get (const BulkXlsxStyles *self, guint style)
{
  return style < self->n ? self->classes[style] : BULK_NUMBER_PLAIN;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BulkXlsxStyles, bulk_xlsx_styles_clear)
G_END_DECLS
