#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Looks through the C files that were changed with cppcheck and clang-tidy, and fails on a finding. Installs both where
# they are missing; where they cannot be, it says so and ends with status 77, as a test does that is skipped.
#
#   sh tests/lint.sh [--within SECONDS] [COMMIT]   what differs from COMMIT; if none is named, from where the branch left
#                                                  main, and on main itself from the commit before
#   sh tests/lint.sh [--within SECONDS] --all      every file
#
# A checkout of one commit has nothing to compare with: nothing is looked at then. --within ends after that time with what
# was looked at until then, and says how much that was.
#
# BULK_BUILD_DIR names another build folder than _build.
set -eu

source_dir=$(cd "$(dirname "$0")/.." && pwd)
build_dir=${BULK_BUILD_DIR:-$source_dir/_build}
cd "$source_dir"

seconds=
if [ "${1:-}" = --within ]; then
  seconds=$2
  shift 2
fi

# The commit that this one is compared with, if there is one.
find_base () {
  for main in origin/main main; do
    if base=$(git merge-base HEAD "$main" 2>/dev/null) && [ "$base" != "$(git rev-parse HEAD)" ]; then
      echo "$base"
      return
    fi
  done
  git rev-parse --verify --quiet HEAD~1 || true
}

if ! git rev-parse --verify --quiet HEAD >/dev/null 2>&1; then
  echo "lint: skipped: this is no checkout of git, so nothing tells what was changed" >&2
  exit 77
fi
case ${1:-} in
  --all) base= ;;
  "") base=$(find_base) ;;
  *) base=$(git rev-parse --verify "$1") ;;
esac
if [ -z "$base" ] && [ "${1:-}" != --all ]; then
  echo "lint: skipped: there is no commit to compare with" >&2
  exit 77
fi
if [ -n "$base" ]; then
  files=$(git diff --name-only --diff-filter=d "$base" -- 'src/*.c')
else
  files=$(git ls-files 'src/*.c')
fi
[ -n "$files" ] || { echo "lint: no C file was changed"; exit 0; }
n_files=$(echo "$files" | wc -l)

if ! command -v cppcheck >/dev/null 2>&1 || ! command -v clang-tidy >/dev/null 2>&1; then
  if [ "$(id -u)" -eq 0 ]; then
    { timeout 60 apt-get -q update && DEBIAN_FRONTEND=noninteractive timeout 150 \
      apt-get -q install -y --no-install-recommends cppcheck clang-tidy; } >/dev/null 2>&1 || true
  fi
  if ! command -v cppcheck >/dev/null 2>&1 || ! command -v clang-tidy >/dev/null 2>&1; then
    echo "lint: skipped: cppcheck and clang-tidy are missing (apt-get install cppcheck clang-tidy)" >&2
    exit 77
  fi
fi

[ -f "$build_dir/compile_commands.json" ] || meson setup "$build_dir" "$source_dir" >/dev/null
meson compile -C "$build_dir" >/dev/null

work_dir=$(mktemp -d "${TMPDIR:-/tmp}/bulk-lint.XXXXXX")
trap 'rm -rf "$work_dir"' EXIT
cat >"$work_dir/look" <<'END'
# The build folder, the folder for what is found, and files. GLib's macros hide from cppcheck what clang-tidy sees; what
# is left to it are plain slips. It takes what is borrowed for owned, and places to write into for what is read.
build_dir=$1 work_dir=$2
shift 2
cppcheck --quiet --error-exitcode=1 --enable=warning,portability --inline-suppr --library=gtk \
  --suppress=missingInclude --suppress=unknownMacro --suppress=nullPointerRedundantCheck \
  --suppress=preprocessorErrorDirective --suppress=leakNoVarFunctionCall --suppress=memleak --suppress=ctuuninitvar \
  --suppress=internalAstError -I src "$@" >&2 || : >"$work_dir/failed"
# Warnings are the compiler's part: GLib's own headers have some that only clang knows.
clang-tidy --quiet -p "$build_dir" --extra-arg=-w "$@" 2>"$work_dir/log.$$" >&2 || {
  cat "$work_dir/log.$$" >&2
  : >"$work_dir/failed"
}
printf '%s\n' "$@" >>"$work_dir/done"
END
: >"$work_dir/done"
echo "$files" | timeout "${seconds:-0}" xargs -n 2 -P "$(nproc)" sh "$work_dir/look" "$build_dir" "$work_dir" || true
n_done=$(wc -l <"$work_dir/done")
if [ -e "$work_dir/failed" ]; then
  echo "lint: failed: see above"
  exit 1
fi
if [ "$n_done" -lt "$n_files" ]; then
  [ -n "$seconds" ] || { echo "lint: failed: only $n_done of $n_files files could be looked at" >&2; exit 1; }
  echo "lint: nothing found in $n_done of $n_files files that count as changed; sh tests/lint.sh --all looks at the rest"
else
  echo "lint: nothing found in $n_done files"
fi
