#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes a folder that holds Debian 13 with everything that building and testing takes, and prints its name: a second
# machine to test on, and what the Flatpak test's runtime is made of. Needs root, and some minutes the first time.
#
#   sh tests/debian-tree.sh [FOLDER]
set -eu

source_dir=$(cd "$(dirname "$0")/.." && pwd)
tree=${1:-${BULK_TREE:-${XDG_CACHE_HOME:-$HOME/.cache}/bulk-loader/debian13}}
release=trixie
mirror=${BULK_MIRROR:-http://deb.debian.org/debian}
# Beyond the project's own needs: what flatpak-builder looks for in an SDK, and languages for the tests.
more="g++ cmake elfutils appstream-util ccache file xz-utils bzip2 patch hicolor-icon-theme
  dconf-gsettings-backend
  locales-all"

[ "$(id -u)" -eq 0 ] || { echo "debian-tree: this takes root" >&2; exit 1; }

# Whatever is mounted within goes away with the namespace.
if [ "${BULK_TREE_STEP:-}" != inside ]; then
  BULK_TREE_STEP=inside exec unshare --mount -- sh "$0" "$tree"
fi

# A tree is as good as the list of packages it was made for.
stamp=$tree/.made-for
wanted=$(cat "$source_dir/data/setup.sh" "$0" | sha256sum)
if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
  {
    if [ ! -f "$tree/etc/debian_version" ]; then
      command -v debootstrap >/dev/null || { apt-get -q update && apt-get -q install -y debootstrap; }
      mkdir -p "$tree"
      debootstrap --variant=minbase "$release" "$tree" "$mirror"
    fi
    printf '#!/bin/sh\nexit 101\n' >"$tree/usr/sbin/policy-rc.d"
    chmod 755 "$tree/usr/sbin/policy-rc.d"
    printf 'path-exclude=/usr/share/doc/*\npath-exclude=/usr/share/man/*\npath-exclude=/usr/share/info/*\n' \
      >"$tree/etc/dpkg/dpkg.cfg.d/slim"
    cp /etc/resolv.conf "$tree/etc/resolv.conf"
    mount -t proc proc "$tree/proc"
    mount --rbind /dev "$tree/dev"
    cp "$source_dir/data/setup.sh" "$tree/root/setup.sh"
    chroot "$tree" sh /root/setup.sh
    # shellcheck disable=SC2086 # a list of words
    chroot "$tree" env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends $more
    printf '%s\n' "$wanted" >"$stamp"
  } >&2
fi
printf '%s\n' "$tree"
