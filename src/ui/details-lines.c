/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/details-lines.h"

#include "ui/format.h"

/** bulk_details_append_line: @value: (nullable): plain text, of which one line is made */
void
bulk_details_append_line (GString *text, const char *indent, const char *label, const char *value)
{
  g_autofree char *line = bulk_format_one_line (value);

  if (*line != '\0')
    g_string_append_printf (text, "%s%s: %s\n", indent, label, line);
}

/** bulk_details_add_string: @value: (nullable) */
void
bulk_details_add_string (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

/** bulk_details_add_number: @value: as much of it as JSON's readers take */
void
bulk_details_add_number (JsonBuilder *builder, const char *name, guint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, (gint64) MIN (value, G_MAXINT64));
}
