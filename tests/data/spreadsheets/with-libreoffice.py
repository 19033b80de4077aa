#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the table that a types.json describes with LibreOffice.

    with-libreoffice.py TYPES.json OUT.xlsx|OUT.ods|OUT.fods…

A LibreOffice without a window is filled cell by cell as its own dialogs would, and saves to every name given. A name
that ends with -password.ods or -password.xlsx is encrypted.
"""

import datetime
import json
import os
import signal
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import NamedValue, PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import Locale
from com.sun.star.table import CellRangeAddress
from com.sun.star.util import Date, NumberFormat

FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8", ".fods": "OpenDocument Spreadsheet Flat XML",
           ".xls": "MS Excel 97"}
ENGLISH = Locale("en", "US", "")


def days(text, null_date):
    """Days from the null date."""
    moment = datetime.datetime.fromisoformat(text)
    return (moment - datetime.datetime(null_date.Year, null_date.Month, null_date.Day)) / datetime.timedelta(days=1)


def seconds(text):
    hours, minutes, rest = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def set_rich(cell, runs):
    text = cell.getText()
    text.setString("")
    cursor = text.createTextCursor()
    for i, run in enumerate(runs):
        cursor.gotoEnd(False)
        cursor.CharWeight = 150.0 if i % 2 else 100.0
        # A line end within a cell is a paragraph here.
        text.insertString(cursor, run, False)


def set_cell(document, cell, column, value):
    kind = column["kind"]
    if "format" in column:
        formats = document.getNumberFormats()
        key = formats.queryKey(column["format"], ENGLISH, False)
        cell.NumberFormat = key if key != -1 else formats.addNew(column["format"], ENGLISH)
    if value is None:
        cell.CharWeight = 150.0
    elif kind == "text":
        cell.setString(value)
    elif kind == "rich":
        set_rich(cell, value)
    elif kind == "long":
        cell.setString("".join(str(i % 10) for i in range(value)))
    elif kind == "number":
        cell.setValue(float(value))
    elif kind == "boolean":
        # What typing TRUE gives.
        cell.NumberFormat = document.getNumberFormats().getStandardFormat(NumberFormat.LOGICAL, ENGLISH)
        cell.setValue(float(value))
    elif kind == "date":
        cell.setValue(days(value, document.NullDate))
    elif kind == "time":
        cell.setValue(seconds(value) / 86400)
    elif kind == "formula":
        cell.setFormula("=" + value[0].replace(",", ";"))
    elif kind == "error":
        cell.setFormula({"#N/A": "=NA()", "#DIV/0!": "=1/0", "#VALUE!": "=1+\"x\"", "#NUM!": "=1E200^2",
                         "#NAME?": "=NOSUCHNAME", "#REF!": "=#REF!"}[value])


def dress(sheet, types):
    for row, column, rows, columns in types["merged"]:
        sheet.getCellRangeByPosition(column, row + 1, column + columns - 1, row + rows).merge(True)
    for row in types["hidden_rows"]:
        sheet.Rows.getByIndex(row + 1).IsVisible = False
    for column in types["hidden_columns"]:
        sheet.Columns.getByIndex(column).IsVisible = False
    for row, column, text in types["comments"]:
        sheet.Annotations.insertNew(sheet.getCellByPosition(column, row + 1).CellAddress, text)


def link(document, sheet, types):
    for row, column, address in types["links"]:
        cell = sheet.getCellByPosition(column, row + 1)
        field = document.createInstance("com.sun.star.text.TextField.URL")
        field.URL = address
        field.Representation = cell.getString()
        cell.setString("")
        text = cell.getText()
        text.insertTextContent(text.createTextCursor(), field, False)


def fill(document, types):
    sheets = document.Sheets
    if types["date1904"]:
        document.NullDate = Date(1, 1, 1904)
    sheets.getByIndex(0).setName("Old")
    for i, name in enumerate(["Cover", types["sheet"], "More & more"]):
        sheets.insertNewByName(name, i + 1)
    while sheets.Count > 4:
        sheets.removeByName(sheets.getByIndex(4).Name)
    sheets.getByName("Old").getCellByPosition(0, 0).setString("hidden sheet")
    sheets.getByName("Old").getCellByPosition(0, 1).setValue(1)
    # A sheet that is looked at is written as one that is not hidden.
    document.CurrentController.setActiveSheet(sheets.getByName("Cover"))
    sheets.getByName("Old").IsVisible = False
    sheets.getByName("More & more").getCellByPosition(0, 0).setString("id")
    sheets.getByName("More & more").getCellByPosition(0, 1).setString("x")
    sheet = sheets.getByName(types["sheet"])
    for c, column in enumerate(types["columns"]):
        sheet.getCellByPosition(c, 0).setString(column["name"])
        for r, value in enumerate(column["values"]):
            set_cell(document, sheet.getCellByPosition(c, r + 1), column, value)
    # Looks like something, is nothing.
    sheet.getCellByPosition(len(types["columns"]) + 3, len(types["columns"][0]["values"]) + 40).CharWeight = 150.0
    dress(sheet, types)
    link(document, sheet, types)
    document.calculateAll()


def save(document, path):
    more = ()
    if path.endswith("-password.ods"):
        more = (PropertyValue("Password", 0, "secret", 0),)
    elif path.endswith("-password.xlsx"):
        how = uno.Any("[]com.sun.star.beans.NamedValue",
                      (NamedValue("OOXPassword", "secret"), NamedValue("CryptoType", "Standard")))
        more = (PropertyValue("EncryptionData", 0, how, 0),)
    document.storeToURL(uno.systemPathToFileUrl(os.path.abspath(path)),
                        (PropertyValue("FilterName", 0, FILTERS[os.path.splitext(path)[1]], 0), *more))


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.25)
    raise SystemExit("LibreOffice does not answer")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        types = json.load(file)
    pipe = f"bulk-loader-{os.getpid()}"
    with tempfile.TemporaryDirectory() as profile:
        office = subprocess.Popen(["soffice", "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;",
                                   f"-env:UserInstallation=file://{profile}"], start_new_session=True)
        try:
            context = connect(pipe)
            desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            document = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())
            fill(document, types)
            for path in sys.argv[2:]:
                save(document, path)
            document.close(True)
            try:
                desktop.terminate()
            except Exception:  # the bridge may fall with it
                pass
            office.wait(timeout=60)
        finally:
            if office.poll() is None:
                # "soffice" is a script around the program.
                os.killpg(office.pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
