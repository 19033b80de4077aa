/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/xml-reader.h"
G_BEGIN_DECLS

/* BulkOdsText: the text of one cell after the other, out of its paragraphs, in the buffer of the XML reader. Elements
 * stand for line ends, tabs and more than one space. */
typedef struct
{
  gboolean is_begun;     /* there was a paragraph */
  gboolean is_open;      /* within one */
  gboolean is_at_start;  /* of one: nothing but white space so far */
  gsize settled;         /* bytes of the buffer that stay as they are */
  guint64 n_spaces;      /* made out of elements, in all cells */
} BulkOdsText;

void bulk_ods_text_reset (BulkOdsText *self, BulkXmlReader *reader);       /* a cell begins */
void bulk_ods_text_begin_paragraph (BulkOdsText *self, BulkXmlReader *reader);
void bulk_ods_text_end_paragraph (BulkOdsText *self, BulkXmlReader *reader);
/* an element for n of these */
void bulk_ods_text_add (BulkOdsText *self, BulkXmlReader *reader, char character, guint64 n);
char *bulk_ods_text_end (BulkOdsText *self, BulkXmlReader *reader, gsize *length);  /* (transfer none) */

#define BULK_ODS_MAX_SPACES ((guint64) 64 << 20)    /* a few bytes of XML stand for as many spaces as they say */
G_END_DECLS
