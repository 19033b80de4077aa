/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "ui/cell-painter.h"
#include "ui/table-view.h"
G_BEGIN_DECLS

/* What the parts of the table view share. All measures are pixels; positions among the columns begin at 0 with the
 * first column, whatever is scrolled. */
#define BULK_TABLE_VIEW_PADDING 8      /* left and right of a text */
#define BULK_TABLE_VIEW_ROW_PADDING 5  /* above and below it */
#define BULK_TABLE_VIEW_MAX_CHARACTERS 600
#define BULK_TABLE_VIEW_SIGN 12        /* width and height of the sign of a problem */

typedef enum
{
  BULK_TABLE_MARK_NONE,
  BULK_TABLE_MARK_WARNING,
  BULK_TABLE_MARK_ERROR,
} BulkTableMark;

typedef struct
{
  double x;            /* of its left edge */
  double width;
  gboolean numeric;
  gboolean is_users;   /* the width was chosen by hand */
  char *header;        /* one line; NULL: not asked for yet */
  guint source;        /* the file's column */
} BulkTableColumn;

typedef struct _BulkTableRows BulkTableRows; /* rows drawn lately */

struct _BulkTableView
{
  GtkWidget parent_instance;

  GtkAdjustment *hadjustment;
  GtkAdjustment *vadjustment;
  guint hscroll_policy : 1;
  guint vscroll_policy : 1;

  BulkTable *table;
  guint n_rows;
  GArray *columns;        /* BulkTableColumn */
  BulkProblems *problems; /* nullable */
  GArray *marks;          /* scratch: BulkProblem */
  guint n_measured;       /* rows the widths were guessed from */

  /* look */
  BulkCellPainter *painter;
  BulkCellPainter *bold_painter;
  guint context_serial;
  GdkRGBA color;
  double row_height;
  double header_height;
  double numbers_width;
  BulkTableRows *rows;
  BulkCells *cells;       /* scratch */
  GString *line;          /* scratch */

  /* children, below and above what is drawn here */
  GtkWidget *header;
  GtkWidget *numbers;
  GtkWidget *cursor;
  GtkWidget *match;
  GtkWidget *popover;     /* nullable: the menu, or a cell's text */

  /* selection */
  guint cursor_row;
  guint cursor_column;
  guint anchor_row;       /* the other end of the rows selected; the cursor's if it is alone */
  guint match_row;
  guint match_column;

  /* editing */
  GtkWidget *edited;      /* never seen: what edited cells are marked with has its colour */
  GtkWidget *editor;      /* nullable */
  guint edit_row;         /* BULK_TABLE_VIEW_HEADER: the header */
  guint edit_column;
  char *edit_text;        /* what was there */
  gboolean composing;     /* an input method is at work */

  /* resizing */
  guint drag_column;
  double drag_width;
};

/* table-view.c */
void bulk_table_view_update_look (BulkTableView *self);

/* table-view-scroll.c */
void bulk_table_view_update_adjustments (BulkTableView *self);
double bulk_table_view_get_scroll_x (BulkTableView *self);
double bulk_table_view_get_scroll_y (BulkTableView *self);
/* held: one of the two */
void bulk_table_view_set_adjustment (BulkTableView *self, GtkAdjustment **held, GtkAdjustment *adjustment,
                                     const char *property);
void bulk_table_view_drop_adjustments (BulkTableView *self);

/* table-view-columns.c */
void bulk_table_columns_clear (gpointer column);
guint bulk_table_view_get_n_columns (BulkTableView *self);
BulkTableColumn *bulk_table_view_get_column (BulkTableView *self, guint column);
const char *bulk_table_view_get_header (BulkTableView *self, guint column); /* "" where there is none */
double bulk_table_view_get_columns_width (BulkTableView *self);
guint bulk_table_view_get_column_at (BulkTableView *self, double x);        /* G_MAXUINT: right of the last */
/* whose right edge; G_MAXUINT: none */
guint bulk_table_view_get_edge_at (BulkTableView *self, double x, double tolerance);
void bulk_table_view_guess_columns (BulkTableView *self);
void bulk_table_view_renew_columns (BulkTableView *self);   /* they are others now; those that stay keep their widths */
void bulk_table_view_set_column_width (BulkTableView *self, guint column, double width);
void bulk_table_view_fit_column (BulkTableView *self, guint column);

/* table-view-draw.c */
BulkTableRows *bulk_table_rows_new (void);
void bulk_table_rows_free (BulkTableRows *rows);
void bulk_table_rows_clear (BulkTableRows *rows);
void bulk_table_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot);

/* table-view-select.c */
void bulk_table_view_class_init_select (GtkWidgetClass *widget_class);
void bulk_table_view_init_select (BulkTableView *self);
gboolean bulk_table_view_hit (BulkTableView *self, double x, double y, guint *row, guint *column); /* a data cell */
/* in the widget */
void bulk_table_view_get_cell_area (BulkTableView *self, guint row, guint column, graphene_rect_t *area);
void bulk_table_view_clamp_cursor (BulkTableView *self);

guint bulk_table_view_get_selected_rows (BulkTableView *self, guint *first); /* how many */

/* table-view-edit.c */
void bulk_table_view_class_init_edit (GtkWidgetClass *widget_class);
void bulk_table_view_place_editor (BulkTableView *self, int width, int height);
gboolean bulk_table_view_press_header (BulkTableView *self, guint button, int n_press, double x, double y);

/* table-view-resize.c */
void bulk_table_view_init_resize (BulkTableView *self);

/* table-view-popup.c */
void bulk_table_view_class_init_popup (GtkWidgetClass *widget_class);
void bulk_table_view_show_menu (BulkTableView *self, double x, double y);
void bulk_table_view_show_cell (BulkTableView *self);
gboolean bulk_table_view_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip);

/* table-view-marks.c */
void bulk_table_view_find_marks (BulkTableView *self, guint row);                 /* BULK_PROBLEM_NO_ROW: the header */
BulkTableMark bulk_table_view_get_mark (BulkTableView *self, guint column);       /* of what was found */
BulkTableMark bulk_table_view_get_row_mark (BulkTableView *self, guint row);
void bulk_table_view_draw_mark (BulkTableView *self, GtkSnapshot *snapshot, BulkTableMark mark,
                                const graphene_rect_t *cell, gboolean at_left);
char *bulk_table_view_dup_problem_words (BulkTableView *self, guint row, guint column);

/* table-view-accessible.c */
void bulk_table_view_describe (BulkTableView *self);        /* the table and its current cell */
void bulk_table_view_describe_cursor (BulkTableView *self); /* the current cell */
G_END_DECLS
