/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "ui/window.h"
G_BEGIN_DECLS
/* Shows the history beside a window, in which files of earlier loads are opened again; id: of the
 * load to show, 0: all. */
void bulk_history_show (BulkWindow *window, gint64 id);
G_END_DECLS
