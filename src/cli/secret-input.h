/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* Something secret, to be wiped: from a file ("-": standard input), else asked for on the terminal without showing what
 * is typed. Never from an argument, which every program on the computer can read. NULL and an error; without an error
 * where it was interrupted. */
char *bulk_secret_input_read (const char *file, const char *question, GError **error);

G_END_DECLS
