#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens the same workbooks with Bulk Loader and with others, and prints wall time and peak memory of each.

spreadsheets.py BULK_LOADER_CLI FOLDER ROWS LARGE. All write all cells as CSV; openpyxl reads them and writes nothing.
"""

import datetime
import os
import resource
import shutil
import subprocess
import sys
import time
import zipfile

OPENPYXL = """
import sys, openpyxl
n = 0
for row in openpyxl.load_workbook(sys.argv[1], read_only=True).active.iter_rows(values_only=True):
    n += len(row)
print(n)
"""


class Run:
    """One command: seconds by the clock and of the processor, and the most memory that it or a child of it had, in MiB.
    """

    def __init__(self, command, env=None):
        # A process of its own between, so that the peak is that of this command alone.
        start = time.monotonic()
        pid = os.fork()
        if pid == 0:
            null = os.open(os.devnull, os.O_RDWR)
            for fd in (0, 1, 2):
                os.dup2(null, fd)
            code = subprocess.run(command, env={**os.environ, **(env or {})}, check=False).returncode
            usage = resource.getrusage(resource.RUSAGE_CHILDREN)
            with open(os.path.join(FOLDER, "peak"), "w", encoding="ascii") as file:
                file.write(f"{usage.ru_maxrss} {usage.ru_utime + usage.ru_stime} {code}")
            os._exit(0)
        os.waitpid(pid, 0)
        self.seconds = time.monotonic() - start
        with open(os.path.join(FOLDER, "peak"), encoding="ascii") as file:
            peak, busy, code = file.read().split()
        self.memory = int(peak) / 1024
        self.busy = float(busy)
        self.good = code == "0"


def best_of(command, n=int(os.environ.get("BULK_BENCH_RUNS", "2"))):
    runs = [Run(command) for _ in range(n)]
    if not all(run.good for run in runs):
        return None
    return min(runs, key=lambda run: run.seconds)


def make_ods(rows, path):
    """The same kinds of cells as make-workbook.c writes, in the words of LibreOffice."""
    def text(value):
        return ('<table:table-cell office:value-type="string" calcext:value-type="string">'
                f"<text:p>{value}</text:p></table:table-cell>")

    def number(value, shown, kind="float", style="ce4"):
        return (f'<table:table-cell table:style-name="{style}" office:value-type="{kind}" office:value="{value}" '
                f'calcext:value-type="{kind}"><text:p>{shown}</text:p></table:table-cell>')

    def date(value, style):
        return (f'<table:table-cell table:style-name="{style}" office:value-type="date" office:date-value="{value}" '
                f'calcext:value-type="date"><text:p>{value.replace("T", " ")}</text:p></table:table-cell>')

    stages = ["Identified", "Qualified", "Proposed", "Committed", "Closed Won", "Closed Lost"]
    countries = ["Germany", "France", "日本", "United States", "Brasil", "España"]
    start = datetime.datetime(2023, 3, 15)
    names = "".join(f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"' for prefix, urn in
                    [("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
                     ("number", "datastyle")])
    head = (f"<office:document-content{names} "
            'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version="1.3">'
            '<office:automatic-styles><number:date-style style:name="N1"><number:year/><number:month/><number:day/>'
            '</number:date-style><number:date-style style:name="N2"><number:day/><number:hours/></number:date-style>'
            '<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>'
            '<style:style style:name="ce2" style:family="table-cell" style:data-style-name="N2"/>'
            '</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Data">')
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        with book.open("content.xml", "w", force_zip64=True) as content:
            content.write(head.encode())
            header = "".join(text(f"column_{i}") for i in range(20))
            content.write(f"<table:table-row>{header}</table:table-row>".encode())
            for row in range(1, rows + 1):
                day = start + datetime.timedelta(days=row % 2000)
                half = [text(f"aw{row:08}-0"), text(stages[row % 6]), number(row * 7919 % 1000000 / 100, "1,234.50"),
                        date(day.date().isoformat(), "ce1"), number(row % 101 / 100, "12%", "percentage"),
                        text(countries[row % 6]), number(row, row),
                        date((day + datetime.timedelta(minutes=row % 1440)).isoformat(), "ce2"),
                        number(f"{row * 0.37:.15g}", "1.23"), text(f"Renewal of contract {row % 5000}, &amp; more")]
                content.write(("<table:table-row>" + "".join(half * 2) + "</table:table-row>").encode())
            content.write(b"</table:table></office:spreadsheet></office:body></office:document-content>")
        book.writestr("META-INF/manifest.xml",
                      '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
                      '<manifest:file-entry manifest:full-path="/" '
                      'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
                      '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
                      "</manifest:manifest>")


def report(name, runs):
    ours = runs[0][1]
    print(f"\n{name}: {os.path.getsize(os.path.join(FOLDER, name)) / 1e6:.1f} MB")
    print(f"  {'':<28}{'seconds':>9}{'CPU':>9}{'MiB':>9}{'× ours':>9}{'CPU ×':>9}{'MiB ×':>9}")
    for label, run in runs:
        if run is None:
            print(f"  {label:<28}{'failed':>9}")
        else:
            print(f"  {label:<28}{run.seconds:>9.2f}{run.busy:>9.2f}{run.memory:>9.0f}"
                  f"{run.seconds / ours.seconds:>9.1f}"
                  f"{run.busy / ours.busy:>9.1f}{run.memory / ours.memory:>9.1f}")
    sys.stdout.flush()


def compare(name):
    path = os.path.join(FOLDER, name)
    out = os.path.join(FOLDER, "out.csv")
    profile = "-env:UserInstallation=file://" + os.path.join(FOLDER, "profile")
    runs = [("Bulk Loader", best_of([CLI, "convert", path, "-o", out]))]
    if shutil.which("ssconvert"):
        runs.append(("Gnumeric (ssconvert)", best_of(["ssconvert", path, out])))
    if shutil.which("soffice"):
        # Its first start makes a profile: that is not what is measured.
        subprocess.run(["soffice", "--headless", profile, "--terminate_after_init"], check=False,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        runs.append(("LibreOffice (headless)",
                     best_of(["soffice", "--headless", profile, "--convert-to", "csv", "--outdir", FOLDER, path])))
    if name.endswith(".xlsx"):
        runs.append(("openpyxl (read-only)", best_of(["/usr/bin/python3", "-c", OPENPYXL, path])))
    report(name, runs)


def main():
    rows, large = int(sys.argv[3]), int(sys.argv[4])
    maker = os.path.join(FOLDER, "make-workbook")
    subprocess.run([maker, str(rows), os.path.join(FOLDER, "book.xlsx")], check=True)
    make_ods(rows, os.path.join(FOLDER, "book.ods"))
    print(f"{rows} rows of 20 columns, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; the best run each",
          flush=True)
    compare("book.xlsx")
    compare("book.ods")
    if large > 0:
        path = os.path.join(FOLDER, "large.xlsx")
        subprocess.run([maker, str(large), path, "inline"], check=True)
        print(f"\n{large} rows of 20 columns", flush=True)
        report("large.xlsx", [("Bulk Loader", best_of([CLI, "convert", path, "-o", os.path.join(FOLDER, "out.csv")]))])


if __name__ == "__main__":
    CLI, FOLDER = sys.argv[1], sys.argv[2]
    main()
