/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the window is busy with one frame while a table is scrolled: bench-scroll FILE [FRAMES]. Jumps to places all
 * over the table, and in between goes down page by page. Prints lines of "what<TAB>seconds": the middle frame and the
 * longest. */
#include <stdlib.h>

#include "table/import.h"
#include "ui/table-view.h"

typedef struct
{
  GMainLoop *loop;
  GtkAdjustment *down, *across;
  GArray *times;      /* of gint64, microseconds */
  gint64 begun;
  guint n_frames;
  GRand *random;
} Run;

static void
on_before (GdkFrameClock *clock, Run *run)
{
  double most = gtk_adjustment_get_upper (run->down) - gtk_adjustment_get_page_size (run->down);
  double wide = gtk_adjustment_get_upper (run->across) - gtk_adjustment_get_page_size (run->across);

  run->begun = g_get_monotonic_time ();
  if (run->times->len % 4 == 0)
    {
      gtk_adjustment_set_value (run->down, g_rand_double (run->random) * most);
      gtk_adjustment_set_value (run->across, g_rand_double (run->random) * MAX (wide, 0));
    }
  else
    gtk_adjustment_set_value (run->down,
                              gtk_adjustment_get_value (run->down) + gtk_adjustment_get_page_size (run->down));
}

static void
on_after (GdkFrameClock *clock, Run *run)
{
  gint64 time = g_get_monotonic_time () - run->begun;

  g_array_append_val (run->times, time);
  if (run->times->len >= run->n_frames)
    g_main_loop_quit (run->loop);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

static double
get_seconds (Run *run, guint index)
{
  return (double) g_array_index (run->times, gint64, index) / G_USEC_PER_SEC;
}

static void
scroll (BulkTable *table, guint n_frames)
{
  GtkWidget *window = gtk_window_new (), *scrolled = gtk_scrolled_window_new (), *view = bulk_table_view_new ();
  Run run = { .loop = g_main_loop_new (NULL, FALSE), .n_frames = n_frames, .random = g_rand_new_with_seed (20) };
  GdkFrameClock *clock;

  run.times = g_array_new (FALSE, FALSE, sizeof (gint64));
  bulk_table_view_set_table (BULK_TABLE_VIEW (view), table);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_window_set_child (GTK_WINDOW (window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (window), 1600, 900);
  gtk_window_present (GTK_WINDOW (window));
  run.down = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  run.across = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scrolled));
  while (gtk_adjustment_get_page_size (run.down) < 2 || !gtk_widget_get_mapped (view))
    g_main_context_iteration (NULL, TRUE);
  clock = gtk_widget_get_frame_clock (view);
  g_signal_connect (clock, "before-paint", G_CALLBACK (on_before), &run);
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_after), &run);
  gdk_frame_clock_begin_updating (clock);
  g_main_loop_run (run.loop);
  g_signal_handlers_disconnect_by_data (clock, &run);
  g_array_sort (run.times, compare);
  g_print ("middle frame\t%.4f\nlongest frame\t%.4f\n", get_seconds (&run, run.times->len / 2),
           get_seconds (&run, run.times->len - 1));
  gtk_window_destroy (GTK_WINDOW (window));
  g_array_unref (run.times);
  g_rand_free (run.random);
  g_main_loop_unref (run.loop);
}

int
main (int argc, char **argv)
{
  g_autoptr (GFile) file = argc > 1 ? g_file_new_for_commandline_arg (argv[1]) : NULL;
  g_autoptr (BulkImport) import = NULL;
  g_autoptr (BulkTable) table = NULL;
  g_autoptr (GError) error = NULL;

  if (file == NULL)
    return EXIT_FAILURE;
  gtk_init ();
  import = bulk_import_new (file);
  table = bulk_import_open (import, NULL, &error);
  if (table == NULL)
    g_error ("%s", error->message);
  scroll (table, argc > 2 ? (guint) MAX (atoi (argv[2]), 1) : 400);
  return EXIT_SUCCESS;
}
