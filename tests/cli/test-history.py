#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The history on the command line: what is in it after loads, and nothing sent that is not in it."""

import hashlib
import json
import os
import resource
import stat
import subprocess
import unittest

import tap
from faulty import Faulty

PLAIN = os.path.join(tap.CASES, "plain.csv")
SECRET = "eyJhbGciOi.J9.pl4nted-T0ken_9876543210"


class History(tap.Case):
    def setUp(self):
        super().setUp()
        self.data = os.path.join(self.folder, "data")
        self.path = os.path.join(self.data, "bulk-loader", "history.db")

    def history(self, *more, code=0):
        return self.check(tap.run("history", *more, env=tap.environment(XDG_DATA_HOME=self.data)), code)

    def records(self, *more):
        return json.loads(self.history("--json", *more).stdout)

    def upload(self, url, *more, path=PLAIN, **variables):
        return tap.run("upload", path, "--integration-id", tap.INTEGRATION, "--environment", url, *more,
                       env=tap.environment(XDG_DATA_HOME=self.data, **{"BULK_LOADER_TOKEN": tap.TOKEN, **variables}))


class Listed(History):
    def test_nothing(self):
        self.assertEqual(self.records(), [])
        self.assertEqual(self.history().stdout, b"")

    def test_accepted(self):
        with tap.Practice() as server:
            answer = json.loads(self.check(self.upload(server.url, "--json"), 0).stdout)
        record, = self.records()
        body = self.check(tap.run("convert", PLAIN), 0).stdout
        self.assertEqual(record["state"], "accepted")
        self.assertEqual(record["execution_id"], answer["execution_id"])
        self.assertEqual(record["created_at"], answer["created_at"])
        self.assertEqual(record["file"], "plain.csv")
        self.assertEqual((record["rows"], record["bytes"], record["bytes_sent"]), (3, len(body), len(body)))
        self.assertEqual(record["sha256"], hashlib.sha256(body).hexdigest())
        self.assertEqual((record["base_url"], record["integration_id"]), (server.url, tap.INTEGRATION))
        self.assertRegex(record["sent_at"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertEqual(record["http_status"], 200)
        shown = json.loads(self.history("show", str(record["id"]), "--json").stdout)
        self.assertEqual(shown, record)
        text = self.history("show", str(record["id"])).stdout.decode()
        for part in (answer["execution_id"], record["sha256"], "plain.csv", "Accepted"):
            self.assertIn(part, text)
        line = self.history().stdout.decode()
        self.assertEqual(line.count("\n"), 1)
        self.assertIn("plain.csv", line)
        self.assertIn(answer["execution_id"], line)

    def test_every_outcome(self):
        states = []
        for how, code, state in (("status=401", 4, "refused"), ("status=400", 5, "refused"),
                                 ("status=503", 7, "unknown"),
                                 ("garbage", 7, "unknown"), ("redirect", 5, "refused")):
            with tap.Practice("--misbehave", how) as server:
                self.check(self.upload(server.url), code)
            states.append(state)
        with Faulty() as nobody:
            pass
        self.check(self.upload(nobody.url), 6)
        states.append("not-sent")
        self.assertEqual([record["state"] for record in reversed(self.records())], states)
        self.assertEqual(len(self.records("--limit", "2")), 2)
        self.assertEqual({record["state"] for record in self.records("--state", "unknown")}, {"unknown"})
        self.assertEqual(len(self.records("--search", "PLAIN")), len(states))
        self.assertEqual(self.records("--search", "nothing of the kind"), [])

    def test_usage(self):
        for more in (["show"], ["show", "x"], ["show", "0"], ["show", "-1"], ["delete"], ["mark", "1"],
                     ["mark", "1", "so"], ["what"], ["--state", "gone"], ["--limit", "-1"], ["--limit", "x"],
                     ["show", "1", "2"], ["--what"]):
            self.history(*more, code=2)
        for more in (["show", "1"], ["delete", "1"], ["mark", "1", "loaded"]):
            self.history(*more, code=3)

    def test_names_are_data(self):
        path = self.write("a\x1b[2J\u202eb\n.csv", "id,name\n1,x\n")
        with tap.Practice() as server:
            self.check(self.upload(server.url, path=path), 0)
        for more in ([], ["show", "1"]):
            out = self.history(*more).stdout
            self.assertNotIn(b"\x1b", out)
            self.assertNotIn("\u202e".encode(), out)


class Twice(History):
    def test_again(self):
        with tap.Practice() as server:
            first = json.loads(self.check(self.upload(server.url, "--json"), 0).stdout)
            result = self.check(self.upload(server.url), 6)
            self.assertIn(b"--again", result.stderr)
            self.assertIn(first["execution_id"].encode(), result.stderr)
            self.assertEqual(len(self.records()), 1)
            # Not the same body, or not the same place: no question.
            self.check(self.upload(server.url, "--to", "json"), 0)
            second = json.loads(self.check(self.upload(server.url, "--again", "--json"), 0).stdout)
        self.assertNotEqual(first["execution_id"], second["execution_id"])
        self.assertEqual([record["state"] for record in self.records()], ["accepted"] * 3)

    def test_unknown(self):
        with Faulty() as server:
            self.check(self.upload(server.url), 7)
            self.check(self.upload(server.url), 6)
            self.assertEqual(server.n_loads, 1)
            self.history("mark", "1", "loaded")
            self.check(self.upload(server.url), 6)
            self.assertEqual(self.records()[0]["verdict"], "loaded")
            self.history("mark", "1", "not-loaded")
            self.assertEqual(server.n_loads, 1)
            self.check(self.upload(server.url), 7)
            self.assertEqual(server.n_loads, 2)
        self.assertEqual(self.records()[1]["verdict"], "not-loaded")

    def test_refused_and_deleted(self):
        with tap.Practice("--misbehave", "status=400") as server:
            self.check(self.upload(server.url), 5)
            self.check(self.upload(server.url), 5)
        with tap.Practice() as server:
            self.check(self.upload(server.url), 0)
            self.history("delete", "3")
            self.check(self.upload(server.url), 0)
        self.assertEqual([record["id"] for record in self.records()], [4, 2, 1])


class Safe(History):
    def test_full_disk(self):
        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))

        with Faulty() as server:
            result = subprocess.run(
                [tap.PROGRAM, "upload", PLAIN, "--integration-id", "WS-1", "--environment", server.url],
                env=tap.environment(XDG_DATA_HOME=self.data, BULK_LOADER_TOKEN=SECRET), stdin=subprocess.DEVNULL,
                capture_output=True, timeout=50, check=False, preexec_fn=limit)
        self.check(result, 6)
        self.assertIn(b"full", result.stderr)
        self.assertIn(b"Nothing was sent", result.stderr)
        self.assertEqual(server.n_loads, 0)

    def test_no_folder(self):
        with open(self.data, "wb"):
            pass
        with Faulty() as server:
            result = self.check(self.upload(server.url), 6)
        self.assertIn(b"Nothing was sent", result.stderr)
        self.assertEqual(server.n_loads, 0)

    def test_damaged(self):
        os.makedirs(os.path.dirname(self.path))
        with open(self.path, "wb") as file:
            file.write(b"This is no database. " * 1000)
        with tap.Practice() as server:
            result = self.check(self.upload(server.url), 0)
        self.assertIn(b"damaged", result.stderr)
        aside, = (name for name in os.listdir(os.path.dirname(self.path)) if ".damaged-" in name)
        with open(os.path.join(os.path.dirname(self.path), aside), "rb") as file:
            self.assertEqual(file.read(), b"This is no database. " * 1000)
        self.assertEqual(len(self.records()), 1)

    def test_no_token_anywhere(self):
        body = json.dumps({"integration_id": SECRET, "execution_id": "e1", "created_at": SECRET,
                           "note": f"Bearer {SECRET}"})
        answers = [f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
                   for status in ("200 OK", "400 Bad", "401 No", "500 Oh")] + [b"", SECRET.encode()]
        seen = []
        for answer in answers:
            with Faulty(answer=answer) as server:
                process = subprocess.Popen(
                    [tap.PROGRAM, "upload", PLAIN, "--integration-id", "WS-1", "--environment", server.url],
                    env=tap.environment(XDG_DATA_HOME=self.data, HOME=self.folder, XDG_CONFIG_HOME=self.folder,
                                        XDG_CACHE_HOME=self.folder, BULK_LOADER_TOKEN=SECRET),
                    stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                self.assertTrue(server.reached.wait(20))
                with open(f"/proc/{process.pid}/cmdline", "rb") as file:
                    seen.append(file.read())
                seen += process.communicate(timeout=20)
        seen.append(self.history("--json").stdout)
        for text in seen:
            self.assertNotIn(SECRET.encode(), text)
        for folder, _, names in os.walk(self.folder):
            for name in names:
                path = os.path.join(folder, name)
                with open(path, "rb") as file:
                    self.assertNotIn(SECRET.encode(), file.read(), path)
        self.assertEqual(len(self.records()), len(answers))
        self.assertEqual(stat.S_IMODE(os.stat(self.path).st_mode), 0o600)


if __name__ == "__main__":
    unittest.TestCase.maxDiff = None
    tap.main()
