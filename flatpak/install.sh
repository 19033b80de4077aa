#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds Bulk Loader as a Flatpak from this folder and installs it for you alone. Needs flatpak and flatpak-builder,
# and, the first time, the network: for the GNOME runtime from Flathub and one library's source.
#
#   sh flatpak/install.sh              builds and installs
#   sh flatpak/install.sh --uninstall  removes it again, and asks about its data
set -eu

id=io.github.bulkloader.BulkLoader
folder=$(cd "$(dirname "$0")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/bulk-loader-flatpak

need () {
  if ! command -v "$1" >/dev/null 2>&1; then
    echo "install: $1 is missing. On Debian or Ubuntu: sudo apt install flatpak flatpak-builder" >&2
    echo "install: On Fedora: sudo dnf install flatpak flatpak-builder" >&2
    exit 1
  fi
}

need flatpak
if [ "${1:-}" = --uninstall ]; then
  exec flatpak uninstall --user "$id"
fi
need flatpak-builder

flatpak remote-add --user --if-not-exists flathub https://dl.flathub.org/repo/flathub.flatpakrepo
mkdir -p "$cache"
flatpak-builder --user --install --install-deps-from=flathub --force-clean --ccache \
  --state-dir="$cache/state" "$cache/build" "$folder/$id.yml"

echo
echo "Bulk Loader is installed. Start it from your applications, or with: flatpak run $id"
echo "Without a window: flatpak run --command=bulk-loader-cli $id --help"
