/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/store-error.h"

/** bulk_store_error_quark: Returns: the domain of #BulkStoreError */
G_DEFINE_QUARK (bulk-store-error-quark, bulk_store_error)
