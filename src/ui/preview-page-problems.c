/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/preview-page-private.h"

#include <glib/gi18n-lib.h>

#include "ui/announce.h"

/* Private helpers */

/* That all of the table is there, once, and what is wrong with it. */
static void
speak (BulkPreviewPage *self, const char *text)
{
  g_autofree char *words = NULL;

  if (!self->introduced && self->table != NULL && bulk_table_is_complete (self->table))
    {
      self->introduced = TRUE;
      words = g_strdup_printf ("%s. %s", gtk_label_get_text (self->description_label), text);
    }
  bulk_announce (GTK_WIDGET (self->problems_label), words != NULL ? words : text);
}

/* Shared with the rest of the page */

/* Says what is wrong and, if that stops the upload, what to do about it. */
void
bulk_preview_page_update_problems (BulkPreviewPage *self)
{
  BulkProblemsSummary summary = { 0 };
  gboolean known = bulk_problems_get_summary (self->problems, &summary), stopped = known && summary.n_errors > 0;
  g_autofree char *words = known ? bulk_problems_summary_dup_words (&summary) : NULL;
  g_autofree char *text = NULL;

  if (bulk_problems_is_running (self->problems))
    text = g_strdup (_ ("Checking the table…"));
  else if (stopped)
    /* Translators: a summary such as "3 errors in 2 rows; 1,201 rows are ready" */
    text = g_strdup_printf (_ ("%s. To upload, fix the errors or choose Ignore for their kind."), words);
  else if (known)
    text = g_strdup_printf (_ ("%s."), words);
  if (known && !bulk_problems_is_running (self->problems) &&
      g_strcmp0 (text, gtk_label_get_text (self->problems_label)) != 0)
    speak (self, text);
  gtk_label_set_text (self->problems_label, text ? text : "");
  gtk_widget_set_visible (self->problems_box, text != NULL);
  gtk_image_set_from_icon_name (self->problems_icon, stopped ? "dialog-error-symbolic"
                                                     : summary.n_warnings + summary.n_waved > 0
                                                         ? "dialog-warning-symbolic" : "emblem-ok-symbolic");
  gtk_widget_remove_css_class (GTK_WIDGET (self->problems_icon), stopped ? "warning" : "error");
  if (stopped || summary.n_warnings + summary.n_waved > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->problems_icon), stopped ? "error" : "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->problems_icon), "warning");
  gtk_widget_set_tooltip_text (self->upload_button, stopped ? text : NULL);
}

/* The cell to look at for a problem; the first row for one in the header. */
void
bulk_preview_page_show_problem (BulkPreviewPage *self, const BulkProblem *problem)
{
  guint column = problem->column;

  /* the first cell that is missing; the view takes the last if there are too many */
  if (column == BULK_PROBLEM_NO_COLUMN && problem->code == BULK_PROBLEM_RAGGED_ROW && problem->number < G_MAXUINT)
    column = (guint) problem->number;
  if (column == BULK_PROBLEM_NO_COLUMN)
    column = 0;
  bulk_table_view_set_cursor (self->view, problem->row == BULK_PROBLEM_NO_ROW ? 0 : problem->row, column);
  self->shown = *problem;
  self->is_shown = TRUE;
}

/* From where the cursor is; from the problem itself while the cursor is still there, as several share a cell. */
void
bulk_preview_page_next_problem (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BulkPreviewPage *self = BULK_PREVIEW_PAGE (widget);
  guint row = bulk_table_view_get_cursor_row (self->view), column = bulk_table_view_get_cursor_column (self->view);
  BulkProblem problem;

  if (self->is_shown && self->shown.row == BULK_PROBLEM_NO_ROW && row == 0)
    {
      row = BULK_PROBLEM_NO_ROW;
      column = self->shown.column == BULK_PROBLEM_NO_COLUMN ? 0 : self->shown.column;
    }
  else if (self->is_shown && self->shown.row == row && self->shown.column == BULK_PROBLEM_NO_COLUMN)
    column = 0;
  else if (!self->is_shown && row == 0 && column == 0)
    row = BULK_PROBLEM_NO_ROW; /* nothing was looked at yet: the very first cell is as good as any */
  if (bulk_problems_next (self->problems, row, column, g_variant_get_boolean (parameter), &problem))
    bulk_preview_page_show_problem (self, &problem);
  else
    gtk_widget_error_bell (widget);
}
