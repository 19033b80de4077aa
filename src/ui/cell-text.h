/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* What a cell's text looks like on a screen and on the clipboard. Pure functions; text is not NUL-terminated. */
#define BULK_CELL_TEXT_RETURN "↵"

gboolean bulk_cell_text_append_line (GString *line, const char *text, gsize length, guint max_characters);
char *bulk_cell_text_dup_line (const char *text, gsize length, guint max_characters);
char *bulk_cell_text_dup_full (const char *text, gsize length, guint max_characters);
char *bulk_cell_text_dup_copy (const char *text, gsize length);
void bulk_cell_text_append_tabbed (GString *row, const char *text, gsize length);
G_END_DECLS
