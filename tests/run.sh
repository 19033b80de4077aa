#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds, and runs every test. The last line says how many passed and failed.
#
#   sh tests/run.sh            everything
#   sh tests/run.sh core       only what needs no display (or: ui)
#   sh tests/run.sh --lint     and looks through the C files that were changed, for a minute at most (tests/lint.sh)
#
# BULK_BUILD_DIR names another build folder than _build.
set -u

source_dir=$(cd "$(dirname "$0")/.." && pwd)
lint=
if [ "${1:-}" = --lint ]; then
  lint=yes
  shift
fi
suites=${*:-core ui}
export LC_ALL=C.UTF-8
# Developers may have other Pythons first in their PATH; the tests need Debian's with its GObject bindings.
python=/usr/bin/python3

give_up () {
  echo "tests: $1" >&2
  echo "0 passed, 1 failed"
  exit 1
}

sh "$source_dir/data/setup.sh" || give_up "the setup did not succeed"

if [ -n "${BULK_BUILD_DIR:-}" ]; then
  build_dir=$BULK_BUILD_DIR
elif [ -w "$source_dir" ]; then
  build_dir=$source_dir/_build
else
  build_dir=${TMPDIR:-/tmp}/bulk-loader-build-$(id -u)
fi

if [ -f "$build_dir/build.ninja" ]; then
  # A build folder of a moved tree, or of another Meson, is of no use.
  meson setup --reconfigure "$build_dir" "$source_dir" >/dev/null 2>&1 || rm -rf "$build_dir"
fi
[ -f "$build_dir/build.ninja" ] || meson setup "$build_dir" "$source_dir" || give_up "meson setup failed"
meson compile -C "$build_dir" || give_up "the build failed"

failed=0
logs=
for suite in $suites; do
  # Windows share one screen, one pointer and one focus: one test of them at a time.
  case $suite in
    ui) set -- sh "$source_dir/tests/ui/session.sh" meson test --num-processes 1 ;;
    *) set -- meson test ;;
  esac
  # "timeout" bounds the whole suite, beyond each test's own limit.
  timeout --kill-after=10 780 "$@" -C "$build_dir" --no-rebuild --print-errorlogs \
    --suite "$suite" --logbase "$suite" || failed=1
  logs="$logs $build_dir/meson-logs/$suite.json"
done

if [ -n "$lint" ]; then
  status=0
  BULK_BUILD_DIR=$build_dir sh "$source_dir/tests/lint.sh" --within 60 || status=$?
  case $status in
    0) result=OK ;;
    77) result=SKIP ;;
    *) result=FAIL failed=1 ;;
  esac
  # As one more test.
  printf '{"name": "lint", "result": "%s", "stdout": ""}\n' "$result" >"$build_dir/meson-logs/lint.json"
  logs="$logs $build_dir/meson-logs/lint.json"
fi

echo
# shellcheck disable=SC2086 # a list of words
"$python" "$source_dir/tests/count.py" $logs || failed=1
exit $failed
