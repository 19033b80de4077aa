/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

typedef enum
{
  BULK_NUMBER_NONE,
  BULK_NUMBER_PLAIN,       /* -1200.50, 1e6 */
  BULK_NUMBER_FORMATTED,   /* 1,200.50, 1.200,50, $1200, (12), 5 % */
} BulkNumberForm;

typedef struct
{
  BulkNumberForm form;
  char decimal_mark;       /* that its marks can only mean: '.' or ','; 0: there is none, or it cannot be told */
  gboolean open;           /* one mark with three digits behind: 1,200 may be much or little */
  gboolean percent;
} BulkNumber;

BulkNumberForm bulk_number_parse (const char *text, gsize length, BulkNumber *number);
char *bulk_number_dup_plain (const char *text, gsize length, char decimal_mark); /* nullable: cannot be told */
G_END_DECLS
