/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/places.h"

struct _BulkPlaces
{
  gatomicrefcount ref_count;
  GMutex mutex;
  GArray *kept;                              /* BulkPlace */
  guint64 counts[BULK_PLACE_N_KINDS];
};

/**
 * bulk_places_new:
 *
 * Returns: (transfer full): an empty list of places
 */
BulkPlaces *
bulk_places_new (void)
{
  BulkPlaces *self = g_new0 (BulkPlaces, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->kept = g_array_new (FALSE, FALSE, sizeof (BulkPlace));
  return self;
}

/**
 * bulk_places_ref:
 *
 * Returns: (transfer full): @self
 */
BulkPlaces *
bulk_places_ref (BulkPlaces *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * bulk_places_unref:
 *
 * Drops a reference; the last one frees.
 */
void
bulk_places_unref (BulkPlaces *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->kept);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/**
 * bulk_places_add:
 * @place: copied
 *
 * Counts @place, and keeps it while fewer than %BULK_PLACES_MAX of its kind are kept.
 */
void
bulk_places_add (BulkPlaces *self, const BulkPlace *place)
{
  g_return_if_fail ((guint) place->kind < BULK_PLACE_N_KINDS);

  g_mutex_lock (&self->mutex);
  if (self->counts[place->kind]++ < BULK_PLACES_MAX)
    g_array_append_val (self->kept, *place);
  g_mutex_unlock (&self->mutex);
}

/**
 * bulk_places_add_unkept:
 * @n: how many
 *
 * Counts places of which so many are kept already that where these are does not matter.
 */
void
bulk_places_add_unkept (BulkPlaces *self, BulkPlaceKind kind, guint64 n)
{
  g_return_if_fail ((guint) kind < BULK_PLACE_N_KINDS);

  g_mutex_lock (&self->mutex);
  self->counts[kind] += n;
  g_mutex_unlock (&self->mutex);
}

/**
 * bulk_places_count:
 *
 * Returns: how many places of @kind there were, kept or not
 */
guint64
bulk_places_count (BulkPlaces *self, BulkPlaceKind kind)
{
  guint64 count;

  g_return_val_if_fail ((guint) kind < BULK_PLACE_N_KINDS, 0);
  g_mutex_lock (&self->mutex);
  count = self->counts[kind];
  g_mutex_unlock (&self->mutex);
  return count;
}

/**
 * bulk_places_get_n_kept:
 *
 * Returns: how many places bulk_places_get() can give; may grow until the table is complete
 */
guint
bulk_places_get_n_kept (BulkPlaces *self)
{
  guint n;

  g_mutex_lock (&self->mutex);
  n = self->kept->len;
  g_mutex_unlock (&self->mutex);
  return n;
}

/**
 * bulk_places_get:
 * @index: below bulk_places_get_n_kept()
 * @place: (out caller-allocates): a copy
 */
void
bulk_places_get (BulkPlaces *self, guint index, BulkPlace *place)
{
  g_mutex_lock (&self->mutex);
  if (index < self->kept->len)
    *place = g_array_index (self->kept, BulkPlace, index);
  else
    *place = (BulkPlace) { BULK_PLACE_BAD_ENCODING, BULK_PLACE_NO_ROW, G_MAXUINT, 0, 0 };
  g_mutex_unlock (&self->mutex);
}
