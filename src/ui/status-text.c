/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/status-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "ui/format.h"

/* Languages tell apart by the last digits, so those stay. */
static gulong
plural (gint64 n)
{
  return (gulong) (n < 1000000 ? n : n % 1000000 + 1000000);
}

static void
append (GString *text, const char *separator, char *part)
{
  if (text->len > 0)
    g_string_append (text, separator);
  g_string_append (text, part);
  g_free (part);
}

static void
append_count (GString *text, const char *separator, gint64 n, const char *format)
{
  g_autofree char *number = bulk_format_number ((guint64) n);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  append (text, separator, g_strdup_printf (format, number));
#pragma GCC diagnostic pop
}

/* Public functions */

/** bulk_status_text_read: @figures: filled with what @tracker knows; lives no longer than its status */
void
bulk_status_text_read (BulkTracker *tracker, BulkStatusFigures *figures)
{
  BulkStatus *status = bulk_tracker_get_status (tracker);

  *figures = (BulkStatusFigures) { bulk_tracker_get_phase (tracker), BULK_STATUS_RUNNING, NULL, -1, -1, -1, -1, -1 };
  if (status == NULL)
    return;
  figures->state = bulk_status_get_state (status);
  figures->word = bulk_status_get_word (status);
  figures->input = bulk_status_get_input_count (status);
  figures->success = bulk_status_get_success_count (status);
  figures->error = bulk_status_get_error_count (status);
  figures->skip = bulk_status_get_skip_count (status);
  figures->seconds = bulk_status_get_duration (status);
}

/** bulk_status_text_title: Returns: (transfer full): how far the load is, in a few words */
char *
bulk_status_text_title (const BulkStatusFigures *figures)
{
  g_autofree char *number = NULL;

  if (figures->word == NULL)
    return g_strdup (figures->phase == BULK_TRACKER_FAILED || figures->phase == BULK_TRACKER_IDLE
                         ? _ ("It is not known yet what became of the rows")
                         : _ ("Asking what became of the rows…"));
  if (figures->state == BULK_STATUS_RUNNING)
    return g_strdup (_ ("WorkSpan is loading the rows…"));
  if (figures->state == BULK_STATUS_OTHER)
    /* Translators: a word from the service, such as "queued" */
    return g_strdup_printf (_ ("The service says: %s"), figures->word);
  if (figures->error <= 0)
    return g_strdup (figures->skip > 0 ? _ ("No row was rejected") : _ ("All rows were loaded"));
  if (figures->success == 0 && figures->skip <= 0)
    return g_strdup (_ ("All rows were rejected"));
  number = bulk_format_number ((guint64) figures->error);
  return g_strdup_printf (ngettext ("%s row was rejected", "%s rows were rejected", plural (figures->error)), number);
}

/** bulk_status_text_counts: Returns: (transfer full): the rows by what became of them */
char *
bulk_status_text_counts (const BulkStatusFigures *figures)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (figures->success >= 0)
    /* Translators: a number of rows */
    append_count (text, " · ", figures->success, ngettext ("%s loaded", "%s loaded", plural (figures->success)));
  if (figures->error > 0)
    /* Translators: a number of rows */
    append_count (text, " · ", figures->error, ngettext ("%s rejected", "%s rejected", plural (figures->error)));
  if (figures->skip > 0)
    /* Translators: a number of rows */
    append_count (text, " · ", figures->skip, ngettext ("%s skipped", "%s skipped", plural (figures->skip)));
  if (figures->input >= 0 && text->len > 0)
    /* Translators: a number of rows; after "12 loaded · 3 rejected" */
    append_count (text, " ", figures->input, ngettext ("of %s row", "of %s rows", plural (figures->input)));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/** bulk_status_text_next: Returns: (transfer full) (nullable): what to do now that the service has an end to tell of */
char *
bulk_status_text_next (const BulkStatusFigures *figures)
{
  if (figures->word == NULL || figures->state != BULK_STATUS_COMPLETED)
    return NULL;
  if (figures->error > 0)
    return g_strdup (_ ("WorkSpan has finished. Correct the rejected rows in the table; then only those are sent "
                        "again."));
  if (figures->skip > 0)
    return g_strdup (_ ("WorkSpan has finished. The rows that it skipped were neither loaded nor rejected."));
  return g_strdup (_ ("WorkSpan has finished. There is nothing left to do."));
}

/** bulk_status_text_duration: Returns: (transfer full): how long it took */
char *
bulk_status_text_duration (double seconds)
{
  guint whole = (guint) MIN (floor (seconds), 1e9), hours = whole / 3600, minutes = whole / 60 % 60;
  g_autofree char *first = NULL, *second = NULL;

  if (seconds < 0)
    return g_strdup ("");
  if (whole < 1)
    return g_strdup (_ ("less than a second"));
  if (hours > 0)
    first = g_strdup_printf (ngettext ("%u hour", "%u hours", hours), hours);
  if (minutes > 0)
    second = g_strdup_printf (ngettext ("%u minute", "%u minutes", minutes), minutes);
  if (hours == 0 && whole % 60 > 0)
    {
      g_free (first);
      first = g_steal_pointer (&second);
      second = g_strdup_printf (ngettext ("%u second", "%u seconds", whole % 60), whole % 60);
    }
  if (first != NULL && second != NULL)
    /* Translators: two parts of a duration: "1 minute 12 seconds" */
    return g_strdup_printf (_ ("%s %s"), first, second);
  return first != NULL ? g_steal_pointer (&first) : g_steal_pointer (&second);
}

/** bulk_status_text_matches: Returns: (transfer full): what cannot be said of where the rejected rows are */
char *
bulk_status_text_matches (guint n_errors, guint n_ambiguous, guint n_unmatched)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *unmatched = bulk_format_number (n_unmatched), *ambiguous = bulk_format_number (n_ambiguous);

  if (n_unmatched > 0 && n_unmatched == n_errors)
    return g_strdup (_ ("The rejected rows could not be found in the table."));
  if (n_unmatched > 0)
    g_string_append_printf (text,
                            ngettext ("%s rejected row could not be found in the table.",
                                      "%s rejected rows could not be found in the table.", n_unmatched),
                            unmatched);
  if (n_ambiguous > 0)
    {
      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append_printf (text, ngettext ("%s may also be another row that looks the same.",
                                              "%s may also be other rows that look the same.", n_ambiguous), ambiguous);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/** bulk_status_text_listed: Returns: (transfer full): that there are more rejected rows than are listed */
char *
bulk_status_text_listed (guint n_listed, gint64 n_counted)
{
  g_autofree char *listed = bulk_format_number (n_listed);
  g_autofree char *counted = bulk_format_number ((guint64) MAX (n_counted, 0));

  if (n_counted <= (gint64) n_listed)
    return g_strdup ("");
  /* Translators: two numbers of rows */
  return g_strdup_printf (_ ("The service lists only %s of the %s rejected rows."), listed, counted);
}

/** bulk_status_text_shares: @shares: loaded, skipped, rejected, of all rows */
void
bulk_status_text_shares (const BulkStatusFigures *figures, double shares[3])
{
  double parts[3] = { MAX (figures->success, 0), MAX (figures->skip, 0), MAX (figures->error, 0) };
  double sum = parts[0] + parts[1] + parts[2], whole = MAX (sum, (double) figures->input);

  for (guint i = 0; i < 3; i++)
    shares[i] = whole > 0 ? parts[i] / whole : 0;
}
