#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS
/* BulkPracticeServer: a strict stand-in WorkSpan on 127.0.0.1, in the caller's main context (or, with
 * start_in_thread, its own thread). */
#define BULK_TYPE_PRACTICE_SERVER (bulk_practice_server_get_type ())
G_DECLARE_FINAL_TYPE (BulkPracticeServer, bulk_practice_server, BULK, PRACTICE_SERVER, GObject)
#define BULK_PRACTICE_INTEGRATION_ID "WS-Integration_practice"
#define BULK_PRACTICE_TOKEN "practice-token"

typedef enum
{
  BULK_PRACTICE_OBEY,
  BULK_PRACTICE_DELAY,      /* value: milliseconds before each answer */
  BULK_PRACTICE_STATUS,     /* value: HTTP status answered to loads (429 with Retry-After: 1, 5xx, 401, 403, 413 ...) */
  BULK_PRACTICE_REDIRECT,   /* 302 to another loopback port */
  BULK_PRACTICE_ENDLESS,    /* 200 with a body that does not end */
  BULK_PRACTICE_GARBAGE,    /* 200 with a body that is no JSON */
  BULK_PRACTICE_RUNNING,    /* value: how many times a load is still running when its status is asked; else once */
  BULK_PRACTICE_UNKEYED,    /* row errors tell no ID */
} BulkPracticeMood;

BulkPracticeServer *bulk_practice_server_new (void);
gboolean bulk_practice_server_start (BulkPracticeServer *self, guint port, GError **error);  /* 0: any free port */
gboolean bulk_practice_server_start_in_thread (BulkPracticeServer *self, guint port, GError **error);
void bulk_practice_server_stop (BulkPracticeServer *self);
char *bulk_practice_server_dup_base_url (BulkPracticeServer *self);    /* http://127.0.0.1:PORT */
guint bulk_practice_server_get_port (BulkPracticeServer *self);
void bulk_practice_server_set_mood (BulkPracticeServer *self, BulkPracticeMood mood, guint value);
/* The same for the next so many loads; after that it obeys. */
void bulk_practice_server_set_mood_for (BulkPracticeServer *self, BulkPracticeMood mood, guint value, guint n_loads);

/* Who gets in. Until something else is said: any application user, for an hour; no key; any host. */
void bulk_practice_server_set_application_user (BulkPracticeServer *self, const char *id, const char *secret);
void bulk_practice_server_set_token_life (BulkPracticeServer *self, guint seconds);
void bulk_practice_server_set_subscription_key (BulkPracticeServer *self, const char *key);
void bulk_practice_server_set_ws_env (BulkPracticeServer *self, const char *host);
void bulk_practice_server_set_hides_integrations (BulkPracticeServer *self, gboolean hides);
void bulk_practice_server_expire_tokens (BulkPracticeServer *self);        /* all that were given */
guint bulk_practice_server_get_n_tokens (BulkPracticeServer *self);        /* given since start */
guint bulk_practice_server_get_n_good_tokens (BulkPracticeServer *self);   /* neither expired nor revoked */

guint bulk_practice_server_get_n_accepted (BulkPracticeServer *self);  /* loads accepted since start */
guint64 bulk_practice_server_get_rows_accepted (BulkPracticeServer *self);
void bulk_practice_server_set_keep_body (BulkPracticeServer *self, gboolean keep);   /* for tests */
GBytes *bulk_practice_server_dup_last_body (BulkPracticeServer *self);
G_END_DECLS
