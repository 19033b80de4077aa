/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the rows of a table that were rejected. */
#include "load/row-match-private.h"

#include <string.h>

#include "load/row-digest.h"
#include "load/row-fields.h"

#define MAX_SETS 16         /* different sets of columns in which rejected rows are told */
#define LOOK_EVERY 4096     /* rows between two looks at the cancellable */

/* Errors with the same digest, and the rows of the table that have it as well. */
typedef struct
{
  guint64 digest;
  guint first, n_errors;    /* a chain through Index.next */
  guint cursor;             /* the first without a row; G_MAXUINT: all have one */
  guint first_row, n_rows;
} Group;

typedef struct
{
  Group *groups;            /* as many as there are errors at most, so that they stay where they are */
  guint n_groups;
  guint *next;              /* of each error; G_MAXUINT: the last */
  guint *rows;              /* found for each error, in order */
  GHashTable *by_digest;    /* Group.digest → Group */
} Index;

typedef struct
{
  BulkTable *table;
  BulkRowSet *set;
  BulkRowErrors *errors;
  BulkRowMatch *match;
  guint n_columns;
  GCancellable *cancellable;
} Finder;

typedef struct
{
  guint *columns;
  guint n;
  guint64 signature;
} ColumnSet;

/* Errors by digest */

static void
index_init (Index *self, guint n_errors)
{
  self->groups = g_new0 (Group, MAX (n_errors, 1));
  self->next = g_new (guint, MAX (n_errors, 1));
  self->rows = g_new (guint, MAX (n_errors, 1));
  memset (self->rows, 0xff, sizeof (guint) * MAX (n_errors, 1));
  self->by_digest = g_hash_table_new (g_int64_hash, g_int64_equal);
}

static void
index_clear (Index *self)
{
  g_free (self->groups);
  g_free (self->next);
  g_free (self->rows);
  g_clear_pointer (&self->by_digest, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Index, index_clear)

static Group *
index_find (Index *self, guint64 digest)
{
  return digest != 0 ? g_hash_table_lookup (self->by_digest, &digest) : NULL;
}

/* From the last error to the first, so that each chain is in order. */
static void
index_add (Index *self, guint64 digest, guint error)
{
  Group *group = index_find (self, digest);

  if (digest == 0)
    return;
  if (group == NULL)
    {
      group = &self->groups[self->n_groups++];
      *group = (Group) { .digest = digest, .first = G_MAXUINT };
      g_hash_table_insert (self->by_digest, &group->digest, group);
    }
  self->next[error] = group->first;
  group->first = error;
  group->cursor = error;
  group->n_errors++;
}

static void
index_take_row (Index *self, guint64 digest, guint row)
{
  Group *group = index_find (self, digest);

  if (group == NULL)
    return;
  if (group->n_rows++ == 0)
    group->first_row = row;
  if (group->cursor == G_MAXUINT)
    return;
  self->rows[group->cursor] = row;
  group->cursor = self->next[group->cursor];
}

/* What was found */

static void
assign (Finder *self, guint error, guint row, BulkMatchKind kind)
{
  self->match->rows[error] = row;
  self->match->kinds[error] = (guint8) kind;
}

static void
settle_keys (Finder *self, Index *keys)
{
  for (guint i = 0; i < keys->n_groups; i++)
    {
      Group *group = &keys->groups[i];

      /* Several rows with this ID: their content may tell them apart. */
      for (guint error = group->first; error != G_MAXUINT && group->n_rows > 0; error = keys->next[error])
        assign (self, error, group->first_row, group->n_rows == 1 ? BULK_MATCH_KEY : BULK_MATCH_AMBIGUOUS);
    }
}

static gboolean
is_open (Finder *self, guint error)
{
  return self->match->kinds[error] == BULK_MATCH_NONE || self->match->kinds[error] == BULK_MATCH_AMBIGUOUS;
}

/* Twins that were all rejected are told apart by their order, which makes no difference. */
static void
settle_contents (Finder *self, Index *contents)
{
  for (guint i = 0; i < contents->n_groups; i++)
    {
      Group *group = &contents->groups[i];
      gboolean sure = group->n_rows == 1 || group->n_rows == group->n_errors;

      if (group->n_rows == 0)
        continue;
      for (guint error = group->first; error != G_MAXUINT; error = contents->next[error])
        if (is_open (self, error))
          assign (self, error, contents->rows[error] != G_MAXUINT ? contents->rows[error] : group->first_row,
                  sure ? BULK_MATCH_CONTENT : BULK_MATCH_AMBIGUOUS);
    }
}

/* Going through the table */

typedef void (*RowFunc) (Finder *self, guint row, BulkCells *cells, gpointer data);

static gboolean
for_each_row (Finder *self, RowFunc func, gpointer data, GError **error)
{
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  guint n = self->set != NULL ? bulk_row_set_get_n (self->set) : bulk_table_get_n_rows (self->table);

  for (guint i = 0; i < n; i++)
    {
      guint row = self->set != NULL ? bulk_row_set_get (self->set, i) : i;

      if (i % LOOK_EVERY == 0 && g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      if (bulk_table_read_row (self->table, row, cells))
        func (self, row, cells, data);
    }
  return TRUE;
}

typedef struct
{
  Index keys, contents;
} WholeRows;

static void
whole_rows_clear (WholeRows *self)
{
  index_clear (&self->keys);
  index_clear (&self->contents);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WholeRows, whole_rows_clear)

static guint64
digest_key (guint column, const char *text, gsize length)
{
  return column != BULK_ROW_FIELDS_NO_COLUMN ? bulk_row_digest_text (text, length) : 0;
}

static void
take_whole_row (Finder *self, guint row, BulkCells *cells, gpointer data)
{
  WholeRows *whole = data;
  guint key = self->match->key_column, n;
  const BulkCell *all = bulk_cells_get_all (cells, &n);
  guint64 digest = 0;

  for (guint i = 0; i < MIN (n, self->n_columns); i++)
    digest += bulk_row_digest_cell (i, all[i].text, all[i].length);
  if (key < n)
    index_take_row (&whole->keys, digest_key (key, all[key].text, all[key].length), row);
  index_take_row (&whole->contents, digest, row);
}

static gboolean
find_whole_rows (Finder *self, BulkRowFields *fields, GError **error)
{
  guint n_errors = self->match->n;
  g_auto (WholeRows) whole = { 0 };

  index_init (&whole.keys, n_errors);
  index_init (&whole.contents, n_errors);
  for (guint i = n_errors; i-- > 0;)
    {
      g_autofree char *id = bulk_row_errors_dup_id (self->errors, i);
      guint n;
      const BulkRowFieldValue *values = bulk_row_fields_read (fields, i, &n);
      guint64 digest = 0;

      for (guint k = 0; k < n; k++)
        digest += bulk_row_digest_cell (values[k].column, values[k].text, values[k].length);
      index_add (&whole.keys, digest_key (self->match->key_column, id, strlen (id)), i);
      index_add (&whole.contents, digest, i);
    }
  if (!for_each_row (self, take_whole_row, &whole, error))
    return FALSE;
  settle_keys (self, &whole.keys);
  settle_contents (self, &whole.contents);
  return TRUE;
}

/* Rows of which the service tells some columns only */

typedef struct
{
  ColumnSet sets[MAX_SETS];
  Index indexes[MAX_SETS];
  guint n;
} Parts;

static void
parts_clear (Parts *self)
{
  for (guint i = 0; i < self->n; i++)
    {
      g_free (self->sets[i].columns);
      index_clear (&self->indexes[i]);
    }
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parts, parts_clear)

static Index *
find_part (Parts *self, const BulkRowFieldValue *values, guint n, guint n_errors)
{
  guint64 signature = 0;
  ColumnSet *set;

  for (guint i = 0; i < n; i++)
    signature += bulk_row_digest_cell (values[i].column, "x", 1);
  for (guint i = 0; i < self->n; i++)
    if (self->sets[i].signature == signature)
      return &self->indexes[i];
  if (self->n == MAX_SETS || n == 0)
    return NULL;
  set = &self->sets[self->n];
  *set = (ColumnSet) { g_new (guint, n), n, signature };
  for (guint i = 0; i < n; i++)
    set->columns[i] = values[i].column;
  index_init (&self->indexes[self->n], n_errors);
  return &self->indexes[self->n++];
}

static void
take_part_of_row (Finder *self, guint row, BulkCells *cells, gpointer data)
{
  Parts *parts = data;

  for (guint i = 0; i < parts->n; i++)
    {
      guint64 digest = 0;

      for (guint k = 0; k < parts->sets[i].n; k++)
        {
          const BulkCell *cell = bulk_cells_get (cells, parts->sets[i].columns[k]);

          digest += bulk_row_digest_cell (parts->sets[i].columns[k], cell->text, cell->length);
        }
      index_take_row (&parts->indexes[i], digest, row);
    }
}

static gboolean
find_parts (Finder *self, BulkRowFields *fields, GError **error)
{
  g_auto (Parts) parts = { 0 };

  for (guint i = self->match->n; i-- > 0;)
    {
      guint n;
      const BulkRowFieldValue *values;
      guint64 digest = 0;
      Index *index;

      if (!is_open (self, i))
        continue;
      values = bulk_row_fields_read (fields, i, &n);
      index = find_part (&parts, values, n, self->match->n);
      for (guint k = 0; k < n; k++)
        digest += bulk_row_digest_cell (values[k].column, values[k].text, values[k].length);
      if (index != NULL)
        index_add (index, digest, i);
    }
  if (parts.n > 0 && !for_each_row (self, take_part_of_row, &parts, error))
    return FALSE;
  for (guint i = 0; i < parts.n; i++)
    settle_contents (self, &parts.indexes[i]);
  return TRUE;
}

/**
 * bulk_row_match_find:
 * @table: complete, and not edited meanwhile
 * @rows: (nullable): which of its rows were sent; %NULL: all
 * @errors: the rejected rows as the service tells them
 *
 * The row with the ID the service names, where there is one such row; else the row whose cells hold what the service
 * says it does, in all columns or in those it tells.
 *
 * Returns: (transfer full) (nullable): the rows; %NULL and @error if cancelled
 */
BulkRowMatch *
bulk_row_match_find (BulkTable *table, BulkRowSet *rows, BulkRowErrors *errors, GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (BulkRowFields) fields = bulk_row_fields_new (table, errors);
  g_autoptr (BulkRowMatch) match = bulk_row_match_new_empty (bulk_row_errors_get_n (errors));
  Finder finder = { table, rows, errors, match, bulk_table_get_n_columns (table), cancellable };
  gboolean all_found = TRUE;

  match->key_column = bulk_row_fields_find_key (fields);
  if (match->n > 0 && !find_whole_rows (&finder, fields, error))
    return NULL;
  for (guint i = 0; i < match->n && all_found; i++)
    all_found = !is_open (&finder, i);
  if (!all_found && !find_parts (&finder, fields, error))
    return NULL;
  return g_steal_pointer (&match);
}
