/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/help-topics.h"

#include <glib/gi18n-lib.h>

/* "# " begins a heading and "• " a step or a point, in translations too. */
static const char *const first_load[] = {
  N_("You can try everything without an account: nothing leaves your computer in practice mode."),
  N_("• Choose Practice Mode in the main menu. A coloured bar stays in sight as long as it is on."),
  N_("• Drop a spreadsheet on the window, or press Open."),
  N_("• Look at the table. It is exactly what will be sent, cell by cell."),
  N_("• Press Upload and say yes. The page that follows shows the execution ID, as the true service would give it."),
  NULL
};

static const char *const connect[] = {
  N_("Ask whoever looks after WorkSpan in your company for two things: the integration ID, which says what your rows "
     "are loaded into, and either an access token or an application user with its secret."),
  N_("• Open Preferences in the main menu and choose the environment: Sandbox to practise with WorkSpan itself, "
     "Production for your real data."),
  N_("• Enter the integration ID and the token, and save."),
  N_("• Press Test Connection. It tries the connection without loading anything, and says which part is wrong."),
  N_("A token is good for about an hour. With an application user, Bulk Loader fetches a new one by itself."),
  N_("The token and the secret are kept in your system’s keyring and nowhere else."),
  NULL
};

static const char *const open_files[] = {
  N_("Excel (.xlsx), LibreOffice (.ods), CSV and other text with separators, and JSON can be opened. Drop a file on "
     "the window, press Open, or paste a copied file or cells copied from a spreadsheet. Several files wait their "
     "turn."),
  N_("Your file is never changed: Bulk Loader works on a private copy, and what you see is what will be sent."),
  N_("# The line above the table"),
  N_("It says what was understood: how many rows, which separator, which character encoding, which sheet. If accented "
     "letters look wrong or everything is in one column, press Change beside it and choose otherwise."),
  NULL
};

static const char *const problems[] = {
  N_("Bulk Loader looks for what WorkSpan would reject and for what often goes wrong in spreadsheets: missing cells, "
     "IDs that occur twice, dates that can be read in two ways, numbers that a spreadsheet has shortened."),
  N_("• An error has to be put right, or waved through by you, before the table can be uploaded. A warning has not."),
  N_("• Press a problem, or F8, to go to its cell. The mark on the cell tells why."),
  N_("• Where there is a sure remedy, a button applies it to one cell or to all of its kind. Ctrl+Z takes it back."),
  N_("• You can also type into a cell: press F2 or Enter on it."),
  N_("Changes are made in the table you see, not in your file."),
  NULL
};

static const char *const columns[] = {
  N_("Your columns may be named otherwise than the fields in WorkSpan. You can rename them, leave some out, put them "
     "into another order, and add a column that holds the same value in every row."),
  N_("Save such a setup as a template. The next time, the template that fits your file best is suggested."),
  NULL
};

static const char *const after[] = {
  N_("When WorkSpan has accepted the rows it gives an execution ID. Keep it if you want to ask somebody about this "
     "load; it is also kept in the history."),
  N_("WorkSpan then works through the rows. Bulk Loader asks from time to time how far it is, and shows how many rows "
     "succeeded, failed or were skipped."),
  N_("# When rows were rejected"),
  N_("• Each rejected row is listed with what WorkSpan said about it. Press it to go to the row in your table."),
  N_("• Correct the rows there, and send only these again."),
  N_("• Or save them as a file, with WorkSpan’s message in a column of its own."),
  NULL
};

static const char *const unknown[] = {
  N_("Sometimes the connection breaks after some of the table has been sent and before WorkSpan has answered. Nobody "
     "can tell then from here whether the rows were loaded. Bulk Loader says so and never sends them again by itself, "
     "because rows sent twice may be loaded twice."),
  N_("• Look in WorkSpan first: search for one of your rows, or look at the newest executions of your integration."),
  N_("• If the rows are there, mark the load as loaded in the history. If they are not, send them again."),
  N_("When nothing at all had been sent, Bulk Loader says that, too, and tries again by itself where that is safe."),
  NULL
};

static const char *const history[] = {
  N_("Every load is written down before its first row leaves your computer: the file’s name, how many rows, when, to "
     "where, and what became of it. So it is there even if the computer is switched off in the middle."),
  N_("If you try to load the same rows again, Bulk Loader warns you first."),
  N_("The history holds no token and no secret. You can delete entries and export it as a CSV file."),
  NULL
};

static const char *const words[] = {
  N_("• Integration: what was set up in WorkSpan to take your rows. Its ID begins with “WS-Integration_”."),
  N_("• Execution: one load of one table. WorkSpan numbers it with the execution ID."),
  N_("• Opportunity: a deal that you and your partners work on; one row of your table."),
  N_("• Header: the first row, which names the columns."),
  N_("• Separator: the character between the cells of a text file, mostly a comma, a semicolon or a tab."),
  N_("• Encoding: how letters are written as bytes. If “ü” looks like “Ã¼”, it was guessed wrong."),
  N_("• Token: a password for programs, good for a short time."),
  N_("• Keyring: where your system keeps passwords, locked together with your account."),
  NULL
};

static const BulkHelpTopic topics[] = {
  { "first-load", N_("Your First Load"), N_("Try it out, without an account"), first_load },
  { "connect", N_("Connect to WorkSpan"), N_("What to ask for, and where to enter it"), connect },
  { "open", N_("Open a Spreadsheet"), N_("Excel, LibreOffice, CSV, JSON, or copied cells"), open_files },
  { "problems", N_("Find and Fix Problems"), N_("Before anything is sent"), problems },
  { "columns", N_("Columns and Templates"), N_("When your columns have other names than WorkSpan’s"), columns },
  { "after", N_("After the Upload"), N_("Executions, their status, and rejected rows"), after },
  { "unknown", N_("When the Outcome Is Unknown"), N_("What to do when the connection broke"), unknown },
  { "history", N_("History"), N_("What was loaded, when, and what became of it"), history },
  { "words", N_("Words"), N_("Integration, execution, encoding and others in plain words"), words },
};

/* Public functions */

/**
 * bulk_help_topics_get:
 * @n_topics: (out) (optional): how many there are
 *
 * Returns: (array length=n_topics) (transfer none): the pages of the help, in the order to show them in
 */
const BulkHelpTopic *
bulk_help_topics_get (guint *n_topics)
{
  if (n_topics)
    *n_topics = G_N_ELEMENTS (topics);
  return topics;
}
