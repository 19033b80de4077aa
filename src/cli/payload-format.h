/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "workspan/payload.h"
G_BEGIN_DECLS

gboolean bulk_payload_format_parse (const char *text, BulkPayloadFormat *format);

G_END_DECLS
