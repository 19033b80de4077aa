/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shortcuts.h"

#include <glib/gi18n-lib.h>

static const BulkShortcut files[] = {
  { NC_("shortcuts", "Open a file"), NULL, "win.open" },
  { NC_("shortcuts", "Paste a copied file or cells"), NULL, "win.paste" },
  { NC_("shortcuts", "Upload"), NULL, "win.upload" },
  { NULL, NULL, NULL },
};

static const BulkShortcut table[] = {
  { NC_("shortcuts", "Find"), "<Primary>f", NULL },
  { NC_("shortcuts", "Next match"), "Return F3", NULL },
  { NC_("shortcuts", "Previous match"), "<Shift>Return <Shift>F3", NULL },
  { NC_("shortcuts", "Next or previous problem"), "F8 <Shift>F8", NULL },
  { NC_("shortcuts", "Go to a row"), "<Primary>g", NULL },
  { NC_("shortcuts", "Copy the cell"), "<Primary>c", NULL },
  { NC_("shortcuts", "Copy the row"), "<Primary><Shift>c", NULL },
  { NC_("shortcuts", "Menu of the cell"), "<Shift>F10", NULL },
  { NULL, NULL, NULL },
};

static const BulkShortcut editing[] = {
  { NC_("shortcuts", "Edit the cell"), "Return F2", NULL },
  { NC_("shortcuts", "Clear the cell"), "Delete", NULL },
  { NC_("shortcuts", "Show the whole cell"), "space", NULL },
  { NC_("shortcuts", "Remove the row"), "<Primary>Delete", NULL },
  { NC_("shortcuts", "Rename the column"), "<Shift>F2", NULL },
  { NC_("shortcuts", "Leave out the column"), "<Primary><Shift>Delete", NULL },
  { NC_("shortcuts", "Move the column"), "<Alt>Left <Alt>Right", NULL },
  { NC_("shortcuts", "Undo"), "<Primary>z", NULL },
  { NC_("shortcuts", "Redo"), "<Primary><Shift>z <Primary>y", NULL },
  { NULL, NULL, NULL },
};

static const BulkShortcut general[] = {
  { NC_("shortcuts", "New window"), NULL, "app.new-window" },
  { NC_("shortcuts", "History of loads"), NULL, "app.history" },
  { NC_("shortcuts", "Preferences"), NULL, "app.preferences" },
  { NC_("shortcuts", "Main menu"), "F10", NULL },
  { NC_("shortcuts", "Help"), NULL, "app.help" },
  { NC_("shortcuts", "Keyboard shortcuts"), NULL, "app.shortcuts" },
  { NC_("shortcuts", "Close the window"), NULL, "window.close" },
  { NC_("shortcuts", "Quit"), NULL, "app.quit" },
  { NULL, NULL, NULL },
};

static const BulkShortcutGroup groups[] = {
  { NC_("shortcuts", "Files"), files },
  { NC_("shortcuts", "Table"), table },
  { NC_("shortcuts", "Editing"), editing },
  { NC_("shortcuts", "General"), general },
};

/* Public functions */

/**
 * bulk_shortcuts_get:
 * @n_groups: (out): how many there are
 *
 * Every key that the program takes beside those that are the same everywhere, such as the arrows.
 *
 * Returns: (array length=n_groups) (transfer none): what the window of shortcuts shows, in its order
 */
const BulkShortcutGroup *
bulk_shortcuts_get (guint *n_groups)
{
  *n_groups = G_N_ELEMENTS (groups);
  return groups;
}
