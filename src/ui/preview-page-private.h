/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>
#include "ui/edit-bar.h"
#include "ui/find-bar.h"
#include "ui/go-to-row.h"
#include "ui/import-popover.h"
#include "ui/milestones.h"
#include "ui/preview-page.h"
#include "ui/problems-pane.h"
#include "ui/side-panes.h"
#include "ui/table-view.h"
#include "ui/template-bar.h"
G_BEGIN_DECLS

struct _BulkPreviewPage
{
  GtkWidget parent_instance;

  GtkLabel *description_label;
  GtkMenuButton *change_button;
  BulkImportPopover *import_popover;
  GtkMenuButton *go_to_button;
  BulkGoToRow *go_to_row;
  GtkWidget *error_box;
  GtkLabel *error_label;
  GtkWidget *sheets_box;
  GtkLabel *sheets_label;
  BulkTemplateBar *template_bar;
  BulkEditBar *edit_bar;
  GtkWidget *problems_box;
  GtkImage *problems_icon;
  GtkLabel *problems_label;
  GtkToggleButton *problems_button;
  BulkProblemsPane *problems_pane;
  BulkFindBar *find_bar;
  BulkTableView *view;
  GtkWidget *reading_box;
  GtkLabel *reading_label;
  GtkProgressBar *progress_bar;
  BulkConnectionChooser *chooser;
  GtkWidget *upload_button;

  BulkTable *table;
  BulkImport *import;
  BulkProblems *problems;
  BulkProblem shown;      /* the one jumped to last */
  gboolean is_shown;
  gboolean can_upload;
  gboolean introduced;    /* readers were told what the table is */
  BulkMilestones milestones;   /* of reading the file */
};

/* preview-page-problems.c */
void bulk_preview_page_update_problems (BulkPreviewPage *self);
void bulk_preview_page_show_problem (BulkPreviewPage *self, const BulkProblem *problem);
void bulk_preview_page_next_problem (GtkWidget *widget, const char *name, GVariant *parameter);

/* preview-page-columns.c */
void bulk_preview_page_open_columns (GtkWidget *widget, const char *name, GVariant *parameter);
G_END_DECLS
