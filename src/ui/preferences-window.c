/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/preferences-window.h"

#include <glib/gi18n-lib.h>

#include "load/sign-in.h"
#include "ui/connection-editor.h"
#include "ui/connection-mark.h"
#include "ui/small-widgets.h"

struct _BulkPreferencesWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkButton *back_button;
  GtkButton *save_button;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwPreferencesGroup *connections_group;
  AdwComboRow *format_row;
  BulkConnectionEditor *editor;

  BulkPreferences *preferences;
  BulkConnections *connections;
  GPtrArray *rows;              /* of the group; owned by it */
  gboolean filling;
  gboolean closing;             /* nothing is to be asked any more */
  gboolean leave;               /* once the connection is saved: go back, or close */
  gboolean close;
  GtkWindow *question;
};

G_DEFINE_FINAL_TYPE (BulkPreferencesWindow, bulk_preferences_window, ADW_TYPE_WINDOW)

/* What was removed and can be brought back, as long as its toast is there. */
typedef struct
{
  BulkConnections *connections;
  BulkSavedConnection *connection;
  guint position;
  gboolean chosen;
  gboolean undone;
} Removal;

static void
removal_free (gpointer data, GClosure *closure)
{
  Removal *removal = data;

  g_object_unref (removal->connections);
  g_object_unref (removal->connection);
  g_free (removal);
}

/* Private helpers: pages */

static gboolean
is_editing (BulkPreferencesWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "edit") == 0;
}

static void
update_header (BulkPreferencesWindow *self)
{
  gboolean editing = is_editing (self);
  const char *title = editing ? bulk_connection_editor_get_title (self->editor) : _ ("Preferences");

  adw_window_title_set_title (self->title, title);
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), editing);
  gtk_widget_set_visible (GTK_WIDGET (self->save_button), editing);
}

static void
show_list (BulkPreferencesWindow *self)
{
  gtk_stack_set_visible_child_name (self->stack, "list");
  update_header (self);
  gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
edit (BulkPreferencesWindow *self, BulkSavedConnection *connection)
{
  gtk_stack_set_visible_child_name (self->stack, "edit");
  bulk_connection_editor_edit (self->editor, self->connections, connection);
  update_header (self);
  /* What was pressed is on the page that is gone: without this no key would be heard. */
  gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
leave (BulkPreferencesWindow *self, gboolean close)
{
  self->leave = FALSE;
  self->closing = close;
  if (close)
    gtk_window_close (GTK_WINDOW (self));
  else
    show_list (self);
}

/* Callbacks: unsaved entries */

static gboolean
on_discarded (gpointer user_data)
{
  BulkPreferencesWindow *self = user_data;

  if (self->save_button != NULL)
    leave (self, self->close);
  return G_SOURCE_REMOVE;
}

/* The question has to be gone before the window that it belongs to. */
static void
on_question_response (BulkPreferencesWindow *self, const char *response)
{
  self->question = NULL; /* closes by itself */
  if (g_strcmp0 (response, "discard") == 0)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_discarded, g_object_ref (self), g_object_unref);
  else if (g_strcmp0 (response, "save") == 0)
    {
      self->leave = TRUE;
      bulk_connection_editor_save (self->editor);
    }
}

/* Whether there was something to ask. */
static gboolean
ask_before_leaving (BulkPreferencesWindow *self, gboolean close)
{
  GtkWidget *dialog;

  if (!is_editing (self) || !bulk_connection_editor_is_changed (self->editor))
    return FALSE;
  self->close = close;
  if (self->question)
    return TRUE;
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("Save What You Entered?"),
                                   _ ("It is lost if you do not save it."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "discard", _ ("_Discard"),
                                    "save", _ ("_Save"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_question_response), self, G_CONNECT_SWAPPED);
  self->question = GTK_WINDOW (dialog);
  gtk_window_present (self->question);
  return TRUE;
}

static void
on_back_clicked (BulkPreferencesWindow *self)
{
  self->leave = FALSE;
  if (!ask_before_leaving (self, FALSE))
    show_list (self);
}

static void
on_save_clicked (BulkPreferencesWindow *self)
{
  self->leave = FALSE;
  bulk_connection_editor_save (self->editor);
}

static void
on_editor_saved (BulkPreferencesWindow *self)
{
  update_header (self);
  if (self->leave)
    leave (self, self->close);
}

static void
on_editor_changed (BulkPreferencesWindow *self)
{
  if (self->save_button)
    gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), bulk_connection_editor_is_changed (self->editor));
}

/* Callbacks: removing */

static void
on_undo (AdwToast *toast, gpointer user_data)
{
  Removal *removal = user_data;
  const char *id = bulk_saved_connection_get_id (removal->connection);

  removal->undone = TRUE;
  if (bulk_connections_find (removal->connections, id) == NULL)
    bulk_connections_insert (removal->connections, removal->position, removal->connection);
  if (removal->chosen)
    bulk_connections_choose (removal->connections, id);
}

static void
on_toast_dismissed (AdwToast *toast, gpointer user_data)
{
  Removal *removal = user_data;

  /* Now nobody can want it back: the token is revoked, and the keyring forgets. */
  if (!removal->undone)
    bulk_sign_out_async (removal->connection, NULL, NULL, NULL);
}

static void
on_remove_clicked (GtkButton *button, BulkPreferencesWindow *self)
{
  BulkSavedConnection *connection = g_object_get_data (G_OBJECT (button), "connection");
  const char *id = bulk_saved_connection_get_id (connection);
  g_autofree char *text = g_strdup_printf (_ ("“%s” was removed"), bulk_saved_connection_get_name (connection));
  AdwToast *toast = bulk_toast_new (text);
  Removal *removal = g_new0 (Removal, 1);

  removal->connections = g_object_ref (self->connections);
  removal->connection = g_object_ref (connection);
  removal->position = bulk_connections_get_position (self->connections, id);
  removal->chosen = bulk_connections_get_chosen (self->connections) == connection;
  adw_toast_set_button_label (toast, _ ("Undo"));
  adw_toast_set_timeout (toast, 8);
  g_signal_connect (toast, "button-clicked", G_CALLBACK (on_undo), removal);
  g_signal_connect_data (toast, "dismissed", G_CALLBACK (on_toast_dismissed), removal, removal_free, 0);
  bulk_connections_remove (self->connections, id);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* Callbacks: the list */

static void
on_add_clicked (BulkPreferencesWindow *self)
{
  edit (self, NULL);
}

static void
on_row_activated (AdwActionRow *row, BulkPreferencesWindow *self)
{
  edit (self, g_object_get_data (G_OBJECT (row), "connection"));
}

static void
on_edit_clicked (GtkButton *button, BulkPreferencesWindow *self)
{
  edit (self, g_object_get_data (G_OBJECT (button), "connection"));
}

static void
on_choice_toggled (GtkCheckButton *button, BulkPreferencesWindow *self)
{
  BulkSavedConnection *connection = g_object_get_data (G_OBJECT (button), "connection");

  if (!self->filling && gtk_check_button_get_active (button))
    bulk_connections_choose (self->connections, bulk_saved_connection_get_id (connection));
}

static void
add_button (BulkPreferencesWindow *self, GtkWidget *row, const char *icon, const char *label, GCallback callback,
            BulkSavedConnection *connection)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "connection", g_object_ref (connection), g_object_unref);
  g_signal_connect_object (button, "clicked", callback, self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
make_choice (BulkPreferencesWindow *self, BulkSavedConnection *connection)
{
  GtkWidget *choice = gtk_check_button_new ();
  /* Translators: %s is a connection: "Upload to Sandbox" */
  g_autofree char *label = g_strdup_printf (_ ("Upload to %s"), bulk_saved_connection_get_name (connection));

  if (self->rows->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (choice),
                                g_object_get_data (G_OBJECT (self->rows->pdata[0]), "choice"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (choice),
                               connection == bulk_connections_get_chosen (self->connections));
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (choice, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (choice), "connection", g_object_ref (connection), g_object_unref);
  g_signal_connect_object (choice, "toggled", G_CALLBACK (on_choice_toggled), self, 0);
  return choice;
}

static char *
describe (BulkSavedConnection *connection)
{
  const char *kind = bulk_saved_connection_get_kind (connection) == BULK_CREDENTIALS_APPLICATION_USER
                         ? _ ("Application user") : _ ("Pasted token");
  BulkEnvironment environment = bulk_saved_connection_get_environment (connection);
  const char *url = bulk_saved_connection_get_base_url (connection);
  const char *where = environment == BULK_ENVIRONMENT_CUSTOM && *url ? url : bulk_environment_get_label (environment);

  return g_strdup_printf ("%s · %s", where, kind);
}

static void
add_row (BulkPreferencesWindow *self, BulkSavedConnection *connection)
{
  const char *name = bulk_saved_connection_get_name (connection);
  GtkWidget *row = adw_action_row_new (), *choice = make_choice (self, connection);
  g_autofree char *text = describe (connection), *subtitle = g_markup_escape_text (text, -1);
  /* Translators: %s is a connection, such as Sandbox */
  g_autofree char *edit_label = g_strdup_printf (_ ("Edit %s"), name);
  g_autofree char *remove_label = g_strdup_printf (_ ("Remove %s"), name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  /* Prefixes come in from the left, the last one first. */
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             bulk_connection_mark_new_dot (bulk_saved_connection_get_colour (connection)));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), choice);
  if (bulk_saved_connection_is_production (connection)
      && bulk_saved_connection_get_environment (connection) != BULK_ENVIRONMENT_PRODUCTION)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), bulk_connection_mark_new_chip ());
  add_button (self, row, "user-trash-symbolic", remove_label, G_CALLBACK (on_remove_clicked), connection);
  add_button (self, row, "go-next-symbolic", edit_label, G_CALLBACK (on_edit_clicked), connection);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "connection", g_object_ref (connection), g_object_unref);
  g_object_set_data (G_OBJECT (row), "choice", choice);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_row_activated), self, 0);
  adw_preferences_group_add (self->connections_group, row);
  g_ptr_array_add (self->rows, row);
}

static void
fill_list (BulkPreferencesWindow *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->connections));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->connections_group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  self->filling = TRUE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BulkSavedConnection) connection = g_list_model_get_item (G_LIST_MODEL (self->connections), i);

      add_row (self, connection);
    }
  /* With one alone there is nothing to choose; its mark would look like one of several that can be checked. */
  if (n == 1)
    gtk_widget_set_visible (g_object_get_data (G_OBJECT (self->rows->pdata[0]), "choice"), FALSE);
  self->filling = FALSE;
}

static void
show_chosen (BulkPreferencesWindow *self)
{
  BulkSavedConnection *chosen = bulk_connections_get_chosen (self->connections);

  self->filling = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    if (g_object_get_data (self->rows->pdata[i], "connection") == chosen)
      gtk_check_button_set_active (g_object_get_data (self->rows->pdata[i], "choice"), TRUE);
  self->filling = FALSE;
}

static void
on_format_selected (BulkPreferencesWindow *self)
{
  if (!self->filling && self->preferences)
    g_settings_set_string (bulk_preferences_get_settings (self->preferences), "body-format",
                           adw_combo_row_get_selected (self->format_row) == 1 ? "json" : "csv");
}

/* Overrides */

static gboolean
bulk_preferences_window_close_request (GtkWindow *window)
{
  BulkPreferencesWindow *self = BULK_PREFERENCES_WINDOW (window);

  if (!self->closing && ask_before_leaving (self, TRUE))
    return TRUE;
  return GTK_WINDOW_CLASS (bulk_preferences_window_parent_class)->close_request (window);
}

static void
bulk_preferences_window_dispose (GObject *object)
{
  BulkPreferencesWindow *self = BULK_PREFERENCES_WINDOW (object);

  if (self->connections)
    g_signal_handlers_disconnect_by_data (self->connections, self);
  g_clear_object (&self->connections);
  g_clear_object (&self->preferences);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), BULK_TYPE_PREFERENCES_WINDOW);
  self->save_button = NULL;
  G_OBJECT_CLASS (bulk_preferences_window_parent_class)->dispose (object);
}

/* Class */

static void
bulk_preferences_window_class_init (BulkPreferencesWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  g_type_ensure (BULK_TYPE_CONNECTION_EDITOR);
  G_OBJECT_CLASS (class)->dispose = bulk_preferences_window_dispose;
  GTK_WINDOW_CLASS (class)->close_request = bulk_preferences_window_close_request;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/bulkloader/BulkLoader/preferences-window.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, BulkPreferencesWindow, name)
  BIND (title);
  BIND (back_button);
  BIND (save_button);
  BIND (toasts);
  BIND (stack);
  BIND (connections_group);
  BIND (format_row);
  BIND (editor);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_format_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_editor_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_editor_saved);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
bulk_preferences_window_init (BulkPreferencesWindow *self)
{
  /* Translators: names of file formats */
  const char *formats[] = { _ ("CSV"), _ ("JSON"), NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (formats);

  self->filling = TRUE;
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_model (self->format_row, G_LIST_MODEL (list));
  self->filling = FALSE;
}

/* Public functions */

/**
 * bulk_preferences_window_new:
 * @parent: (nullable): the window it belongs to
 * @preferences: what it shows and changes
 *
 * Returns: (transfer none): a window, not presented yet
 */
BulkPreferencesWindow *
bulk_preferences_window_new (GtkWindow *parent, BulkPreferences *preferences)
{
  BulkPreferencesWindow *self = g_object_new (BULK_TYPE_PREFERENCES_WINDOW, "transient-for", parent, NULL);
  g_autofree char *format = g_settings_get_string (bulk_preferences_get_settings (preferences), "body-format");

  self->filling = TRUE;
  adw_combo_row_set_selected (self->format_row, g_str_equal (format, "json") ? 1 : 0);
  self->filling = FALSE;
  self->preferences = g_object_ref (preferences);
  self->connections = bulk_connections_new (preferences);
  fill_list (self);
  g_signal_connect_swapped (self->connections, "items-changed", G_CALLBACK (fill_list), self);
  g_signal_connect_swapped (self->connections, "notify::chosen", G_CALLBACK (show_chosen), self);
  return self;
}

/** bulk_preferences_window_edit_chosen: goes to the page of the connection that is used next */
void
bulk_preferences_window_edit_chosen (BulkPreferencesWindow *self)
{
  edit (self, bulk_connections_get_chosen (self->connections));
}
