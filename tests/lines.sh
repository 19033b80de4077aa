#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Fails on a line of the code, or of its tests, that is longer than .clang-format allows.
set -eu
export LC_ALL=C.UTF-8 # characters are counted, not bytes
cd "$(dirname "$0")/.."

columns=$(sed -n 's/^ColumnLimit: //p' .clang-format)
long=$(grep -rnE "^.{$((columns + 1)),}" --include='*.[ch]' --include='*.py' src tests) || [ $? -eq 1 ]
if [ -n "$long" ]; then
  printf '%s\nlines: failed: these pass %s columns\n' "$long" "$columns" >&2
  exit 1
fi
