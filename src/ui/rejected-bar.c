/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/rejected-bar.h"

#include <glib/gi18n-lib.h>

#include "ui/format.h"

struct _BulkRejectedBar
{
  GtkWidget parent_instance;

  GtkLabel *label;
  GtkWidget *previous_button;
  GtkWidget *next_button;

  BulkRowErrors *errors;
  BulkRowMatch *match;
  GArray *indexes;    /* of errors whose row is known, by row */
  guint at;           /* in indexes; G_MAXUINT: none was gone to */
};

G_DEFINE_FINAL_TYPE (BulkRejectedBar, bulk_rejected_bar, GTK_TYPE_WIDGET)

enum { SIGNAL_SHOW_ROW, SIGNAL_SEND_CORRECTED, SIGNAL_BACK, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Private helpers */

static guint
get_row (BulkRejectedBar *self, guint at)
{
  return bulk_row_match_get_row (self->match, g_array_index (self->indexes, guint, at));
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer user_data)
{
  guint left = bulk_row_match_get_row (user_data, *(const guint *) a);
  guint right = bulk_row_match_get_row (user_data, *(const guint *) b);

  return left < right ? -1 : left > right;
}

static void
refresh (BulkRejectedBar *self)
{
  guint n = self->indexes->len;
  g_autofree char *text = NULL, *number = NULL, *message = NULL;

  if (self->errors == NULL)
    return;
  number = bulk_format_number (bulk_row_errors_get_n (self->errors));
  if (self->at < n)
    {
      g_autofree char *row = bulk_format_number ((guint64) get_row (self, self->at) + 1);

      message = bulk_row_errors_dup_message (self->errors, g_array_index (self->indexes, guint, self->at));
      /* Translators: the number of a row, and what a service says about it */
      text = g_strdup_printf (_ ("Row %s: %s"), row, message);
    }
  else
    text = g_strdup_printf (ngettext ("%s row of this table was rejected", "%s rows of this table were rejected",
                                      bulk_row_errors_get_n (self->errors)), number);
  gtk_label_set_text (self->label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), text);
  gtk_widget_set_sensitive (self->previous_button, self->at != G_MAXUINT && self->at > 0);
  gtk_widget_set_sensitive (self->next_button, n > 0 && (self->at == G_MAXUINT || self->at + 1 < n));
}

static void
go_to (BulkRejectedBar *self, guint at)
{
  self->at = at;
  refresh (self);
  g_signal_emit (self, signals[SIGNAL_SHOW_ROW], 0, get_row (self, at));
}

static void
clear (BulkRejectedBar *self)
{
  g_clear_pointer (&self->errors, bulk_row_errors_unref);
  g_clear_pointer (&self->match, bulk_row_match_unref);
  g_array_set_size (self->indexes, 0);
  self->at = G_MAXUINT;
}

/* Callbacks */

static void
on_previous_clicked (BulkRejectedBar *self)
{
  if (self->at != G_MAXUINT && self->at > 0)
    go_to (self, self->at - 1);
}

static void
on_next_clicked (BulkRejectedBar *self)
{
  guint next = self->at == G_MAXUINT ? 0 : self->at + 1;

  if (next < self->indexes->len)
    go_to (self, next);
}

static void
on_send_clicked (BulkRejectedBar *self)
{
  g_signal_emit (self, signals[SIGNAL_SEND_CORRECTED], 0);
}

static void
on_back_clicked (BulkRejectedBar *self)
{
  g_signal_emit (self, signals[SIGNAL_BACK], 0);
}

/* Overrides */

static void
bulk_rejected_bar_dispose (GObject *object)
{
  BulkRejectedBar *self = BULK_REJECTED_BAR (object);
  GtkWidget *child;

  clear (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (object), BULK_TYPE_REJECTED_BAR);
  G_OBJECT_CLASS (bulk_rejected_bar_parent_class)->dispose (object);
}

static void
bulk_rejected_bar_finalize (GObject *object)
{
  g_array_unref (BULK_REJECTED_BAR (object)->indexes);
  G_OBJECT_CLASS (bulk_rejected_bar_parent_class)->finalize (object);
}

/* Class */

static void
bulk_rejected_bar_class_init (BulkRejectedBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  GType type = G_TYPE_FROM_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = bulk_rejected_bar_dispose;
  G_OBJECT_CLASS (class)->finalize = bulk_rejected_bar_finalize;
  signals[SIGNAL_SHOW_ROW]
      = g_signal_new ("show-row", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_SEND_CORRECTED]
      = g_signal_new ("send-corrected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_BACK] = g_signal_new ("back", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bulkloader/BulkLoader/rejected-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, BulkRejectedBar, label);
  gtk_widget_class_bind_template_child (widget_class, BulkRejectedBar, previous_button);
  gtk_widget_class_bind_template_child (widget_class, BulkRejectedBar, next_button);
  gtk_widget_class_bind_template_callback (widget_class, on_previous_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_next_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_send_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
bulk_rejected_bar_init (BulkRejectedBar *self)
{
  self->indexes = g_array_new (FALSE, FALSE, sizeof (guint));
  self->at = G_MAXUINT;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Public functions */

/** bulk_rejected_bar_new: Returns: (transfer floating): a bar that knows of no rejected rows */
GtkWidget *
bulk_rejected_bar_new (void)
{
  return g_object_new (BULK_TYPE_REJECTED_BAR, NULL);
}

/** bulk_rejected_bar_set: @errors: (nullable), @match: (nullable): the rejected rows to lead through */
void
bulk_rejected_bar_set (BulkRejectedBar *self, BulkRowErrors *errors, BulkRowMatch *match)
{
  if (errors == self->errors && match == self->match)
    return;
  clear (self);
  if (errors == NULL || match == NULL)
    return;
  self->errors = bulk_row_errors_ref (errors);
  self->match = bulk_row_match_ref (match);
  for (guint i = 0; i < bulk_row_match_get_n (match); i++)
    if (bulk_row_match_get_row (match, i) != BULK_ROW_MATCH_NO_ROW)
      g_array_append_val (self->indexes, i);
  g_array_sort_with_data (self->indexes, compare_rows, match);
  refresh (self);
}

/** bulk_rejected_bar_is_set: Returns: whether there is anything to lead through */
gboolean
bulk_rejected_bar_is_set (BulkRejectedBar *self)
{
  return self->indexes->len > 0;
}

/** bulk_rejected_bar_show_row: goes to the first error of that row */
void
bulk_rejected_bar_show_row (BulkRejectedBar *self, guint row)
{
  for (guint i = 0; i < self->indexes->len; i++)
    if (get_row (self, i) == row)
      {
        go_to (self, i);
        return;
      }
}
