#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the workbooks of this folder anew from types.json and types-1904.json, each with the program its name says.
# Installs those programs (LibreOffice and Gnumeric among them: some 500 MB), on Debian and as root. The tests do not
# need this: the workbooks are kept in the tree.
#
#   sh tests/data/spreadsheets/make.sh [FOLDER]      FOLDER: where to, instead of here
set -eu

here=$(cd "$(dirname "$0")" && pwd)
to=${1:-$here}
mkdir -p "$to"
export LC_ALL=C.UTF-8 TZ=UTC

export DEBIAN_FRONTEND=noninteractive
apt-get -q install -y --no-install-recommends \
  gcc libc6-dev pkg-config libjson-glib-dev libxlsxwriter-dev python3-openpyxl gnumeric libreoffice-calc python3-uno
command -v npm >/dev/null || apt-get -q install -y --no-install-recommends npm

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && npm install --no-audit --no-fund --silent xlsx@0.18.5)
export NODE_PATH="$work/node_modules"
# shellcheck disable=SC2046 # a list of words
gcc -o "$work/with-libxlsxwriter" "$here/with-libxlsxwriter.c" $(pkg-config --cflags --libs json-glib-1.0 xlsxwriter)

types=$here/types.json
types_1904=$here/types-1904.json

"$work/with-libxlsxwriter" "$types" "$to/libxlsxwriter.xlsx"
"$work/with-libxlsxwriter" "$types" "$to/libxlsxwriter-inline.xlsx" inline

/usr/bin/python3 "$here/with-openpyxl.py" "$types" "$to/openpyxl.xlsx"
/usr/bin/python3 "$here/with-openpyxl.py" "$types" "$to/openpyxl-rows.xlsx" rows
/usr/bin/python3 "$here/with-openpyxl.py" "$types_1904" "$to/openpyxl-1904.xlsx"

node "$here/with-sheetjs.js" "$types" "$to/sheetjs.xlsx"
node "$here/with-sheetjs.js" "$types" "$to/sheetjs-shared.xlsx" shared
node "$here/with-sheetjs.js" "$types" "$to/sheetjs.ods"
node "$here/with-sheetjs.js" "$types_1904" "$to/sheetjs-1904.xlsx"

/usr/bin/python3 "$here/with-libreoffice.py" "$types" "$to/libreoffice.xlsx" "$to/libreoffice.ods"
/usr/bin/python3 "$here/with-libreoffice.py" "$types_1904" "$to/libreoffice-1904.xlsx" "$to/libreoffice-1904.ods" \
  "$to/libreoffice-password.xlsx" "$to/libreoffice-password.ods" "$to/libreoffice.fods" "$to/libreoffice.xls"

# Gnumeric has no way to be filled from outside: it opens what another wrote, and saves it as its own.
for extension in xlsx ods; do
  ssconvert "$to/libxlsxwriter.xlsx" "$to/gnumeric.$extension"
  ssconvert "$to/libreoffice-1904.xlsx" "$to/gnumeric-1904.$extension"
done
