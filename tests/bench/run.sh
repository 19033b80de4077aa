#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Measures Bulk Loader side by side with other programs, in the same run, on the same files, and prints one table.
#
#   sh tests/bench/run.sh [ROWS]      1,000,000 rows of 20 columns unless told otherwise
#
# Builds with optimisation in a folder of its own (BULK_BENCH_DIR, else _build-bench). Needs about 1 GB in TMPDIR.
set -eu

source_dir=$(cd "$(dirname "$0")/../.." && pwd)
build_dir=${BULK_BENCH_DIR:-$source_dir/_build-bench}
rows=${1:-1000000}
export LC_ALL=C.UTF-8 NO_PROXY='*' no_proxy='*'

sh "$source_dir/data/setup.sh"
missing=
for package in curl miller time; do
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
meson compile -C "$build_dir" >/dev/null
export GSETTINGS_SCHEMA_DIR="$build_dir/data"
exec sh "$source_dir/tests/ui/session.sh" \
  /usr/bin/python3 "$source_dir/tests/bench/bench.py" "$build_dir" "$rows"
