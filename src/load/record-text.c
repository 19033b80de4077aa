/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/record-text.h"

#include <glib/gi18n-lib.h>

/* Private helpers */

static char *
format_time (gint64 microseconds, const char *format)
{
  g_autoptr (GDateTime) utc = NULL, local = NULL;

  if (microseconds <= 0)
    return g_strdup ("");
  utc = g_date_time_new_from_unix_utc (microseconds / G_USEC_PER_SEC);
  local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  return local != NULL ? g_date_time_format (local, format) : g_strdup ("");
}

static gulong
plural_of (guint64 n)
{
  /* Languages tell apart by the last digits, so those stay. */
  return (gulong) (n < 1000000 ? n : n % 1000000 + 1000000);
}

static char *
what_became_of (BulkRecord *earlier)
{
  switch (earlier->state)
    {
    case BULK_RECORD_ACCEPTED:
      if (earlier->execution_id != NULL)
        /* Translators: an execution ID */
        return g_strdup_printf (_("WorkSpan accepted them (execution ID %s)."), earlier->execution_id);
      return g_strdup (_("WorkSpan accepted them."));
    case BULK_RECORD_PREPARING:
    case BULK_RECORD_SENDING:
      return g_strdup (_("They are being sent just now, from another window or by another program."));
    case BULK_RECORD_UNKNOWN:
    default:
      if (earlier->verdict == BULK_VERDICT_LOADED)
        return g_strdup (_("You found out that they were loaded."));
      return g_strdup (_("It is not known whether they were loaded."));
    }
}

/* What became of several loads. */
static const char *
what_became_of_all (BulkRecord *latest)
{
  if (!bulk_record_is_final (latest))
    return _("They are being sent just now, from another window or by another program.");
  return latest->overlap.doubtful ? _("Of some of them it is not known whether they were loaded.")
                                  : _("WorkSpan accepted them.");
}

/* Rows of a table, of which more, fewer or others are about to be sent. */
static char *
dup_overlap (BulkRecord *earlier, const char *time)
{
  const BulkOverlap *overlap = &earlier->overlap;
  g_autofree char *rows = bulk_record_text_dup_known_rows (earlier);
  g_autofree char *became = overlap->n_loads > 1 ? g_strdup (what_became_of_all (earlier)) : what_became_of (earlier);

  if (overlap->gaps)
    /* Translators: row numbers such as "1 to 1000", a time, a file's name, and a sentence on what became of them */
    return g_strdup_printf (_("Some of the rows %s of this table were sent over this connection before, last on %s, "
                              "from “%s”. %s"),
                            rows, time, earlier->file_name ? earlier->file_name : "?", became);
  /* Translators: row numbers such as "1 to 1000", a time, a file's name, and a sentence on what became of them */
  return g_strdup_printf (_("Rows %s of this table were sent over this connection before, last on %s, from “%s”. %s"),
                          rows, time, earlier->file_name ? earlier->file_name : "?", became);
}

/* Public functions */

/** bulk_record_text_get_state_label: Returns: (transfer none): a state in a word or two */
const char *
bulk_record_text_get_state_label (BulkRecordState state)
{
  switch (state)
    {
    case BULK_RECORD_PREPARING:
      return _("Being prepared");
    case BULK_RECORD_SENDING:
      return _("Being sent");
    case BULK_RECORD_ACCEPTED:
      return _("Accepted");
    case BULK_RECORD_REFUSED:
      return _("Refused");
    case BULK_RECORD_NOT_SENT:
      return _("Not sent");
    case BULK_RECORD_UNKNOWN:
    default:
      return _("Outcome unknown");
    }
}

/** bulk_record_text_get_state: Returns: (transfer none): how a load stands, with what a person found out about it */
const char *
bulk_record_text_get_state (BulkRecord *record)
{
  if (record->state == BULK_RECORD_UNKNOWN && record->verdict == BULK_VERDICT_LOADED)
    return _("Marked as loaded");
  if (record->state == BULK_RECORD_UNKNOWN && record->verdict == BULK_VERDICT_NOT_LOADED)
    return _("Marked as not loaded");
  return bulk_record_text_get_state_label (record->state);
}

/** bulk_record_text_dup_time: Returns: (transfer full): when, as a list shows it */
char *
bulk_record_text_dup_time (gint64 microseconds)
{
  /* Translators: date and time in a list: year, month, day, hour, minute */
  return format_time (microseconds, C_("list of loads", "%Y-%m-%d %H:%M"));
}

/** bulk_record_text_dup_exact_time: Returns: (transfer full): when, as it can be compared with another program's */
char *
bulk_record_text_dup_exact_time (gint64 microseconds)
{
  return format_time (microseconds, "%F %T %Z");
}

/** bulk_record_text_dup_rows: Returns: (transfer full): how many rows it has */
char *
bulk_record_text_dup_rows (BulkRecord *record)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, record->rows_total);

  /* Translators: a number of rows */
  return g_strdup_printf (ngettext ("%s row", "%s rows", plural_of (record->rows_total)), number);
}

/**
 * bulk_record_text_dup_how_to_check:
 *
 * There is no execution ID to ask for, so a person has to look.
 */
char *
bulk_record_text_dup_how_to_check (BulkRecord *record)
{
  g_autofree char *time = NULL, *rows = NULL;

  if (record->state != BULK_RECORD_UNKNOWN)
    return NULL;
  time = bulk_record_text_dup_exact_time (record->sent_at ? record->sent_at : record->prepared_at);
  rows = bulk_record_text_dup_rows (record);
  /* Translators: a time, an integration ID, a number of rows such as "1204 rows" */
  return g_strdup_printf (_("There is no execution ID to ask for. Open the integration in WorkSpan and look for an "
                            "execution that began at or shortly after %s (integration %s, %s), or look whether a few "
                            "rows of the file, its first and its last one, are there. Then say here what you found."),
                          time, record->integration_id ? record->integration_id : "?", rows);
}

/** bulk_record_text_dup_earlier: Returns: (transfer full): why one should think twice */
char *
bulk_record_text_dup_earlier (BulkRecord *earlier)
{
  g_autofree char *time = bulk_record_text_dup_time (earlier->sent_at ? earlier->sent_at : earlier->prepared_at);
  g_autofree char *rows = bulk_record_text_dup_rows (earlier), *became = what_became_of (earlier);

  if (earlier->overlap.n_loads > 0)
    return dup_overlap (earlier, time);
  /* Translators: "The same 12 rows were sent on 2026-03-31 10:00 from “deals.csv”. WorkSpan accepted them." The first
   * is a number of rows, then a time, a file's name and a sentence about what became of them. */
  return g_strdup_printf (_("The same rows (%s) were sent over this connection on %s, from “%s”. %s"), rows, time,
                          earlier->file_name ? earlier->file_name : "?", became);
}

/** bulk_record_text_dup_known_rows: Returns: (transfer full): which rows were or may have been loaded: "1 to 1000" */
char *
bulk_record_text_dup_known_rows (BulkRecord *earlier)
{
  const BulkOverlap *overlap = &earlier->overlap;
  guint64 first = overlap->n_loads > 0 ? overlap->first : earlier->first_row;
  guint64 end = overlap->n_loads > 0 ? overlap->end : earlier->first_row + earlier->rows_total;
  g_autofree char *first_text = g_strdup_printf ("%" G_GUINT64_FORMAT, first + 1);
  g_autofree char *end_text = g_strdup_printf ("%" G_GUINT64_FORMAT, end);

  /* Translators: numbers of the first and the last row: "1 to 1000" */
  return g_strdup_printf (_("%s to %s"), first_text, end_text);
}

/**
 * bulk_record_text_dup_rest:
 *
 * Returns: (transfer full) (nullable): how to send only what is left; %NULL: nothing may be left
 */
char *
bulk_record_text_dup_rest (BulkRecord *earlier)
{
  g_autofree char *batches = NULL;

  if (earlier->overlap.n_loads == 0 || earlier->overlap.all || earlier->batch_count < 2 ||
      earlier->table_sha256 == NULL)
    return NULL;
  if (earlier->batch_rows > 0)
    batches = g_strdup_printf (ngettext ("%u row", "%u rows", earlier->batch_rows), earlier->batch_rows);
  else
    batches = g_strdup_printf (_("%u MB"), (guint) (earlier->batch_bytes / 1000000));
  /* Translators: a size of batches: "1000 rows" or "10 MB" */
  return g_strdup_printf (_("To send only the rows that are left, send the file in batches of at most %s, as before: "
                            "batches that were accepted are not sent again."),
                          batches);
}
