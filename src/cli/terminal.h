/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* Text from files and servers could take over a terminal: on one, its control characters are shown, not obeyed. */
typedef enum
{
  BULK_ESCAPE_LINE,      /* one line: all of them */
  BULK_ESCAPE_CELL,      /* the same, with line ends and tabs as arrows */
  BULK_ESCAPE_LINES,     /* line ends and tabs stay */
} BulkEscape;

gboolean bulk_terminal_is_output (void);   /* standard output */
gboolean bulk_terminal_is_error (void);    /* standard error */
guint bulk_terminal_get_width (void);

void bulk_terminal_escape (GString *out, const char *text, gsize length, BulkEscape how);
guint bulk_terminal_fit (GString *out, const char *text, gsize length, guint width);

void bulk_terminal_print (const char *format, ...) G_GNUC_PRINTF (1, 2);
void bulk_terminal_error (const char *format, ...) G_GNUC_PRINTF (1, 2);
void bulk_terminal_progress (const char *format, ...) G_GNUC_PRINTF (1, 2);
void bulk_terminal_end_progress (void);
gboolean bulk_terminal_flush (void);

G_END_DECLS
