/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS
/* BulkFaultServer: misbehaves below HTTP, on 127.0.0.1, in threads of its own. A GET is answered well; what
 * becomes of a POST is told by a fault. */
typedef struct _BulkFaultServer BulkFaultServer;

typedef enum
{
  BULK_FAULT_CLOSE,   /* the connection, in an orderly way */
  BULK_FAULT_RESET,   /* with a reset */
  BULK_FAULT_HOLD,    /* silent, without reading, until the client leaves */
} BulkFaultEnd;

typedef struct
{
  const char *get_answer;    /* NULL: 404 as for an unknown execution */
  gboolean at_once;          /* the end comes before a byte is read */
  gsize body_bytes;          /* of the body are read before the answer; G_MAXSIZE: all */
  const char *answer;        /* NULL: none */
  gssize answer_bytes;       /* of these are written; -1: all */
  guint drip;                /* milliseconds between bytes of the answer, which then repeats without end; 0: at once */
  gboolean read_rest;        /* goes on reading the body after the answer */
  BulkFaultEnd end;
} BulkFault;

BulkFaultServer *bulk_fault_server_new (const BulkFault *fault);   /* listens when it returns; fault must outlive it */
void bulk_fault_server_free (BulkFaultServer *self);
const char *bulk_fault_server_get_url (BulkFaultServer *self);
/* Lets go of every connection and waits until all have ended; then what arrived can be asked for. */
void bulk_fault_server_settle (BulkFaultServer *self);
gboolean bulk_fault_server_is_busy (BulkFaultServer *self);  /* with a connection; its end wakes the main context */
guint bulk_fault_server_get_n_posts (BulkFaultServer *self);
guint bulk_fault_server_get_n_gets (BulkFaultServer *self);
guint bulk_fault_server_get_n_connections (BulkFaultServer *self);
const char *bulk_fault_server_get_head (BulkFaultServer *self);    /* of the last POST, with its empty line */
GBytes *bulk_fault_server_get_body (BulkFaultServer *self);  /* (transfer none): of the last POST, as far as read */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkFaultServer, bulk_fault_server_free)
G_END_DECLS
