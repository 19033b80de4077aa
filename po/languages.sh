#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Keeps the translations in step with the program.
#
#   sh po/languages.sh --template FILE   writes every text there is to translate
#   sh po/languages.sh --update          merges new texts into the translations, for translators to go on
#   sh po/languages.sh --check           fails on a translation that breaks a format or is unsure
#   sh po/languages.sh --complete        as well as on a text that is not translated
set -eu
export LC_ALL=C.UTF-8
cd "$(dirname "$0")/.."

extract () {
  xgettext --no-wrap --from-code=UTF-8 --add-comments=Translators --files-from=po/POTFILES.in --output="$1" \
    --package-name=bulk-loader --msgid-bugs-address=https://github.com/bulkloader/bulk-loader/issues --sort-by-file \
    --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 --keyword=ngettext:1,2 \
    --keyword=g_dngettext:2,3 --keyword=g_dpgettext2:2c,3 --flag=N_:1:pass-c-format --flag=ngettext:1:pass-c-format
}

languages=$(sed 's/#.*//' po/LINGUAS)
if [ "${1:-}" = --template ]; then
  extract "$2"
  exit 0
fi

folder=$(mktemp -d "${TMPDIR:-/tmp}/bulk-loader-po.XXXXXX")
trap 'rm -rf "$folder"' EXIT
extract "$folder/template.pot" 2>"$folder/warnings" || { cat "$folder/warnings" >&2; exit 1; }

if grep 'not a valid C format' "$folder/warnings" >&2 ||
   grep -E "^msgid.*[^%](%%)*%['0-9.]*\"\$" "$folder/template.pot" | grep -v '%%"$' >&2; then
  echo "A text is cut in two by a macro within it: it cannot be translated." >&2
  exit 1
fi

case ${1:-} in
  --update)
    for language in $languages; do
      msgmerge --quiet --update --backup=none --no-fuzzy-matching --no-wrap --sort-by-file "po/$language.po" \
        "$folder/template.pot"
    done
    ;;
  --check|--complete)
    failed=0
    for language in $languages; do
      msgfmt --check --output-file=/dev/null "po/$language.po" || failed=1
      if msgattrib --only-fuzzy "po/$language.po" | grep -q '^msgid'; then
        echo "po/$language.po: a translation is marked as unsure" >&2
        failed=1
      fi
      if [ "$1" = --complete ]; then
        msgcmp "po/$language.po" "$folder/template.pot" || failed=1
      fi
    done
    [ "$failed" -eq 0 ] || echo "Where a text was added or changed: sh po/languages.sh --update, and translate it." >&2
    exit "$failed"
    ;;
  *)
    sed -n '3,10s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
