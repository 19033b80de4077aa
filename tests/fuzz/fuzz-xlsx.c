/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The XML of an XLSX file. Input: the parts below in this order, a NUL between them; for those that are missing or
 * empty there is a plain one. */
#include "../table/zip-maker.h"
#include "fuzz.h"

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE_RELS "http://schemas.openxmlformats.org/package/2006/relationships"

static const struct { const char *name, *plain; } parts[] = {
  { "xl/worksheets/sheet1.xml",
    "<worksheet xmlns='" MAIN "'><sheetData><row><c t='s'><v>0</v></c></row></sheetData></worksheet>" },
  { "xl/sharedStrings.xml", "<sst xmlns='" MAIN "'><si><t>id</t></si><si><t>x</t></si></sst>" },
  { "xl/styles.xml",
    "<styleSheet xmlns='" MAIN "'><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='22'/><xf numFmtId='46'/>"
                               "</cellXfs></styleSheet>" },
  { "xl/workbook.xml",
    "<workbook xmlns='" MAIN "' xmlns:r='" RELS "'><sheets><sheet name='S' sheetId='1' r:id='rId1'/></sheets>"
                                                "</workbook>" },
  { "xl/_rels/workbook.xml.rels",
    "<Relationships xmlns='" PACKAGE_RELS "'><Relationship Id='rId1' Type='" RELS
        "/worksheet' Target='worksheets/sheet1.xml'/>"
    "<Relationship Id='rId2' Type='" RELS "/styles' Target='styles.xml'/>"
    "<Relationship Id='rId3' Type='" RELS "/sharedStrings' Target='sharedStrings.xml'/></Relationships>" },
  { "_rels/.rels",
    "<Relationships xmlns='" PACKAGE_RELS "'><Relationship Id='rId1' Type='" RELS
        "/officeDocument' Target='xl/workbook.xml'/></Relationships>" },
  { "[Content_Types].xml",
    "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Override PartName='/xl/workbook.xml'"
    " ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/></Types>" },
  { "xl/tables/table1.xml", "<table xmlns='" MAIN "' ref='A1:B2'/>" },
  { "xl/worksheets/_rels/sheet1.xml.rels",
    "<Relationships xmlns='" PACKAGE_RELS "'><Relationship Id='rId1' Type='" RELS
        "/table' Target='../tables/table1.xml'/></Relationships>" },
};

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  ZipMaker *zip = zip_maker_new ();
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      gsize length = 0;
      const char *part = fuzz_next_part (&data, &size, &length);

      if (part != NULL && length > 0)
        zip_maker_add (zip, parts[i].name, part, length);
      else
        zip_maker_add (zip, parts[i].name, parts[i].plain, -1);
    }
  bytes = zip_maker_end (zip);
  fuzz_table ("Book.xlsx", bytes, NULL);
  return 0;
}
