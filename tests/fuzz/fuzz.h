/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/import.h"

/* What a fuzz target is: one input, whatever it holds, must do no harm. */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Opens the bytes as a file of that name, and holds what comes of it to what is promised: an error that names the file,
 * or a table whose texts are UTF-8, which reads the same twice, and whose body reads back to the same cells. */
void fuzz_table (const char *name, GBytes *bytes, const BulkImportOptions *options);
/* The input up to the next NUL, which no XML holds; and what follows. NULL at the end. */
const char *fuzz_next_part (const guint8 **data, gsize *size, gsize *length);
