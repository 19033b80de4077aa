/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/payload-format.h"

#include <glib/gi18n-lib.h>

#include "cli/open.h"

/**
 * bulk_payload_format_parse:
 * @text: (nullable): what "--to" was given
 * @format: (out): CSV where nothing was given
 *
 * Returns: whether there is such a format; says so if not
 */
gboolean
bulk_payload_format_parse (const char *text, BulkPayloadFormat *format)
{
  *format = BULK_PAYLOAD_CSV;
  if (text == NULL || g_ascii_strcasecmp (text, "csv") == 0)
    return TRUE;
  *format = BULK_PAYLOAD_JSON;
  if (g_ascii_strcasecmp (text, "json") == 0)
    return TRUE;
  bulk_open_say_usage (g_get_prgname (), _("What to write has to be “csv” or “json”, not “%s”."), text);
  return FALSE;
}
