/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/send-options.h"

#include <glib/gi18n-lib.h>

#define KEY "send-options"
#define MAX_KEPT 100u   /* connections come and go */

static const char *const way_names[] = { "opportunities", "any", "storage" };

/* Private helpers */

static BulkUploadWay
parse_way (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (way_names); i++)
    if (g_strcmp0 (way_names[i], name) == 0)
      return (BulkUploadWay) i;
  return BULK_WAY_OPPORTUNITIES;
}

static const char *
get_id (const char *connection_id)
{
  return connection_id != NULL ? connection_id : "";
}

static GVariant *
to_variant (const BulkSendOptions *self)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&dict, "way", "s", way_names[self->way]);
  g_variant_dict_insert (&dict, "batch-rows", "u", self->batch_rows);
  g_variant_dict_insert (&dict, "batch-mb", "u", self->batch_mb);
  return g_variant_dict_end (&dict);
}

/* Settings may have been written by anybody. */
static void
from_variant (BulkSendOptions *self, GVariant *variant)
{
  const char *way = NULL;

  g_variant_lookup (variant, "way", "&s", &way);
  g_variant_lookup (variant, "batch-rows", "u", &self->batch_rows);
  g_variant_lookup (variant, "batch-mb", "u", &self->batch_mb);
  self->way = parse_way (way);
  if (self->batch_rows > 0)
    self->batch_rows = CLAMP (self->batch_rows, BULK_BATCH_ROWS_MIN, BULK_BATCH_ROWS_MAX);
  if (self->batch_mb > 0)
    self->batch_mb = CLAMP (self->batch_mb, BULK_BATCH_MB_MIN, BULK_BATCH_MB_MAX);
}

static char *
dup_batches (const BulkSendOptions *self)
{
  if (self->batch_rows > 0)
    /* Translators: part of a list: "any kind of object, in batches of 10,000 rows" */
    return g_strdup_printf (ngettext ("in batches of %'u row", "in batches of %'u rows", self->batch_rows),
                            self->batch_rows);
  if (self->batch_mb > 0)
    /* Translators: part of a list: "any kind of object, in batches of 10 MB" */
    return g_strdup_printf (_("in batches of %'u MB"), self->batch_mb);
  return NULL;
}

/* Public functions */

/** bulk_send_options_splits: Returns: whether a table may become several loads */
gboolean
bulk_send_options_splits (const BulkSendOptions *self)
{
  return self->batch_rows > 0 || self->batch_mb > 0;
}

/** bulk_send_options_equal: Returns: whether both send a table in the same way */
gboolean
bulk_send_options_equal (const BulkSendOptions *self, const BulkSendOptions *other)
{
  return self->way == other->way && self->batch_rows == other->batch_rows && self->batch_mb == other->batch_mb;
}

/** bulk_send_options_fit: Returns: whether @n_rows rows, whatever their size, make no more batches than there may be */
gboolean
bulk_send_options_fit (const BulkSendOptions *self, guint64 n_rows)
{
  return self->batch_rows == 0 || n_rows <= (guint64) self->batch_rows * BULK_BATCHES_MAX;
}

/**
 * bulk_send_options_dup_too_many:
 *
 * Returns: (transfer full): what to say where a table does not fit, a whole sentence
 */
char *
bulk_send_options_dup_too_many (void)
{
  /* Translators: a number of batches, 1,000 */
  return g_strdup_printf (_("That would be more than %'u batches: choose larger ones."), BULK_BATCHES_MAX);
}

/** bulk_send_options_dup_words: Returns: (transfer full) (nullable): what is out of the ordinary; %NULL: nothing */
char *
bulk_send_options_dup_words (const BulkSendOptions *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  char *batches = dup_batches (self);

  if (self->way != BULK_WAY_OPPORTUNITIES)
    /* Translators: part of a list: "any kind of object, in batches of 10,000 rows" */
    g_ptr_array_add (parts, g_strdup (_("any kind of object")));
  if (self->way == BULK_WAY_STORAGE)
    /* Translators: part of a list: "any kind of object, through the storage" */
    g_ptr_array_add (parts, g_strdup (_("through the storage")));
  if (batches != NULL)
    g_ptr_array_add (parts, batches);
  if (parts->len == 0)
    return NULL;
  g_ptr_array_add (parts, NULL);
  /* Translators: between the parts of a list */
  return g_strjoinv (_(", "), (char **) parts->pdata);
}

/** bulk_send_options_read: @connection_id: (nullable): of a saved connection, or "practice" */
void
bulk_send_options_read (BulkSendOptions *self, GSettings *settings, const char *connection_id)
{
  g_autoptr (GVariant) all = g_settings_get_value (settings, KEY);
  g_autoptr (GVariant) one = g_variant_lookup_value (all, get_id (connection_id), G_VARIANT_TYPE_VARDICT);

  *self = (BulkSendOptions) BULK_SEND_OPTIONS_INIT;
  if (one != NULL)
    from_variant (self, one);
}

/** bulk_send_options_write: keeps them for the next load over the same connection */
void
bulk_send_options_write (const BulkSendOptions *self, GSettings *settings, const char *connection_id)
{
  const BulkSendOptions simple = BULK_SEND_OPTIONS_INIT;
  g_autoptr (GVariant) all = g_settings_get_value (settings, KEY);
  const char *id = get_id (connection_id), *key;
  GVariantBuilder builder;
  GVariantIter iter;
  GVariant *value;
  guint n = 0;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sa{sv}}"));
  if (!bulk_send_options_equal (self, &simple))
    g_variant_builder_add (&builder, "{s@a{sv}}", id, to_variant (self));
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_next (&iter, "{&s@a{sv}}", &key, &value))
    {
      if (!g_str_equal (key, id) && ++n < MAX_KEPT)
        g_variant_builder_add (&builder, "{s@a{sv}}", key, value);
      g_variant_unref (value);
    }
  g_settings_set_value (settings, KEY, g_variant_builder_end (&builder));
}
