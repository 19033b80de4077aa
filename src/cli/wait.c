/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/wait.h"

#include <glib-unix.h>
#include <signal.h>
#include <unistd.h>

#include "cli/terminal.h"

static GCancellable *cancellable;
static int caught;

/* Callbacks */

static gboolean
on_signal (gpointer user_data)
{
  caught = GPOINTER_TO_INT (user_data);
  signal (SIGINT, SIG_DFL);
  signal (SIGTERM, SIG_DFL);
  g_cancellable_cancel (cancellable);
  return G_SOURCE_CONTINUE;
}

/* Public functions */

/** bulk_wait_take: a #GAsyncReadyCallback that keeps the result for bulk_wait_for() */
void
bulk_wait_take (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/** bulk_wait_for: runs the main loop until there is a result */
void
bulk_wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/** bulk_wait_watch_signals: Returns: (transfer none): cancelled by the first SIGINT or SIGTERM */
GCancellable *
bulk_wait_watch_signals (void)
{
  if (cancellable == NULL)
    {
      cancellable = g_cancellable_new ();
      g_unix_signal_add (SIGINT, on_signal, GINT_TO_POINTER (SIGINT));
      g_unix_signal_add (SIGTERM, on_signal, GINT_TO_POINTER (SIGTERM));
    }
  return cancellable;
}

/** bulk_wait_was_interrupted: Returns: whether a signal came */
gboolean
bulk_wait_was_interrupted (void)
{
  return caught != 0;
}

/** bulk_wait_die_of_signal: ends the program by the signal that came, so that a calling script stops as well */
void
bulk_wait_die_of_signal (void)
{
  bulk_terminal_end_progress ();
  signal (caught, SIG_DFL);
  raise (caught);
  _exit (128 + caught);
}
