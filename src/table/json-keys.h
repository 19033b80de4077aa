/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/json-scan.h"
G_BEGIN_DECLS

/* BulkJsonKeys: the keys of objects as columns, in the order they were first seen. One thread adds, any others look
 * up meanwhile, without a lock. */
#define BULK_JSON_KEYS_NONE G_MAXUINT
typedef struct _BulkJsonKeys BulkJsonKeys;

BulkJsonKeys *bulk_json_keys_new (void);
void bulk_json_keys_free (BulkJsonKeys *self);
guint bulk_json_keys_get_n (BulkJsonKeys *self);
/* likely: the column to try first, one after that of the key before. */
guint bulk_json_keys_find (BulkJsonKeys *self, const BulkJsonValue *key, guint likely);
guint bulk_json_keys_add (BulkJsonKeys *self, const BulkJsonValue *key);   /* NONE: too many */
char *bulk_json_keys_dup_name (BulkJsonKeys *self, guint column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkJsonKeys, bulk_json_keys_free)
G_END_DECLS
