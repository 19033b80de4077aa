/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "load/load.h"
G_BEGIN_DECLS

/* Has every load of the program try again by itself where that is safe, and says what it waits for. */
void bulk_try_again_attach_to_all (void);

G_END_DECLS
