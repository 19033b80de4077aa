#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Looks through the C files that were changed with cppcheck and clang-tidy, and fails on a finding. Installs both where
# they are missing.
#
#   sh tests/lint.sh [COMMIT]     what differs from COMMIT (the one before, if none is named)
#   sh tests/lint.sh --all        every file
#
# BULK_BUILD_DIR names another build folder than _build.
set -eu

source_dir=$(cd "$(dirname "$0")/.." && pwd)
build_dir=${BULK_BUILD_DIR:-$source_dir/_build}
cd "$source_dir"

if ! command -v cppcheck >/dev/null 2>&1 || ! command -v clang-tidy >/dev/null 2>&1; then
  if [ "$(id -u)" -ne 0 ]; then
    echo "lint: cppcheck and clang-tidy are missing: apt-get install cppcheck clang-tidy" >&2
    exit 1
  fi
  apt-get -q update
  DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends cppcheck clang-tidy
fi

if [ "${1:-}" = --all ]; then
  files=$(git ls-files 'src/*.c')
elif git rev-parse --verify --quiet "${1:-HEAD~1}" >/dev/null; then
  files=$(git diff --name-only --diff-filter=d "${1:-HEAD~1}" -- 'src/*.c')
else
  files=$(git ls-files 'src/*.c')
fi
[ -n "$files" ] || { echo "lint: no C file was changed"; exit 0; }

[ -f "$build_dir/compile_commands.json" ] || meson setup "$build_dir" "$source_dir" >/dev/null
meson compile -C "$build_dir" >/dev/null

failed=0
# GLib's macros hide from cppcheck what clang-tidy sees; what is left to it are plain slips. It takes what is borrowed
# for owned, and places to write into for what is read.
# shellcheck disable=SC2086 # a list of words
cppcheck --quiet --error-exitcode=1 --enable=warning,portability --inline-suppr --library=gtk \
  --suppress=missingInclude --suppress=unknownMacro --suppress=nullPointerRedundantCheck \
  --suppress=preprocessorErrorDirective --suppress=leakNoVarFunctionCall --suppress=memleak --suppress=ctuuninitvar \
  --suppress=internalAstError -I src $files || failed=1
# shellcheck disable=SC2086
# Warnings are the compiler's part: GLib's own headers have some that only clang knows.
clang-tidy --quiet -p "$build_dir" --extra-arg=-w $files 2>"$build_dir/clang-tidy.log" || {
  cat "$build_dir/clang-tidy.log" >&2
  failed=1
}
[ "$failed" -eq 0 ] && echo "lint: nothing found in" $files
exit "$failed"
