#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Measures how fast workbooks open, side by side with Gnumeric, LibreOffice and openpyxl, in the same run, on the same
# files, and prints one table.
#
#   sh tests/bench/spreadsheets.sh [ROWS [LARGE]]    100,000 rows of 20 columns, and 1,000,000 of them (XLSX) for ours
#                                                    alone, unless told otherwise; LARGE 0: without
#
# BULK_BENCH_RUNS: how often each is run, the best of which counts (2).
# Builds with optimisation in a folder of its own (BULK_BENCH_DIR, else _build-bench). Installs the programs (some
# 500 MB) where they are missing. Needs about 1 GB in TMPDIR.
set -eu

source_dir=$(cd "$(dirname "$0")/../.." && pwd)
build_dir=${BULK_BENCH_DIR:-$source_dir/_build-bench}
rows=${1:-100000}
large=${2:-1000000}
export LC_ALL=C.UTF-8

sh "$source_dir/data/setup.sh"
missing=
for package in libxlsxwriter-dev gnumeric libreoffice-calc python3-openpyxl; do
  dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
done
if [ -n "$missing" ]; then
  echo "bench: installing$missing" >&2
  apt-get -q update >/dev/null
  # shellcheck disable=SC2086 # a list of words
  DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends $missing >/dev/null ||
    echo "bench: without$missing" >&2
fi

[ -f "$build_dir/build.ninja" ] || meson setup --buildtype=release "$build_dir" "$source_dir" >/dev/null
ninja -C "$build_dir" src/cli/bulk-loader-cli >/dev/null

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# shellcheck disable=SC2046 # a list of words
cc -O2 -o "$work/make-workbook" "$source_dir/tests/bench/make-workbook.c" $(pkg-config --cflags --libs glib-2.0 xlsxwriter)
/usr/bin/python3 "$source_dir/tests/bench/spreadsheets.py" "$build_dir/src/cli/bulk-loader-cli" "$work" "$rows" "$large"
