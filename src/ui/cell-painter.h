/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
G_BEGIN_DECLS

/* BulkCellPainter: draws many short texts in one font, each in one line of bounded width. Plain text, as Latin letters
 * and digits of the font, is shaped at once; all else goes the long way through PangoLayout. Main thread only. */
typedef struct _BulkCellPainter BulkCellPainter;

BulkCellPainter *bulk_cell_painter_new (PangoContext *context, gboolean bold);
void bulk_cell_painter_free (BulkCellPainter *self);
double bulk_cell_painter_get_line_height (BulkCellPainter *self);
double bulk_cell_painter_get_character_width (BulkCellPainter *self);
double bulk_cell_painter_measure (BulkCellPainter *self, const char *text, gsize length);
void bulk_cell_painter_draw (BulkCellPainter *self, GtkSnapshot *snapshot, const char *text, gsize length,
                             const graphene_rect_t *area, gboolean to_right, const GdkRGBA *color);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkCellPainter, bulk_cell_painter_free)
G_END_DECLS
