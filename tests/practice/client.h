/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <libsoup/soup.h>
#include "practice/practice-server.h"
G_BEGIN_DECLS

/* Client: a practice server in a thread of its own, and somebody who asks it. */
typedef struct
{
  BulkPracticeServer *server;
  SoupSession *session;
  char *url;
  const char *token;   /* NULL: none is sent */
  const char *key;     /* NULL: none is sent */
  const char *type;    /* of the body; NULL: none is said */
  char *header;        /* value of the header asked for in the last answer */
} Client;

#define CLIENT_ID "integration_id=" BULK_PRACTICE_INTEGRATION_ID
#define CLIENT_LOAD "/bulk/v1/bulkload_opportunity?" CLIENT_ID

Client *client_new (void);
void client_free (Client *self);
guint client_ask (Client *self, const char *method, const char *path, const char *body, gssize length, char **text);
guint client_load (Client *self, const char *path, const char *body, char **text);
void client_check (Client *self, const char *method, const char *path, const char *body, guint status,
                   const char *holds);
char *client_dup_member (const char *json, const char *name);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Client, client_free)

G_END_DECLS
