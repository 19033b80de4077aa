/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
G_BEGIN_DECLS
#define BULK_WORKSPAN_ERROR (bulk_workspan_error_quark ())
typedef enum
{
  BULK_WORKSPAN_ERROR_FAILED,
  BULK_WORKSPAN_ERROR_BAD_CONNECTION,  /* base URL not https (or loopback http), token with CR/LF/non-ASCII, empty ID */
  BULK_WORKSPAN_ERROR_NOT_AUTHORISED,  /* 401 */
  BULK_WORKSPAN_ERROR_FORBIDDEN,       /* 403 */
  BULK_WORKSPAN_ERROR_NOT_FOUND,       /* 404 */
  BULK_WORKSPAN_ERROR_REJECTED,        /* other 4xx, 3xx */
  BULK_WORKSPAN_ERROR_UNREACHABLE,     /* name look-up, refused, TLS, time-out */
  BULK_WORKSPAN_ERROR_SERVER,          /* 5xx, an answer that cannot be understood */
  BULK_WORKSPAN_ERROR_TOO_MANY,        /* 429 */
  BULK_WORKSPAN_ERROR_TOO_LARGE,       /* an answer longer than is read */
} BulkWorkspanError;
GQuark bulk_workspan_error_quark (void);
G_END_DECLS
