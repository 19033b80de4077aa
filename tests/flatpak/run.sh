#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the Flatpak by its manifest, installs it where nothing else is, and loads a table from within the sandbox.
# Needs root and some ten minutes the first time; what it makes is kept for the next. The last line says how many
# checks passed.
#
#   sh tests/flatpak/run.sh [FOLDER FOR SCREENSHOTS]
#
# The runtime is a stand-in made of Debian 13 (see runtime.sh). The manifest is used as it is: the one source it would
# download is put beforehand where flatpak-builder keeps what it has downloaded, and its checksum is still checked.
set -eu

source_dir=$(cd "$(dirname "$0")/../.." && pwd)
work=${BULK_FLATPAK_WORK:-${XDG_CACHE_HOME:-$HOME/.cache}/bulk-loader/flatpak}
manifest=$source_dir/flatpak/io.github.bulkloader.BulkLoader.yml
export FLATPAK_USER_DIR="$work/installation"
shots=${1:-$work/screenshots}
mirror=${BULK_MIRROR:-http://deb.debian.org/debian}

if ! command -v flatpak-builder >/dev/null || ! command -v ostree >/dev/null ||
   ! [ -e /usr/libexec/xdg-desktop-portal-gtk ]; then
  apt-get -q update
  DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends \
    flatpak flatpak-builder ostree xdg-desktop-portal xdg-desktop-portal-gtk elfutils
fi
sh "$source_dir/data/setup.sh"
mkdir -p "$work" "$shots"

version=$(sed -n "s/^runtime-version: '\(.*\)'/\1/p" "$manifest")
tree=$(sh "$source_dir/tests/debian-tree.sh")
if [ "$(cat "$work/runtime-of" 2>/dev/null)" != "$(cat "$tree/.made-for") $version" ]; then
  rm -rf "$work/runtime" "$FLATPAK_USER_DIR"
  sh "$source_dir/tests/flatpak/runtime.sh" "$tree" "$work/runtime" "$version"
  flatpak remote-add --user --no-gpg-verify runtime "file://$work/runtime"
  flatpak install --user -y --noninteractive runtime "org.gnome.Platform//$version" "org.gnome.Sdk//$version"
  echo "$(cat "$tree/.made-for") $version" >"$work/runtime-of"
fi

# The source of the library that the runtime lacks: Debian's copy is upstream's archive to the byte.
sum=$(sed -n 's/^ *sha256: //p' "$manifest")
url=$(sed -n 's/^ *url: //p' "$manifest")
download=$work/state/downloads/$sum/$(basename "$url")
if [ ! -f "$download" ]; then
  mkdir -p "$(dirname "$download")"
  upstream=$(basename "$url" .tar.xz)
  /usr/bin/python3 - "$mirror/pool/main/u/uchardet/${upstream%-*}_${upstream##*-}.orig.tar.xz" "$download" <<'END'
import sys
import urllib.request
urllib.request.urlretrieve(sys.argv[1], sys.argv[2])
END
fi

flatpak-builder --user --ccache --force-clean --disable-rofiles-fuse --disable-updates --install \
  --state-dir="$work/state" "$work/build" "$manifest"

# The portals name documents by their place in the true runtime folder: one of our own is laid over it.
export XDG_CURRENT_DESKTOP=GNOME BULK_SESSION_RUNTIME=/run/user/0
export BULK_SESSION_SERVICES="org.freedesktop.portal.Desktop org.freedesktop.portal.Documents
  org.freedesktop.impl.portal.PermissionStore org.freedesktop.portal.Flatpak
  org.freedesktop.impl.portal.desktop.gtk org.freedesktop.impl.portal.Secret"
mkdir -p "$BULK_SESSION_RUNTIME"
exec timeout 400 unshare --mount -- sh -c '
  mount -t tmpfs -o mode=700 tmpfs "$BULK_SESSION_RUNTIME"
  exec "$@"' session sh "$source_dir/tests/ui/session.sh" \
  /usr/bin/python3 "$source_dir/tests/flatpak/test-sandbox.py" "$source_dir/data/demo/opportunities.csv" "$shots"
