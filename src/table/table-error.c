/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/table-error.h"

G_DEFINE_QUARK (bulk-table-error-quark, bulk_table_error)
