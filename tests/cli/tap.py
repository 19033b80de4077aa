# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs unittest cases as TAP, and the program that is tested."""

import os
import subprocess
import sys
import tempfile
import unittest

PROGRAM = os.environ.get("BULK_LOADER_CLI", "bulk-loader-cli")
CASES = os.path.join(os.environ.get("BULK_TEST_DATA", "tests/data"), "cases")
INTEGRATION = "WS-Integration_practice"
TOKEN = "practice-token"


class _Result(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.n = 0
        self.failed = False

    def _say(self, line, test, rest=""):
        self.n += 1
        print(f"{line} {self.n} - {test.id().removeprefix('__main__.')}{rest}", flush=True)

    def _say_bad(self, test, err):
        self.failed = True
        text = self._exc_info_to_string(err, test)
        print("".join(f"# {line}\n" for line in text.splitlines()), end="")
        self._say("not ok", test)

    def addSuccess(self, test):
        self._say("ok", test)

    def addError(self, test, err):
        self._say_bad(test, err)

    def addFailure(self, test, err):
        self._say_bad(test, err)

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self._say_bad(subtest, err)

    def addSkip(self, test, reason):
        self._say("ok", test, f" # SKIP {reason}")


def main():
    """Runs every test of the calling script."""
    suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"])
    result = _Result()
    suite.run(result)
    print(f"1..{result.n}")
    sys.exit(1 if result.failed or result.n == 0 else 0)


_homes = tempfile.TemporaryDirectory()


def environment(**more):
    """The environment of the program: nobody's home, no session bus, no token, and a history of its own each time."""
    env = {name: value for name, value in os.environ.items()
           if name not in ("BULK_LOADER_TOKEN", "DBUS_SESSION_BUS_ADDRESS", "LANGUAGE")}
    env.update(LC_ALL="C.UTF-8", DBUS_SESSION_BUS_ADDRESS="unix:path=/nonexistent/bus", TZ="Europe/Berlin",
               XDG_DATA_HOME=tempfile.mkdtemp(dir=_homes.name))
    env.update(more)
    return env


def run(*arguments, env=None, **more):
    """Runs the program to its end; standard output and error as bytes."""
    return subprocess.run([PROGRAM, *arguments], env=env or environment(), capture_output=True, timeout=50,
                          stdin=subprocess.DEVNULL, check=False, **more)


class Case(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def write(self, name, contents):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as file:
            file.write(contents if isinstance(contents, bytes) else contents.encode())
        return path

    def check(self, result, code):
        self.assertEqual(result.returncode, code, (result.stdout or b"") + result.stderr)
        return result


class Practice:
    """A practice server of the program's own: with Practice() as server: … server.url"""

    def __init__(self, *arguments):
        self.arguments = arguments

    def __enter__(self):
        self.process = subprocess.Popen([PROGRAM, "practice", "--port", "0", *self.arguments],
                                        env=environment(), stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
        self.lines = [self.process.stdout.readline().decode().rstrip("\n") for _ in range(3)]
        self.url = self.lines[0].removeprefix("URL: ")
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.stdout.close()
        self.code = self.process.wait(timeout=20)

    def upload(self, path, *more, token=TOKEN, integration=INTEGRATION, **variables):
        return run("upload", path, "--integration-id", integration, "--environment", self.url, *more,
                   env=environment(BULK_LOADER_TOKEN=token, **variables))
