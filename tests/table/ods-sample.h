/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The XML of small ODS files, piece by piece. */
#define ODS_TYPE "application/vnd.oasis.opendocument.spreadsheet"
#define HEAD "<?xml version='1.0' encoding='UTF-8'?>\n<office:document-content office:version='1.3'" \
  " xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'" \
  " xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0'" \
  " xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'" \
  " xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0'" \
  " xmlns:number='urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0'" \
  " xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0'" \
  " xmlns:xlink='http://www.w3.org/1999/xlink'" \
  " xmlns:calcext='urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0'>"
#define TAIL "</office:document-content>"
#define BODY(inner) HEAD ODS_BODY (inner)
#define ODS_BODY(inner) "<office:body><office:spreadsheet>" inner "</office:spreadsheet></office:body>" TAIL
#define NAMED(name, rows) "<table:table table:name='" name "'>" rows "</table:table>"
#define SHEET(rows) BODY (NAMED ("S", rows))
#define ROW(cells) "<table:table-row>" cells "</table:table-row>"
#define CELL(text) "<table:table-cell office:value-type='string'>" text "</table:table-cell>"
#define P(text) "<text:p>" text "</text:p>"
#define C(text) CELL (P (text))
/* The style of hidden sheets is called "gone". */
#define GONE "<office:automatic-styles><style:style style:name='gone' style:family='table'>" \
  "<style:table-properties table:display='false'/></style:style></office:automatic-styles>"
#define HIDDEN(name, rows) "<table:table table:name='" name "' table:style-name='gone'>" rows "</table:table>"
