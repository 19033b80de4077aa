/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/table-view-private.h"

#include <math.h>
#include <string.h>
#include <adwaita.h>

#include "ui/format.h"
#include "ui/widget-color.h"

enum
{
  PROP_0,
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

static void bulk_table_view_scrollable_init (GtkScrollableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BulkTableView, bulk_table_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, bulk_table_view_scrollable_init))

/* Private helpers */

static void
update_numbers_width (BulkTableView *self)
{
  guint n = self->table ? self->n_rows + bulk_table_get_n_removed_rows (self->table) : 0;
  g_autofree char *number = bulk_format_number (MAX (n, 99));
  double width;

  /* Digits are as good as equally wide; the widest of them is what room is made for. */
  for (char *p = number; *p; p++)
    if (g_ascii_isdigit (*p))
      *p = '8';
  width = ceil (bulk_cell_painter_measure (self->painter, number, strlen (number))) + 2 * BULK_TABLE_VIEW_PADDING
          + BULK_TABLE_VIEW_SIGN;
  /* Growing only: columns must not jump to and fro while a file is read. */
  self->numbers_width = MAX (self->numbers_width, width);
}

/* Keeps up with the font and the colours. */
void
bulk_table_view_update_look (BulkTableView *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  GdkRGBA color;

  bulk_widget_get_color (GTK_WIDGET (self), &color);
  if (!gdk_rgba_equal (&color, &self->color))
    {
      self->color = color;
      bulk_table_rows_clear (self->rows);
    }
  if (self->painter && self->context_serial == pango_context_get_serial (context))
    return;
  g_clear_pointer (&self->painter, bulk_cell_painter_free);
  g_clear_pointer (&self->bold_painter, bulk_cell_painter_free);
  self->context_serial = pango_context_get_serial (context);
  self->painter = bulk_cell_painter_new (context, FALSE);
  self->bold_painter = bulk_cell_painter_new (context, TRUE);
  self->row_height = ceil (bulk_cell_painter_get_line_height (self->painter)) + 2 * BULK_TABLE_VIEW_ROW_PADDING + 1;
  self->header_height = ceil (bulk_cell_painter_get_line_height (self->bold_painter))
                        + 2 * BULK_TABLE_VIEW_ROW_PADDING + 5;
  self->numbers_width = 0;
  self->n_measured = 0;
  bulk_table_rows_clear (self->rows);
  update_numbers_width (self);
  bulk_table_view_guess_columns (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static GtkWidget *
add_child (BulkTableView *self, const char *css_class)
{
  GtkWidget *child = g_object_new (ADW_TYPE_BIN, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "can-target",
                                   FALSE, NULL);

  gtk_widget_add_css_class (child, css_class);
  gtk_widget_set_parent (child, GTK_WIDGET (self));
  return child;
}

/* A child must not be allocated smaller than its borders want. */
static void
place_child (GtkWidget *child, double x, double y, double width, double height)
{
  int min_width, min_height;
  GtkAllocation area = { 0 };

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &min_width, NULL, NULL, NULL);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, &min_height, NULL, NULL, NULL);
  area.x = (int) CLAMP (x, -100000, 100000);
  area.y = (int) CLAMP (y, -100000, 100000);
  area.width = MAX ((int) width, min_width);
  area.height = MAX ((int) height, min_height);
  gtk_widget_size_allocate (child, &area, -1);
}

static void
place_on_cell (BulkTableView *self, GtkWidget *child, guint row, guint column)
{
  graphene_rect_t area;
  gboolean there = row < self->n_rows && column < bulk_table_view_get_n_columns (self);

  gtk_widget_set_child_visible (child, there);
  if (!there)
    return;
  bulk_table_view_get_cell_area (self, row, column, &area);
  place_child (child, area.origin.x, area.origin.y, area.size.width, area.size.height);
}

/* Callbacks */

static void
on_items_changed (BulkTableView *self, guint position, guint removed, guint added, GListModel *model)
{
  self->n_rows = bulk_table_get_n_rows (self->table);
  if (removed > 0 || position + added < self->n_rows)
    bulk_table_rows_clear (self->rows);
  update_numbers_width (self);
  bulk_table_view_guess_columns (self);
  bulk_table_view_clamp_cursor (self);
  bulk_table_view_update_adjustments (self);
  bulk_table_view_describe (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_n_columns (BulkTableView *self)
{
  on_items_changed (self, 0, 0, 0, NULL);
}

static void
on_edited (BulkTableView *self)
{
  bulk_table_rows_clear (self->rows);
  bulk_table_view_describe_cursor (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_columns_edited (BulkTableView *self)
{
  bulk_table_view_renew_columns (self);
  on_items_changed (self, 0, 0, 0, NULL);
}

/* Overrides */

static GtkSizeRequestMode
bulk_table_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
bulk_table_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
  BulkTableView *self = BULK_TABLE_VIEW (widget);

  bulk_table_view_update_look (self);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = (int) self->numbers_width + 80;
      *natural = MAX (*minimum, 640);
    }
  else
    {
      *minimum = (int) (self->header_height + 2 * self->row_height);
      *natural = (int) (self->header_height + 12 * self->row_height);
    }
}

static void
bulk_table_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BulkTableView *self = BULK_TABLE_VIEW (widget);

  bulk_table_view_update_adjustments (self);
  place_child (self->header, 0, 0, width, self->header_height);
  place_child (self->numbers, 0, self->header_height, self->numbers_width, MAX (height - self->header_height, 0));
  place_on_cell (self, self->cursor, self->cursor_row, self->cursor_column);
  place_on_cell (self, self->match, self->match_row, self->match_column);
  bulk_table_view_place_editor (self, width, height);
  if (self->popover)
    gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
bulk_table_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (bulk_table_view_parent_class)->css_changed (widget, change);
  bulk_table_view_update_look (BULK_TABLE_VIEW (widget));
}

static gboolean
bulk_table_view_get_border (GtkScrollable *scrollable, GtkBorder *border)
{
  BulkTableView *self = BULK_TABLE_VIEW (scrollable);

  *border = (GtkBorder) { (gint16) self->numbers_width, 0, (gint16) self->header_height, 0 };
  return TRUE;
}

static void
bulk_table_view_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  BulkTableView *self = BULK_TABLE_VIEW (object);

  switch (property_id)
    {
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->hadjustment);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->vadjustment);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->hscroll_policy);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->vscroll_policy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
bulk_table_view_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  BulkTableView *self = BULK_TABLE_VIEW (object);

  switch (property_id)
    {
    case PROP_HADJUSTMENT:
      bulk_table_view_set_adjustment (self, &self->hadjustment, g_value_get_object (value), "hadjustment");
      break;
    case PROP_VADJUSTMENT:
      bulk_table_view_set_adjustment (self, &self->vadjustment, g_value_get_object (value), "vadjustment");
      break;
    case PROP_HSCROLL_POLICY:
      self->hscroll_policy = (guint) g_value_get_enum (value) & 1;
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    case PROP_VSCROLL_POLICY:
      self->vscroll_policy = (guint) g_value_get_enum (value) & 1;
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
bulk_table_view_dispose (GObject *object)
{
  BulkTableView *self = BULK_TABLE_VIEW (object);
  GtkWidget *child;

  bulk_table_view_set_problems (self, NULL);
  bulk_table_view_set_table (self, NULL);
  bulk_table_view_drop_adjustments (self);
  g_clear_object (&self->hadjustment);
  g_clear_object (&self->vadjustment);
  self->popover = NULL;
  self->editor = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (bulk_table_view_parent_class)->dispose (object);
}

static void
bulk_table_view_finalize (GObject *object)
{
  BulkTableView *self = BULK_TABLE_VIEW (object);

  g_clear_pointer (&self->painter, bulk_cell_painter_free);
  g_clear_pointer (&self->bold_painter, bulk_cell_painter_free);
  bulk_table_rows_free (self->rows);
  bulk_cells_free (self->cells);
  g_string_free (self->line, TRUE);
  g_free (self->edit_text);
  g_array_unref (self->columns);
  g_array_unref (self->marks);
  G_OBJECT_CLASS (bulk_table_view_parent_class)->finalize (object);
}

/* Class */

static void
bulk_table_view_scrollable_init (GtkScrollableInterface *iface)
{
  iface->get_border = bulk_table_view_get_border;
}

static void
bulk_table_view_class_init (BulkTableViewClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = bulk_table_view_get_property;
  object_class->set_property = bulk_table_view_set_property;
  object_class->dispose = bulk_table_view_dispose;
  object_class->finalize = bulk_table_view_finalize;
  widget_class->get_request_mode = bulk_table_view_get_request_mode;
  widget_class->measure = bulk_table_view_measure;
  widget_class->size_allocate = bulk_table_view_size_allocate;
  widget_class->css_changed = bulk_table_view_css_changed;
  widget_class->snapshot = bulk_table_view_snapshot;
  widget_class->query_tooltip = bulk_table_view_query_tooltip;
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  gtk_widget_class_set_css_name (widget_class, "bulktable");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
  bulk_table_view_class_init_select (widget_class);
  bulk_table_view_class_init_popup (widget_class);
  bulk_table_view_class_init_edit (widget_class);
}

static void
bulk_table_view_init (BulkTableView *self)
{
  self->columns = g_array_new (FALSE, TRUE, sizeof (BulkTableColumn));
  g_array_set_clear_func (self->columns, bulk_table_columns_clear);
  self->rows = bulk_table_rows_new ();
  self->marks = g_array_new (FALSE, FALSE, sizeof (BulkProblem));
  self->cells = bulk_cells_new ();
  self->line = g_string_new (NULL);
  self->match_row = BULK_TABLE_VIEW_NO_MATCH;
  self->drag_column = G_MAXUINT;
  self->match = add_child (self, "match");
  self->cursor = add_child (self, "cursor");
  self->numbers = add_child (self, "numbers");
  self->header = add_child (self, "header");
  self->edited = add_child (self, "edited");
  gtk_widget_set_child_visible (self->edited, FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  bulk_table_view_describe (self);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "view");
  /* Rows are numbered and cells are in the order of the file, in any language. */
  gtk_widget_set_direction (GTK_WIDGET (self), GTK_TEXT_DIR_LTR);
  bulk_table_view_init_select (self);
  bulk_table_view_init_resize (self);
}

/* Public functions */

/**
 * bulk_table_view_new:
 *
 * Returns: (transfer floating): a view without a table
 */
GtkWidget *
bulk_table_view_new (void)
{
  return g_object_new (BULK_TYPE_TABLE_VIEW, NULL);
}

/**
 * bulk_table_view_set_table:
 * @self: the view
 * @table: (nullable): what to show; it may grow and be edited
 *
 * Shows a table from its first cell.
 */
void
bulk_table_view_set_table (BulkTableView *self, BulkTable *table)
{
  g_return_if_fail (BULK_IS_TABLE_VIEW (self));
  g_return_if_fail (table == NULL || BULK_IS_TABLE (table));

  if (self->table == table)
    return;
  bulk_table_view_finish_editing (self);
  if (self->table)
    {
      g_signal_handlers_disconnect_by_func (self->table, on_edited, self);
      g_signal_handlers_disconnect_by_func (self->table, on_columns_edited, self);
      g_signal_handlers_disconnect_by_func (self->table, on_items_changed, self);
      g_signal_handlers_disconnect_by_func (self->table, on_n_columns, self);
    }
  bulk_cells_clear (self->cells); /* they borrow from the table */
  g_set_object (&self->table, table);
  g_array_set_size (self->columns, 0);
  bulk_table_rows_clear (self->rows);
  self->n_rows = 0;
  self->n_measured = 0;
  self->numbers_width = 0;
  self->cursor_row = 0;
  self->cursor_column = 0;
  self->anchor_row = 0;
  self->match_row = BULK_TABLE_VIEW_NO_MATCH;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (table == NULL)
    return;
  g_signal_connect_swapped (table, "items-changed", G_CALLBACK (on_items_changed), self);
  g_signal_connect_swapped (table, "notify::n-columns", G_CALLBACK (on_n_columns), self);
  g_signal_connect_swapped (table, "edited", G_CALLBACK (on_edited), self);
  g_signal_connect_swapped (table, "columns-edited", G_CALLBACK (on_columns_edited), self);
  bulk_table_view_update_look (self);
  if (self->hadjustment)
    gtk_adjustment_set_value (self->hadjustment, 0);
  if (self->vadjustment)
    gtk_adjustment_set_value (self->vadjustment, 0);
  on_items_changed (self, 0, 0, 0, NULL);
}

/**
 * bulk_table_view_get_table:
 * @self: the view
 *
 * Returns: (transfer none) (nullable): what is shown
 */
BulkTable *
bulk_table_view_get_table (BulkTableView *self)
{
  return self->table;
}

/**
 * bulk_table_view_set_match:
 * @self: the view
 * @row: 0-based; %BULK_TABLE_VIEW_NO_MATCH for none
 * @column: 0-based
 *
 * Marks a cell as what was looked for. The cursor stays where it is.
 */
void
bulk_table_view_set_match (BulkTableView *self, guint row, guint column)
{
  self->match_row = row;
  self->match_column = column;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
