#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a command in a desktop session of its own: a screen without a monitor, a window manager, a session bus
# and an unlocked keyring, in a home folder that is thrown away.
#
#   sh tests/ui/session.sh COMMAND [ARGUMENT...]
#
# BULK_SCREEN=WIDTHxHEIGHT is the size of the screen; BULK_SESSION_SERVICES names more services its bus may start;
# BULK_SESSION_RUNTIME is a folder for its sockets, where the usual place among the thrown-away will not do.
set -u

if [ "${BULK_SESSION_STEP:-}" != inside ]; then
  home=$(mktemp -d /tmp/bulk-session.XXXXXX) || exit 1
  # One file system: to remove a file within a portal's mount would remove the true one.
  trap 'rm -rf --one-file-system "$home"' EXIT
  trap 'exit 143' TERM INT HUP
  mkdir -p "$home/data" "$home/config" "$home/cache"
  mkdir -m 700 "$home/run"
  # What is shown is there at once: nobody looks at a page that fades in.
  mkdir "$home/config/gtk-4.0"
  printf '[Settings]\ngtk-enable-animations=false\n' >"$home/config/gtk-4.0/settings.ini"
  unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS GNOME_KEYRING_CONTROL SSH_AUTH_SOCK
  export HOME="$home" XDG_DATA_HOME="$home/data" XDG_CONFIG_HOME="$home/config" XDG_CACHE_HOME="$home/cache"
  export XDG_RUNTIME_DIR="${BULK_SESSION_RUNTIME:-$home/run}" BULK_SESSION_STEP=inside
  # Software drawing looks the same everywhere; the file backend of GVfs keeps its daemons out.
  export GDK_BACKEND=x11 GSK_RENDERER=cairo LIBGL_ALWAYS_SOFTWARE=1 GIO_USE_VFS=local GTK_A11Y=atspi NO_AT_BRIDGE=0
  # The bus starts what the tests need and nothing else of the desktop: a portal would mount things in this home.
  mkdir -p "$home/services" "$home/data/dbus-1/services"
  for name in org.a11y.Bus org.freedesktop.secrets org.gnome.keyring ca.desrt.dconf \
    ${BULK_SESSION_SERVICES:-}; do
    cp "/usr/share/dbus-1/services/$name.service" "$home/services/" 2>/dev/null
  done
  # Beside what is in that folder it knows what somebody has installed for this home.
  dirs="<servicedir>$home/services</servicedir><servicedir>$home/data/dbus-1/services</servicedir>"
  sed "s|<standard_session_servicedirs */>|$dirs|" /usr/share/dbus-1/session.conf >"$home/session.conf"
  # Sessions that start at once would look for a free screen at the same number.
  xvfb-run -a -n "$((100 + $$ % 900))" -s "-screen 0 ${BULK_SCREEN:-1280x860}x24 -nolisten tcp" \
    dbus-run-session --config-file="$home/session.conf" -- sh "$0" "$@" 9>&1 >&2
  exit $?
fi

unset BULK_SESSION_STEP
printf 'practice' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 ||
  echo "session: the keyring did not start" >&2
openbox --sm-disable >/dev/null 2>&1 &
manager=$!
# What the services say on standard output is not the command's.
"$@" >&9 9>&-
status=$?
kill "$manager" 2>/dev/null
exit $status
