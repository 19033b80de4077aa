#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Uploads with the token from a real keyring, which goes to the address it was kept for and nowhere else."""

import os
import shutil
import subprocess
import unittest

import tap
from faulty import Faulty

PLAIN = os.path.join(tap.CASES, "plain.csv")
SECRET = "from-the-keyring-0123456789"
KEEP = os.environ.get("BULK_KEEP_TOKEN", "keep-token")
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\n{\"execution_id\":\"e1\"}"


@unittest.skipUnless(shutil.which("gnome-keyring-daemon"), "gnome-keyring-daemon is not installed")
class Keyring(tap.Case):
    def setUp(self):
        super().setUp()
        run = os.path.join(self.folder, "run")
        os.mkdir(run, 0o700)
        self.env = tap.environment(HOME=self.folder, XDG_DATA_HOME=self.folder + "/data", XDG_RUNTIME_DIR=run,
                                   XDG_CONFIG_HOME=self.folder + "/config", GSETTINGS_BACKEND="keyfile",
                                   XDG_CACHE_HOME=self.folder + "/cache")
        for name in ("DBUS_SESSION_BUS_ADDRESS", "GNOME_KEYRING_CONTROL", "DISPLAY", "WAYLAND_DISPLAY"):
            self.env.pop(name, None)

    def set_custom_url(self, url):
        folder = os.path.join(self.folder, "config", "glib-2.0", "settings")
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "keyfile"), "w", encoding="utf-8") as file:
            file.write(f"[io/github/bulkloader/BulkLoader]\ncustom-url='{url}'\n")

    def upload(self, connection, url):
        # The daemon's warnings must not end it.
        script = ("printf practice | G_DEBUG= gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1\n"
                  '"$1" "$2" WS-1 "$3" || exit 99\n'
                  'exec "$4" upload "$5" --integration-id WS-1 --environment "$6"')
        result = subprocess.run(["dbus-run-session", "--", "sh", "-c", script, "sh", KEEP, connection, SECRET,
                                 tap.PROGRAM, PLAIN, url], env=self.env, capture_output=True, timeout=50, check=False,
                                stdin=subprocess.DEVNULL)
        self.assertNotIn(SECRET.encode(), result.stdout + result.stderr)
        return result

    def test_custom_address(self):
        with Faulty(answer=ANSWER) as server:
            self.set_custom_url(server.url + "/")
            self.check(self.upload("custom", server.url), 0)
        self.assertIn(b"\r\nAuthorization: Bearer " + SECRET.encode() + b"\r\n", server.request + b"\r\n")

    def test_another_address(self):
        with Faulty(answer=ANSWER) as server:
            for url in ("", "https://example.com", server.url + "0", server.url + "/api"):
                self.set_custom_url(url)
                result = self.check(self.upload("custom", server.url), 4)
                self.assertIn(b"There is no token", result.stderr)
        self.assertEqual(server.n_loads, 0)

    def test_another_connection(self):
        with Faulty(answer=ANSWER) as server:
            self.set_custom_url(server.url)
            self.check(self.upload("production", server.url), 4)
        self.assertEqual(server.n_loads, 0)


if __name__ == "__main__":
    tap.main()
