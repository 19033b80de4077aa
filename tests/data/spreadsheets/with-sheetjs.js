// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the table that a types.json describes with SheetJS: node with-sheetjs.js TYPES.json OUT.xlsx|OUT.ods [shared]
// "shared" asks for a table of shared strings, which it leaves out by itself.
"use strict";
const fs = require ("fs");
const path = require ("path");
const XLSX = require ("xlsx");

const errors = { "#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0f, "#REF!": 0x17, "#NAME?": 0x1d, "#NUM!": 0x24, "#N/A": 0x2a };

function seconds (text)
{
  const [hours, minutes, rest] = text.split (":");
  return Number (hours) * 3600 + Number (minutes) * 60 + Number (rest);
}

function serial (text, date1904)
{
  const day = Date.parse (text.includes ("T") ? text + "Z" : text + "T00:00:00Z") / 86400000;
  return day + 25569 - (date1904 ? 1462 : 0);
}

function makeCell (column, value, types)
{
  const cell = {};
  if (column.format)
    cell.z = column.format;
  switch (column.kind)
    {
    case "rich":
      return { t: "s", v: value.join ("") };
    case "long":
      return { t: "s", v: "0123456789".repeat (value / 10 + 1).slice (0, value) };
    case "number":
      return { ...cell, t: "n", v: value };
    case "boolean":
      return { t: "b", v: value };
    case "date":
      // A date of the ISO kind, once: Excel itself can write these, too. In ODS it knows no other.
      if (!types.date1904 && (isODS || column.name === "date_iso"))
        return { ...cell, t: "d", v: new Date (value.includes ("T") ? value + "Z" : value + "T00:00:00Z") };
      return { ...cell, t: "n", v: serial (value, types.date1904) };
    case "time":
      return { ...cell, t: "n", v: seconds (value) / 86400 };
    case "error":
      return { t: "e", v: errors[value], w: value };
    case "formula":
      return { f: value[0], v: value[1], t: { string: "s", number: "n", boolean: "b" }[typeof value[1]] };
    default:
      return { t: "s", v: value };
    }
}

const isODS = path.extname (process.argv[3]) === ".ods";
const types = JSON.parse (fs.readFileSync (process.argv[2], "utf8"));
const sheet = {};
types.columns.forEach ((column, c) => {
  sheet[XLSX.utils.encode_cell ({ r: 0, c })] = { t: "s", v: column.name };
  column.values.forEach ((value, r) => {
    if (value !== null)
      sheet[XLSX.utils.encode_cell ({ r: r + 1, c })] = makeCell (column, value, types);
  });
});
const rows = types.columns[0].values.length;
sheet["!ref"] = XLSX.utils.encode_range ({ s: { r: 0, c: 0 }, e: { r: rows + 40, c: types.columns.length + 3 } });
sheet["!merges"] = types.merged.map (([r, c, h, w]) => ({ s: { r: r + 1, c }, e: { r: r + h, c: c + w - 1 } }));
sheet["!rows"] = [];
types.hidden_rows.forEach ((r) => { sheet["!rows"][r + 1] = { hidden: true }; });
sheet["!cols"] = [];
types.hidden_columns.forEach ((c) => { sheet["!cols"][c] = { hidden: true }; });
types.comments.forEach (([r, c, t]) => {
  const at = XLSX.utils.encode_cell ({ r: r + 1, c });
  sheet[at] = sheet[at] || { t: "z" };
  XLSX.utils.cell_add_comment (sheet[at], t, "somebody");
});
types.links.forEach (([r, c, target]) => {
  XLSX.utils.cell_set_hyperlink (sheet[XLSX.utils.encode_cell ({ r: r + 1, c })], target);
});

const book = XLSX.utils.book_new ();
XLSX.utils.book_append_sheet (book, XLSX.utils.aoa_to_sheet ([["hidden sheet"], [1]]), "Old");
XLSX.utils.book_append_sheet (book, XLSX.utils.aoa_to_sheet ([[]]), "Cover");
XLSX.utils.book_append_sheet (book, sheet, types.sheet);
XLSX.utils.book_append_sheet (book, XLSX.utils.aoa_to_sheet ([["id"], ["x"]]), "More & more");
book.Workbook = { Sheets: [{ Hidden: 1 }, {}, {}, {}], WBProps: { date1904: types.date1904 } };
XLSX.writeFile (book, process.argv[3], {
  bookType: path.extname (process.argv[3]).slice (1), compression: true, cellDates: true, bookSST: process.argv.length > 4,
});
