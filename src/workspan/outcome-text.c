/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/outcome-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SERVER_TEXT 65536
#define MAX_SHOWN 600
#define MIN_RUN 12

/** bulk_outcome_text_title: Returns: (transfer full): how the upload ended, in a few words */
char *
bulk_outcome_text_title (BulkOutcomeState state, BulkOutcomeReason reason)
{
  switch (state)
    {
    case BULK_OUTCOME_ACCEPTED:
      return g_strdup (_ ("WorkSpan accepted the load"));
    case BULK_OUTCOME_UNKNOWN:
      return g_strdup (_ ("It is not known whether WorkSpan loaded the file"));
    case BULK_OUTCOME_NOT_SENT:
      if (reason == BULK_REASON_CANCELLED)
        return g_strdup (_ ("The upload was cancelled"));
      if (reason == BULK_REASON_STORAGE)
        return g_strdup (_ ("The file did not get into the storage"));
      return g_strdup (_ ("The file was not sent"));
    case BULK_OUTCOME_REFUSED:
    default:
      break;
    }
  switch (reason)
    {
    case BULK_REASON_NOT_AUTHORISED:
      return g_strdup (_ ("WorkSpan did not accept the token"));
    case BULK_REASON_NO_TOKEN:
      return g_strdup (_ ("No token could be fetched"));
    case BULK_REASON_FORBIDDEN:
      return g_strdup (_ ("The token does not allow this load"));
    case BULK_REASON_NOT_FOUND:
      return g_strdup (_ ("WorkSpan does not know this integration"));
    case BULK_REASON_TOO_LARGE:
      return g_strdup (_ ("The file is too large for WorkSpan"));
    case BULK_REASON_TOO_MANY:
      return g_strdup (_ ("WorkSpan asks to wait"));
    case BULK_REASON_REDIRECT:
      return g_strdup (_ ("The address of the service has changed"));
    default:
      return g_strdup (_ ("WorkSpan refused the load"));
    }
}

static const char *
reason_sentence (BulkOutcomeReason reason)
{
  switch (reason)
    {
    case BULK_REASON_NONE:
      return _ ("The service took the file and gave the load an execution ID.");
    case BULK_REASON_CANCELLED:
      return _ ("The upload was cancelled.");
    case BULK_REASON_NAME:
      return _ ("The address of the service could not be found. The computer may be offline.");
    case BULK_REASON_REFUSED_CONNECTION:
      return _ ("No connection to the service could be made.");
    case BULK_REASON_TLS:
      return _ ("No secure connection to the service could be made.");
    case BULK_REASON_TIMEOUT:
      return _ ("The service did not react in time.");
    case BULK_REASON_CUT:
      return _ ("The connection broke before a whole answer came.");
    case BULK_REASON_BAD_INPUT:
      return _ ("The service says that the file or a setting of the load is not valid.");
    case BULK_REASON_NOT_AUTHORISED:
      return _ ("The token is wrong or no longer valid. A token lasts an hour.");
    case BULK_REASON_FORBIDDEN:
      return _ ("The service knows the token, but the token may not load into this integration.");
    case BULK_REASON_NOT_FOUND:
      return _ ("The service has no such integration, or the address is not that of the service.");
    case BULK_REASON_TOO_LARGE:
      return _ ("The service does not take a file of this size.");
    case BULK_REASON_MEDIA_TYPE:
      return _ ("The service does not take this kind of data.");
    case BULK_REASON_TOO_MANY:
      return _ ("The service has too much to do at the moment.");
    case BULK_REASON_REDIRECT:
      return _ ("The service pointed to another address. The token was not sent there.");
    case BULK_REASON_SERVER_ERROR:
      return _ ("The service had an error of its own.");
    case BULK_REASON_BAD_ANSWER:
      return _ ("The answer of the service could not be understood.");
    case BULK_REASON_NO_TOKEN:
      return _ ("The token has expired, and no new one could be fetched for the application user.");
    case BULK_REASON_STORAGE:
      return _ ("The storage that the service named for the file did not take it.");
    case BULK_REASON_INTERRUPTED:
      return _ ("Bulk Loader or the computer stopped before the load had ended.");
    case BULK_REASON_NOT_BEGUN:
      return _ ("The load could not begin.");
    case BULK_REASON_OTHER:
    default:
      return _ ("Something unexpected happened.");
    }
}

/** bulk_outcome_text_what_happened: Returns: (transfer full): the reason in whole sentences */
char *
bulk_outcome_text_what_happened (BulkOutcomeReason reason, guint http_status, const char *detail)
{
  gboolean detailed = detail != NULL && *detail != '\0';
  GString *text = g_string_new (detailed && reason == BULK_REASON_NOT_BEGUN ? detail : reason_sentence (reason));

  if (detailed && reason != BULK_REASON_NOT_BEGUN)
    g_string_append_printf (text, " %s", detail);
  if (http_status != 0 && reason != BULK_REASON_NONE)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, _ ("(Status %u.)"), http_status);
    }
  return g_string_free (text, FALSE);
}

/** bulk_outcome_text_what_was_sent: Returns: (transfer full): what left this computer, and whether it was loaded */
char *
bulk_outcome_text_what_was_sent (BulkOutcomeState state, guint64 sent, guint64 total, guint64 rows)
{
  /* Languages tell apart by the last digits, so those stay. */
  gulong plural = (gulong) (rows < 1000000 ? rows : rows % 1000000 + 1000000);
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, rows);
  g_autofree char *sent_size = NULL;
  g_autofree char *total_size = NULL;

  switch (state)
    {
    case BULK_OUTCOME_ACCEPTED:
      /* Translators: a number of rows */
      return g_strdup_printf (ngettext ("The whole file was sent: %s row.", "The whole file was sent: %s rows.",
                                        plural),
                              number);
    case BULK_OUTCOME_REFUSED:
      return g_strdup (_ ("Nothing was loaded."));
    case BULK_OUTCOME_NOT_SENT:
      if (sent > 0)
        return g_strdup (_ ("Nothing was loaded: the file had not got further than the storage."));
      return g_strdup (_ ("Nothing left this computer, and nothing was loaded."));
    case BULK_OUTCOME_UNKNOWN:
    default:
      break;
    }
  sent_size = g_format_size (sent);
  total_size = g_format_size (total);
  /* Translators: two sizes, such as 3.1 MB, and a number of rows */
  return g_strdup_printf (ngettext ("%s of %s were sent. It is not known whether the %s row was loaded.",
                                    "%s of %s were sent. It is not known whether the %s rows were loaded.", plural),
                          sent_size, total_size, number);
}

/** bulk_outcome_text_at_least_sent: Returns: (transfer full): the same of a load of which nobody saw the end */
char *
bulk_outcome_text_at_least_sent (guint64 sent, guint64 total, guint64 rows)
{
  gulong plural = (gulong) (rows < 1000000 ? rows : rows % 1000000 + 1000000);
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, rows);
  g_autofree char *sent_size = g_format_size (sent);
  g_autofree char *total_size = g_format_size (total);

  if (sent == 0)
    /* Translators: a number of rows */
    return g_strdup_printf (ngettext ("Some or all of it may have been sent. It is not known whether the %s row was "
                                      "loaded.",
                                      "Some or all of it may have been sent. It is not known whether the %s rows were "
                                      "loaded.", plural), number);
  /* Translators: two sizes, such as 3.1 MB, and a number of rows */
  return g_strdup_printf (ngettext ("At least %s of %s were sent. It is not known whether the %s row was loaded.",
                                    "At least %s of %s were sent. It is not known whether the %s rows were loaded.",
                                    plural), sent_size, total_size, number);
}

/** bulk_outcome_text_what_next: Returns: (transfer full): what the user can do now */
char *
bulk_outcome_text_what_next (BulkOutcomeState state, BulkOutcomeReason reason, gint64 retry_after)
{
  if (state == BULK_OUTCOME_ACCEPTED)
    return g_strdup (_ ("WorkSpan now loads the rows. Keep the execution ID to ask what became of them."));
  if (state == BULK_OUTCOME_UNKNOWN)
    return g_strdup (_ ("Look in WorkSpan whether the rows are there before you send the file again: "
                        "sent twice, it may be loaded twice."));
  switch (reason)
    {
    case BULK_REASON_NAME:
    case BULK_REASON_REFUSED_CONNECTION:
      return g_strdup (_ ("Check the network and the address in the preferences, then try again."));
    case BULK_REASON_TLS:
      return g_strdup (_ ("Check the date of this computer and the address, or ask who looks after the network."));
    case BULK_REASON_NOT_AUTHORISED:
      return g_strdup (_ ("Enter a new token in the preferences, then try again."));
    case BULK_REASON_NO_TOKEN:
      return g_strdup (_ ("Check the application user with Test Connection in the preferences, then try again."));
    case BULK_REASON_FORBIDDEN:
      return g_strdup (_ ("Ask the administrator of WorkSpan to allow it."));
    case BULK_REASON_NOT_FOUND:
      return g_strdup (_ ("Check the integration ID and the address in the preferences."));
    case BULK_REASON_STORAGE:
      return g_strdup (_ ("Try again, or load the file without the storage."));
    case BULK_REASON_TOO_LARGE:
      return g_strdup (_ ("Split the file into smaller ones."));
    case BULK_REASON_BAD_INPUT:
    case BULK_REASON_MEDIA_TYPE:
      return g_strdup (_ ("Check the file’s columns and the integration ID, then try again."));
    case BULK_REASON_REDIRECT:
      return g_strdup (_ ("Ask for the present address of the service and enter it in the preferences."));
    case BULK_REASON_TOO_MANY:
      if (retry_after > 0)
        return g_strdup_printf (ngettext ("Try again in %d second.", "Try again in %d seconds.", (gulong) retry_after),
                                (int) retry_after);
      return g_strdup (_ ("Try again in a few minutes."));
    default:
      return g_strdup (_ ("You can try again."));
    }
}

/* How much of text repeats the secret or its beginning. */
static gsize
secret_run (const char *text, const char *secret)
{
  gsize length = strlen (secret), run = 0;

  while (run < length && text[run] == secret[run])
    run++;
  /* A server that cuts the token short still gives most of it away. */
  return run == length || run >= MIN_RUN ? run : 0;
}

static gsize
longest_run (const char *text, const char *const *secrets)
{
  gsize longest = 0;

  for (guint i = 0; secrets != NULL && secrets[i] != NULL; i++)
    longest = MAX (longest, secret_run (text, secrets[i]));
  return longest;
}

/* Blanks of any kind become one; what cannot be seen, or turns the direction of writing, goes. */
static GString *
make_plain (const char *text)
{
  GString *plain = g_string_new (NULL);
  gboolean blank = FALSE;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (g_unichar_isspace (character))
        blank = plain->len > 0;
      else if (g_unichar_isprint (character) && g_unichar_type (character) != G_UNICODE_FORMAT)
        {
          if (blank)
            g_string_append_c (plain, ' ');
          blank = FALSE;
          g_string_append_unichar (plain, character);
        }
    }
  return plain;
}

/**
 * bulk_outcome_text_clean:
 * @text: (nullable): bytes from a server
 * @length: bytes, or -1 if NUL-terminated
 * @secrets: (nullable) (array zero-terminated=1): token and key, replaced wherever one or its beginning is echoed
 *
 * Returns: (transfer full) (nullable): valid UTF-8 on one line, bounded, without control characters
 *   and those that turn the direction of writing; %NULL if nothing is left
 */
char *
bulk_outcome_text_clean (const char *text, gssize length, const char *const *secrets)
{
  g_autofree char *valid = NULL;
  g_autoptr (GString) plain = NULL;
  g_autoptr (GString) shown = g_string_new (NULL);

  if (text == NULL)
    return NULL;
  if (length < 0)
    length = (gssize) strlen (text);
  valid = g_utf8_make_valid (text, MIN (length, MAX_SERVER_TEXT));
  plain = make_plain (valid);
  for (const char *c = plain->str; *c != '\0';)
    {
      gsize run = longest_run (c, secrets);

      if (shown->len >= MAX_SHOWN)
        {
          g_string_append (shown, "…");
          break;
        }
      if (run > 0)
        {
          g_string_append (shown, "•••");
          c += run;
          continue;
        }
      g_string_append_unichar (shown, g_utf8_get_char (c));
      c = g_utf8_next_char (c);
    }
  return shown->len > 0 ? g_string_free (g_steal_pointer (&shown), FALSE) : NULL;
}
