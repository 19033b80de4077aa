/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/failure.h"

#include <glib/gi18n-lib.h>

/**
 * bulk_failure_reason:
 * @error: why there is no answer
 * @tls_errors: what was wrong with the certificate
 *
 * Only for words: whether anything was sent is told by counters, never by this.
 *
 * Returns: the reason
 */
BulkOutcomeReason
bulk_failure_reason (const GError *error, GTlsCertificateFlags tls_errors)
{
  if (error->domain == G_RESOLVER_ERROR)
    return BULK_REASON_NAME;
  if (error->domain == G_TLS_ERROR || tls_errors != 0)
    return BULK_REASON_TLS;
  if (error->domain != G_IO_ERROR)
    return BULK_REASON_CUT;
  switch (error->code)
    {
    case G_IO_ERROR_MESSAGE_TOO_LARGE:
      return BULK_REASON_BAD_ANSWER;
    case G_IO_ERROR_CANCELLED:
      return BULK_REASON_CANCELLED;
    case G_IO_ERROR_TIMED_OUT:
      return BULK_REASON_TIMEOUT;
    case G_IO_ERROR_HOST_NOT_FOUND:
      return BULK_REASON_NAME;
    case G_IO_ERROR_CONNECTION_REFUSED:
    case G_IO_ERROR_HOST_UNREACHABLE:
    case G_IO_ERROR_NETWORK_UNREACHABLE:
    case G_IO_ERROR_PROXY_FAILED:
    case G_IO_ERROR_PROXY_AUTH_FAILED:
    case G_IO_ERROR_PROXY_NEED_AUTH:
    case G_IO_ERROR_PROXY_NOT_ALLOWED:
      return BULK_REASON_REFUSED_CONNECTION;
    default:
      return BULK_REASON_CUT;
    }
}

/** bulk_failure_status_reason: Returns: the reason for a status other than 2xx */
BulkOutcomeReason
bulk_failure_status_reason (guint status)
{
  if (status >= 300 && status < 400)
    return BULK_REASON_REDIRECT;
  switch (status)
    {
    case 400:
      return BULK_REASON_BAD_INPUT;
    case 401:
      return BULK_REASON_NOT_AUTHORISED;
    case 403:
      return BULK_REASON_FORBIDDEN;
    case 404:
      return BULK_REASON_NOT_FOUND;
    case 408:
      return BULK_REASON_TIMEOUT;
    case 413:
      return BULK_REASON_TOO_LARGE;
    case 415:
    case 422:
      return BULK_REASON_MEDIA_TYPE;
    case 429:
      return BULK_REASON_TOO_MANY;
    default:
      return status >= 500 ? BULK_REASON_SERVER_ERROR : BULK_REASON_OTHER;
    }
}

/** bulk_failure_error_code: Returns: the code for an answer, or for none, to a question that changes nothing */
BulkWorkspanError
bulk_failure_error_code (BulkOutcomeReason reason)
{
  switch (reason)
    {
    case BULK_REASON_NOT_AUTHORISED:
      return BULK_WORKSPAN_ERROR_NOT_AUTHORISED;
    case BULK_REASON_FORBIDDEN:
      return BULK_WORKSPAN_ERROR_FORBIDDEN;
    case BULK_REASON_NOT_FOUND:
      return BULK_WORKSPAN_ERROR_NOT_FOUND;
    case BULK_REASON_NAME:
    case BULK_REASON_REFUSED_CONNECTION:
    case BULK_REASON_TLS:
    case BULK_REASON_TIMEOUT:
    case BULK_REASON_CUT:
      return BULK_WORKSPAN_ERROR_UNREACHABLE;
    case BULK_REASON_SERVER_ERROR:
    case BULK_REASON_BAD_ANSWER:
      return BULK_WORKSPAN_ERROR_SERVER;
    default:
      return BULK_WORKSPAN_ERROR_REJECTED;
    }
}

/** bulk_failure_tls_detail: Returns: (nullable) (transfer none): what is wrong with the certificate, one sentence */
const char *
bulk_failure_tls_detail (GTlsCertificateFlags errors)
{
  if (errors & G_TLS_CERTIFICATE_EXPIRED)
    return _ ("The service’s certificate has expired.");
  if (errors & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    return _ ("The service’s certificate is not valid yet.");
  if (errors & G_TLS_CERTIFICATE_REVOKED)
    return _ ("The service’s certificate was withdrawn.");
  if (errors & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return _ ("The certificate belongs to another host than the one in the address.");
  if (errors & G_TLS_CERTIFICATE_UNKNOWN_CA)
    return _ ("The service’s certificate is signed by an authority that this computer does not know.");
  return NULL;
}

/** bulk_failure_network_words: Returns: (nullable) (transfer none): what the computer's network has to do with it */
const char *
bulk_failure_network_words (BulkOutcomeReason reason, gboolean available, GNetworkConnectivity connectivity)
{
  switch (reason)
    {
    case BULK_REASON_NAME:
    case BULK_REASON_REFUSED_CONNECTION:
    case BULK_REASON_TLS:
    case BULK_REASON_TIMEOUT:
    case BULK_REASON_CUT:
    case BULK_REASON_REDIRECT:
      break;
    default:
      return NULL; /* the service itself answered, or nobody was asked */
    }
  if (!available || connectivity == G_NETWORK_CONNECTIVITY_LOCAL)
    return _ ("This computer is not connected to the Internet.");
  if (connectivity == G_NETWORK_CONNECTIVITY_PORTAL)
    return _ ("The network wants you to sign in first: open a web page in a browser, and follow what it says.");
  return NULL;
}

/**
 * bulk_failure_network_detail:
 * @reason: why there is no answer of the service
 *
 * Asks the system, which knows of networks that are down, and of hotels and trains that catch every connection.
 *
 * Returns: (nullable) (transfer none): one sentence; %NULL if the network is not to blame
 */
const char *
bulk_failure_network_detail (BulkOutcomeReason reason)
{
  GNetworkMonitor *monitor = g_network_monitor_get_default ();

  return bulk_failure_network_words (reason, g_network_monitor_get_network_available (monitor),
                                     g_network_monitor_get_connectivity (monitor));
}
