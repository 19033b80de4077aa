#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Fuzzes everything that reads what others wrote, with libFuzzer under AddressSanitizer and UndefinedBehaviorSanitizer.
#
#   sh tests/fuzz/run.sh [SECONDS [TARGET…]]     each target for that long (60), one after the other; all targets
#   sh tests/fuzz/run.sh keep [TARGET…]          puts the least inputs that reach all that was reached into corpus/
#
# What is found on the way stays in BULK_FUZZ_DIR (a folder under /tmp by itself). An input that does harm ends the run,
# and is named there crash-…: run the target on it alone, fix what is wrong, and put the input into corpus/TARGET, from
# where the test suite reads it ever after.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
source_dir=$(cd "$here/../.." && pwd)
work=${BULK_FUZZ_DIR:-${TMPDIR:-/tmp}/bulk-loader-fuzz-$(id -u)}
seconds=${1:-60}
[ $# -eq 0 ] || shift
targets=${*:-ods xlsx zip numbers csv json encoding answer}
packages="gio-2.0 gio-unix-2.0 json-glib-1.0 libsoup-3.0 uchardet libarchive expat gnutls"

if ! command -v clang >/dev/null 2>&1; then
  DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends clang llvm
fi

sanitize=-fsanitize=address,undefined
# shellcheck disable=SC2046 # a list of words
set -- -g -O1 -std=gnu17 -fno-omit-frame-pointer -fno-sanitize-recover=undefined -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 \
  -DGETTEXT_PACKAGE=\"bulk-loader\" -DBULK_VERSION=\"0\" -I"$source_dir/src" $(pkg-config --cflags $packages)

# Objects of the library once, newer ones only.
mkdir -p "$work/objects"
newest=$(find "$source_dir/src" -name '*.h' -printf '%T@ %p\n' | sort -n | tail -n 1 | cut -d' ' -f2-)
objects=
for source in "$source_dir"/src/table/*.c "$source_dir"/src/workspan/*.c "$source_dir"/tests/table/zip-maker.c "$here/fuzz-table.c"; do
  object=$work/objects/$(basename "$(dirname "$source")")-$(basename "$source" .c).o
  if [ ! "$object" -nt "$source" ] || [ ! "$object" -nt "$newest" ]; then
    clang "$@" -fsanitize=fuzzer-no-link $sanitize -c -o "$object" "$source"
  fi
  objects="$objects $object"
done
for target in $targets; do
  # shellcheck disable=SC2046,SC2086
  clang "$@" -fsanitize=fuzzer $sanitize -o "$work/$target" "$here/fuzz-$target.c" $objects $(pkg-config --libs $packages) -lm
done

export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1 G_SLICE=always-malloc
export G_DEBUG=fatal-warnings
failed=0
for target in $targets; do
  mkdir -p "$work/found/$target" "$here/corpus/$target"
  if [ "$seconds" = keep ]; then
    kept=$work/kept-$target
    rm -rf "$kept"
    mkdir "$kept"
    "$work/$target" -merge=1 -max_len=65536 "$kept" "$here/corpus/$target" "$work/found/$target" 2>&1 | tail -n 1
    rm -rf "$here/corpus/$target"
    mv "$kept" "$here/corpus/$target"
    continue
  fi
  dictionary=
  [ ! -f "$here/dict/$target" ] || dictionary=-dict=$here/dict/$target
  # shellcheck disable=SC2086
  if "$work/$target" -max_total_time="$seconds" -timeout=25 -rss_limit_mb=2560 -max_len=16384 -print_final_stats=1 \
    -artifact_prefix="$work/$target-" $dictionary "$work/found/$target" "$here/corpus/$target" >"$work/$target.log" 2>&1
  then
    echo "$target: $(grep -o 'number_of_executed_units: .*' "$work/$target.log" | tail -n 1)"
  else
    failed=1
    echo "$target: harm was done; see $work/$target.log"
  fi
done
exit $failed
