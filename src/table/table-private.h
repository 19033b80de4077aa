/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/table.h"
#include "table/table-loader.h"
#include "table/text.h"
#include "table/edit-batch-private.h"
G_BEGIN_DECLS

/* For BulkImport, which makes tables. */

/* The text is nullable (a format without one); has_dialect: csv. */
typedef struct
{
  BulkSnapshot *snapshot;
  BulkText *text;
  gboolean has_dialect;
  BulkDialect dialect;
  gboolean has_header;
} BulkTableSource;

struct _BulkTable
{
  GObject parent_instance;
  BulkReader *reader;
  BulkTableSource source;
  BulkTableLoader *loader;   /* while loading in a thread */
  GPtrArray *waiting;        /* see table-wait.c */
  guint n_rows;              /* of the file; atomic: told in the main context, read in any */
  guint n_columns;           /* of the file; atomic */
  int complete;              /* atomic */
  double fraction;
  GError *load_error;
  struct _BulkTableLook *look;
  guint look_rows;           /* how many rows it looked at */
  guint look_columns;

  /* table-edition.c */
  BulkEdition *edition;      /* atomic; NULL: all is as in the file */
  int n_readers;             /* atomic: who is in an edition right now */
  GPtrArray *retired;        /* BulkEditStep: with editions that somebody may be in still */
  BulkEdits *edits;          /* nullable */
  gboolean frozen;
};

BulkTable *bulk_table_new (BulkReader *reader, const BulkTableSource *source);
/* Indexes in the calling thread; nothing is signalled. */
gboolean bulk_table_load (BulkTable *self, GCancellable *cancellable, GError **error);
/* Indexes in a thread; finishes as soon as there are rows to show, or with the failure if there is none before it. */
void bulk_table_load_async (BulkTable *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean bulk_table_load_finish (BulkTable *self, GAsyncResult *result, GError **error);

gboolean bulk_table_is_over (BulkTable *self);   /* complete, or it cannot be */

/* table-wait.c: who waits for the table; main thread */
/* The task is (transfer full), and ends with the table; with the first rows already if they suffice. */
void bulk_table_wait_for (BulkTable *self, GTask *task, gboolean rows_suffice);
void bulk_table_answer_waiting (BulkTable *self);   /* there is news */
void bulk_table_wait_free (gpointer wait);

/* table-edition.c: the table as edited. For BulkEdits. */
BulkEdition *bulk_table_get_edition (BulkTable *self);    /* (transfer none) (nullable); main thread */
/* In the main thread; bounds: where it is other than what was. A reference is taken. */
void bulk_table_set_edition (BulkTable *self, BulkEdition *edition, const BulkEditBounds *bounds);
/* (transfer full); freed when nobody is in its editions */
void bulk_table_retire (BulkTable *self, BulkEditStep *step);
BulkEditBatch *bulk_table_begin_batch (BulkTable *self, const char *label);
gboolean bulk_table_find_column (BulkTable *self, guint id, guint *index);
/* An edition to read in, in any thread; NULL: the file itself. To be left again if it is not NULL. */
BulkEdition *bulk_table_enter_edition (BulkTable *self);
void bulk_table_leave_edition (BulkTable *self);
void bulk_table_finalize_edition (BulkTable *self);

/* table-look.c: what the first rows look like */
typedef struct _BulkTableLook BulkTableLook;
BulkTableLook *bulk_table_look_new (BulkTable *table);
void bulk_table_look_free (BulkTableLook *self);
gboolean bulk_table_look_is_numeric (BulkTableLook *self, guint column);
guint bulk_table_look_get_width (BulkTableLook *self, guint column);
#define BULK_TABLE_LOOK_ROWS 200u

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkTableLook, bulk_table_look_free)
G_END_DECLS
