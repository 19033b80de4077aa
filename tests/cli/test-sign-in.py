#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signs in and out with a real keyring, whose secrets are found nowhere else."""

import os
import pty
import shutil
import subprocess
import unittest

import tap

SECRET = "planted-secret-0123456789abcdef"
KEY = "planted-key-0123456789abcdef"
SESSION = ("printf practice | G_DEBUG= gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1\n"
           "set -e\n")


@unittest.skipUnless(shutil.which("gnome-keyring-daemon"), "gnome-keyring-daemon is not installed")
class SignIn(tap.Case):
    def setUp(self):
        super().setUp()
        run = os.path.join(self.folder, "run")
        os.mkdir(run, 0o700)
        self.env = tap.environment(HOME=self.folder, XDG_DATA_HOME=self.folder + "/data", XDG_RUNTIME_DIR=run,
                                   XDG_CONFIG_HOME=self.folder + "/config", GSETTINGS_BACKEND="keyfile",
                                   XDG_CACHE_HOME=self.folder + "/cache", CLI=tap.PROGRAM,
                                   PLAIN=os.path.join(tap.CASES, "plain.csv"), ID=tap.INTEGRATION)
        for name in ("DBUS_SESSION_BUS_ADDRESS", "GNOME_KEYRING_CONTROL", "DISPLAY", "WAYLAND_DISPLAY"):
            self.env.pop(name, None)

    def session(self, script, code=0, url="", stdin=None):
        """Runs a shell script in a session of its own; what it says, without anything secret."""
        result = subprocess.run(["dbus-run-session", "--", "sh", "-c", SESSION + script], env={**self.env, "URL": url},
                                capture_output=True, timeout=80, check=False, input=stdin)
        self.check(result, code)
        said = (result.stdout + result.stderr).decode()
        self.assertNotIn(SECRET, said)
        self.assertNotIn(KEY, said)
        return said

    def assert_kept_well(self):
        """Neither in a file of the settings nor readable in the keyring's."""
        for folder, _, files in os.walk(self.folder):
            for name in files:
                path = os.path.join(folder, name)
                if name.startswith("given") or not os.path.isfile(path):
                    continue
                with open(path, "rb") as file:
                    data = file.read()
                self.assertNotIn(SECRET.encode(), data, path)
                self.assertNotIn(KEY.encode(), data, path)

    def test_application_user(self):
        self.env["F"] = self.write("given-secret", SECRET + "\n")
        with tap.Practice() as server:
            said = self.session(
                '"$CLI" sign-in --connection Mine --environment "$URL" --integration-id "$ID" '
                '--application-user app --secret-file "$F"\n'
                '"$CLI" connections\n'
                # The integration stays, where another token is entered.
                'printf practice-token | "$CLI" sign-in --connection mine --token-file -\n'
                '"$CLI" connections\n'
                '"$CLI" sign-out --connection MINE\n'
                'if "$CLI" sign-in --connection Mine --token-file "$F" 2>"$HOME/given-why"; then exit 9; fi\n'
                'grep -q "integration ID" "$HOME/given-why"\n', url=server.url)
        self.assertIn("Signed in to “Mine”. The connection works.", said)
        self.assertIn(f"  Mine\t{server.url}\tapplication-user\n", said)
        self.assertIn(f"  Mine\t{server.url}\ttoken\n", said)
        self.assertIn("Signed out of “Mine”.", said)
        self.assertIn("* Sandbox\thttps://api-sandbox.workspan.com\ttoken\n", said)
        self.assert_kept_well()

    def test_refused(self):
        """What the service does not take is not kept."""
        with tap.Practice() as server:
            said = self.session('printf %s | "$CLI" sign-in --connection Mine --environment "$URL" '
                                '--integration-id "$ID"' % SECRET, 4, url=server.url)
        self.assertIn("token is wrong", said)
        said = self.session('"$CLI" connections')
        self.assertNotIn("Mine", said)
        self.assert_kept_well()

    def test_without_the_service(self):
        self.env["F"] = self.write("given-key", KEY)
        said = self.session('printf %s | "$CLI" sign-in --integration-id "$ID" --subscription-key-file "$F"'
                            ' --no-check\n'
                            % SECRET)
        self.assertIn("Signed in to “Sandbox”.\n", said)
        self.assert_kept_well()

    def test_usage(self):
        for words, arguments in (
                ("There is no connection “nobody”", ["--connection", "nobody"]),
                ("Either --token-file", ["--token-file", "x", "--application-user", "y"]),
                ("--secret-file needs", ["--secret-file", "x"]),
                ("https://", ["--connection", "New", "--environment", "http://example.com"])):
            result = self.check(tap.run("sign-in", *arguments, env={**self.env, "GSETTINGS_BACKEND": "memory"}), 2)
            self.assertIn(words, result.stderr.decode())

    def test_no_keyring(self):
        env = {**self.env, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent/bus", "GSETTINGS_BACKEND": "memory"}
        result = self.check(tap.run("sign-out", env=env), 4)
        self.assertIn("No keyring service answers", result.stderr.decode())

    def test_typed(self):
        """On a terminal it is asked for, and not shown; the terminal shows again what is typed."""
        master, slave = pty.openpty()
        script = SESSION + '"$CLI" sign-in --integration-id "$ID" --no-check; code=$?;'
        script += ' stty -a | grep -q " echo " && exit $code'
        process = subprocess.Popen(["dbus-run-session", "--", "sh", "-c", script], env=self.env, stdin=slave,
                                   stdout=slave, stderr=slave, start_new_session=True)
        os.close(slave)
        said = b""
        try:
            while b"Token: " not in said:
                said += os.read(master, 1024)
            os.write(master, SECRET.encode() + b"\n")
            while b"Signed in" not in said:
                said += os.read(master, 1024)
            self.assertEqual(process.wait(timeout=50), 0)
        finally:
            process.kill()
            process.wait()
            os.close(master)
        self.assertNotIn(SECRET.encode(), said)


if __name__ == "__main__":
    tap.main()
