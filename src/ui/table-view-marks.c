/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/table-view-private.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* What is wrong with a cell is shown by a colour and by a sign, as not everybody sees the colour. */

/* Private helpers */

static void
on_problems_changed (BulkTableView *self)
{
  bulk_table_rows_clear (self->rows);
  bulk_table_view_describe_cursor (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static GdkRGBA
get_color (BulkTableMark mark)
{
  const gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GdkRGBA color;

  if (mark == BULK_TABLE_MARK_ERROR)
    gdk_rgba_parse (&color, dark ? "#ff7b63" : "#c01c28");
  else
    gdk_rgba_parse (&color, dark ? "#f8e45c" : "#9c6e03");
  return color;
}

static void
draw_sign (BulkTableView *self, GtkSnapshot *snapshot, const graphene_rect_t *area, const GdkRGBA *color,
           BulkTableMark mark)
{
  const char *name = mark == BULK_TABLE_MARK_ERROR ? "dialog-error-symbolic" : "dialog-warning-symbolic";
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));
  g_autoptr (GtkIconPaintable) icon = gtk_icon_theme_lookup_icon (theme, name, NULL, BULK_TABLE_VIEW_SIGN,
                                                                  gtk_widget_get_scale_factor (GTK_WIDGET (self)),
                                                                  GTK_TEXT_DIR_LTR, GTK_ICON_LOOKUP_FORCE_SYMBOLIC);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &area->origin);
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), GDK_SNAPSHOT (snapshot),
                                            BULK_TABLE_VIEW_SIGN, BULK_TABLE_VIEW_SIGN, color, 1);
  gtk_snapshot_restore (snapshot);
}

static BulkTableMark
worse (BulkTableView *self, BulkTableMark mark, const BulkProblem *problem)
{
  guint64 errors = bulk_problems_get_error_codes (self->problems);

  return MAX (mark, (errors & BULK_PROBLEM_BIT (problem->code)) != 0 ? BULK_TABLE_MARK_ERROR : BULK_TABLE_MARK_WARNING);
}

/* Shared with the rest of the view */

/* Finds the problems of a row, or of the header; the other functions tell of them until the next call. */
void
bulk_table_view_find_marks (BulkTableView *self, guint row)
{
  g_array_set_size (self->marks, 0);
  if (self->problems)
    bulk_problems_get_row (self->problems, row, self->marks);
}

/* column BULK_PROBLEM_NO_COLUMN: of the row as a whole */
BulkTableMark
bulk_table_view_get_mark (BulkTableView *self, guint column)
{
  BulkTableMark mark = BULK_TABLE_MARK_NONE;

  for (guint i = 0; i < self->marks->len; i++)
    if (g_array_index (self->marks, BulkProblem, i).column == column)
      mark = worse (self, mark, &g_array_index (self->marks, BulkProblem, i));
  return mark;
}

/* The worst of a row, its cells included: cheap. */
BulkTableMark
bulk_table_view_get_row_mark (BulkTableView *self, guint row)
{
  guint64 codes = self->problems ? bulk_problems_get_row_codes (self->problems, row) : 0;

  if (codes == 0)
    return BULK_TABLE_MARK_NONE;
  return (codes & bulk_problems_get_error_codes (self->problems)) != 0 ? BULK_TABLE_MARK_ERROR
                                                                       : BULK_TABLE_MARK_WARNING;
}

/* Draws a mark over a cell's area; its sign stands at the end that its text leaves free. */
void
bulk_table_view_draw_mark (BulkTableView *self, GtkSnapshot *snapshot, BulkTableMark mark, const graphene_rect_t *cell,
                           gboolean at_left)
{
  GdkRGBA color = get_color (mark), tint = color;
  const float gap = (cell->size.height - BULK_TABLE_VIEW_SIGN) / 2;
  graphene_rect_t sign;

  tint.alpha = mark == BULK_TABLE_MARK_ERROR ? 0.2f : 0.16f;
  gtk_snapshot_append_color (snapshot, &tint, cell);
  if (cell->size.width < BULK_TABLE_VIEW_SIGN + 4)
    return;
  graphene_rect_init (&sign,
                      at_left ? cell->origin.x + 3 : cell->origin.x + cell->size.width - BULK_TABLE_VIEW_SIGN - 3,
                      cell->origin.y + gap, BULK_TABLE_VIEW_SIGN, BULK_TABLE_VIEW_SIGN);
  draw_sign (self, snapshot, &sign, &color, mark);
}

/* What is wrong with a cell, or with its row, in sentences of a line each; NULL: nothing. */
char *
bulk_table_view_dup_problem_words (BulkTableView *self, guint row, guint column)
{
  g_autoptr (GString) words = g_string_new (NULL);

  if (self->problems == NULL)
    return NULL;
  bulk_table_view_find_marks (self, row);
  for (guint i = 0; i < self->marks->len; i++)
    {
      const BulkProblem *problem = &g_array_index (self->marks, BulkProblem, i);
      g_autofree char *message = NULL;

      if (problem->column != column && problem->column != BULK_PROBLEM_NO_COLUMN)
        continue;
      message = bulk_problem_dup_message (problem, self->table);
      if (words->len > 0)
        g_string_append_c (words, '\n');
      g_string_append_printf (words, worse (self, BULK_TABLE_MARK_NONE, problem) == BULK_TABLE_MARK_ERROR
                                         /* Translators: a sentence that says what is wrong */
                                         ? _("Error: %s") : _("Warning: %s"), message);
    }
  return words->len > 0 ? g_string_free (g_steal_pointer (&words), FALSE) : NULL;
}

/* Public functions */

/**
 * bulk_table_view_set_problems:
 * @self: the view
 * @problems: (nullable): those of the table shown
 *
 * Marks cells, rows and headers that have a problem.
 */
void
bulk_table_view_set_problems (BulkTableView *self, BulkProblems *problems)
{
  if (self->problems == problems)
    return;
  if (self->problems)
    g_signal_handlers_disconnect_by_func (self->problems, on_problems_changed, self);
  g_set_object (&self->problems, problems);
  if (problems)
    g_signal_connect_swapped (problems, "changed", G_CALLBACK (on_problems_changed), self);
  on_problems_changed (self);
}
