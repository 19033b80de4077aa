/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* What a key does, in words of the context "shortcuts", to be translated when they are shown. */
typedef struct
{
  const char *title;
  const char *keys;       /* as gtk_accelerator_parse() reads them, spaces between; NULL where @action has them */
  const char *action;     /* of the application, whose keys they are; NULL where @keys are given */
} BulkShortcut;

typedef struct
{
  const char *title;
  const BulkShortcut *shortcuts;   /* ends with a title that is NULL */
} BulkShortcutGroup;

const BulkShortcutGroup *bulk_shortcuts_get (guint *n_groups);
G_END_DECLS
