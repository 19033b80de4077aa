/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

#define BULK_JSON_MAX_DEPTH 64

typedef enum
{
  BULK_JSON_STRING,
  BULK_JSON_NUMBER,
  BULK_JSON_BOOLEAN,
  BULK_JSON_NULL,
  BULK_JSON_ARRAY,
  BULK_JSON_OBJECT,
} BulkJsonKind;

typedef struct
{
  BulkJsonKind kind;
  gboolean escaped;   /* a string with backslashes */
  const char *text;   /* in the scanned text; a string's lies between its quotes */
  gsize length;
} BulkJsonValue;

/* BulkJsonScan: a place in JSON text; plain data, lives on the stack. */
typedef struct
{
  const char *data;
  gsize length;
  gsize offset;
  const char *problem;   /* untranslated; NULL: none so far */
  gsize problem_offset;
  gboolean too_deep;
  guint64 n_unpaired;    /* halves of characters in the strings so far, each decoded as U+FFFD */
} BulkJsonScan;

void bulk_json_scan_init (BulkJsonScan *self, const char *data, gsize length, gsize offset);
int bulk_json_scan_peek (BulkJsonScan *self);
gboolean bulk_json_scan_take (BulkJsonScan *self, char wanted);
gboolean bulk_json_scan_string (BulkJsonScan *self, BulkJsonValue *value);
gboolean bulk_json_scan_value (BulkJsonScan *self, BulkJsonValue *value);
gboolean bulk_json_scan_key (BulkJsonScan *self, BulkJsonValue *key);
gboolean bulk_json_scan_next (BulkJsonScan *self, char close, gboolean *more);
gboolean bulk_json_scan_object (BulkJsonScan *self);
gboolean bulk_json_scan_fail (BulkJsonScan *self, const char *problem);
void bulk_json_scan_set_error (BulkJsonScan *self, const char *name, GError **error);
gsize bulk_json_unescape (const char *text, gsize length, char *out);
gsize bulk_json_compact (const char *text, gsize length, char *out);
G_END_DECLS
