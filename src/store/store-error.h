#pragma once
#include <glib.h>
G_BEGIN_DECLS
#define BULK_STORE_ERROR (bulk_store_error_quark ())
typedef enum
{
  BULK_STORE_ERROR_FAILED,
  BULK_STORE_ERROR_NO_SERVICE,   /* no keyring service answers */
  BULK_STORE_ERROR_LOCKED,       /* the keyring is locked and stayed so */
  BULK_STORE_ERROR_DISMISSED,    /* the unlock question was dismissed */
  BULK_STORE_ERROR_INVALID,      /* what should be stored is not valid */
  BULK_STORE_ERROR_NOT_FOUND,    /* nothing is kept */
  BULK_STORE_ERROR_FULL,         /* no room, or no right, to write */
  BULK_STORE_ERROR_DAMAGED,      /* the file is no database, or a broken one */
  BULK_STORE_ERROR_NEWER,        /* written by a later version of this program */
  BULK_STORE_ERROR_BUSY,         /* another process kept it for too long */
  BULK_STORE_ERROR_DUPLICATE,    /* the same body was or may have been loaded */
} BulkStoreError;
GQuark bulk_store_error_quark (void);
G_END_DECLS
