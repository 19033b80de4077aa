#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Puts a stand-in for the runtime and the SDK that the manifest names into a repository of its own: Debian 13's
# packages under the names that Flathub's have, since a test machine may reach Debian but not Flathub.
#
#   sh tests/flatpak/runtime.sh TREE REPOSITORY VERSION
set -eu

tree=$1 repository=$2 version=$3
arch=$(flatpak --default-arch)
stage=$(mktemp -d "$(dirname "$repository")/runtime.XXXXXX")
trap 'rm -rf "$stage"' EXIT

mkdir "$stage/files"
# Hard links where both are on one disk; nothing below writes into a file of the tree.
cp -al "$tree/usr" "$stage/usr" 2>/dev/null || { rm -rf "$stage/usr"; cp -a "$tree/usr" "$stage/usr"; }
rm -rf "$stage/usr/share/doc" "$stage/usr/share/man" "$stage/usr/lib"/llvm-* "$stage/usr/share/i18n" "$stage/usr/games"
cp -a "$tree/etc" "$stage/usr/etc"
rm -f "$stage/usr/etc/resolv.conf" "$stage/usr/etc/ld.so.conf" "$stage/usr/etc/ld.so.cache"
printf '%s\n' /app/lib 'include /run/flatpak/ld.so.conf.d/*.conf' 'include /etc/ld.so.conf.d/*.conf' \
  >"$stage/usr/etc/ld.so.conf"
# Flatpak looks for it among the programs of every user.
[ -e "$stage/usr/bin/ldconfig" ] || ln -s ../sbin/ldconfig "$stage/usr/bin/ldconfig"
# Debian keeps some of these from everybody; a runtime has no secrets.
chmod -R a+rX "$stage/usr/etc"

[ -d "$repository" ] || ostree init --mode=bare-user-only --repo="$repository"
for name in Platform Sdk; do
  cat >"$stage/metadata" <<END
[Runtime]
name=org.gnome.$name
runtime=org.gnome.Platform/$arch/$version
sdk=org.gnome.Sdk/$arch/$version
END
  flatpak build-export --runtime --disable-sandbox --arch="$arch" "$repository" "$stage" "$version"
done
