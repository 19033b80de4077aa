#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Sets up, builds, and loads a table into a practice server, which runs within the application.
# With a display: opens the window with the table, for you to press "Upload…". Without one: does it all on a screen of
# its own, prints the details of the execution, and leaves screenshots.
#
#   sh data/demo/run.sh [FOLDER FOR SCREENSHOTS]
set -eu

source_dir=$(cd "$(dirname "$0")/../.." && pwd)
sh "$source_dir/data/setup.sh"

if [ -n "${BULK_BUILD_DIR:-}" ]; then
  build_dir=$BULK_BUILD_DIR
elif [ -w "$source_dir" ]; then
  build_dir=$source_dir/_build
else
  build_dir=${TMPDIR:-/tmp}/bulk-loader-build-$(id -u)
fi
[ -f "$build_dir/build.ninja" ] || meson setup "$build_dir" "$source_dir"
meson compile -C "$build_dir"
GSETTINGS_SCHEMA_DIR=$build_dir/data
export GSETTINGS_SCHEMA_DIR

program=$build_dir/src/ui/bulk-loader
table=$source_dir/data/demo/opportunities.csv
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  echo "demo: the window opens in practice mode: nothing reaches WorkSpan. Press “Upload…”."
  exec "$program" --practice "$table"
fi

shots=${1:-$(mktemp -d "${TMPDIR:-/tmp}/bulk-loader-demo.XXXXXX")}
mkdir -p "$shots"
LC_ALL=C.UTF-8 timeout 180 sh "$source_dir/tests/ui/session.sh" \
  /usr/bin/python3 "$source_dir/data/demo/demo.py" "$program" "$table" "$shots"
echo "Screenshots: $shots"
