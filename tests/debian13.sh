#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds and tests what git knows of this folder on Debian 13, in a tree of its own (see debian-tree.sh): the newer
# GTK, libadwaita and compiler of the two that the project holds to. Needs root. The last line says how many passed.
#
#   sh tests/debian13.sh [core|ui]...
set -eu

source_dir=$(cd "$(dirname "$0")/.." && pwd)
if [ "${BULK_TREE_STEP:-}" != mounted ]; then
  tree=$(sh "$source_dir/tests/debian-tree.sh")
  export tree
  BULK_TREE_STEP=mounted exec unshare --mount --pid --fork -- sh "$0" "$@"
fi
unset BULK_TREE_STEP

mount -t proc proc "$tree/proc"
mount -t sysfs sysfs "$tree/sys"
mount --rbind /dev "$tree/dev"
mount -t tmpfs tmpfs "$tree/tmp"
chmod 1777 "$tree/tmp"

place=/root/bulk-loader
rm -rf "$tree$place/src" "$tree$place/tests" "$tree$place/data" "$tree$place/po"
mkdir -p "$tree$place"
(cd "$source_dir" && git ls-files -z --cached --others --exclude-standard |
  xargs -0 sh -c 'for f; do [ -e "$f" ] && printf "%s\0" "$f"; done' sh | tar -c --null -T - -f -) |
  tar -x -C "$tree$place" -f -

exec chroot "$tree" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 TERM=dumb \
  sh "$place/tests/run.sh" "$@"
