#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the table that a types.json describes with openpyxl: with-openpyxl.py TYPES.json OUT.xlsx [rows]

"rows" uses its write-only mode, which many export scripts do.
"""

import datetime
import json
import sys

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904


def duration(text):
    hours, minutes, seconds = text.split(":")
    return datetime.timedelta(hours=int(hours), minutes=int(minutes), seconds=float(seconds))


def to_python(kind, value):
    if value is None:
        return None
    if kind == "long":
        return "".join(str(i % 10) for i in range(value))
    if kind == "rich":
        return "".join(value)
    if kind == "date":
        moment = datetime.datetime.fromisoformat(value)
        return moment if "T" in value else moment.date()
    if kind == "time":
        span = duration(value)
        return span if span.days else (datetime.datetime.min + span).time()
    if kind == "formula":
        return "=" + value[0]
    return value


def fill(cell, column, value):
    cell.value = to_python(column["kind"], value)
    if column["kind"] in ("text", "long", "rich") and value is not None:
        cell.data_type = "s"
    if "format" in column:
        cell.number_format = column["format"]
    return cell


def dress(sheet, types):
    for row, column, rows, columns in types["merged"]:
        sheet.merge_cells(start_row=row + 2, start_column=column + 1, end_row=row + 1 + rows,
                          end_column=column + columns)
    for row in types["hidden_rows"]:
        sheet.row_dimensions[row + 2].hidden = True
    for column in types["hidden_columns"]:
        sheet.column_dimensions[get_column_letter(column + 1)].hidden = True
    for row, column, text in types["comments"]:
        sheet.cell(row + 2, column + 1).comment = Comment(text, "somebody")
    for row, column, address in types["links"]:
        sheet.cell(row + 2, column + 1).hyperlink = address


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        types = json.load(file)
    by_rows = len(sys.argv) > 3
    book = openpyxl.Workbook(write_only=by_rows)
    if types["date1904"]:
        book.epoch = CALENDAR_MAC_1904
    if not by_rows:
        book.remove(book.active)
    old = book.create_sheet("Old")
    old.append(["hidden sheet"])
    old.append([1])
    old.sheet_state = "hidden"
    book.create_sheet("Cover")
    sheet = book.create_sheet(types["sheet"])
    columns = types["columns"]
    sheet.append([column["name"] for column in columns])
    n_rows = len(columns[0]["values"])
    for row in range(n_rows):
        if by_rows:
            sheet.append([fill(WriteOnlyCell(sheet), column, column["values"][row]) for column in columns])
            continue
        for i, column in enumerate(columns):
            if column["values"][row] is not None:
                fill(sheet.cell(row + 2, i + 1), column, column["values"][row])
    if not by_rows:
        # Looks like something, is nothing.
        sheet.cell(n_rows + 40, len(columns) + 3).font = openpyxl.styles.Font(bold=True)
        dress(sheet, types)
    more = book.create_sheet("More & more")
    more.append(["id"])
    more.append(["x"])
    book.active = 1
    book.save(sys.argv[2])


if __name__ == "__main__":
    main()
