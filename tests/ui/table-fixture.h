/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "table/import.h"
#include "table/reader.h"
G_BEGIN_DECLS

/* Tables for tests of what shows them. */
BulkTable *fixture_table_new (const char *name, const char *text, gssize length); /* read to its end */

/* A reader of cells "row:column", as many as wanted, which indexes only as far as it is told to. */
#define FIXTURE_TYPE_READER (fixture_reader_get_type ())
G_DECLARE_FINAL_TYPE (FixtureReader, fixture_reader, FIXTURE, READER, BulkReader)

FixtureReader *fixture_reader_new (void);
void fixture_reader_grow (FixtureReader *self, guint64 n_rows, guint n_columns);
void fixture_reader_finish (FixtureReader *self, const GError *error); /* nullable */
guint fixture_reader_get_n_reads (FixtureReader *self);
BulkTable *fixture_reader_open (FixtureReader *self);                  /* waits for the first rows */

/* Runs the main loop until a condition holds, which is bounded by the test's own time limit. */
#define fixture_wait(condition)                   \
  while (!(condition))                            \
    g_main_context_iteration (NULL, TRUE)

GtkWidget *fixture_window_new (GtkWidget *child, int width, int height); /* on screen and drawn once */
void fixture_press (GtkWidget *widget, const char *keys);                /* a key binding of its class */
GskRenderNode *fixture_draw (GtkWidget *widget);                         /* nullable */
void fixture_settle (void);                                              /* handles what is due */
G_END_DECLS
