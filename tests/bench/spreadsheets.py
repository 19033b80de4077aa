#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens the same workbooks with Bulk Loader and with others, and prints wall time and peak memory of each.

spreadsheets.py BULK_LOADER_CLI FOLDER ROWS LARGE. All write all cells as CSV; openpyxl reads them and writes nothing.
"""

import os
import resource
import shutil
import subprocess
import sys
import time

OPENPYXL = """
import sys, openpyxl
n = 0
for row in openpyxl.load_workbook(sys.argv[1], read_only=True).active.iter_rows(values_only=True):
    n += len(row)
print(n)
"""


class Run:
    """One command: seconds by the clock and of the processor, and the most memory that it or a child of it had, in MiB."""

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


def best_of(command, n=2):
    runs = [Run(command) for _ in range(n)]
    if not all(run.good for run in runs):
        return None
    return min(runs, key=lambda run: run.seconds)


def make_ods(xlsx, ods):
    """Gnumeric writes the ODS from the XLSX, which LibreOffice takes four times as long for."""
    subprocess.run(["ssconvert", xlsx, ods], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def report(name, runs):
    ours = runs[0][1]
    print(f"\n{name}: {os.path.getsize(os.path.join(FOLDER, name)) / 1e6:.1f} MB")
    print(f"  {'':<28}{'seconds':>9}{'CPU':>9}{'MiB':>9}{'× ours':>9}{'CPU ×':>9}{'MiB ×':>9}")
    for label, run in runs:
        if run is None:
            print(f"  {label:<28}{'failed':>9}")
        else:
            print(f"  {label:<28}{run.seconds:>9.2f}{run.busy:>9.2f}{run.memory:>9.0f}{run.seconds / ours.seconds:>9.1f}"
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
                     best_of(["soffice", "--headless", profile, "--convert-to", "csv", "--outdir", FOLDER, path], 1)))
    if name.endswith(".xlsx"):
        runs.append(("openpyxl (read-only)", best_of(["/usr/bin/python3", "-c", OPENPYXL, path], 1)))
    report(name, runs)


def main():
    rows, large = int(sys.argv[3]), int(sys.argv[4])
    maker = os.path.join(FOLDER, "make-workbook")
    subprocess.run([maker, str(rows), os.path.join(FOLDER, "book.xlsx")], check=True)
    make_ods(os.path.join(FOLDER, "book.xlsx"), os.path.join(FOLDER, "book.ods"))
    print(f"{rows} rows of 20 columns, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; the best of two runs,"
          " of LibreOffice and openpyxl of one")
    compare("book.xlsx")
    compare("book.ods")
    if large > 0:
        path = os.path.join(FOLDER, "large.xlsx")
        subprocess.run([maker, str(large), path, "inline"], check=True)
        print(f"\n{large} rows of 20 columns")
        report("large.xlsx", [("Bulk Loader", best_of([CLI, "convert", path, "-o", os.path.join(FOLDER, "out.csv")], 1))])


if __name__ == "__main__":
    CLI, FOLDER = sys.argv[1], sys.argv[2]
    main()
