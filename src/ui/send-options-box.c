/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/send-options-box.h"

#include <glib/gi18n-lib.h>

#include "ui/announce.h"

enum { UNIT_ROWS, UNIT_MB };

struct _BulkSendOptionsBox
{
  GtkWidget parent_instance;

  GtkExpander *expander;
  GtkLabel *title_label;
  GtkCheckButton *opportunities_check;
  GtkCheckButton *any_check;
  GtkCheckButton *storage_check;
  GtkCheckButton *split_check;
  GtkSpinButton *size_spin;
  GtkDropDown *unit_drop_down;
  GtkLabel *too_many_label;

  guint64 n_rows;
  guint rows, mb;       /* as last entered */
  gboolean setting;
};

G_DEFINE_FINAL_TYPE (BulkSendOptionsBox, bulk_send_options_box, GTK_TYPE_WIDGET)

enum { SIGNAL_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Private helpers */

static gboolean
counts_rows (BulkSendOptionsBox *self)
{
  return gtk_drop_down_get_selected (self->unit_drop_down) != UNIT_MB;
}

/* Beside what is to be changed, so that is shown as well. */
static void
show_too_many (BulkSendOptionsBox *self, gboolean too_many)
{
  g_autofree char *text = bulk_send_options_dup_too_many ();
  gboolean before = gtk_widget_get_visible (GTK_WIDGET (self->too_many_label));

  gtk_widget_set_visible (GTK_WIDGET (self->too_many_label), too_many);
  if (!too_many || before)
    return;
  gtk_label_set_text (self->too_many_label, text);
  gtk_expander_set_expanded (self->expander, TRUE);
  bulk_announce (GTK_WIDGET (self), text);
}

/* What is chosen stays said when the options are closed again. */
static void
update (BulkSendOptionsBox *self)
{
  gboolean split = gtk_check_button_get_active (self->split_check);
  g_autofree char *words = NULL, *title = NULL;
  BulkSendOptions options;

  gtk_widget_set_sensitive (GTK_WIDGET (self->storage_check), gtk_check_button_get_active (self->any_check));
  gtk_widget_set_sensitive (GTK_WIDGET (self->size_spin), split);
  gtk_widget_set_sensitive (GTK_WIDGET (self->unit_drop_down), split);
  bulk_send_options_box_get (self, &options);
  words = bulk_send_options_dup_words (&options);
  /* Translators: options that differ from the usual: "Options: in batches of 500 rows"; the underscore marks the key */
  title = words != NULL ? g_strdup_printf (_("O_ptions: %s"), words) : g_strdup (_("O_ptions"));
  gtk_label_set_text_with_mnemonic (self->title_label, title);
  show_too_many (self, !bulk_send_options_fit (&options, self->n_rows));
}

/* The numbers of rows and of megabytes are two numbers, each with a range of its own. */
static void
show_size (BulkSendOptionsBox *self)
{
  gboolean rows = counts_rows (self), before = self->setting;

  self->setting = TRUE;
  gtk_spin_button_set_range (self->size_spin, rows ? BULK_BATCH_ROWS_MIN : BULK_BATCH_MB_MIN,
                             rows ? BULK_BATCH_ROWS_MAX : BULK_BATCH_MB_MAX);
  gtk_spin_button_set_increments (self->size_spin, rows ? 100 : 1, rows ? 1000 : 10);
  gtk_spin_button_set_value (self->size_spin, rows ? self->rows : self->mb);
  self->setting = before;
}

/* Callbacks */

static void
on_changed (BulkSendOptionsBox *self)
{
  if (self->setting)
    return;
  update (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_size_changed (BulkSendOptionsBox *self)
{
  guint value = (guint) gtk_spin_button_get_value_as_int (self->size_spin);

  if (self->setting)
    return;
  *(counts_rows (self) ? &self->rows : &self->mb) = value;
  on_changed (self);
}

static void
on_unit_changed (BulkSendOptionsBox *self)
{
  if (self->setting)
    return;
  show_size (self);
  on_changed (self);
}

/* Overrides */

static void
bulk_send_options_box_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (object), BULK_TYPE_SEND_OPTIONS_BOX);
  G_OBJECT_CLASS (bulk_send_options_box_parent_class)->dispose (object);
}

/* Class */

static void
bulk_send_options_box_class_init (BulkSendOptionsBoxClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = bulk_send_options_box_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bulkloader/BulkLoader/send-options-box.ui");
  gtk_widget_class_bind_template_child (widget_class, BulkSendOptionsBox, expander);
  gtk_widget_class_bind_template_child (widget_class, BulkSendOptionsBox, title_label);
  gtk_widget_class_bind_template_child (widget_class, BulkSendOptionsBox, opportunities_check);
  gtk_widget_class_bind_template_child (widget_class, BulkSendOptionsBox, any_check);
  gtk_widget_class_bind_template_child (widget_class, BulkSendOptionsBox, storage_check);
  gtk_widget_class_bind_template_child (widget_class, BulkSendOptionsBox, split_check);
  gtk_widget_class_bind_template_child (widget_class, BulkSendOptionsBox, size_spin);
  gtk_widget_class_bind_template_child (widget_class, BulkSendOptionsBox, unit_drop_down);
  gtk_widget_class_bind_template_child (widget_class, BulkSendOptionsBox, too_many_label);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_size_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_unit_changed);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

/* A check button's own label is one line, which other languages have no room for. */
static void
wrap_label (GtkCheckButton *button)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (button)); child;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LABEL (child))
      {
        gtk_label_set_wrap (GTK_LABEL (child), TRUE);
        gtk_label_set_wrap_mode (GTK_LABEL (child), PANGO_WRAP_WORD_CHAR);
        gtk_label_set_max_width_chars (GTK_LABEL (child), 28);
        gtk_label_set_xalign (GTK_LABEL (child), 0);
      }
}

static void
bulk_send_options_box_init (BulkSendOptionsBox *self)
{
  const BulkSendOptions simple = BULK_SEND_OPTIONS_INIT;

  self->setting = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  wrap_label (self->opportunities_check);
  wrap_label (self->any_check);
  wrap_label (self->storage_check);
  wrap_label (self->split_check);
  gtk_label_set_mnemonic_widget (self->title_label, GTK_WIDGET (self->expander));
  self->setting = FALSE;
  bulk_send_options_box_set (self, &simple);
}

/* Public functions */

/** bulk_send_options_box_new: Returns: (transfer floating): a closed box, with nothing out of the ordinary */
GtkWidget *
bulk_send_options_box_new (void)
{
  return g_object_new (BULK_TYPE_SEND_OPTIONS_BOX, NULL);
}

/** bulk_send_options_box_set: shows @options */
void
bulk_send_options_box_set (BulkSendOptionsBox *self, const BulkSendOptions *options)
{
  g_return_if_fail (BULK_IS_SEND_OPTIONS_BOX (self));
  self->setting = TRUE;
  self->rows = options->batch_rows > 0 ? options->batch_rows : BULK_BATCH_ROWS_DEFAULT;
  self->mb = options->batch_mb > 0 ? options->batch_mb : BULK_BATCH_MB_DEFAULT;
  gtk_check_button_set_active (options->way == BULK_WAY_OPPORTUNITIES ? self->opportunities_check : self->any_check,
                               TRUE);
  gtk_check_button_set_active (self->storage_check, options->way == BULK_WAY_STORAGE);
  gtk_check_button_set_active (self->split_check, bulk_send_options_splits (options));
  gtk_drop_down_set_selected (self->unit_drop_down, options->batch_mb > 0 ? UNIT_MB : UNIT_ROWS);
  show_size (self);
  self->setting = FALSE;
  update (self);
}

/** bulk_send_options_box_get: @options: (out): what is chosen now */
void
bulk_send_options_box_get (BulkSendOptionsBox *self, BulkSendOptions *options)
{
  gboolean any = gtk_check_button_get_active (self->any_check);
  gboolean split = gtk_check_button_get_active (self->split_check);

  options->way = !any ? BULK_WAY_OPPORTUNITIES
                 : gtk_check_button_get_active (self->storage_check) ? BULK_WAY_STORAGE : BULK_WAY_ANY;
  options->batch_rows = split && counts_rows (self) ? self->rows : 0;
  options->batch_mb = split && !counts_rows (self) ? self->mb : 0;
}

/** bulk_send_options_box_set_n_rows: @n_rows: of the largest table that is to be sent; 0: not known */
void
bulk_send_options_box_set_n_rows (BulkSendOptionsBox *self, guint64 n_rows)
{
  g_return_if_fail (BULK_IS_SEND_OPTIONS_BOX (self));
  self->n_rows = n_rows;
  update (self);
}
