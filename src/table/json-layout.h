/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
#include "table/json-scan.h"
#include "table/text.h"
G_BEGIN_DECLS

/* BulkJsonLayout: where the rows of a JSON text are. Plain data. */
typedef enum
{
  BULK_JSON_LAYOUT_ARRAY,    /* between brackets, with commas between them */
  BULK_JSON_LAYOUT_WRAPPED,  /* the same within an object, which is well-formed up to its end */
  BULK_JSON_LAYOUT_LINES,    /* one after the other: JSON Lines */
} BulkJsonLayoutKind;

typedef struct
{
  BulkJsonLayoutKind kind;
  gsize start;               /* of the first row */
} BulkJsonLayout;

gboolean bulk_json_layout_find (BulkJsonLayout *self, BulkText *text, const char *name,
                                GCancellable *cancellable, GError **error);
G_END_DECLS
