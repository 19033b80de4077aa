#pragma once
#include <glib.h>
G_BEGIN_DECLS

typedef enum
{
  BULK_LINE_END_NONE, BULK_LINE_END_LF, BULK_LINE_END_CRLF, BULK_LINE_END_CR, BULK_LINE_END_MIXED
} BulkLineEnd;

typedef struct
{
  char delimiter;      /* ',' ';' '\t' '|' or, when chosen by the user, any ASCII character but quote, CR, LF */
  gboolean has_header;
  gsize skip;          /* bytes of a "sep=;" first line, with its line end */
  BulkLineEnd line_end;
} BulkDialect;

/* Guesses from the start of decoded text (a sample of whole rows, quote-aware; at most 1 MiB is looked at).
 * name: file name or NULL; its extension (.tsv, .psv) breaks ties. */
void bulk_dialect_guess (const char *text, gsize length, const char *name, BulkDialect *dialect);
/* has_header guess alone, for a delimiter the user chose. */
gboolean bulk_dialect_guess_header (const char *text, gsize length, char delimiter);
/* translated: "comma", "semicolon", "tab", "pipe" or the character */
const char *bulk_dialect_get_delimiter_name (char delimiter);
G_END_DECLS
