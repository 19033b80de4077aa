/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
G_BEGIN_DECLS
/* Call first thing in main(), before any other thread runs. */
void bulk_workspan_init (void);
G_END_DECLS
