/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a workbook as large as one likes: make-workbook ROWS OUT.xlsx [inline]. The last column but one has a text of
 * its own in every row, others repeat; numbers, percent, dates and date-times are among them. */
#include <glib.h>
#include <xlsxwriter.h>

#define COLUMNS 20

typedef struct
{
  lxw_worksheet *sheet;
  lxw_format *date, *moment, *percent, *money;
} Writer;

static void
write_row (Writer *self, guint row)
{
  static const char *const stages[] = {
    "Identified", "Qualified", "Proposed", "Committed", "Closed Won", "Closed Lost"
  };
  static const char *const countries[] = { "Germany", "France", "日本", "United States", "Brasil", "España" };
  char text[80];

  for (guint c = 0; c < COLUMNS; c++)
    switch (c % 10)
      {
      case 0:
        g_snprintf (text, sizeof text, "aw%08u-%u", row, c);
        worksheet_write_string (self->sheet, row, c, text, NULL);
        break;
      case 1:
        worksheet_write_string (self->sheet, row, c, stages[(row + c) % G_N_ELEMENTS (stages)], NULL);
        break;
      case 2:
        worksheet_write_number (self->sheet, row, c, (row * 7919u % 1000000) / 100.0, self->money);
        break;
      case 3:
        worksheet_write_number (self->sheet, row, c, 45000 + row % 2000, self->date);
        break;
      case 4:
        worksheet_write_number (self->sheet, row, c, row % 101 / 100.0, self->percent);
        break;
      case 5:
        worksheet_write_string (self->sheet, row, c, countries[row % G_N_ELEMENTS (countries)], NULL);
        break;
      case 6:
        worksheet_write_number (self->sheet, row, c, row, NULL);
        break;
      case 7:
        worksheet_write_number (self->sheet, row, c, 45000 + row % 2000 + row % 1440 / 1440.0, self->moment);
        break;
      case 8:
        worksheet_write_number (self->sheet, row, c, row * 0.37, NULL);
        break;
      default:
        g_snprintf (text, sizeof text, "Renewal of contract %u, & more", row % 5000);
        worksheet_write_string (self->sheet, row, c, text, NULL);
      }
}

static lxw_format *
add_format (lxw_workbook *book, const char *code)
{
  lxw_format *format = workbook_add_format (book);

  format_set_num_format (format, code);
  return format;
}

int
main (int argc, char **argv)
{
  lxw_workbook_options options = { .constant_memory = argc > 3 };
  Writer self = { 0 };
  lxw_workbook *book;
  guint n_rows;

  if (argc < 3)
    return 2;
  n_rows = (guint) g_ascii_strtoull (argv[1], NULL, 10);
  book = workbook_new_opt (argv[2], &options);
  self.sheet = workbook_add_worksheet (book, "Data");
  self.date = add_format (book, "yyyy-mm-dd");
  self.moment = add_format (book, "yyyy-mm-dd hh:mm:ss");
  self.percent = add_format (book, "0%");
  self.money = add_format (book, "#,##0.00");
  for (guint c = 0; c < COLUMNS; c++)
    {
      g_autofree char *name = g_strdup_printf ("column_%u", c);

      worksheet_write_string (self.sheet, 0, c, name, NULL);
    }
  for (guint row = 1; row <= n_rows; row++)
    write_row (&self, row);
  return workbook_close (book) == LXW_NO_ERROR ? 0 : 1;
}
