#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS
typedef enum { BULK_ENVIRONMENT_SANDBOX, BULK_ENVIRONMENT_PRODUCTION, BULK_ENVIRONMENT_CUSTOM } BulkEnvironment;
/* BulkPreferences: GSettings (schema io.github.bulkloader.BulkLoader), nothing secret. Emits
 * "notify" on its properties. */
#define BULK_TYPE_PREFERENCES (bulk_preferences_get_type ())
G_DECLARE_FINAL_TYPE (BulkPreferences, bulk_preferences, BULK, PREFERENCES, GObject)
BulkPreferences *bulk_preferences_new (void);
BulkEnvironment bulk_preferences_get_environment (BulkPreferences *self);
void bulk_preferences_set_environment (BulkPreferences *self, BulkEnvironment environment);
char *bulk_preferences_dup_custom_url (BulkPreferences *self);
void bulk_preferences_set_custom_url (BulkPreferences *self, const char *url);
char *bulk_preferences_dup_ws_env (BulkPreferences *self);
void bulk_preferences_set_ws_env (BulkPreferences *self, const char *host);
char *bulk_preferences_dup_base_url (BulkPreferences *self);           /* of the environment chosen */
/* "sandbox" "production" "custom": GSettings nick, keyring attribute, CLI word */
const char *bulk_environment_get_name (BulkEnvironment environment);
const char *bulk_environment_get_label (BulkEnvironment environment);  /* translated */
/* (transfer none): window size etc.; keys: window-width i, window-height i, window-maximized b, environment s,
 * custom-url s, ws-env s, body-format s ("csv"|"json") */
GSettings *bulk_preferences_get_settings (BulkPreferences *self);
G_END_DECLS
