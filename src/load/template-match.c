/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/template-match.h"

#include <glib/gi18n-lib.h>

#define ALIKE 0.7          /* headers below are others */
#define PAIRS_MAX 1000000u  /* of headers compared: more takes longer than anybody waits for a suggestion */

/* A template that may be suggested. */
typedef struct
{
  BulkTemplate *template;
  double score;
  gboolean is_own;   /* for the very integration, not for any */
} Offer;

/* Private helpers */

/* Letters and digits alone, in one case; (transfer full) (array). */
static gunichar *
reduce (const char *header, glong *n)
{
  g_autofree char *normal = g_utf8_normalize (header, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *folded = normal ? g_utf8_casefold (normal, -1) : g_strdup ("");
  gunichar *characters = g_utf8_to_ucs4_fast (folded, -1, n);
  glong kept = 0;

  for (glong i = 0; i < *n; i++)
    if (g_unichar_isalnum (characters[i]))
      characters[kept++] = characters[i];
  *n = kept;
  return characters;
}

static gboolean
is_same (const gunichar *a, glong n_a, const gunichar *b, glong n_b)
{
  return n_a == n_b && n_a > 0 && memcmp (a, b, (gsize) n_a * sizeof *a) == 0;
}

/* Pairs of neighbours that both have, as a share of all (Dice). */
static double
compare_pairs (const gunichar *a, glong n_a, const gunichar *b, glong n_b)
{
  g_autofree gboolean *taken = g_new0 (gboolean, MAX (n_b, 1));
  glong common = 0;

  if (n_a < 2 || n_b < 2)
    return 0;
  for (glong i = 0; i + 1 < n_a; i++)
    for (glong k = 0; k + 1 < n_b; k++)
      if (!taken[k] && a[i] == b[k] && a[i + 1] == b[k + 1])
        {
          taken[k] = TRUE;
          common++;
          break;
        }
  return 2.0 * (double) common / (double) (n_a - 1 + n_b - 1);
}

static GStrv
dup_headers (BulkTable *table)
{
  guint n = bulk_table_get_n_columns (table);
  char **headers = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    headers[i] = bulk_table_dup_header (table, i);
  return headers;
}

/* A column nobody has taken yet, with this header: exactly, or nearly. */
static guint
find_header (char **headers, const gboolean *taken, const char *wanted, gboolean exactly)
{
  for (guint i = 0; headers[i] != NULL; i++)
    if (!taken[i] && *headers[i] != '\0'
        && (exactly ? g_str_equal (headers[i], wanted) : bulk_header_likeness (headers[i], wanted) == 1))
      return i;
  return G_MAXUINT;
}

/* Exact ones first, so that no column is taken from whom it belongs to. */
static void
match_by (BulkTemplate *template, char **headers, gboolean *taken, guint *columns, gboolean by_field, gboolean exactly)
{
  for (guint i = 0; i < bulk_template_get_n_columns (template); i++)
    {
      const BulkTemplateColumn *column = bulk_template_get_column (template, i);

      if (column->source == NULL || columns[i] != G_MAXUINT)
        continue;
      columns[i] = find_header (headers, taken, by_field ? column->field : column->source, exactly);
      if (columns[i] != G_MAXUINT)
        taken[columns[i]] = TRUE;
    }
}

/* Whether the table has the template's columns and no others, in its order. */
static gboolean
is_applied (BulkTemplate *template, BulkTable *table)
{
  guint n = bulk_template_get_n_columns (template);

  if (bulk_table_get_n_columns (table) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *header = bulk_table_dup_header (table, i);

      if (!g_str_equal (header, bulk_template_get_column (template, i)->field))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_better_offer (const Offer *a, const Offer *b)
{
  if (a->score != b->score)
    return a->score > b->score;
  if (b->template == NULL)
    return TRUE;
  if (a->is_own != b->is_own)
    return a->is_own;
  return bulk_template_get_n_columns (a->template) > bulk_template_get_n_columns (b->template);
}

/* Public functions */

/**
 * bulk_header_likeness:
 *
 * Returns: how alike two headers are, 0 to 1
 */
double
bulk_header_likeness (const char *a, const char *b)
{
  glong n_a, n_b;
  g_autofree gunichar *one = reduce (a, &n_a), *other = reduce (b, &n_b);

  if (is_same (one, n_a, other, n_b))
    return 1;
  return MIN (compare_pairs (one, n_a, other, n_b), 0.99);
}

/**
 * bulk_template_match:
 * @columns: (out) (array): which column of @table each of the template is; %G_MAXUINT: a constant, or missing
 *
 * Returns: how many are missing
 */
guint
bulk_template_match (BulkTemplate *template, BulkTable *table, guint *columns)
{
  g_auto (GStrv) headers = dup_headers (table);
  g_autofree gboolean *taken = g_new0 (gboolean, g_strv_length (headers) + 1);
  guint n = bulk_template_get_n_columns (template), missing = 0;

  for (guint i = 0; i < n; i++)
    columns[i] = G_MAXUINT;
  match_by (template, headers, taken, columns, FALSE, TRUE);
  match_by (template, headers, taken, columns, FALSE, FALSE);
  match_by (template, headers, taken, columns, TRUE, TRUE);
  match_by (template, headers, taken, columns, TRUE, FALSE);
  for (guint i = 0; i < n; i++)
    missing += columns[i] == G_MAXUINT && bulk_template_get_column (template, i)->source != NULL;
  return missing;
}

/**
 * bulk_template_dup_missing:
 *
 * Returns: (transfer full) (nullable): columns of the template that @table has not, as they are called in files
 */
char **
bulk_template_dup_missing (BulkTemplate *template, BulkTable *table)
{
  guint n = bulk_template_get_n_columns (template);
  g_autofree guint *columns = g_new0 (guint, n);
  g_autoptr (GStrvBuilder) missing = g_strv_builder_new ();

  if (bulk_template_match (template, table, columns) == 0)
    return NULL;
  for (guint i = 0; i < n; i++)
    if (columns[i] == G_MAXUINT && bulk_template_get_column (template, i)->source != NULL)
      g_strv_builder_add (missing, bulk_template_get_column (template, i)->source);
  return g_strv_builder_end (missing);
}

/**
 * bulk_template_apply:
 *
 * Makes the columns of @table those of the template, as one step that can be undone. Where nothing of the template is
 * found, columns stay as they are, and all of the template's are missing.
 *
 * Returns: %FALSE if nothing had to change
 */
gboolean
bulk_template_apply (BulkTemplate *template, BulkTable *table)
{
  BulkEdits *edits = bulk_table_get_edits (table);
  guint n = bulk_template_get_n_columns (template), found = 0;
  g_autofree guint *columns = g_new0 (guint, n);
  g_autoptr (GArray) specs = g_array_new (FALSE, FALSE, sizeof (BulkColumnSpec));
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  /* Translators: the name of a template */
  g_autofree char *label = g_strdup_printf (_("Use template “%s”"), bulk_template_get_name (template));
  BulkEditBatch *batch;

  g_return_val_if_fail (edits != NULL, FALSE);
  bulk_template_match (template, table, columns);
  for (guint i = 0; i < n; i++)
    {
      const BulkTemplateColumn *column = bulk_template_get_column (template, i);
      BulkColumnSpec spec = { columns[i], column->field, NULL };

      if (column->source != NULL)
        g_ptr_array_add (wanted, (gpointer) column->field);
      if (column->source == NULL)
        spec = (BulkColumnSpec) { BULK_COLUMN_CONSTANT, column->field, column->value };
      else if (columns[i] == G_MAXUINT)
        continue;
      else
        found++;
      g_array_append_val (specs, spec);
    }
  g_ptr_array_add (wanted, NULL);
  batch = bulk_edits_begin (edits, label);
  if (found > 0)
    bulk_edit_batch_set_columns (batch, (const BulkColumnSpec *) specs->data, specs->len);
  bulk_edit_batch_set_wanted (batch, (const char *const *) wanted->pdata);
  return bulk_edits_commit (edits, batch);
}

/**
 * bulk_template_score:
 *
 * Returns: how well the template fits @table, 0 to 1
 */
double
bulk_template_score (BulkTemplate *template, BulkTable *table)
{
  g_auto (GStrv) headers = dup_headers (table);
  guint n = bulk_template_get_n_columns (template), n_sources = 0;
  g_autofree guint *columns = g_new0 (guint, n);
  double sum = 0;

  bulk_template_match (template, table, columns);
  for (guint i = 0; i < n; i++)
    {
      const char *source = bulk_template_get_column (template, i)->source;
      double best = 0;

      if (source == NULL)
        continue;
      n_sources++;
      for (guint k = 0; columns[i] == G_MAXUINT && headers[k] != NULL; k++)
        best = MAX (best, bulk_header_likeness (headers[k], source));
      sum += columns[i] != G_MAXUINT ? 1 : best >= ALIKE ? best : 0;
    }
  return n_sources > 0 ? sum / n_sources : 0;
}

/**
 * bulk_template_offer:
 * @templates: (element-type BulkTemplate): those that are kept
 * @table: frozen, unless this is the main thread
 * @integration_id: (nullable): what the table is for; %NULL: not known
 *
 * Of two that fit as well, the one for the integration is taken, then the one with more columns.
 *
 * Returns: (transfer full) (nullable): the template that fits @table best; %NULL if none fits well, or if the table is
 * already as it would be
 */
BulkTemplate *
bulk_template_offer (GPtrArray *templates, BulkTable *table, const char *integration_id)
{
  Offer best = { NULL, BULK_TEMPLATE_SCORE_OFFERED, FALSE };

  for (guint i = 0; i < templates->len; i++)
    {
      BulkTemplate *template = templates->pdata[i];
      const char *id = bulk_template_get_integration_id (template);
      guint64 n_pairs = (guint64) bulk_template_get_n_columns (template) * bulk_table_get_n_columns (table);
      Offer offer = { template, 0, id != NULL && g_strcmp0 (id, integration_id) == 0 };

      if ((id != NULL && integration_id != NULL && !offer.is_own) || n_pairs > PAIRS_MAX
          || is_applied (template, table))
        continue;
      offer.score = bulk_template_score (template, table);
      if (is_better_offer (&offer, &best))
        best = offer;
    }
  return best.template != NULL ? bulk_template_ref (best.template) : NULL;
}
