/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/edit-rows.h"
#include <string.h>

#define BITS 4u
#define FAN (1u << BITS)
#define HEIGHT_MAX (32 / BITS)

/* What is other in one row. */
typedef struct
{
  gatomicrefcount ref_count;
  guint n;
  guint allocated;
  gboolean removed;
  guint64 owner;
  BulkEditCell cells[];     /* by column */
} Row;

/* Children are nodes, on level 0 rows; NULL: as the file is. */
typedef struct
{
  gatomicrefcount ref_count;
  guint64 owner;            /* of the copy that may change it */
  gpointer children[FAN];
  guint32 removed[FAN];     /* rows left out, of each child */
} Node;

struct _BulkEditRows
{
  gatomicrefcount ref_count;
  guint height;             /* levels of nodes; the tree spans FAN ^ height rows */
  Node *root;
  guint64 owner;
  guint n_removed;
  guint64 n_cells;          /* in rows that are left */
  guint64 n_hidden;         /* in rows that are not */
};

/* Every copy has a number of its own, never used again: a node that bears it was made for this copy. */
static guint64
next_owner (void)
{
  static GMutex mutex;
  static guint64 last;
  guint64 owner;

  g_mutex_lock (&mutex);
  owner = ++last;
  g_mutex_unlock (&mutex);
  return owner;
}

/* Of most rows that are left out nothing else is to be said. */
static Row only_removed = { .removed = TRUE };

static void
row_unref (Row *row)
{
  if (row != &only_removed && g_atomic_ref_count_dec (&row->ref_count))
    g_free (row);
}

static void
node_unref (Node *node, guint level)
{
  if (!g_atomic_ref_count_dec (&node->ref_count))
    return;
  for (guint i = 0; i < FAN; i++)
    if (node->children[i] == NULL)
      continue;
    else if (level > 0)
      node_unref (node->children[i], level - 1);
    else
      row_unref (node->children[i]);
  g_free (node);
}

static void
child_ref (gpointer child, guint level)
{
  if (level > 0)
    g_atomic_ref_count_inc (&((Node *) child)->ref_count);
  else if (child != &only_removed)
    g_atomic_ref_count_inc (&((Row *) child)->ref_count);
}

static Node *
node_new (guint64 owner)
{
  Node *node = g_new0 (Node, 1);

  g_atomic_ref_count_init (&node->ref_count);
  node->owner = owner;
  return node;
}

/* A node in *place that may be changed. */
static Node *
own_node (gpointer *place, guint level, guint64 owner)
{
  Node *shared = *place, *node;

  if (shared != NULL && shared->owner == owner)
    return shared;
  node = node_new (owner);
  *place = node;
  if (shared == NULL)
    return node;
  memcpy (node->children, shared->children, sizeof node->children);
  memcpy (node->removed, shared->removed, sizeof node->removed);
  for (guint i = 0; i < FAN; i++)
    if (node->children[i] != NULL)
      child_ref (node->children[i], level);
  node_unref (shared, level);
  return node;
}

/* A row in *place that may be changed, with room for one more cell. */
static Row *
own_row (gpointer *place, guint64 owner)
{
  Row *shared = *place, *row;
  guint n = shared != NULL ? shared->n : 0, allocated;

  if (shared != NULL && shared->owner == owner && shared->n < shared->allocated)
    return shared;
  allocated = n + 1 + (shared != NULL && shared->owner == owner ? n : 0);
  row = g_malloc (sizeof (Row) + allocated * sizeof (BulkEditCell));
  g_atomic_ref_count_init (&row->ref_count);
  row->owner = owner;
  row->n = n;
  row->allocated = allocated;
  row->removed = shared != NULL && shared->removed;
  if (n > 0)
    memcpy (row->cells, shared->cells, n * sizeof (BulkEditCell));
  *place = row;
  if (shared != NULL)
    row_unref (shared);
  return row;
}

static gboolean
spans (BulkEditRows *self, guint row)
{
  return self->height == HEIGHT_MAX || row >> (BITS * self->height) == 0;
}

static guint
slot_of (guint row, guint level)
{
  return row >> (BITS * level) & (FAN - 1);
}

static Row *
find_row (BulkEditRows *self, guint row)
{
  Node *node = self->root;

  if (self->height == 0 || !spans (self, row))
    return NULL;
  for (guint level = self->height - 1; level > 0 && node != NULL; level--)
    node = node->children[slot_of (row, level)];
  return node != NULL ? node->children[slot_of (row, 0)] : NULL;
}

/* Where a row (or NULL) is, on a way on which everything may be changed. The nodes of the way come from the top. */
static gpointer *
own_way (BulkEditRows *self, guint row, Node *way[HEIGHT_MAX])
{
  gpointer *place;

  while (self->height == 0 || !spans (self, row))
    {
      Node *root = node_new (self->owner);

      root->children[0] = self->root;
      root->removed[0] = self->n_removed;
      self->root = root;
      self->height++;
    }
  place = (gpointer *) &self->root;
  for (guint i = 0; i < self->height; i++)
    {
      guint level = self->height - 1 - i;

      way[i] = own_node (place, level, self->owner);
      place = &way[i]->children[slot_of (row, level)];
    }
  return place;
}

static guint
find_cell (Row *row, guint column)
{
  guint low = 0, high = row != NULL ? row->n : 0;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (row->cells[middle].column < column)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/** bulk_edit_rows_copy: Returns: (transfer full): a version to be changed, so far as @from is */
BulkEditRows *
bulk_edit_rows_copy (BulkEditRows *from)
{
  BulkEditRows *self = g_new0 (BulkEditRows, 1);

  if (from != NULL)
    {
      *self = *from;
      if (self->root != NULL)
        g_atomic_ref_count_inc (&self->root->ref_count);
    }
  g_atomic_ref_count_init (&self->ref_count);
  self->owner = next_owner ();
  return self;
}

/** bulk_edit_rows_ref: Returns: (transfer full): @self */
BulkEditRows *
bulk_edit_rows_ref (BulkEditRows *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/** bulk_edit_rows_unref: @self: (transfer full): a version */
void
bulk_edit_rows_unref (BulkEditRows *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  if (self->root != NULL)
    node_unref (self->root, self->height - 1);
  g_free (self);
}

/** bulk_edit_rows_set_removed: Returns: whether @row was not so before; its edited cells stay as they are */
gboolean
bulk_edit_rows_set_removed (BulkEditRows *self, guint row, gboolean removed)
{
  Node *way[HEIGHT_MAX];
  gpointer *place;
  Row *own;
  int by = removed ? 1 : -1;

  if (bulk_edit_rows_is_removed (self, row) == !!removed)
    return FALSE;
  place = own_way (self, row, way);
  if (*place == NULL)
    *place = &only_removed;
  else if (*place == &only_removed)
    *place = NULL;
  else
    {
      own = own_row (place, self->owner);
      own->removed = removed;
      self->n_cells -= by * (gint64) own->n;
      self->n_hidden += by * (gint64) own->n;
    }
  for (guint i = 0; i < self->height; i++)
    way[i]->removed[slot_of (row, self->height - 1 - i)] += by;
  self->n_removed += by;
  return TRUE;
}

/** bulk_edit_rows_set_cell: gives a cell, @cell->column of @row, another text */
void
bulk_edit_rows_set_cell (BulkEditRows *self, guint row, const BulkEditCell *cell)
{
  Node *way[HEIGHT_MAX];
  Row *own = own_row (own_way (self, row, way), self->owner);
  guint at = find_cell (own, cell->column);

  if (at == own->n || own->cells[at].column != cell->column)
    {
      memmove (own->cells + at + 1, own->cells + at, (own->n - at) * sizeof (BulkEditCell));
      own->n++;
      if (own->removed)
        self->n_hidden++;
      else
        self->n_cells++;
    }
  own->cells[at] = *cell;
}

/** bulk_edit_rows_unset_cell: Returns: whether the cell was edited, and no longer is */
gboolean
bulk_edit_rows_unset_cell (BulkEditRows *self, guint row, guint column)
{
  Node *way[HEIGHT_MAX];
  gpointer *place;
  Row *own;
  guint at;

  if (bulk_edit_rows_get_cell (self, row, column) == NULL)
    return FALSE;
  place = own_way (self, row, way);
  own = own_row (place, self->owner);
  at = find_cell (own, column);
  own->n--;
  memmove (own->cells + at, own->cells + at + 1, (own->n - at) * sizeof (BulkEditCell));
  if (own->removed)
    self->n_hidden--;
  else
    self->n_cells--;
  if (own->n == 0)
    {
      *place = own->removed ? &only_removed : NULL;
      row_unref (own);
    }
  return TRUE;
}

/** bulk_edit_rows_is_empty: Returns: whether all is as the file is */
gboolean
bulk_edit_rows_is_empty (BulkEditRows *self)
{
  return self->n_removed == 0 && self->n_cells == 0;
}

/** bulk_edit_rows_get_n_removed: Returns: how many rows are left out */
guint
bulk_edit_rows_get_n_removed (BulkEditRows *self)
{
  return self->n_removed;
}

/** bulk_edit_rows_get_n_cells: Returns: how many cells are edited in rows that are left */
guint64
bulk_edit_rows_get_n_cells (BulkEditRows *self)
{
  return self->n_cells;
}

/** bulk_edit_rows_is_removed: Returns: whether @row is left out */
gboolean
bulk_edit_rows_is_removed (BulkEditRows *self, guint row)
{
  Row *found = self->n_removed > 0 ? find_row (self, row) : NULL;

  return found != NULL && found->removed;
}

/** bulk_edit_rows_get_cells: Returns: (nullable) (array length=n): what is edited in @row */
const BulkEditCell *
bulk_edit_rows_get_cells (BulkEditRows *self, guint row, guint *n)
{
  Row *found = find_row (self, row);

  *n = found != NULL ? found->n : 0;
  return found != NULL ? found->cells : NULL;
}

/** bulk_edit_rows_get_cell: Returns: (nullable): the cell as edited */
const BulkEditCell *
bulk_edit_rows_get_cell (BulkEditRows *self, guint row, guint column)
{
  Row *found = find_row (self, row);
  guint at = find_cell (found, column);

  return found != NULL && at < found->n && found->cells[at].column == column ? &found->cells[at] : NULL;
}

/** bulk_edit_rows_select: Returns: the row that has @nth others before it that are left; %G_MAXUINT: beyond all rows */
guint
bulk_edit_rows_select (BulkEditRows *self, guint nth)
{
  Node *node = self->root;
  guint64 base = 0, left = nth;

  for (guint level = self->height; level-- > 0 && node != NULL && self->n_removed > 0;)
    {
      guint64 span = (guint64) 1 << (BITS * level);
      guint i = 0;

      for (; i < FAN && left >= span - node->removed[i]; i++)
        {
          left -= span - node->removed[i];
          base += span;
        }
      if (i == FAN) /* only the root ends: others are entered because it is in them */
        break;
      node = level > 0 ? node->children[i] : NULL;
    }
  return (guint) MIN (base + left, G_MAXUINT);
}

/** bulk_edit_rows_rank: Returns: how many rows before @row are left */
guint
bulk_edit_rows_rank (BulkEditRows *self, guint row)
{
  Node *node = self->root;
  guint removed = 0;

  if (self->height == 0 || !spans (self, row))
    return row - self->n_removed;
  for (guint level = self->height; level-- > 0 && node != NULL;)
    {
      guint slot = slot_of (row, level);

      for (guint i = 0; i < slot; i++)
        removed += node->removed[i];
      node = level > 0 ? node->children[slot] : NULL;
    }
  return row - removed;
}

typedef struct
{
  BulkEditRows *before;
  BulkEditRows *after;
  BulkEditRowsFunc func;
  gpointer user_data;
} Comparison;

static void
compare_nodes (const Comparison *self, Node *before, Node *after, guint level, guint64 base, guint first)
{
  for (guint i = first; i < FAN; i++)
    {
      gpointer a = before != NULL ? before->children[i] : NULL, b = after != NULL ? after->children[i] : NULL;
      guint64 at = base + ((guint64) i << (BITS * level));

      if (a == b)
        continue;
      if (level > 0)
        compare_nodes (self, a, b, level - 1, at, 0);
      else
        self->func ((guint) at, self->before, self->after, self->user_data);
    }
}

/* A higher tree has at its beginning what a lower one spans. */
static void
compare_trees (const Comparison *self, Node *before, guint before_height, Node *after, guint after_height)
{
  if (before == after)
    return;
  if (before == NULL || after == NULL || before_height == after_height)
    compare_nodes (self, before, after, (before != NULL ? before_height : after_height) - 1, 0, 0);
  else if (before_height > after_height)
    {
      compare_trees (self, before->children[0], before_height - 1, after, after_height);
      compare_nodes (self, before, NULL, before_height - 1, 0, 1);
    }
  else
    {
      compare_trees (self, before, before_height, after->children[0], after_height - 1);
      compare_nodes (self, NULL, after, after_height - 1, 0, 1);
    }
}

/**
 * bulk_edit_rows_compare:
 * @before: (nullable): a version; %NULL: the file
 * @after: (nullable): another
 *
 * Calls @func for each row that may be other in the two, and for none that they share.
 */
void
bulk_edit_rows_compare (BulkEditRows *before, BulkEditRows *after, BulkEditRowsFunc func, gpointer user_data)
{
  g_autoptr (BulkEditRows) empty = bulk_edit_rows_copy (NULL);
  Comparison comparison = { before != NULL ? before : empty, after != NULL ? after : empty, func, user_data };

  before = comparison.before;
  after = comparison.after;
  compare_trees (&comparison, before->root, before->height, after->root, after->height);
}
