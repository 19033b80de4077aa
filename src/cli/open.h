/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "cli/exit-code.h"
#include "table/table.h"
G_BEGIN_DECLS

/* FILE and how to read it: what "inspect", "convert" and "upload" have in common. */
typedef struct
{
  char **files;
  char *encoding;
  char *delimiter;
  gboolean no_header;
  char *sheet;
  char *template;          /* name of one that is kept, or a file */
  gboolean allow_missing;  /* columns of the template that are not there are reported otherwise */
} BulkOpen;

void bulk_open_add_options (BulkOpen *self, GOptionContext *context);
void bulk_open_clear (BulkOpen *self);
gboolean bulk_open_parse (BulkOpen *self, GOptionContext *context, int argc, char **argv);
char *bulk_open_dup_local_path (const BulkOpen *self);
char *bulk_open_dup_shown_name (const BulkOpen *self);
BulkTable *bulk_open_table (BulkOpen *self, BulkCliExit *exit_code);
void bulk_open_say_usage (const char *command, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BulkOpen, bulk_open_clear)
G_END_DECLS
