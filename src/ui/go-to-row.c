/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/go-to-row.h"

#include <glib/gi18n-lib.h>

#include "ui/format.h"

struct _BulkGoToRow
{
  GtkPopover parent_instance;

  GtkWidget *entry;
  GtkWidget *message_label;
  BulkTableView *view;
};

G_DEFINE_FINAL_TYPE (BulkGoToRow, bulk_go_to_row, GTK_TYPE_POPOVER)

/* Private helpers */

static void
set_message (BulkGoToRow *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->message_label), text);
  gtk_widget_set_visible (self->message_label, *text != '\0');
  if (*text)
    gtk_widget_add_css_class (self->entry, "error");
  else
    gtk_widget_remove_css_class (self->entry, "error");
}

static char *
describe_miss (gboolean is_number, BulkTable *table)
{
  guint n_rows = bulk_table_get_n_rows (table);
  g_autofree char *rows = bulk_format_number (n_rows + bulk_table_get_n_removed_rows (table));

  if (n_rows == 0)
    return g_strdup (_ ("There are no rows."));
  if (!is_number)
    /* Translators: %s is a number, such as 1,204 */
    return g_strdup_printf (_ ("Enter a number from 1 to %s."), rows);
  if (!bulk_table_is_complete (table))
    return g_strdup (_ ("That row has not been read yet."));
  /* Translators: %s is a number, such as 1,204 */
  return g_strdup_printf (_ ("The last row is %s."), rows);
}

/* Callbacks */

static void
on_activate (BulkGoToRow *self)
{
  bulk_go_to_row_go (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
on_changed (BulkGoToRow *self)
{
  set_message (self, "");
}

/* Overrides */

static void
bulk_go_to_row_show (GtkWidget *widget)
{
  BulkGoToRow *self = BULK_GO_TO_ROW (widget);

  set_message (self, "");
  GTK_WIDGET_CLASS (bulk_go_to_row_parent_class)->show (widget);
  gtk_widget_grab_focus (self->entry);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

static void
bulk_go_to_row_dispose (GObject *object)
{
  g_clear_object (&BULK_GO_TO_ROW (object)->view);
  G_OBJECT_CLASS (bulk_go_to_row_parent_class)->dispose (object);
}

/* Class */

static void
bulk_go_to_row_class_init (BulkGoToRowClass *class)
{
  G_OBJECT_CLASS (class)->dispose = bulk_go_to_row_dispose;
  GTK_WIDGET_CLASS (class)->show = bulk_go_to_row_show;
}

static void
bulk_go_to_row_init (BulkGoToRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new_with_mnemonic (_ ("_Go to row"));

  self->entry = gtk_entry_new ();
  gtk_entry_set_input_purpose (GTK_ENTRY (self->entry), GTK_INPUT_PURPOSE_DIGITS);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 14);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), self->entry);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  self->message_label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->message_label), 0);
  gtk_label_set_wrap (GTK_LABEL (self->message_label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->message_label), 24);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL,
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->message_label, NULL, -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), self->message_label);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  set_message (self, "");
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (on_activate), self);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (on_changed), self);
}

/* Public functions */

/**
 * bulk_go_to_row_new:
 *
 * Returns: (transfer floating): a popover
 */
GtkWidget *
bulk_go_to_row_new (void)
{
  return g_object_new (BULK_TYPE_GO_TO_ROW, NULL);
}

/**
 * bulk_go_to_row_set_view:
 * @self: the popover
 * @view: (nullable): where to go
 */
void
bulk_go_to_row_set_view (BulkGoToRow *self, BulkTableView *view)
{
  g_set_object (&self->view, view);
}

/**
 * bulk_go_to_row_go:
 * @self: the popover
 * @text: what somebody entered
 *
 * Goes to the row with that number in the file, the first being 1, and closes; or says why it cannot.
 *
 * Returns: whether it went
 */
gboolean
bulk_go_to_row_go (BulkGoToRow *self, const char *text)
{
  BulkTable *table = self->view ? bulk_table_view_get_table (self->view) : NULL;
  guint64 number = 0;
  guint row;
  gboolean is_number = bulk_go_to_row_parse (text, &number);

  if (table == NULL)
    return FALSE;
  if (!is_number || number < 1 ||
      number > bulk_table_get_n_rows (table) + (guint64) bulk_table_get_n_removed_rows (table))
    {
      g_autofree char *message = describe_miss (is_number && number > 0, table);
      set_message (self, message);
      return FALSE;
    }
  if (!bulk_table_find_source_row (table, (guint) (number - 1), &row))
    {
      set_message (self, _ ("That row was removed."));
      return FALSE;
    }
  bulk_table_view_set_cursor (self->view, row, bulk_table_view_get_cursor_column (self->view));
  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  return TRUE;
}

/**
 * bulk_go_to_row_parse:
 * @text: digits, which may be grouped in the ways of any language
 * @number: (out): what they mean
 *
 * Returns: whether @text is a whole number
 */
gboolean
bulk_go_to_row_parse (const char *text, guint64 *number)
{
  guint64 value = 0;
  gboolean any = FALSE;

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (g_unichar_isdigit (character) && g_unichar_digit_value (character) >= 0)
        {
          value = MIN (value * 10 + (guint64) g_unichar_digit_value (character), G_MAXUINT64 / 20);
          any = TRUE;
        }
      else if (!g_unichar_isspace (character) && g_utf8_strchr (",.'’", -1, character) == NULL)
        return FALSE;
    }
  *number = value;
  return any;
}
