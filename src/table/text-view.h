/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/text.h"
G_BEGIN_DECLS

/* BulkTextView: the part of a text that who goes through it in order looks at, read rather than mapped. Zeroed: nothing
 * is in view. For one thread, and one text at a time. */
typedef struct
{
  char *buffer;
  const char *data;    /* nullable: nothing is in view */
  gsize start, end;    /* of the part in the text */
} BulkTextView;

void bulk_text_view_clear (BulkTextView *self);
/* Has @at in view, with what comes after it. */
void bulk_text_view_look_at (BulkTextView *self, BulkText *text, gsize at);
/* Where a row from @at on was not found: looks from there on if that may be because the view ends. FALSE: it is not. */
gboolean bulk_text_view_look_further (BulkTextView *self, BulkText *text, gsize at);
G_END_DECLS
