/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/cells.h"
G_BEGIN_DECLS
/* What cells hold, as numbers to compare: the same for all ways to write the same value, "250.50", 250.5 and " 250.5 ".
 * Collisions of 64 bits: less than one in ten million for a million rows with a million errors. */
guint64 bulk_row_digest_text (const char *text, gsize length);
/* Of a value in a column; 0 for one that is empty. The sum over a row's columns stands for the row. */
guint64 bulk_row_digest_cell (guint column, const char *text, gsize length);
G_END_DECLS
