/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "store/record.h"
G_BEGIN_DECLS
typedef enum
{
  BULK_CONFIRM_AGAIN_SEND,   /* the same rows are about to be sent once more */
  BULK_CONFIRM_AGAIN_OPEN,   /* their file is to be opened for it first */
} BulkConfirmAgainStep;

/* Asks whether rows that were or may have been loaded are to be sent once more, and shows what and when it was: file,
 * rows, hash and time. Declined: G_IO_ERROR_CANCELLED. */
void bulk_confirm_again_async (GtkWindow *parent, BulkRecord *earlier, BulkConfirmAgainStep step,
                               GAsyncReadyCallback callback, gpointer user_data);
gboolean bulk_confirm_again_finish (GAsyncResult *result, GError **error);
/* What it asks, and what it says below. */
const char *bulk_confirm_again_get_question (BulkRecord *earlier);
char *bulk_confirm_again_dup_details (BulkRecord *earlier, BulkConfirmAgainStep step);
G_END_DECLS
