/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/row-error-list.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "ui/format.h"

struct _BulkRowErrorItem
{
  GObject parent_instance;
  BulkRowErrors *errors;
  guint index;
  guint row;
  BulkMatchKind kind;
  gboolean searched;   /* whether it was looked for in a table */
};

G_DEFINE_FINAL_TYPE (BulkRowErrorItem, bulk_row_error_item, G_TYPE_OBJECT)

struct _BulkRowErrorList
{
  GObject parent_instance;
  BulkRowErrors *errors;
  BulkRowMatch *match;
};

static void bulk_row_error_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BulkRowErrorList, bulk_row_error_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, bulk_row_error_list_model_init))

/* Overrides */

static void
bulk_row_error_item_finalize (GObject *object)
{
  bulk_row_errors_unref (BULK_ROW_ERROR_ITEM (object)->errors);
  G_OBJECT_CLASS (bulk_row_error_item_parent_class)->finalize (object);
}

static void
bulk_row_error_list_finalize (GObject *object)
{
  BulkRowErrorList *self = BULK_ROW_ERROR_LIST (object);

  bulk_row_errors_unref (self->errors);
  bulk_row_match_unref (self->match);
  G_OBJECT_CLASS (bulk_row_error_list_parent_class)->finalize (object);
}

static GType
bulk_row_error_list_get_item_type (GListModel *model)
{
  return BULK_TYPE_ROW_ERROR_ITEM;
}

static guint
bulk_row_error_list_get_n_items (GListModel *model)
{
  return bulk_row_errors_get_n (BULK_ROW_ERROR_LIST (model)->errors);
}

static gpointer
bulk_row_error_list_get_item (GListModel *model, guint position)
{
  BulkRowErrorList *self = BULK_ROW_ERROR_LIST (model);
  BulkRowErrorItem *item;

  if (position >= bulk_row_errors_get_n (self->errors))
    return NULL;
  item = g_object_new (BULK_TYPE_ROW_ERROR_ITEM, NULL);
  item->errors = bulk_row_errors_ref (self->errors);
  item->index = position;
  item->row = self->match != NULL ? bulk_row_match_get_row (self->match, position) : BULK_ROW_MATCH_NO_ROW;
  item->searched = self->match != NULL;
  item->kind = self->match != NULL ? bulk_row_match_get_kind (self->match, position) : BULK_MATCH_NONE;
  return item;
}

static void
bulk_row_error_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = bulk_row_error_list_get_item_type;
  iface->get_n_items = bulk_row_error_list_get_n_items;
  iface->get_item = bulk_row_error_list_get_item;
}

/* Class */

static void
bulk_row_error_item_class_init (BulkRowErrorItemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = bulk_row_error_item_finalize;
}

static void
bulk_row_error_item_init (BulkRowErrorItem *self)
{
}

static void
bulk_row_error_list_class_init (BulkRowErrorListClass *class)
{
  G_OBJECT_CLASS (class)->finalize = bulk_row_error_list_finalize;
}

static void
bulk_row_error_list_init (BulkRowErrorList *self)
{
}

/* Public functions */

/** bulk_row_error_dup_place: Returns: (transfer full): which row the service's words are about */
char *
bulk_row_error_dup_place (gint64 row, gboolean ambiguous, gboolean searched, const char *id)
{
  g_autofree char *line = bulk_format_one_line (id), *number = NULL, *place = NULL;

  if (row < 0)
    place = g_strdup (searched ? _ ("Not found in the table") : "");
  else
    {
      number = bulk_format_number ((guint64) row + 1);
      /* Translators: the number of a row; the second one where it may be another row as well */
      place = g_strdup_printf (ambiguous ? _ ("Row %s or another like it") : _ ("Row %s"), number);
    }
  return g_strjoin (*line != '\0' && *place != '\0' ? " · " : "", place, line, NULL);
}

/** bulk_row_error_item_get_row: Returns: the table's row; %BULK_ROW_MATCH_NO_ROW: not found */
guint
bulk_row_error_item_get_row (BulkRowErrorItem *self)
{
  return self->row;
}

/** bulk_row_error_item_dup_message: Returns: (transfer full): what the service says */
char *
bulk_row_error_item_dup_message (BulkRowErrorItem *self)
{
  g_autofree char *message = bulk_row_errors_dup_message (self->errors, self->index);

  return *message != '\0' ? g_steal_pointer (&message) : g_strdup (_ ("The service does not say why."));
}

/** bulk_row_error_item_dup_place: Returns: (transfer full): which row it is */
char *
bulk_row_error_item_dup_place (BulkRowErrorItem *self)
{
  g_autofree char *id = bulk_row_errors_dup_id (self->errors, self->index);

  return bulk_row_error_dup_place (self->row != BULK_ROW_MATCH_NO_ROW ? (gint64) self->row : -1,
                                   self->kind == BULK_MATCH_AMBIGUOUS, self->searched, id);
}

/** bulk_row_error_list_new: Returns: (transfer full): the rejected rows */
BulkRowErrorList *
bulk_row_error_list_new (BulkRowErrors *errors, BulkRowMatch *match)
{
  BulkRowErrorList *self = g_object_new (BULK_TYPE_ROW_ERROR_LIST, NULL);

  self->errors = bulk_row_errors_ref (errors);
  self->match = match != NULL ? bulk_row_match_ref (match) : NULL;
  return self;
}
