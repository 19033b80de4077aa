/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/history-private.h"

#include <glib/gi18n-lib.h>

#include "store/history-file.h"
#include "store/history-schema.h"
#include "store/store-error.h"

/* Milliseconds that other processes may keep it. */
#define PATIENCE 10000

/* The claim on opening: it begins where no load is. */
#define OPENING 0
#define OPENING_TRIES 500
#define OPENING_PAUSE 20000

/* Hidden for so long, a deleted load is gone for good. */
#define KEEP_DELETED (24 * G_TIME_SPAN_HOUR)

/* Private helpers */

/* No two processes open it at the same time: one of them may be setting it aside. */
static gboolean
claim_opening (BulkHistory *self, GError **error)
{
  for (guint i = 0; i < OPENING_TRIES; i++)
    {
      if (bulk_claims_take (self->claims, OPENING) != BULK_CLAIM_OTHER)
        return TRUE;
      /* A lock that ends cannot be awaited for a bounded time. */
      g_usleep (OPENING_PAUSE);
    }
  bulk_sql_set_error (NULL, SQLITE_BUSY, error);
  return FALSE;
}

static gboolean
set_up (BulkHistory *self, GError **error)
{
  gboolean wal = !self->no_wal && !bulk_history_file_is_remote (self->path);
  g_autofree char *limit = g_strdup_printf ("PRAGMA max_page_count = %u", self->max_pages);

  sqlite3_extended_result_codes (self->db, 1);
  sqlite3_busy_timeout (self->db, PATIENCE);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  bulk_history_add_functions (self->db);
  /* The file may come from anywhere; what is deleted is to be gone. A file system without shared memory stays with
   * the journal it can do, which SQLite says without an error. */
  return bulk_sql_run (self->db, "PRAGMA cell_size_check = ON; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON",
                       error)
         && bulk_history_schema_check (self->db, error)
         && bulk_sql_run (self->db, wal ? "PRAGMA journal_mode = WAL" : "PRAGMA journal_mode = DELETE", error)
         && bulk_sql_run (self->db, "PRAGMA synchronous = FULL", error)
         && (self->max_pages == 0 || bulk_sql_run (self->db, limit, error))
         && bulk_history_schema_migrate (self->db, error);
}

static gboolean
open_once (BulkHistory *self, GError **error)
{
  int code;

  if (!bulk_history_file_prepare (self->path, error))
    return FALSE;
  code = sqlite3_open_v2 (self->path, &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
  if (code == SQLITE_OK && set_up (self, error))
    return TRUE;
  if (code != SQLITE_OK)
    bulk_sql_set_error (self->db, code, error);
  bulk_history_close_file (self);
  return FALSE;
}

static gboolean
clean_up (BulkHistory *self, GError **error)
{
  g_autofree char *purge = g_strdup_printf ("DELETE FROM loads WHERE deleted_at > 0 AND deleted_at < %" G_GINT64_FORMAT,
                                            g_get_real_time () - KEEP_DELETED);
  gint64 n_deleted, n_open;
  gboolean changed, ok;

  if (!bulk_sql_read_int64 (self->db, "SELECT count(*) FROM loads WHERE deleted_at > 0", &n_deleted, error)
      || !bulk_sql_read_int64 (self->db, "SELECT count(*) FROM loads WHERE state < 2", &n_open, error))
    return FALSE;
  if (n_deleted == 0 && n_open == 0)
    return TRUE;
  if (!bulk_sql_begin (self->db, error))
    return FALSE;
  ok = bulk_sql_run (self->db, purge, error) && bulk_history_recover_in (self, &changed, error);
  return bulk_sql_end (self->db, ok, error);
}

static gboolean
replace (BulkHistory *self, const GError *why, GError **error)
{
  g_autofree char *aside = NULL;

  bulk_history_close_file (self);
  aside = bulk_history_file_set_aside (self->path, error);
  if (aside == NULL)
    return FALSE;
  /* Translators: an error's text, and a path */
  g_free (g_atomic_pointer_exchange (&self->notice,
                                     g_strdup_printf (_("%s It begins anew. Earlier loads are not known any more; "
                                                        "the damaged file was kept as “%s”."),
                                                      why->message, aside)));
  return open_once (self, error);
}

/* What can be read is worth reading even where nothing can be written: a full disk is told of when a load begins. */
static gboolean
open_or_replace (BulkHistory *self, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (open_once (self, &problem) && clean_up (self, &problem))
    return TRUE;
  if (self->db != NULL && g_error_matches (problem, BULK_STORE_ERROR, BULK_STORE_ERROR_FULL))
    return TRUE;
  if (g_error_matches (problem, BULK_STORE_ERROR, BULK_STORE_ERROR_DAMAGED))
    return replace (self, problem, error);
  bulk_history_close_file (self);
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

/* Shared within the folder */

void
bulk_history_close_file (BulkHistory *self)
{
  /* Only a statement left open could keep it from closing. */
  sqlite3_close_v2 (g_steal_pointer (&self->db));
}

gboolean
bulk_history_replace_damaged (BulkHistory *self, const GError *why, GError **error)
{
  int moved = 0;
  gboolean ok;

  if (!claim_opening (self, error))
    return FALSE;
  /* Another process may have found out as well. */
  sqlite3_file_control (self->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
  if (moved)
    bulk_history_close_file (self);
  ok = moved ? open_or_replace (self, error) : replace (self, why, error);
  bulk_claims_drop (self->claims, OPENING);
  return ok;
}

gboolean
bulk_history_open_file (BulkHistory *self, GError **error)
{
  g_autofree char *claims_path = g_strconcat (self->path, ".claims", NULL);
  gboolean ok;

  if (!bulk_history_file_prepare (self->path, error))
    return FALSE;
  if (self->claims == NULL)
    self->claims = bulk_claims_new (claims_path, error);
  if (self->claims == NULL || !claim_opening (self, error))
    return FALSE;
  ok = open_or_replace (self, error)
       && bulk_sql_read_int64 (self->db, "PRAGMA data_version", &self->data_version, error);
  if (!ok)
    bulk_history_close_file (self);
  bulk_claims_drop (self->claims, OPENING);
  return ok;
}
