/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-server.h"

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_HEAD 65536
#define GET_ANSWER "HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: 53\r\n" \
                   "Connection: close\r\n\r\n{\"statusCode\": 404, \"message\": \"execution not found\"}"

struct _BulkFaultServer
{
  const BulkFault *fault;
  int listener;
  int release;               /* eventfd: connections that hold let go */
  char *url;
  GThread *thread;

  int n_busy;                /* atomic */
  GMutex lock;               /* guards what follows */
  GPtrArray *threads;        /* of connections */
  guint n_posts, n_gets, n_connections;
  char *head;
  GBytes *body;
};

typedef struct
{
  BulkFaultServer *server;
  int fd;
  GByteArray *data;          /* read and not yet used */
} Link;

/* FALSE at the end of the connection, or when nothing more has come and the test has let go. */
static gboolean
read_some (Link *link)
{
  struct pollfd fds[] = { { link->fd, POLLIN, 0 }, { link->server->release, POLLIN, 0 } };
  guint8 bytes[65536];
  ssize_t n;

  while (poll (fds, 2, -1) < 0 && errno == EINTR)
    ;
  if (fds[0].revents == 0)
    return FALSE;
  do
    n = recv (link->fd, bytes, sizeof bytes, 0);
  while (n < 0 && errno == EINTR);
  if (n <= 0)
    return FALSE;
  g_byte_array_append (link->data, bytes, (guint) n);
  return TRUE;
}

static gboolean
write_all (Link *link, const char *bytes, gsize length)
{
  while (length > 0)
    {
      ssize_t n = send (link->fd, bytes, length, MSG_NOSIGNAL);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      bytes += n;
      length -= (gsize) n;
    }
  return TRUE;
}

/* Waits until the client has gone, the test lets go, or the time is over. TRUE: the time is over. */
static gboolean
hold (Link *link, int milliseconds)
{
  struct pollfd fds[] = { { link->fd, POLLRDHUP, 0 }, { link->server->release, POLLIN, 0 } };

  return poll (fds, 2, milliseconds) == 0;
}

static void
drip (Link *link, const char *answer, gsize length)
{
  for (gsize i = 0; hold (link, (int) link->server->fault->drip); i = i + 1 < length ? i + 1 : length - 1)
    if (!write_all (link, answer + i, 1))
      return;
}

/* The head with its empty line, taken from what was read; NULL where none comes. */
static char *
read_head (Link *link)
{
  for (;;)
    {
      const char *end = link->data->len > 0 ? memmem (link->data->data, link->data->len, "\r\n\r\n", 4) : NULL;

      if (end != NULL)
        {
          guint length = (guint) (end + 4 - (const char *) link->data->data);
          char *head = g_strndup ((const char *) link->data->data, length);

          g_byte_array_remove_range (link->data, 0, length);
          return head;
        }
      if (link->data->len > MAX_HEAD || !read_some (link))
        return NULL;
    }
}

static gsize
get_content_length (const char *head)
{
  const char *found = strcasestr (head, "\r\nContent-Length:");

  return found != NULL ? (gsize) g_ascii_strtoull (found + strlen ("\r\nContent-Length:"), NULL, 10) : 0;
}

static void
read_body (Link *link, gsize wanted)
{
  while (link->data->len < wanted && read_some (link))
    ;
}

static void
keep (Link *link, const char *head)
{
  BulkFaultServer *self = link->server;

  g_mutex_lock (&self->lock);
  g_free (self->head);
  self->head = g_strdup (head);
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = g_bytes_new (link->data->data, link->data->len);
  g_mutex_unlock (&self->lock);
}

static void
answer_post (Link *link, const char *head)
{
  const BulkFault *fault = link->server->fault;
  gsize length = get_content_length (head);

  read_body (link, MIN (fault->body_bytes, length));
  if (fault->answer != NULL)
    {
      gsize n = fault->answer_bytes < 0 ? strlen (fault->answer) : (gsize) fault->answer_bytes;

      if (fault->drip > 0)
        drip (link, fault->answer, n);
      else
        write_all (link, fault->answer, n);
    }
  if (fault->read_rest)
    read_body (link, length);
  keep (link, head);
}

static void
end (Link *link)
{
  struct linger linger = { 1, 0 };

  if (link->server->fault->end == BULK_FAULT_HOLD)
    hold (link, -1);
  else if (link->server->fault->end == BULK_FAULT_RESET)
    setsockopt (link->fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  else
    {
      /* Unread bytes would turn the close into a reset. */
      shutdown (link->fd, SHUT_WR);
      if (link->server->fault->body_bytes == G_MAXSIZE || link->server->fault->read_rest)
        while (read_some (link))
          ;
    }
}

static void
count (BulkFaultServer *self, guint *counter)
{
  g_mutex_lock (&self->lock);
  (*counter)++;
  g_mutex_unlock (&self->lock);
}

/* A connection that stays open may bring more requests, which are counted but get no answer. */
static void
serve_gets (Link *link, char **head)
{
  const char *answer = link->server->fault->get_answer;

  while (*head != NULL && g_str_has_prefix (*head, "GET "))
    {
      count (link->server, &link->server->n_gets);
      write_all (link, answer != NULL ? answer : GET_ANSWER, strlen (answer != NULL ? answer : GET_ANSWER));
      g_free (*head);
      *head = answer != NULL ? read_head (link) : NULL;
    }
}

static gpointer
serve (gpointer data)
{
  Link *link = data;
  g_autofree char *head = NULL;
  gboolean first_is_get = FALSE;

  if (!link->server->fault->at_once)
    {
      head = read_head (link);
      first_is_get = head != NULL && g_str_has_prefix (head, "GET ");
      serve_gets (link, &head);
      if (head != NULL)
        {
          count (link->server, &link->server->n_posts);
          if (!first_is_get)
            answer_post (link, head);
        }
      if (!first_is_get)
        end (link);
    }
  else
    end (link);
  close (link->fd);
  g_atomic_int_add (&link->server->n_busy, -1);
  g_main_context_wakeup (NULL);
  g_byte_array_unref (link->data);
  g_free (link);
  return NULL;
}

static gpointer
listen_in_thread (gpointer data)
{
  BulkFaultServer *self = data;

  for (;;)
    {
      int fd = accept4 (self->listener, NULL, NULL, SOCK_CLOEXEC);
      Link *link;

      if (fd < 0)
        return NULL;
      link = g_new0 (Link, 1);
      link->server = self;
      link->fd = fd;
      link->data = g_byte_array_new ();
      g_atomic_int_inc (&self->n_busy);
      g_mutex_lock (&self->lock);
      self->n_connections++;
      g_ptr_array_add (self->threads, g_thread_new ("fault", serve, link));
      g_mutex_unlock (&self->lock);
    }
}

BulkFaultServer *
bulk_fault_server_new (const BulkFault *fault)
{
  BulkFaultServer *self = g_new0 (BulkFaultServer, 1);
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t length = sizeof address;

  self->fault = fault;
  g_mutex_init (&self->lock);
  self->threads = g_ptr_array_new ();
  self->release = eventfd (0, EFD_CLOEXEC);
  self->listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (self->release, >=, 0);
  g_assert_cmpint (self->listener, >=, 0);
  g_assert_cmpint (bind (self->listener, (struct sockaddr *) &address, length), ==, 0);
  g_assert_cmpint (listen (self->listener, 16), ==, 0);
  g_assert_cmpint (getsockname (self->listener, (struct sockaddr *) &address, &length), ==, 0);
  self->url = g_strdup_printf ("http://127.0.0.1:%u", ntohs (address.sin_port));
  self->thread = g_thread_new ("fault-listener", listen_in_thread, self);
  return self;
}

void
bulk_fault_server_settle (BulkFaultServer *self)
{
  guint64 one = 1;

  if (self->thread == NULL)
    return;
  g_assert_cmpint (write (self->release, &one, sizeof one), ==, sizeof one);
  shutdown (self->listener, SHUT_RDWR);
  g_thread_join (g_steal_pointer (&self->thread));
  for (guint i = 0; i < self->threads->len; i++)
    g_thread_join (self->threads->pdata[i]);
}

void
bulk_fault_server_free (BulkFaultServer *self)
{
  bulk_fault_server_settle (self);
  close (self->listener);
  close (self->release);
  g_ptr_array_unref (self->threads);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->head);
  g_free (self->url);
  g_mutex_clear (&self->lock);
  g_free (self);
}

const char *
bulk_fault_server_get_url (BulkFaultServer *self)
{
  return self->url;
}

gboolean
bulk_fault_server_is_busy (BulkFaultServer *self)
{
  return g_atomic_int_get (&self->n_busy) > 0;
}

guint
bulk_fault_server_get_n_posts (BulkFaultServer *self)
{
  return self->n_posts;
}

guint
bulk_fault_server_get_n_gets (BulkFaultServer *self)
{
  return self->n_gets;
}

guint
bulk_fault_server_get_n_connections (BulkFaultServer *self)
{
  return self->n_connections;
}

const char *
bulk_fault_server_get_head (BulkFaultServer *self)
{
  return self->head;
}

GBytes *
bulk_fault_server_get_body (BulkFaultServer *self)
{
  return self->body;
}
