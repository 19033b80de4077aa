/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "load/row-match.h"
G_BEGIN_DECLS

struct _BulkRowMatch
{
  gatomicrefcount references;
  guint n;
  guint key_column;
  guint *rows;
  guint8 *kinds;
};

BulkRowMatch *bulk_row_match_new_empty (guint n);   /* nothing is found yet */
G_END_DECLS
