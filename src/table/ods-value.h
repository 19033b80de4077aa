/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/cells.h"
#include "table/ods-styles.h"
G_BEGIN_DECLS

/* BulkOdsValue: what the attributes of a cell say it holds. */
typedef enum
{
  BULK_ODS_SET,       /* kind and text; the paragraphs only show it */
  BULK_ODS_IN_TEXT,   /* what the paragraphs say */
  BULK_ODS_UNSURE,    /* kind and text, unless the paragraphs say that it is an error */
} BulkOdsWhere;

typedef struct
{
  BulkOdsWhere where;
  BulkCellKind kind;
  gboolean has_type;
  gboolean is_formula;
  gboolean is_error;  /* a formula that failed, for certain */
  const char *text;   /* in the attributes, or in the buffer */
  gsize length;
  char buffer[BULK_NUMBER_TEXT_SIZE];
} BulkOdsValue;

/* The style of the cell, its row or its column that says how a date is seen; asked for dates only. */
typedef const char *(*BulkOdsStyleFunc) (const BulkXmlAttribute *attributes, guint n_attributes, gpointer user_data);

void bulk_ods_value_read (BulkOdsValue *self, const BulkXmlAttribute *attributes, guint n_attributes,
                          BulkOdsStyles *styles, BulkOdsStyleFunc find_style, gpointer user_data);
gboolean bulk_ods_value_is_error_text (const char *text, gsize length);
G_END_DECLS
