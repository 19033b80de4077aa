/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/template-bar.h"

#include <glib/gi18n-lib.h>

#include "load/template-match.h"
#include "store/credentials.h"
#include "ui/format.h"

struct _BulkTemplateBar
{
  GtkWidget parent_instance;

  GtkLabel *label;
  GtkWidget *use_button;

  BulkTemplates *templates;
  BulkTable *table;          /* nullable: it has been read, and something may be offered */
  char *connection;          /* nullable */
  BulkTemplate *template;    /* nullable: what is offered */
  GCancellable *search;      /* nullable: under way */
};

G_DEFINE_FINAL_TYPE (BulkTemplateBar, bulk_template_bar, GTK_TYPE_WIDGET)

/* What a search is given. */
typedef struct
{
  BulkTemplates *templates;
  BulkTable *table;          /* frozen */
  GPtrArray *all;            /* nullable: BulkTemplate */
  char *integration_id;      /* nullable */
} Search;

static void search (BulkTemplateBar *self);

/* Private helpers */

static void
search_free (gpointer data)
{
  Search *self = data;

  g_object_unref (self->templates);
  g_object_unref (self->table);
  g_clear_pointer (&self->all, g_ptr_array_unref);
  g_free (self->integration_id);
  g_free (self);
}

static void
show (BulkTemplateBar *self, BulkTemplate *template)
{
  g_autofree char *name = NULL, *text = NULL;

  g_clear_pointer (&self->template, bulk_template_unref);
  if (template != NULL)
    {
      self->template = bulk_template_ref (template);
      name = bulk_format_one_line (bulk_template_get_name (template));
      /* Translators: the name of a template */
      text = g_strdup_printf (_ ("Use the template “%s” for the columns?"), name);
      gtk_label_set_text (self->label, text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->use_button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), template != NULL);
}

/* Nothing is offered for the table any more. */
static void
forget (BulkTemplateBar *self)
{
  if (self->search != NULL)
    g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  if (self->table != NULL)
    g_signal_handlers_disconnect_by_data (self->table, self);
  g_clear_object (&self->table);
  show (self, NULL);
}

static gboolean
is_for_integration (GPtrArray *templates)
{
  for (guint i = 0; i < templates->len; i++)
    if (bulk_template_get_integration_id (templates->pdata[i]) != NULL)
      return TRUE;
  return FALSE;
}

static void
list_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Search *job = task_data;

  job->all = bulk_templates_list (job->templates);
  g_task_return_boolean (task, TRUE);
}

static void
match_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Search *job = task_data;

  g_task_return_pointer (task, bulk_template_offer (job->all, job->table, job->integration_id),
                         (GDestroyNotify) bulk_template_unref);
}

/* Callbacks: in order */

static void
on_matched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BulkTemplateBar *self = BULK_TEMPLATE_BAR (source);
  g_autoptr (BulkTemplate) template = NULL;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  template = g_task_propagate_pointer (G_TASK (result), NULL);
  g_clear_object (&self->search);
  show (self, template);
}

static void
match (BulkTemplateBar *self, Search *job)
{
  g_autoptr (GTask) task = g_task_new (self, self->search, on_matched, NULL);

  g_task_set_source_tag (task, match);
  g_task_set_task_data (task, job, search_free);
  g_task_run_in_thread (task, match_in_thread);
}

typedef struct
{
  BulkTemplateBar *bar;
  GCancellable *cancellable;
  Search *job;
} Asking;

/* Without an answer any template will do: offering one too many is no harm. */
static void
on_integration (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asking *asking = user_data;
  g_autofree char *id = bulk_credentials_peek_integration_id_finish (result);

  if (g_cancellable_is_cancelled (asking->cancellable))
    search_free (asking->job);
  else
    {
      asking->job->integration_id = g_steal_pointer (&id);
      match (asking->bar, asking->job);
    }
  g_object_unref (asking->cancellable);
  g_object_unref (asking->bar);
  g_free (asking);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BulkTemplateBar *self = BULK_TEMPLATE_BAR (source);
  Search *listed = g_task_get_task_data (G_TASK (result)), *job;
  Asking *asking;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  if (listed->all->len == 0)
    {
      g_clear_object (&self->search);
      return;
    }
  job = g_new0 (Search, 1);
  *job = (Search) { g_object_ref (listed->templates), g_object_ref (listed->table), g_ptr_array_ref (listed->all),
                    NULL };
  if (self->connection == NULL || !is_for_integration (job->all))
    {
      match (self, job);
      return;
    }
  asking = g_new0 (Asking, 1);
  *asking = (Asking) { g_object_ref (self), g_object_ref (self->search), job };
  bulk_credentials_peek_integration_id_async (self->connection, self->search, on_integration, asking);
}

static void
search (BulkTemplateBar *self)
{
  g_autoptr (GTask) task = NULL;
  Search *job;

  if (self->search != NULL)
    g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  if (self->table == NULL || !bulk_table_is_complete (self->table))
    return;
  self->search = g_cancellable_new ();
  if (self->templates == NULL)
    self->templates = bulk_templates_new (NULL);
  job = g_new0 (Search, 1);
  *job = (Search) { g_object_ref (self->templates), bulk_table_freeze (self->table), NULL, NULL };
  task = g_task_new (self, self->search, on_listed, NULL);
  g_task_set_source_tag (task, search);
  g_task_set_task_data (task, job, search_free);
  g_task_run_in_thread (task, list_in_thread);
}

static void
on_use (BulkTemplateBar *self)
{
  g_autoptr (BulkTemplate) template = self->template != NULL ? bulk_template_ref (self->template) : NULL;
  g_autoptr (BulkTable) table = self->table != NULL ? g_object_ref (self->table) : NULL;

  forget (self);
  if (template != NULL && table != NULL)
    bulk_template_apply (template, table);
}

static void
on_dismiss (BulkTemplateBar *self)
{
  forget (self);
}

/* Overrides */

static void
bulk_template_bar_dispose (GObject *object)
{
  BulkTemplateBar *self = BULK_TEMPLATE_BAR (object);
  GtkWidget *child;

  if (self->label != NULL)
    forget (self);
  g_clear_object (&self->templates);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  self->label = NULL;
  G_OBJECT_CLASS (bulk_template_bar_parent_class)->dispose (object);
}

static void
bulk_template_bar_finalize (GObject *object)
{
  g_free (BULK_TEMPLATE_BAR (object)->connection);
  G_OBJECT_CLASS (bulk_template_bar_parent_class)->finalize (object);
}

/* Class */

static void
bulk_template_bar_class_init (BulkTemplateBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = bulk_template_bar_dispose;
  G_OBJECT_CLASS (class)->finalize = bulk_template_bar_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bulkloader/BulkLoader/template-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, BulkTemplateBar, label);
  gtk_widget_class_bind_template_child (widget_class, BulkTemplateBar, use_button);
  gtk_widget_class_bind_template_callback (widget_class, on_use);
  gtk_widget_class_bind_template_callback (widget_class, on_dismiss);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
bulk_template_bar_init (BulkTemplateBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Public functions */

/** bulk_template_bar_new: Returns: (transfer floating): a bar that offers nothing */
GtkWidget *
bulk_template_bar_new (void)
{
  return g_object_new (BULK_TYPE_TEMPLATE_BAR, NULL);
}

/** bulk_template_bar_set_templates: @templates: where those that may be offered are kept, from the next table on */
void
bulk_template_bar_set_templates (BulkTemplateBar *self, BulkTemplates *templates)
{
  g_set_object (&self->templates, templates);
}

/**
 * bulk_template_bar_set_table:
 * @table: (nullable): what to offer a template for, now or once it has been read
 * @connection: (nullable): ID of the saved connection that it would be sent over
 */
void
bulk_template_bar_set_table (BulkTemplateBar *self, BulkTable *table, const char *connection)
{
  char *id = g_strdup (connection);

  forget (self);
  g_free (self->connection);
  self->connection = id;
  if (table == NULL)
    return;
  self->table = g_object_ref (table);
  g_signal_connect_swapped (table, "notify::complete", G_CALLBACK (search), self);
  g_signal_connect_swapped (table, "columns-edited", G_CALLBACK (forget), self);
  search (self);
}

/** bulk_template_bar_set_connection: looks again, unless the offer was taken or turned down */
void
bulk_template_bar_set_connection (BulkTemplateBar *self, const char *connection)
{
  if (g_strcmp0 (self->connection, connection) == 0)
    return;
  g_free (self->connection);
  self->connection = g_strdup (connection);
  search (self);
}

/** bulk_template_bar_is_offering: Returns: whether there is a template to choose */
gboolean
bulk_template_bar_is_offering (BulkTemplateBar *self)
{
  return self->template != NULL;
}
