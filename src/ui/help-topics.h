/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* One page of the help: its words, to be translated when they are shown. */
typedef struct
{
  const char *id;
  const char *title;
  const char *summary;
  const char *const *paragraphs;   /* ends with NULL; one that begins with "# " is a heading, with "• " a step */
} BulkHelpTopic;

const BulkHelpTopic *bulk_help_topics_get (guint *n_topics);
G_END_DECLS
