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
} BulkStoreError;
GQuark bulk_store_error_quark (void);
G_END_DECLS
