/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/ods-columns.h"
#include "table/ods-content.h"
#include "table/ods-text.h"
#include "table/ods-value.h"
G_BEGIN_DECLS

/* Where in the file the reading is. */
typedef struct
{
  gboolean is_open;
  gboolean is_stored;      /* its rows go to the store */
  guint64 n_rows;          /* that are over */
  BulkOdsColumns *columns;
  guint n_hidden_groups;   /* groups of rows around that are folded away */
} BulkOdsOpenSheet;

typedef struct
{
  gboolean is_open;
  guint64 repeat;
  char *style;             /* nullable */
  gboolean is_hidden;
  gboolean has_failed;     /* a formula */
  guint next_column;
  guint width;             /* up to the last cell that is not empty */
} BulkOdsOpenRow;

typedef struct
{
  gboolean is_open;        /* its paragraphs count */
  guint column;
  guint repeat;
  guint columns_spanned;
  guint64 rows_spanned;
  BulkOdsValue value;
  BulkOdsText text;
} BulkOdsOpenCell;

struct _BulkOdsContent
{
  BulkPackage *package;
  BulkPart *part;
  char *wanted;
  BulkSheetStore *store;
  BulkOdsContentHandlers handlers;
  gpointer user_data;
  BulkOdsStyles *styles;
  GArray *sheets;          /* BulkOdsSheet */
  gboolean has_chosen;
  BulkOdsOpenSheet sheet;
  BulkOdsOpenRow row;
  BulkOdsOpenCell cell;
};

static inline BulkOdsSheet *
bulk_ods_content_get_last (BulkOdsContent *self)
{
  return &g_array_index (self->sheets, BulkOdsSheet, self->sheets->len - 1);
}

/* A half sentence, which the XML reader completes. */
void bulk_ods_content_fail_limit (BulkXmlReader *reader, const char *message);

/* How often something is repeated, or how far it goes: at least once. */
static inline guint64
bulk_ods_content_get_count (const BulkXmlAttribute *attributes, guint n, int id)
{
  const char *text = bulk_xml_find (attributes, n, id);
  guint64 count = text != NULL ? g_ascii_strtoull (text, NULL, 10) : 1;

  return CLAMP (count, 1, (guint64) 1 << 32);
}

/* ods-content-rows.c: sheets, columns and rows */
void bulk_ods_content_choose (BulkOdsContent *self);   /* the sheet that is open is the one to be stored */
void bulk_ods_content_begin_sheet (BulkOdsContent *self, BulkXmlReader *reader, const BulkXmlAttribute *attributes,
                                   guint n);
void bulk_ods_content_end_sheet (BulkOdsContent *self);
void bulk_ods_content_add_columns (BulkOdsContent *self, const BulkXmlAttribute *attributes, guint n);
void bulk_ods_content_begin_row (BulkOdsContent *self, const BulkXmlAttribute *attributes, guint n);
void bulk_ods_content_end_row (BulkOdsContent *self, BulkXmlReader *reader);
G_END_DECLS
