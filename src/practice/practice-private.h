/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <libsoup/soup.h>
#include "practice/practice-load.h"
#include "practice/practice-server.h"
G_BEGIN_DECLS

/* How long a token from /oauth/token lasts, in seconds (WorkSpan's portal: an hour). */
#define BULK_PRACTICE_TOKEN_LIFE 3600
/* A body up to this many bytes is always kept for bulk_practice_server_dup_last_body(). */
#define BULK_PRACTICE_SMALL_BODY (1u << 20)
/* Of these only so many are kept: the oldest executions, tokens and put files go first. */
#define BULK_PRACTICE_MAX_LOADS 256
#define BULK_PRACTICE_MAX_TOKENS 1024
#define BULK_PRACTICE_MAX_UPLOADS 16

struct _BulkPracticeServer
{
  GObject parent_instance;

  SoupServer *soup;        /* owned by the thread that serves */
  GThread *thread;
  GMainContext *context;   /* of the thread */
  GMainLoop *loop;

  GMutex lock;             /* guards everything below */
  guint port;
  BulkPracticeMood mood;
  guint mood_value;
  gboolean keep_body;
  GBytes *last_body;
  guint n_accepted;
  guint64 rows_accepted;
  guint mood_loads;        /* how many loads are treated so; 0: all */
  GHashTable *tokens;      /* token → gint64 * monotonic time of its end */
  guint token_life;        /* seconds */
  guint n_tokens;          /* given since the start */
  char *client_id;         /* NULL: any application user */
  char *client_secret;
  char *subscription_key;  /* NULL: none is asked for */
  char *ws_env;            /* NULL: any */
  gboolean hides_integrations;
  GHashTable *loads;       /* execution ID → BulkPracticeLoad */
  GQueue load_order;       /* the executions' IDs, oldest first; owned by the loads */
  GHashTable *uploads;     /* file token → GBytes, NULL until the file was put */
};

/* One parsed query string. */
typedef struct _BulkPracticeQuery BulkPracticeQuery;
BulkPracticeQuery *bulk_practice_query_parse (const char *text, const char *const *allowed, char **problem);
const char *bulk_practice_query_get (BulkPracticeQuery *self, const char *name);
void bulk_practice_query_free (BulkPracticeQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkPracticeQuery, bulk_practice_query_free)

/* practice-request.c */
gboolean bulk_practice_check_token (BulkPracticeServer *self, SoupServerMessage *message);
gboolean bulk_practice_check_method (SoupServerMessage *message, const char *method);
BulkPracticeQuery *bulk_practice_check_query (SoupServerMessage *message, const char *const *allowed);
gboolean bulk_practice_check_integration (SoupServerMessage *message, const char *integration_id);
gboolean bulk_practice_parse_boolean (const char *text, gboolean *value);
void bulk_practice_answer_json (SoupServerMessage *message, const char *json);
void bulk_practice_answer_problem (SoupServerMessage *message, guint status, const char *text);
void bulk_practice_request_limit_body (SoupServerMessage *message);
char *bulk_practice_dup_time (void);

/* practice-access.c */
gboolean bulk_practice_check_gateway (BulkPracticeServer *self, SoupServerMessage *message);
gboolean bulk_practice_check_application_user (BulkPracticeServer *self, const char *id, const char *secret);

/* practice-oauth.c */
void bulk_practice_oauth_handle (BulkPracticeServer *self, SoupServerMessage *message);

/* practice-bulk.c */
void bulk_practice_bulk_begin (BulkPracticeServer *self, SoupServerMessage *message, gboolean any_object);
void bulk_practice_bulk_handle (BulkPracticeServer *self, SoupServerMessage *message);

/* practice-storage.c */
void bulk_practice_storage_handle_url (BulkPracticeServer *self, SoupServerMessage *message,
                                       const char *integration_id);
void bulk_practice_storage_begin_put (SoupServerMessage *message);
void bulk_practice_storage_handle_put (BulkPracticeServer *self, SoupServerMessage *message, const char *token);
GBytes *bulk_practice_storage_take (BulkPracticeServer *self, const char *token);

/* practice-status.c */
void bulk_practice_status_handle (BulkPracticeServer *self, SoupServerMessage *message, const char *integration_id);
void bulk_practice_integrations_handle (BulkPracticeServer *self, SoupServerMessage *message);

/* practice-moods.c: TRUE if the mood answered in the load's place */
gboolean bulk_practice_moods_answer_load (BulkPracticeServer *self, SoupServerMessage *message);
void bulk_practice_moods_delay (BulkPracticeServer *self, SoupServerMessage *message);

G_END_DECLS
