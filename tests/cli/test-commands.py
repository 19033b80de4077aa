#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line's own promises: usage, exit codes, files it writes, and what it does to a terminal."""

import gettext
import json
import os
import pty
import signal
import stat
import subprocess
import threading
import unittest
import unittest.mock

import tap

PLAIN = b"id,name\n1,Acme\n2,Beta\n"
SENT = b"id,name\r\n1,Acme\r\n2,Beta\r\n"


def run_on_terminal(*arguments):
    """Both outputs to a terminal of its own; returns the exit code and all that came."""
    leader, follower = pty.openpty()
    process = subprocess.Popen([tap.PROGRAM, *arguments], env=tap.environment(TERM="xterm"), stdin=subprocess.DEVNULL,
                               stdout=follower, stderr=follower)
    os.close(follower)
    text = b""
    while True:
        try:
            piece = os.read(leader, 65536)
        except OSError:
            break
        if not piece:
            break
        text += piece
    os.close(leader)
    return process.wait(timeout=20), text


class Usage(tap.Case):
    def test_help_and_version(self):
        self.assertIn(b"practice", self.check(tap.run("--help"), 0).stdout)
        self.assertRegex(self.check(tap.run("--version"), 0).stdout, rb"^bulk-loader-cli \d+\.\d+\.\d+\n$")
        for command in ("inspect", "convert", "upload", "practice"):
            self.assertIn(b"--", self.check(tap.run(command, "--help"), 0).stdout)

    def test_wrong_arguments(self):
        path = self.write("a.csv", PLAIN)
        for arguments in ([], ["frobnicate"], ["inspect"], ["inspect", path, path], ["inspect", path, "--what"],
                          ["inspect", path, "--encoding", "klingon"], ["inspect", path, "--delimiter", "\""],
                          ["inspect", path, "--delimiter", "ab"], ["inspect", path, "--delimiter", "é"],
                          ["inspect", path, "--delimiter", ""], ["inspect", path, "--sheet", "One"],
                          ["convert", path, "--to", "xml"], ["upload", path],
                          ["upload", path, "--integration-id", ""], ["upload", path, "--integration-id", ".."],
                          ["upload", path, "--integration-id", "a", "--environment", "http://example.com"],
                          ["upload", path, "--integration-id", "a", "--environment", "moon"],
                          ["upload", path, "--integration-id", "a", "--token", "secret"],
                          ["practice", "--port", "70000"], ["practice", "--port", "-1"], ["practice", "x"],
                          ["practice", "--misbehave", "status=999"], ["practice", "--misbehave", "delay"],
                          ["practice", "--misbehave", "sulk"]):
            with self.subTest(arguments=arguments):
                result = self.check(tap.run(*arguments), 2)
                self.assertEqual(result.stdout, b"")
                self.assertTrue(result.stderr.startswith(b"bulk-loader-cli: "))

    def test_other_languages(self):
        path = self.write("a.csv", PLAIN)
        locales = os.environ["BULK_TEST_LOCALES"]
        known = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=True).stdout.split()
        # Some C libraries translate nothing where the locale is C.UTF-8.
        found = [name for name in known if name.lower().endswith((".utf8", ".utf-8"))]
        for language in ("ar", "de"):
            words = gettext.translation("bulk-loader", locales, [language])
            texts = [self.check(tap.run("inspect", path, env=tap.environment(
                LANGUAGE=language, LC_ALL=name, BULK_LOADER_LOCALE_DIR=locales)), 0).stdout.decode() for name in found]
            texts = [text for text in texts if words.gettext("No problems") in text]
            if not texts:
                self.skipTest("no locale in which there are translations")
            ready = words.ngettext("%s row is ready", "%s rows are ready", 2) % "2"
            for text in texts:
                self.assertIn(words.gettext("No problems") + words.gettext("; ") + ready, text)

    def test_odd_names(self):
        for name in ("plan:q1.csv", "a b.csv", "%41.csv", "ümlaut.csv", "-dash.csv"):
            self.write(name, PLAIN)
            result = self.check(tap.run("inspect", "--json", "--", name, cwd=self.folder), 0)
            self.assertEqual(json.loads(result.stdout)["file"], name)
        uri = "file://" + self.write("uri.csv", PLAIN)
        self.check(tap.run("inspect", uri), 0)

    def test_unreadable_files(self):
        fifo = os.path.join(self.folder, "fifo.csv")
        os.mkfifo(fifo)
        for path in (fifo, self.folder, os.path.join(self.folder, "none.csv"), "/dev/null", "/dev/zero"):
            with self.subTest(path=path):
                result = self.check(tap.run("inspect", path), 3)
                self.assertIn(os.path.basename(path).encode(), result.stderr)


class Inspect(tap.Case):
    def inspect(self, path, *more):
        result = self.check(tap.run("inspect", "--json", path, *more), 0)
        self.assertEqual(result.stderr, b"")
        return json.loads(result.stdout)

    def test_members(self):
        path = self.write("a.csv", PLAIN)
        self.assertEqual(self.inspect(path), {
            "file": path, "format": "csv", "encoding": "UTF-8", "delimiter": ",", "has_header": True, "sheet": None,
            "sheets": [], "rows": 2, "columns": ["id", "name"], "problems": [], "counts": {}})

    def test_options(self):
        path = self.write("a.csv", "id;n\xe4me\n1;A,B\n2;C,D\n".encode("iso-8859-1"))
        found = self.inspect(path, "--no-header", "--delimiter", ",", "--encoding", "iso-8859-1")
        self.assertEqual((found["has_header"], found["delimiter"], found["rows"]), (False, ",", 3))
        self.assertEqual(found["columns"], ["", ""])
        found = self.inspect(path, "--delimiter", "semicolon", "--encoding", "ISO-8859-1")
        self.assertEqual(found["columns"], ["id", "näme"])

    def test_places_count_from_one(self):
        path = self.write("a.csv", b"id,name\n1,Acme\n2\n3,\"B\"eta\n4,\xff\xfe\n5,\"open\n")
        found = self.inspect(path, "--encoding", "UTF-8")
        places = {problem["code"]: problem for problem in found["problems"]}
        self.assertEqual((places["ragged-row"]["row"], places["ragged-row"]["severity"]), (2, "error"))
        self.assertEqual((places["stray-quote"]["row"], places["stray-quote"]["column"]), (3, 2))
        self.assertEqual(places["stray-quote"]["severity"], "warning")
        self.assertEqual((places["bad-encoding"]["row"], places["bad-encoding"]["column"]), (4, 2))
        self.assertEqual((places["unclosed-quote"]["row"], places["unclosed-quote"]["severity"]), (5, "error"))
        for problem in found["problems"]:
            self.assertEqual(set(problem), {"severity", "code", "row", "column", "message"})

    def test_many_problems(self):
        path = self.write("a.csv", "id,name\n" + "1\n" * 12000)
        found = self.inspect(path)
        self.assertEqual(found["counts"], {"ragged-row": 12000, "duplicate-key": 11999, "duplicate-row": 11999})
        self.assertEqual(len(found["problems"]), 3000)
        self.assertEqual(found["more_problems"], 32998)

    def test_for_people(self):
        text = "id,name,note\n" + "".join(f"{i},Näme {i},\"two\nlines\"\n" for i in range(30))
        out = self.check(tap.run("inspect", self.write("a.csv", text)), 0).stdout.decode()
        self.assertIn("CSV, comma", out)
        self.assertIn("Näme 3", out)
        self.assertIn("20 more rows", out)
        self.assertNotIn("Näme 15", out)
        # Cells keep to their line.
        self.assertEqual(sum("lines" in line for line in out.splitlines()), 10)

    def test_wide_table(self):
        path = self.write("a.csv", ",".join(f"c{i}" for i in range(2000)) + "\n" + ",".join("x" * 2000) + "\n")
        out = self.check(tap.run("inspect", path), 0).stdout.decode()
        self.assertIn("more columns", out)
        self.assertLessEqual(max(map(len, out.splitlines()[7:])), 80)


class Convert(tap.Case):
    def test_standard_output(self):
        path = self.write("a.csv", PLAIN)
        self.assertEqual(self.check(tap.run("convert", path), 0).stdout, SENT)
        self.assertEqual(self.check(tap.run("convert", path, "-o", "-"), 0).stdout, SENT)
        self.assertEqual(json.loads(self.check(tap.run("convert", path, "--to", "json"), 0).stdout),
                         [{"id": "1", "name": "Acme"}, {"id": "2", "name": "Beta"}])

    def read(self, path):
        with open(path, "rb") as file:
            return file.read()

    def test_new_file(self):
        out = os.path.join(self.folder, "out.csv")
        result = self.check(tap.run("convert", self.write("a.csv", PLAIN), "-o", out, umask=0o027), 0)
        self.assertEqual((result.stdout, result.stderr), (b"", b""))
        self.assertEqual(self.read(out), SENT)
        self.assertEqual(stat.S_IMODE(os.stat(out).st_mode), 0o640)
        self.assertEqual(sorted(os.listdir(self.folder)), ["a.csv", "out.csv"])

    def test_replaces_through_a_link(self):
        path = self.write("a.csv", PLAIN)
        old = self.write("old.csv", "precious")
        os.chmod(old, 0o604)
        link = os.path.join(self.folder, "link.csv")
        os.symlink("old.csv", link)
        self.check(tap.run("convert", path, "-o", link), 0)
        self.assertTrue(os.path.islink(link))
        self.assertEqual(self.read(old), SENT)
        self.assertEqual(stat.S_IMODE(os.stat(old).st_mode), 0o604)

    def test_never_over_the_input(self):
        path = self.write("a.csv", PLAIN)
        hard, soft = os.path.join(self.folder, "hard.csv"), os.path.join(self.folder, "soft.csv")
        os.link(path, hard)
        os.symlink(path, soft)
        for out in (path, hard, soft, os.path.join(self.folder, ".", "a.csv")):
            self.assertIn(b"is the file that is read", self.check(tap.run("convert", path, "-o", out), 3).stderr)
            self.assertIn(b"is the file that is read",
                          self.check(tap.run("convert", "file://" + path, "-o", out), 3).stderr)
        self.assertEqual(self.read(path), PLAIN)

    def test_failure_keeps_the_old(self):
        old = self.write("old.csv", "precious")
        self.check(tap.run("convert", self.write("bad.json", '[{"a": 1'), "-o", old), 3)
        self.assertEqual(self.read(old), b"precious")
        nowhere = os.path.join(self.folder, "no", "where.csv")
        result = self.check(tap.run("convert", self.write("a.csv", PLAIN), "-o", nowhere), 3)
        self.assertIn(b"where.csv", result.stderr)
        self.assertEqual(sorted(os.listdir(self.folder)), ["a.csv", "bad.json", "old.csv"])

    def test_full_disk(self):
        path = self.write("a.csv", PLAIN)
        result = self.check(tap.run("convert", path, "-o", "/dev/full"), 3)
        self.assertIn(b"No space", result.stderr)
        with open("/dev/full", "wb") as full:
            result = subprocess.run([tap.PROGRAM, "inspect", path], env=tap.environment(), stdout=full,
                                    stderr=subprocess.PIPE, timeout=20, check=False)
        self.check(result, 3)

    def test_interrupted(self):
        path = self.write("big.csv", "id,name\n" + "1,Acme and sons and daughters\n" * 300000)
        pipe_read, pipe_write = os.pipe()
        process = subprocess.Popen([tap.PROGRAM, "convert", path], env=tap.environment(), stdout=pipe_write,
                                   stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)
        os.close(pipe_write)
        self.assertTrue(os.read(pipe_read, 1))
        # It waits for the pipe, which nobody empties.
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=20)
        os.close(pipe_read)
        self.assertEqual((process.returncode, error), (-signal.SIGINT, b""))

    def test_interrupted_with_a_file(self):
        path = self.write("big.csv", "id,name\n" + "1,Acme and sons and daughters\n" * 2000000)
        out = os.path.join(self.folder, "out.csv")
        process = subprocess.Popen([tap.PROGRAM, "convert", path, "-o", out], env=tap.environment(),
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        while process.poll() is None and len(os.listdir(self.folder)) == 1:
            pass
        process.send_signal(signal.SIGTERM)
        code = process.wait(timeout=20)
        # It may have been faster than the signal; there is a whole file or none.
        self.assertIn(code, (0, -signal.SIGTERM))
        self.assertEqual(os.listdir(self.folder), ["big.csv"] if code else unittest.mock.ANY)

    def test_reader_leaves(self):
        path = self.write("big.csv", "id,name\n" + "1,Acme and sons and daughters\n" * 300000)
        process = subprocess.Popen([tap.PROGRAM, "convert", path], env=tap.environment(), stdout=subprocess.PIPE,
                                   stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.assertTrue(process.stdout.read(1))
        process.stdout.close()
        self.assertEqual(process.stderr.read(), b"")
        process.stderr.close()
        self.assertNotEqual(process.wait(timeout=20), 0)


class Terminal(tap.Case):
    HOSTILE = "id,na\x1b[31mme\n1,\"bell\x07 \x1b]0;owned\x07 c1\x9b31m bidi\u202e tag\U000e0041 cr\rover\"\n"

    def check_harmless(self, text):
        shown = text.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r\x1b[K", b"")
        for character in shown.decode():
            self.assertFalse(character < " " and character not in "\n\t", repr(shown))
            self.assertNotIn(character, "\x7f\x9b\u202e\U000e0041", repr(shown))

    def test_convert(self):
        path = self.write("a.csv", self.HOSTILE)
        code, text = run_on_terminal("convert", path)
        self.assertEqual(code, 0)
        self.check_harmless(text)
        self.assertIn(b"\\u001B[31m", text)
        self.assertIn(b"\\uDB40\\uDC41", text)
        # Elsewhere it is exact.
        out = self.check(tap.run("convert", path), 0).stdout.decode()
        self.assertIn("c1\x9b31m bidi\u202e", out)

    def test_convert_over_pieces(self):
        # Characters lie across the pieces that are copied.
        cell = "é€😀" * 200000
        code, text = run_on_terminal("convert", self.write("a.csv", f"id,name\n1,{cell}\n"))
        self.assertEqual(code, 0)
        self.assertIn(cell.encode(), text)

    def test_inspect(self):
        path = self.write("a.csv", self.HOSTILE)
        for more in ([], ["--json"]):
            code, text = run_on_terminal("inspect", path, *more)
            self.assertEqual(code, 0)
            self.check_harmless(text)
        self.assertEqual(json.loads(text)["columns"][1], "na\x1b[31mme")

    def test_file_names_in_errors(self):
        code, text = run_on_terminal("inspect", os.path.join(self.folder, "evil\x1b[2J\u202e.csv"))
        self.assertEqual(code, 3)
        self.check_harmless(text)

    def test_quiet_elsewhere(self):
        path = self.write("big.csv", "id,name\n" + "1,Acme\n" * 1000000)
        self.assertEqual(self.check(tap.run("inspect", path), 0).stderr, b"")


class PracticeCommand(tap.Case):
    def test_says_where_and_stops(self):
        with tap.Practice() as server:
            self.assertRegex(server.lines[0], r"^URL: http://127\.0\.0\.1:\d+$")
            self.assertEqual(server.lines[1:], [f"Integration ID: {tap.INTEGRATION}", f"Token: {tap.TOKEN}"])
            port = server.url.rpartition(":")[2]
            result = self.check(tap.run("practice", "--port", port), 2)
            self.assertIn(port.encode(), result.stderr)
        self.assertEqual(server.code, 0)
        self.assertFalse(threading.active_count() > 1)


if __name__ == "__main__":
    unittest.TestCase.maxDiff = None
    tap.main()
