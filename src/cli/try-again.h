/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "load/load.h"
G_BEGIN_DECLS

/* Has a load try again by itself where that is safe, and says what it waits for. Before it runs. */
void bulk_try_again_attach (BulkLoad *load, int most_attempts);   /* 0: as many as the app makes */

G_END_DECLS
