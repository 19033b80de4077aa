/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>
#include "ui/milestones.h"
#include "ui/upload-page.h"
G_BEGIN_DECLS

struct _BulkUploadPage
{
  GtkWidget parent_instance;

  GtkLabel *phase_label;
  GtkLabel *file_label;
  GtkLabel *batch_label;
  GtkProgressBar *progress_bar;
  GtkLabel *progress_label;
  GtkButton *cancel_button;

  BulkRowSet *rows;          /* of the next table; NULL: all */
  gint64 parent_id;          /* record of the load whose rejected rows these are; 0: none */
  BulkSendOptions options;   /* of the next upload */
  int format;                /* of the next upload; -1: as the preferences say */
  BulkSending *sending;      /* the upload, or the latest; nullable */
  GCancellable *cancellable; /* not NULL: busy */
  GtkWindow *question;
  gboolean begun;            /* the table is read */
  gboolean asking;           /* whether the same rows are to be sent again */
  char *opening_words;       /* that it begins, for who hears it */
  char *spoken;              /* what was said last; nullable */
  gboolean waited;           /* at the latest look, for a time at which to try again */
  BulkMilestones milestones;
  guint refresh_id;
};

/* upload-page.c */
BulkLoad *bulk_upload_page_get_load (BulkUploadPage *self);   /* (transfer none) (nullable): what is being sent */

/* upload-page-progress.c: how far it is, to be seen and heard */
void bulk_upload_page_show_progress (BulkUploadPage *self);
void bulk_upload_page_begin_progress (BulkUploadPage *self);  /* shows it, and tells of it, from now on */
void bulk_upload_page_end_progress (BulkUploadPage *self);
G_END_DECLS
