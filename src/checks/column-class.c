/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/context.h"
#include <string.h>

static const char *const id_words[] = {
  "id", "ids", "code", "zip", "postal", "postcode", "plz", "phone", "telephone", "tel", "mobile", "fax", "iban", "uuid",
  "guid", "key", "sku", "ean", "upc", "isbn", "vat", "duns", "ref", "reference", "nr", "no", "number", "serial", NULL,
};
static const char *const number_words[] = {
  "amount", "value", "price", "revenue", "cost", "costs", "total", "sum", "quantity", "qty", "count", "budget",
  "discount", "probability", "percent", "percentage", "rate", "margin", "acv", "arr", "mrr", "tcv", "betrag", "wert",
  "preis", "umsatz", "menge", "montant", "prix", "importe", "precio", NULL,
};
static const char *const date_words[] = {
  "date", "datum", "fecha", "deadline", "due", "birthday", "timestamp", NULL,
};
static const char *const email_words[] = { "email", "emails", "mail", NULL };

/* The words of "closeDate", "Close Date" and "close_date". */
static char **
split_words (const char *header)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (const char *at = header; *at != '\0'; at++)
    {
      if (g_ascii_isupper (*at) && at > header && g_ascii_islower (at[-1]))
        g_string_append_c (words, ' ');
      g_string_append_c (words, (guchar) *at >= 0x80 || g_ascii_isalnum (*at) ? g_ascii_tolower (*at) : ' ');
    }
  return g_strsplit (words->str, " ", -1);
}

static gboolean
has_word (char **words, const char *const *wanted)
{
  for (; *words != NULL; words++)
    if (g_strv_contains (wanted, *words))
      return TRUE;
  return FALSE;
}

/* A header's last word is what it is about: "account number", but "number of seats". */
static gboolean
is_about (char **words, const char *const *wanted)
{
  guint n = g_strv_length (words);

  while (n > 0 && *words[n - 1] == '\0')
    n--;
  return n > 0 && g_strv_contains (wanted, words[n - 1]);
}

/**
 * bulk_column_class_guess:
 * @tally: what its cells, or some of them, look like
 *
 * Returns: what a column holds, by its cells, and where these leave it open by its name
 */
BulkColumnClass
bulk_column_class_guess (const char *header, gboolean is_key, const BulkColumnTally *tally)
{
  g_auto (GStrv) words = split_words (header);
  guint64 n = tally->n_filled;

  if (is_key)
    return BULK_COLUMN_ID;
  if (is_about (words, email_words) || (n > 0 && tally->n_emails * 2 >= n))
    return BULK_COLUMN_EMAIL;
  if (n == 0)
    return BULK_COLUMN_TEXT;
  if (tally->n_dates * 10 >= n * 7 || (has_word (words, date_words) && tally->n_dates * 10 >= n * 3))
    return BULK_COLUMN_DATE;
  if (is_about (words, id_words) || (tally->n_leading_zeros > 0 && tally->n_all_digits * 10 >= n * 8))
    return BULK_COLUMN_ID;
  if (tally->n_numbers * 10 >= n * 8 || (has_word (words, number_words) && tally->n_numbers * 2 >= n))
    return BULK_COLUMN_NUMBER;
  return BULK_COLUMN_TEXT;
}
