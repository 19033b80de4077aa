#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Lists every file with words for people, folder by folder, as POTFILES.in must have it.
#
#   sh po/potfiles.sh > po/POTFILES.in     brings the list up to date
#   sh po/potfiles.sh --check              prints what differs, and fails if anything does
set -eu
export LC_ALL=C
cd "$(dirname "$0")/.."

list () {
  echo "# Every file with words for people. Made by po/potfiles.sh."
  find src -name '*.[ch]' -exec grep -lE '(^|[^[:alnum:]_])(N?C?_|ngettext|g_dn?gettext) ?\(' {} + | sort
  find src -name '*.ui' -exec grep -lE 'translatable="(yes|true)"' {} + | sort
  find data -name '*.desktop.in' -o -name '*.xml.in' | sort
  find data -name '*.gschema.xml' -exec grep -lE '<(summary|description)' {} + | sort
}

if [ "${1:-}" = --check ]; then
  list | diff po/POTFILES.in -
else
  list
fi
