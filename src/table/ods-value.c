/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/ods-value.h"
#include "table/ods-names.h"
#include <string.h>

/* The attributes of a cell that count, looked up in one go. */
typedef struct
{
  const char *type, *calc_type, *value, *string, *boolean, *date, *time, *formula;
} Attributes;

static void
sort_out (Attributes *self, const BulkXmlAttribute *attributes, guint n)
{
  *self = (Attributes) { 0 };
  for (guint i = 0; i < n; i++)
    switch (attributes[i].id)
      {
      case BULK_ODS_VALUE_TYPE:
        self->type = attributes[i].value;
        break;
      case BULK_ODS_CALCEXT_VALUE_TYPE:
        self->calc_type = attributes[i].value;
        break;
      case BULK_ODS_VALUE:
        self->value = attributes[i].value;
        break;
      case BULK_ODS_STRING_VALUE:
        self->string = attributes[i].value;
        break;
      case BULK_ODS_BOOLEAN_VALUE:
        self->boolean = attributes[i].value;
        break;
      case BULK_ODS_DATE_VALUE:
        self->date = attributes[i].value;
        break;
      case BULK_ODS_TIME_VALUE:
        self->time = attributes[i].value;
        break;
      case BULK_ODS_FORMULA:
        self->formula = attributes[i].value;
        break;
      default:
        break;
      }
}

static void
set (BulkOdsValue *self, BulkCellKind kind, const char *text, gsize length)
{
  self->where = BULK_ODS_SET;
  self->kind = kind;
  self->text = text;
  self->length = length;
}

/* A length of 0 is what no number, date or time has: then the paragraphs say more. */
static void
set_buffer (BulkOdsValue *self, BulkCellKind kind, gsize length)
{
  if (length > 0)
    set (self, kind, self->buffer, length);
}

static void
read_date (BulkOdsValue *self, const char *date, const char *style, BulkOdsStyles *styles)
{
  BulkNumberClass kind = bulk_ods_styles_get_class (styles, style);

  /* Without a style that knows, a date is as it is written. */
  if (kind != BULK_NUMBER_DATE && kind != BULK_NUMBER_DATE_TIME)
    kind = strchr (date, 'T') != NULL ? BULK_NUMBER_DATE_TIME : BULK_NUMBER_DATE;
  set_buffer (self, BULK_CELL_TEXT, bulk_number_text_from_iso (date, strlen (date), kind, self->buffer));
}

/**
 * bulk_ods_value_read:
 * @self: (out caller-allocates)
 * @find_style: gives the style that counts
 *
 * Finds out what a cell holds. What is stored counts, not how it is shown; where nothing of use is stored, the text is.
 */
void
bulk_ods_value_read (BulkOdsValue *self, const BulkXmlAttribute *attributes, guint n_attributes, BulkOdsStyles *styles,
                     BulkOdsStyleFunc find_style, gpointer user_data)
{
  Attributes at;

  self->where = BULK_ODS_IN_TEXT;
  self->kind = BULK_CELL_TEXT;
  self->text = "";
  self->length = 0;
  self->has_type = self->is_formula = self->is_error = FALSE;
  if (n_attributes == 0)
    return;
  sort_out (&at, attributes, n_attributes);
  /* LibreOffice's way to say that a formula failed: the other attributes make it an empty text. */
  self->has_type = at.type != NULL;
  self->is_formula = at.formula != NULL;
  self->is_error = at.calc_type != NULL && strcmp (at.calc_type, "error") == 0;
  if (at.type == NULL || self->is_error)
    return;
  if (strcmp (at.type, "string") == 0)
    {
      if (at.string != NULL)
        set (self, BULK_CELL_TEXT, at.string, strlen (at.string));
      /* Gnumeric's way: a text that says so. */
      self->is_error = at.formula != NULL && at.string != NULL &&
                       bulk_ods_value_is_error_text (at.string, self->length);
    }
  else if (strcmp (at.type, "boolean") == 0)
    {
      if (at.boolean != NULL)
        {
          const char *text = bulk_xml_is_true (at.boolean) ? "true" : "false";

          set (self, BULK_CELL_BOOLEAN, text, strlen (text));
        }
    }
  else if (strcmp (at.type, "date") == 0)
    {
      if (at.date != NULL)
        read_date (self, at.date, find_style (attributes, n_attributes, user_data), styles);
    }
  else if (strcmp (at.type, "time") == 0)
    {
      if (at.time != NULL)
        set_buffer (self, BULK_CELL_TEXT, bulk_number_text_from_iso_duration (at.time, strlen (at.time), self->buffer));
    }
  else if (at.value != NULL)
    {
      set_buffer (self, BULK_CELL_NUMBER, bulk_number_text_from_text (at.value, strlen (at.value), self->buffer));
      /* OpenOffice's way to say that a formula failed: a 0 that is shown as an error. */
      if (at.formula != NULL && self->where == BULK_ODS_SET && strcmp (at.value, "0") == 0)
        self->where = BULK_ODS_UNSURE;
    }
}

/**
 * bulk_ods_value_is_error_text:
 *
 * Returns: whether a formula's result that is shown like that is an error
 */
gboolean
bulk_ods_value_is_error_text (const char *text, gsize length)
{
  static const char *const errors[] = { "#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!" };

  for (gsize i = 0; i < G_N_ELEMENTS (errors); i++)
    if (length == strlen (errors[i]) && memcmp (text, errors[i], length) == 0)
      return TRUE;
  return length == strlen ("Err:502") && memcmp (text, "Err:", 4) == 0 && g_ascii_isdigit (text[4]);
}
