#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what building and testing Bulk Loader takes, on Debian 12, 13 and later.
# Does nothing, and needs no network, where everything is there already.
set -eu

needed="
  gcc libc6-dev meson ninja-build pkg-config gettext
  libgtk-4-dev libadwaita-1-dev libsoup-3.0-dev libjson-glib-dev libsecret-1-dev
  libarchive-dev libexpat1-dev libuchardet-dev libsqlite3-dev libgnutls28-dev
  libglib2.0-bin libgtk-4-bin desktop-file-utils shared-mime-info appstream
  glib-networking gnome-keyring adwaita-icon-theme librsvg2-common fonts-dejavu-core
  python3 python3-gi python3-yaml gir1.2-atspi-2.0 at-spi2-core dbus dbus-x11
  xvfb xauth xdotool x11-utils openbox imagemagick procps
"
# Nicer with them, complete without: a release may drop one.
optional="fonts-cantarell ca-certificates"

absent () {
  for package in "$@"; do
    case $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) in
      installed) ;;
      *) printf '%s\n' "$package" ;;
    esac
  done
}

on_offer () {
  for package in "$@"; do
    if apt-cache policy "$package" 2>/dev/null | grep -q 'Candidate: [^(]'; then
      printf '%s\n' "$package"
    fi
  done
}

apt () {
  if [ "$(id -u)" -eq 0 ]; then
    DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@"
  else
    sudo DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@"
  fi
}

if ! command -v dpkg-query >/dev/null 2>&1; then
  echo "setup: this is not Debian. Install the packages that match these, then build with meson:" >&2
  echo $needed >&2
  exit 1
fi

# shellcheck disable=SC2086 # the lists are words on purpose
missing=$(absent $needed)
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null 2>&1; then
  echo "setup: these packages are missing, and installing them takes root:" >&2
  echo "  apt-get install" $missing >&2
  exit 1
fi

echo "setup: installing" $missing
apt update
# shellcheck disable=SC2086
apt install -y --no-install-recommends $missing $(on_offer $(absent $optional))

missing=$(absent $needed)
if [ -n "$missing" ]; then
  echo "setup: still missing:" $missing >&2
  exit 1
fi
