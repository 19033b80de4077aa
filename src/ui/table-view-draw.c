/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/table-view-private.h"

#include <math.h>
#include <string.h>
#include <adwaita.h>

#include "ui/cell-text.h"
#include "ui/describe.h"
#include "ui/format.h"
#include "ui/widget-color.h"

#define HEADER_KEY G_MAXUINT /* no row has this number */
#define BLOCK 8              /* rows are drawn a few columns further than seen, for scrolling sideways */
#define KEPT_ROWS 256        /* beside those in view */
#define HATCH 6
#define CORNER 8

/* A row as it was drawn; drawing it again while scrolling costs nothing. */
typedef struct
{
  GskRenderNode *node; /* nullable: an empty row */
  guint first;
  guint end;
  guint64 drawing;     /* the last that used it */
} DrawnRow;

struct _BulkTableRows
{
  GHashTable *rows; /* number → DrawnRow */
  guint64 drawing;
};

/* What is seen of a table. */
typedef struct
{
  double width;
  double height;
  double scroll_x;
  double scroll_y;
  guint first_row;
  guint end_row;
  guint first_column;
  guint end_column;
  GdkRGBA line;
  GdkRGBA dim;
  GdkRGBA tint;
  GdkRGBA selected;
} Seen;

/* Private helpers */

static void
drawn_row_free (gpointer data)
{
  DrawnRow *row = data;

  g_clear_pointer (&row->node, gsk_render_node_unref);
  g_free (row);
}

static GdkRGBA
fade (const GdkRGBA *color, float alpha)
{
  GdkRGBA faded = *color;

  faded.alpha *= alpha;
  return faded;
}

static gboolean
look_around (BulkTableView *self, Seen *seen)
{
  gboolean contrast = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
  guint n = bulk_table_view_get_n_columns (self);
  double rows;
  guint last;

  seen->width = gtk_widget_get_width (GTK_WIDGET (self));
  seen->height = gtk_widget_get_height (GTK_WIDGET (self));
  seen->scroll_x = bulk_table_view_get_scroll_x (self);
  seen->scroll_y = bulk_table_view_get_scroll_y (self);
  seen->line = fade (&self->color, contrast ? 0.5f : 0.12f);
  seen->dim = fade (&self->color, contrast ? 0.9f : 0.6f);
  seen->tint = fade (&self->color, contrast ? 0.1f : 0.05f);
  seen->selected = fade (&self->color, contrast ? 0.25f : 0.12f);
  if (n == 0)
    return FALSE;

  rows = MAX (seen->height - self->header_height, 0);
  seen->first_row = (guint) MIN (floor (seen->scroll_y / self->row_height), (double) self->n_rows);
  seen->end_row = (guint) MIN (ceil ((seen->scroll_y + rows) / self->row_height), (double) self->n_rows);
  seen->first_column = bulk_table_view_get_column_at (self, seen->scroll_x);
  if (seen->first_column == G_MAXUINT)
    return FALSE;
  last = bulk_table_view_get_column_at (self, seen->scroll_x + MAX (seen->width - self->numbers_width, 0));
  seen->end_column = last == G_MAXUINT ? n : last + 1;
  return TRUE;
}

static void
get_text_area (BulkTableView *self, guint index, double origin, double height, graphene_rect_t *area)
{
  const BulkTableColumn *column = bulk_table_view_get_column (self, index);

  graphene_rect_init (area, (float) (column->x - origin + BULK_TABLE_VIEW_PADDING), 0,
                      (float) (column->width - 2 * BULK_TABLE_VIEW_PADDING), (float) height);
}

/* How many characters a column could show at the very most: long cells are not looked at any further. */
static guint
get_max_characters (BulkTableView *self, const BulkTableColumn *column)
{
  double characters = column->width / (bulk_cell_painter_get_character_width (self->painter) / 4) + 8;

  return (guint) MIN (characters, 4 * BULK_TABLE_VIEW_MAX_CHARACTERS);
}

static void
draw_absent (BulkTableView *self, GtkSnapshot *snapshot, guint index, double origin)
{
  const BulkTableColumn *column = bulk_table_view_get_column (self, index);
  float x = (float) (column->x - origin);
  GdkRGBA ink = fade (&self->color, 0.16f), none = fade (&self->color, 0);
  const GskColorStop stops[] = { { 0, ink }, { 0.2f, ink }, { 0.2f, none }, { 1, none } };

  gtk_snapshot_append_repeating_linear_gradient (
      snapshot, &GRAPHENE_RECT_INIT (x, 0, (float) column->width, (float) self->row_height - 1),
      &GRAPHENE_POINT_INIT (x, 0), &GRAPHENE_POINT_INIT (x + HATCH, HATCH), stops, G_N_ELEMENTS (stops));
}

/* A tint, and a corner for those who do not see it. */
static void
draw_edited (BulkTableView *self, GtkSnapshot *snapshot, guint index, double origin)
{
  const BulkTableColumn *column = bulk_table_view_get_column (self, index);
  float x = (float) (column->x - origin);
  GdkRGBA ink, tint, none;

  bulk_widget_get_color (self->edited, &ink);
  tint = fade (&ink, 0.12f);
  none = fade (&ink, 0);
  gtk_snapshot_append_color (snapshot, &tint,
                             &GRAPHENE_RECT_INIT (x, 0, (float) column->width - 1, (float) self->row_height - 1));
  gtk_snapshot_append_linear_gradient (
      snapshot, &GRAPHENE_RECT_INIT (x, 0, CORNER, CORNER), &GRAPHENE_POINT_INIT (x, 0),
      &GRAPHENE_POINT_INIT (x + CORNER, CORNER),
      (const GskColorStop[]) { { 0, ink }, { 0.5f, ink }, { 0.5f, none }, { 1, none } }, 4);
}

/* Takes the room of the sign from the text. */
static void
draw_mark (BulkTableView *self, GtkSnapshot *snapshot, guint index, double origin, double height, graphene_rect_t *text)
{
  const BulkTableColumn *column = bulk_table_view_get_column (self, index);
  BulkTableMark mark = self->marks->len > 0 ? bulk_table_view_get_mark (self, index) : BULK_TABLE_MARK_NONE;

  if (mark == BULK_TABLE_MARK_NONE)
    return;
  bulk_table_view_draw_mark (self, snapshot, mark,
                             &GRAPHENE_RECT_INIT ((float) (column->x - origin), 0, (float) column->width - 1,
                                                  (float) height - 1), column->numeric);
  if (column->numeric)
    text->origin.x += BULK_TABLE_VIEW_SIGN;
  text->size.width = MAX (text->size.width - BULK_TABLE_VIEW_SIGN, 0);
}

static void
draw_cells (BulkTableView *self, GtkSnapshot *snapshot, guint row, guint first, guint end)
{
  double origin = bulk_table_view_get_column (self, first)->x;
  gboolean edited = bulk_table_is_edited (self->table);

  if (!bulk_table_read_row (self->table, row, self->cells))
    return;
  bulk_table_view_find_marks (self, row);
  for (guint i = first; i < end; i++)
    {
      const BulkCell *cell = bulk_cells_get (self->cells, i);
      const BulkTableColumn *column = bulk_table_view_get_column (self, i);
      graphene_rect_t area;

      if (cell->kind == BULK_CELL_ABSENT)
        draw_absent (self, snapshot, i, origin);
      if (edited && bulk_table_is_edited_cell (self->table, row, i))
        draw_edited (self, snapshot, i, origin);
      get_text_area (self, i, origin, self->row_height, &area);
      draw_mark (self, snapshot, i, origin, self->row_height, &area);
      if (cell->length == 0)
        continue;
      g_string_truncate (self->line, 0);
      bulk_cell_text_append_line (self->line, cell->text, cell->length, get_max_characters (self, column));
      bulk_cell_painter_draw (self->painter, snapshot, self->line->str, self->line->len, &area, column->numeric,
                              &self->color);
    }
  bulk_cells_clear (self->cells);
}

static void
draw_headers (BulkTableView *self, GtkSnapshot *snapshot, const GdkRGBA *dim, guint first, guint end)
{
  double origin = bulk_table_view_get_column (self, first)->x;

  bulk_table_view_find_marks (self, BULK_PROBLEM_NO_ROW);
  for (guint i = first; i < end; i++)
    {
      const char *header = bulk_table_view_get_header (self, i);
      gboolean named = *header != '\0';
      g_autofree char *name = named ? NULL : bulk_describe_column ("", i);
      const char *text = named ? header : name;
      graphene_rect_t area;

      get_text_area (self, i, origin, self->header_height, &area);
      draw_mark (self, snapshot, i, origin, self->header_height, &area);
      bulk_cell_painter_draw (named ? self->bold_painter : self->painter, snapshot, text, strlen (text), &area,
                              bulk_table_view_get_column (self, i)->numeric, named ? &self->color : dim);
    }
}

/* Draws a row, or the header, with its top at @y. */
static void
draw_row (BulkTableView *self, GtkSnapshot *snapshot, const Seen *seen, guint key, double y)
{
  DrawnRow *row = g_hash_table_lookup (self->rows->rows, GUINT_TO_POINTER (key));
  double x;

  if (row == NULL || row->first > seen->first_column || row->end < seen->end_column)
    {
      guint n = bulk_table_view_get_n_columns (self);
      GtkSnapshot *drawing = gtk_snapshot_new ();

      row = g_new0 (DrawnRow, 1);
      row->first = seen->first_column / BLOCK * BLOCK;
      row->end = MIN ((seen->end_column + BLOCK - 1) / BLOCK * BLOCK, n);
      if (key == HEADER_KEY)
        draw_headers (self, drawing, &seen->dim, row->first, row->end);
      else
        draw_cells (self, drawing, key, row->first, row->end);
      row->node = gtk_snapshot_free_to_node (drawing);
      g_hash_table_replace (self->rows->rows, GUINT_TO_POINTER (key), row);
    }
  row->drawing = self->rows->drawing;
  if (row->node == NULL)
    return;
  x = self->numbers_width + bulk_table_view_get_column (self, row->first)->x - seen->scroll_x;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_node (snapshot, row->node);
  gtk_snapshot_restore (snapshot);
}

static gboolean
is_old (gpointer key, gpointer value, gpointer drawing)
{
  return ((DrawnRow *) value)->drawing + 16 < *(guint64 *) drawing;
}

static double
get_row_y (BulkTableView *self, const Seen *seen, guint row)
{
  return self->header_height + row * self->row_height - seen->scroll_y;
}

static void
draw_lines (BulkTableView *self, GtkSnapshot *snapshot, const Seen *seen)
{
  const BulkTableColumn *last = bulk_table_view_get_column (self, seen->end_column - 1);
  double right = self->numbers_width + last->x + last->width - seen->scroll_x;
  double bottom = get_row_y (self, seen, seen->end_row);
  double left = self->numbers_width;

  for (guint row = seen->first_row; row < seen->end_row; row++)
    {
      double y = get_row_y (self, seen, row) + self->row_height - 1;

      gtk_snapshot_append_color (snapshot, &seen->line,
                                 &GRAPHENE_RECT_INIT ((float) left, (float) y, (float) (right - left), 1));
    }
  for (guint i = seen->first_column; i < seen->end_column; i++)
    {
      const BulkTableColumn *column = bulk_table_view_get_column (self, i);
      double x = self->numbers_width + column->x + column->width - seen->scroll_x - 1;

      gtk_snapshot_append_color (snapshot, &seen->line, &GRAPHENE_RECT_INIT ((float) x, 0, 1, (float) bottom));
    }
}

/* The current row and column are marked on all their length, as a ruler under a line of print. */
static void
draw_tints (BulkTableView *self, GtkSnapshot *snapshot, const Seen *seen)
{
  guint first, n;

  if (self->n_rows == 0)
    return;
  n = bulk_table_view_get_selected_rows (self, &first);
  gtk_snapshot_append_color (snapshot, n > 1 ? &seen->selected : &seen->tint,
                             &GRAPHENE_RECT_INIT (0, (float) get_row_y (self, seen, first), (float) seen->width,
                                                  (float) (n * self->row_height) - 1));
}

static void
draw_body (BulkTableView *self, GtkSnapshot *snapshot, const Seen *seen)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT ((float) self->numbers_width, (float) self->header_height,
                                                         (float) MAX (seen->width - self->numbers_width, 0),
                                                         (float) MAX (seen->height - self->header_height, 0)));
  draw_tints (self, snapshot, seen);
  gtk_widget_snapshot_child (widget, self->match, snapshot);
  for (guint row = seen->first_row; row < seen->end_row; row++)
    draw_row (self, snapshot, seen, row, get_row_y (self, seen, row));
  draw_lines (self, snapshot, seen);
  gtk_widget_snapshot_child (widget, self->cursor, snapshot);
  gtk_snapshot_pop (snapshot);
}

static void
draw_numbers (BulkTableView *self, GtkSnapshot *snapshot, const Seen *seen)
{
  double body = MAX (seen->height - self->header_height, 0);

  gtk_widget_snapshot_child (GTK_WIDGET (self), self->numbers, snapshot);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, (float) self->header_height, (float) self->numbers_width,
                                                         (float) body));
  draw_tints (self, snapshot, seen);
  for (guint row = seen->first_row; row < seen->end_row; row++)
    {
      /* The file's own number: rows that are left out leave a gap that tells of them. */
      g_autofree char *number = bulk_format_number ((guint64) bulk_table_get_source_row (self->table, row) + 1);
      gboolean current = row == self->cursor_row;
      BulkTableMark mark = bulk_table_view_get_row_mark (self, row);
      graphene_rect_t area;

      if (mark != BULK_TABLE_MARK_NONE)
        bulk_table_view_draw_mark (self, snapshot, mark,
                                   &GRAPHENE_RECT_INIT (0, (float) get_row_y (self, seen, row),
                                                        (float) self->numbers_width - 1, (float) self->row_height - 1),
                                   TRUE);

      graphene_rect_init (&area, BULK_TABLE_VIEW_PADDING, (float) get_row_y (self, seen, row),
                          (float) (self->numbers_width - 2 * BULK_TABLE_VIEW_PADDING), (float) self->row_height);
      bulk_cell_painter_draw (self->painter, snapshot, number, strlen (number), &area, TRUE,
                              current ? &self->color : &seen->dim);
    }
  gtk_snapshot_pop (snapshot);
}

static void
draw_header (BulkTableView *self, GtkSnapshot *snapshot, const Seen *seen)
{
  gtk_widget_snapshot_child (GTK_WIDGET (self), self->header, snapshot);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT ((float) self->numbers_width, 0,
                                                         (float) MAX (seen->width - self->numbers_width, 0),
                                                         (float) self->header_height));
  for (guint i = seen->first_column; i < seen->end_column; i++)
    {
      const BulkTableColumn *column = bulk_table_view_get_column (self, i);
      double x = self->numbers_width + column->x - seen->scroll_x;

      if (i == self->cursor_column && self->n_rows > 0)
        gtk_snapshot_append_color (snapshot, &seen->tint, &GRAPHENE_RECT_INIT ((float) x, 0, (float) column->width - 1,
                                                                               (float) self->header_height));
      gtk_snapshot_append_color (snapshot, &seen->line, &GRAPHENE_RECT_INIT ((float) (x + column->width - 1), 0, 1,
                                                                             (float) self->header_height));
    }
  draw_row (self, snapshot, seen, HEADER_KEY, 0);
  gtk_snapshot_pop (snapshot);
}

/* Public functions */

BulkTableRows *
bulk_table_rows_new (void)
{
  BulkTableRows *rows = g_new0 (BulkTableRows, 1);

  rows->rows = g_hash_table_new_full (NULL, NULL, NULL, drawn_row_free);
  return rows;
}

void
bulk_table_rows_free (BulkTableRows *rows)
{
  g_hash_table_unref (rows->rows);
  g_free (rows);
}

/* Forgets what was drawn: the font, a colour, a width or the table is another. */
void
bulk_table_rows_clear (BulkTableRows *rows)
{
  g_hash_table_remove_all (rows->rows);
}

void
bulk_table_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BulkTableView *self = BULK_TABLE_VIEW (widget);
  Seen seen = { 0 };

  bulk_table_view_update_look (self);
  if (!look_around (self, &seen))
    return;
  self->rows->drawing++;
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) seen.width, (float) seen.height));
  draw_body (self, snapshot, &seen);
  draw_numbers (self, snapshot, &seen);
  draw_header (self, snapshot, &seen);
  if (self->editor)
    gtk_widget_snapshot_child (widget, self->editor, snapshot);
  gtk_snapshot_pop (snapshot);
  if (g_hash_table_size (self->rows->rows) > seen.end_row - seen.first_row + KEPT_ROWS)
    g_hash_table_foreach_remove (self->rows->rows, is_old, &self->rows->drawing);
}
