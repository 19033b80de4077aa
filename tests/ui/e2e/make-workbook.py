#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a small Excel workbook: an empty sheet, and one with three opportunities below a title.

    make-workbook.py WORKBOOK
"""

import sys
import zipfile

OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
BOOK_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'
ROWS = [['Opportunities of the year'], [], ['opportunity_id', 'name', 'amount', 'close_date'],
        ['00017', 'Acme & Söhne', 250000.1, 46112], ['00018', 'Globex', 1e6, 46113], ['00019', 'Initech', 0.1, 46114]]


def relationships(*pairs):
    items = ''.join(f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
                    for number, (kind, target) in enumerate(pairs, 1))
    return f'<Relationships xmlns="{PACKAGE}/relationships">{items}</Relationships>'


def cell(row, column, value):
    place = f'{chr(ord("A") + column)}{row}'
    if isinstance(value, str):
        text = value.replace('&', '&amp;')
        return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'
    return f'<c r="{place}" s="{int(column == 3)}"><v>{value!r}</v></c>'


def sheet():
    rows = ''.join(f'<row r="{number}">{"".join(cell(number, column, value) for column, value in enumerate(row))}</row>'
                   for number, row in enumerate(ROWS, 1))
    return (f'<worksheet xmlns="{SHEET}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="3" state="frozen"/>'
            f'</sheetView></sheetViews><sheetData>{rows}</sheetData></worksheet>')


def main():
    with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as book:
        book.writestr('[Content_Types].xml',
                      f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
                      f'<Override PartName="/xl/workbook.xml" ContentType="{BOOK_TYPE}"/></Types>')
        book.writestr('_rels/.rels', relationships(('officeDocument', 'xl/workbook.xml')))
        book.writestr('xl/workbook.xml',
                      f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets>'
                      '<sheet name="Notes" sheetId="1" r:id="r1"/>'
                      '<sheet name="Plan" sheetId="2" r:id="r2"/></sheets></workbook>')
        book.writestr('xl/_rels/workbook.xml.rels',
                      relationships(('worksheet', 'notes.xml'), ('worksheet', 'plan.xml'), ('styles', 'styles.xml')))
        book.writestr('xl/styles.xml', f'<styleSheet xmlns="{SHEET}"><cellXfs><xf numFmtId="0"/>'
                      '<xf numFmtId="14"/></cellXfs>'
                                       '</styleSheet>')
        book.writestr('xl/notes.xml', f'<worksheet xmlns="{SHEET}"><sheetData/></worksheet>')
        book.writestr('xl/plan.xml', sheet())


main()
