/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "checks/check.h"
G_BEGIN_DECLS

/* A date as it is written. */
typedef struct
{
  BulkDateForm form;
  guint year;
  guint first, second;    /* month and day where the year is first; else as they stand */
  gboolean month_is_first; /* where the form tells: it has the year first, or names the month */
  const char *rest;       /* the time behind it; within the text */
  gsize rest_length;
} BulkDate;

BulkDateForm bulk_date_parse (const char *text, gsize length, BulkDate *date);
/* which alone is possible; unknown: both, or it does not matter */
BulkDateOrder bulk_date_get_order (const BulkDate *date);
gboolean bulk_date_is_order_free (const BulkDate *date);    /* the form leaves the order open */
char *bulk_date_dup_iso (const BulkDate *date, BulkDateOrder order); /* nullable: cannot be told */
G_END_DECLS
