/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cell-painter.h"

#include <math.h>
#include <string.h>

#define LATIN_END 0x250 /* letters up to here need no more than their font's glyphs side by side */
#define SOFT_HYPHEN 0xad

typedef enum { UNKNOWN, PLAIN, SPECIAL } Character;

struct _BulkCellPainter
{
  PangoLayout *layout;
  PangoItem *item;            /* how the font shapes Latin letters */
  PangoGlyphString *glyphs;   /* reused from text to text */
  PangoGlyphString *ellipsis;
  PangoShapeFlags flags;
  int ellipsis_width;         /* Pango units, as are those that follow */
  int ascent;
  int descent;
  int character_width;
  guint8 characters[LATIN_END];
};

/* Private helpers */

static PangoItem *
itemize (PangoContext *context, const char *text)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  GList *items = pango_itemize (context, text, 0, strlen (text), attributes, NULL);
  PangoItem *item = items ? items->data : NULL;

  for (GList *l = items ? items->next : NULL; l; l = l->next)
    pango_item_free (l->data);
  g_list_free (items);
  return item;
}

static gboolean
is_plain_character (BulkCellPainter *self, gunichar character)
{
  if (character >= LATIN_END || character < 0x20 || character == SOFT_HYPHEN)
    return FALSE;
  if (self->characters[character] == UNKNOWN)
    self->characters[character]
        = pango_font_has_char (self->item->analysis.font, character) ? PLAIN : SPECIAL;
  return self->characters[character] == PLAIN;
}

static gboolean
is_plain (BulkCellPainter *self, const char *text, gsize length)
{
  if (self->item == NULL)
    return FALSE;
  for (const char *p = text, *end = text + length; p < end; p = g_utf8_next_char (p))
    if (!is_plain_character (self, (guchar) *p < 0x80 ? (gunichar) *p : g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static int
shape (BulkCellPainter *self, const char *text, gsize length)
{
  pango_shape_with_flags (text, (int) length, text, (int) length, &self->item->analysis, self->glyphs, self->flags);
  return pango_glyph_string_get_width (self->glyphs);
}

/* Leaves as many whole clusters as there is room for beside an ellipsis. Returns the width, 0 if nothing fits. */
static int
cut (BulkCellPainter *self, int room)
{
  PangoGlyphString *glyphs = self->glyphs;
  int width = 0, fits = 0, fits_width = 0, n_ellipsis = self->ellipsis->num_glyphs;

  room -= self->ellipsis_width;
  for (int i = 0; i < glyphs->num_glyphs && width <= room; i++)
    {
      if (i == 0 || glyphs->log_clusters[i] != glyphs->log_clusters[i - 1])
        fits = i, fits_width = width;
      width += glyphs->glyphs[i].geometry.width;
    }
  if (room < 0)
    return 0;
  pango_glyph_string_set_size (glyphs, fits + n_ellipsis);
  for (int i = 0; i < n_ellipsis; i++)
    {
      glyphs->glyphs[fits + i] = self->ellipsis->glyphs[i];
      glyphs->log_clusters[fits + i] = 0;
    }
  return fits_width + self->ellipsis_width;
}

static void
draw_plain (BulkCellPainter *self, GtkSnapshot *snapshot, const char *text, gsize length, const graphene_rect_t *area,
            gboolean to_right, const GdkRGBA *color)
{
  int room = (int) MIN (area->size.width * PANGO_SCALE, G_MAXINT / 2);
  int width = shape (self, text, length);
  double x = area->origin.x;
  double top = area->origin.y + (area->size.height - bulk_cell_painter_get_line_height (self)) / 2;
  GskRenderNode *node;

  if (width > room)
    width = cut (self, room);
  if (width == 0)
    return;
  if (to_right)
    x += floor (area->size.width - (double) width / PANGO_SCALE);
  node = gsk_text_node_new (self->item->analysis.font, self->glyphs, color,
                            &GRAPHENE_POINT_INIT ((float) x, (float) floor (top + (double) self->ascent
                                                                            / PANGO_SCALE)));
  if (node == NULL) /* nothing but spaces */
    return;
  gtk_snapshot_append_node (snapshot, node);
  gsk_render_node_unref (node);
}

static void
draw_layout (BulkCellPainter *self, GtkSnapshot *snapshot, const char *text, gsize length, const graphene_rect_t *area,
             gboolean to_right, const GdkRGBA *color)
{
  int baseline;
  double y = area->origin.y + (area->size.height - bulk_cell_painter_get_line_height (self)) / 2;

  pango_layout_set_text (self->layout, text, (int) length);
  pango_layout_set_width (self->layout, (int) MIN (area->size.width * PANGO_SCALE, G_MAXINT / 2));
  pango_layout_set_alignment (self->layout, to_right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  /* Other scripts may need taller lines: all the texts of a row keep one baseline. */
  baseline = pango_layout_get_baseline (self->layout);
  y = floor (y + (double) self->ascent / PANGO_SCALE) - (double) baseline / PANGO_SCALE;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (area->origin.x, (float) y));
  gtk_snapshot_append_layout (snapshot, self->layout, color);
  gtk_snapshot_restore (snapshot);
}

/* Public functions */

/**
 * bulk_cell_painter_new:
 * @context: a widget's; not kept up with: when its serial changes, make a new painter
 * @bold: whether to draw in bold
 *
 * Returns: (transfer full): a painter
 */
BulkCellPainter *
bulk_cell_painter_new (PangoContext *context, gboolean bold)
{
  BulkCellPainter *self = g_new0 (BulkCellPainter, 1);
  PangoContext *own = pango_context_new ();
  PangoFontDescription *font = pango_font_description_copy (pango_context_get_font_description (context));
  PangoFontMetrics *metrics;

  if (bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_context_set_font_map (own, pango_context_get_font_map (context));
  pango_context_set_language (own, pango_context_get_language (context));
  pango_context_set_base_dir (own, PANGO_DIRECTION_LTR);
  pango_context_set_round_glyph_positions (own, pango_context_get_round_glyph_positions (context));
  pango_cairo_context_set_font_options (own, pango_cairo_context_get_font_options (context));
  pango_cairo_context_set_resolution (own, pango_cairo_context_get_resolution (context));
  pango_context_set_font_description (own, font);

  self->flags = pango_context_get_round_glyph_positions (own) ? PANGO_SHAPE_ROUND_POSITIONS : PANGO_SHAPE_NONE;
  self->layout = pango_layout_new (own);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (self->layout, TRUE);
  metrics = pango_context_get_metrics (own, font, pango_context_get_language (own));
  self->ascent = pango_font_metrics_get_ascent (metrics);
  self->descent = pango_font_metrics_get_descent (metrics);
  self->character_width = MAX (pango_font_metrics_get_approximate_char_width (metrics),
                               pango_font_metrics_get_approximate_digit_width (metrics));
  pango_font_metrics_unref (metrics);

  self->glyphs = pango_glyph_string_new ();
  self->item = itemize (own, "a");
  if (self->item)
    {
      self->ellipsis_width = shape (self, "…", strlen ("…"));
      if (!pango_font_has_char (self->item->analysis.font, g_utf8_get_char ("…")))
        self->ellipsis_width = shape (self, "...", 3);
    }
  self->ellipsis = pango_glyph_string_copy (self->glyphs);
  pango_font_description_free (font);
  g_object_unref (own);
  return self;
}

/**
 * bulk_cell_painter_free:
 * @self: a painter
 */
void
bulk_cell_painter_free (BulkCellPainter *self)
{
  g_clear_pointer (&self->item, pango_item_free);
  g_clear_object (&self->layout);
  pango_glyph_string_free (self->glyphs);
  pango_glyph_string_free (self->ellipsis);
  g_free (self);
}

/**
 * bulk_cell_painter_get_line_height:
 * @self: a painter
 *
 * Returns: pixels
 */
double
bulk_cell_painter_get_line_height (BulkCellPainter *self)
{
  return (double) (self->ascent + self->descent) / PANGO_SCALE;
}

/**
 * bulk_cell_painter_get_character_width:
 * @self: a painter
 *
 * Returns: pixels of a usual character
 */
double
bulk_cell_painter_get_character_width (BulkCellPainter *self)
{
  return (double) self->character_width / PANGO_SCALE;
}

/**
 * bulk_cell_painter_measure:
 * @self: a painter
 * @text: valid UTF-8 without line ends and control characters
 * @length: its bytes
 *
 * Returns: pixels that @text is wide
 */
double
bulk_cell_painter_measure (BulkCellPainter *self, const char *text, gsize length)
{
  int width;

  if (length == 0)
    return 0;
  if (is_plain (self, text, length))
    return (double) shape (self, text, length) / PANGO_SCALE;
  pango_layout_set_text (self->layout, text, (int) length);
  pango_layout_set_width (self->layout, -1);
  pango_layout_get_size (self->layout, &width, NULL);
  return (double) width / PANGO_SCALE;
}

/**
 * bulk_cell_painter_draw:
 * @self: a painter
 * @snapshot: what to draw on
 * @text: valid UTF-8 without line ends and control characters
 * @length: its bytes
 * @area: where to, in pixels: the line is centred between top and bottom, and cut with an ellipsis where it is too wide
 * @to_right: whether it ends at the right side of @area
 * @color: the colour
 */
void
bulk_cell_painter_draw (BulkCellPainter *self, GtkSnapshot *snapshot, const char *text, gsize length,
                        const graphene_rect_t *area, gboolean to_right, const GdkRGBA *color)
{
  if (length == 0 || area->size.width <= 0)
    return;
  if (is_plain (self, text, length))
    draw_plain (self, snapshot, text, length, area, to_right, color);
  else
    draw_layout (self, snapshot, text, length, area, to_right, color);
}
