#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Uploads to the program's own practice server, and to one that misbehaves: exit codes, words, and no token."""

import json
import os
import re
import signal
import socket
import subprocess
import unittest

import tap
from faulty import Faulty

PLAIN = os.path.join(tap.CASES, "plain.csv")
# As a token may look; the server gives it back.
SECRET = "eyJhbGciOi.J9.s3cr3t-T0ken_0123456789"


def answer(status, body, *headers):
    lines = [f"HTTP/1.1 {status}", "Content-Type: application/json", f"Content-Length: {len(body)}", *headers]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


ACCEPTED = answer("200 OK", json.dumps({"integration_id": "WS-1", "execution_id": "e1",
                                        "created_at": "2020-05-18T14:06:57.572Z"}))


class Upload(tap.Case):
    def upload(self, url, *more, token=SECRET, path=PLAIN, **variables):
        if token is not None:
            variables["BULK_LOADER_TOKEN"] = token
        result = tap.run("upload", path, "--integration-id", "WS-1", "--environment", url, *more,
                         env=tap.environment(**variables))
        for text in (result.stdout, result.stderr):
            self.assertNotIn(SECRET.encode(), text)
        return result

    def upload_to_faulty(self, *more, **fault):
        with Faulty(**fault) as server:
            result = self.upload(server.url, *more)
        self.assertEqual(server.n_loads, 1)
        return result, server


class Done(Upload):
    def test_details(self):
        with tap.Practice() as server:
            out = self.check(server.upload(PLAIN), 0).stdout.decode()
        self.assertIn("Integration ID: WS-Integration_practice\n", out)
        self.assertRegex(out, r"Execution ID: +\w{8,}\n")
        self.assertRegex(out, r"Created: +[0-9-]+ [0-9:]+ CES?T \([0-9-]+ [0-9:]+ UTC\)\n")
        self.assertRegex(out, r"Rows sent: +3\n")
        sent = self.check(tap.run("convert", PLAIN), 0).stdout
        self.assertRegex(out, rf"Bytes sent: +{len(sent)}\n")

    def test_json(self):
        with tap.Practice() as server:
            for more in ([], ["--to", "json"], ["--ws-env", "demo.workspan.com"]):
                result = self.check(server.upload(PLAIN, "--json", *more), 0)
                found = json.loads(result.stdout)
                self.assertEqual(set(found), {"integration_id", "execution_id", "created_at"})
                self.assertEqual(result.stderr, b"")

    def test_every_readable_case(self):
        with open(os.path.join(tap.CASES, "cases.json"), encoding="utf-8") as file:
            cases = json.load(file)
        with tap.Practice() as server:
            for case in cases:
                path = os.path.join(tap.CASES, case["file"])
                if case.get("refused"):
                    self.check(server.upload(path), 3)
                elif not path.endswith((".xlsx", ".ods")) and not {"duplicate-header", "blank-header"}.intersection(
                        case["problems"]):
                    ignored = [argument for code in case["problems"] for argument in ("--ignore", code)]
                    self.check(server.upload(path, *ignored), 0)

    def test_errors_stop(self):
        path = self.write("a.csv", "id,name\n1,a\n1,b\n,c\n")
        with tap.Practice() as server:
            result = self.check(server.upload(path), 3)
            self.assertEqual(result.stdout, b"")
            self.assertIn(b"duplicate-key", result.stderr)
            self.assertIn(b"Nothing was sent", result.stderr)
            result = self.check(server.upload(path, "--ignore", "duplicate-key"), 3)
            self.assertNotIn(b"duplicate-key", result.stderr)
            self.assertIn(b"empty-key", result.stderr)
            self.check(server.upload(path, "--ignore", "duplicate-key", "--ignore", "empty-key"), 0)
            self.check(server.upload(path, "--ignore", "no-such-code"), 2)

    def test_what_is_sent(self):
        for more in ([], ["--to", "json"]):
            result, server = self.upload_to_faulty("--ws-env", "demo.workspan.com", *more, answer=ACCEPTED)
            self.check(result, 0)
            self.assertEqual(server.body, self.check(tap.run("convert", PLAIN, *more), 0).stdout)
            self.assertIn(b"\r\nAuthorization: Bearer " + SECRET.encode() + b"\r\n", server.request + b"\r\n")
            self.assertIn(b"\r\nx-ws-env: demo.workspan.com\r\n", server.request + b"\r\n")
            self.assertTrue(server.request.startswith(b"POST /bulk/v1/bulkload_opportunity?integration_id=WS-1&"))
        self.assertIn(b"content_type=JSON", server.request)

    def test_output_is_gone(self):
        # The load stands: another code would have it sent again.
        with Faulty(answer=ACCEPTED) as server, open("/dev/full", "wb") as full:
            result = subprocess.run([tap.PROGRAM, "upload", PLAIN, "--integration-id", "WS-1", "--environment",
                                     server.url], env=tap.environment(BULK_LOADER_TOKEN=SECRET), stdout=full,
                                    stderr=subprocess.PIPE, timeout=20, check=False)
        self.check(result, 0)
        self.assertIn(b"Execution ID: e1", result.stderr)

    def test_echoed_token(self):
        body = json.dumps({"execution_id": "e1", "integration_id": SECRET, "note": f"Bearer {SECRET}"})
        for more in ([], ["--json"]):
            result, _ = self.upload_to_faulty(*more, answer=answer("200 OK", body))
            self.check(result, 0)
        self.assertEqual(json.loads(result.stdout)["execution_id"], "e1")
        result, _ = self.upload_to_faulty(answer=answer("400 Bad Request", json.dumps(
            {"statusCode": 400, "message": f"bad \x1b[2J {SECRET}"})))
        self.assertNotIn(b"\x1b", self.check(result, 5).stderr)


class Refused(Upload):
    def test_not_authorised(self):
        with tap.Practice() as server:
            result = self.check(server.upload(PLAIN, token="wrong-token"), 4)
            self.assertNotIn(b"wrong-token", result.stderr)
            self.assertEqual(result.stdout, b"")
        with tap.Practice("--misbehave", "status=403") as server:
            self.check(server.upload(PLAIN), 4)

    def test_rejected(self):
        with tap.Practice() as server:
            result = self.check(server.upload(PLAIN, integration="WS-Integration_other"), 5)
            self.assertIn(b"Nothing was loaded", result.stderr)
        for how in ("status=400", "status=404", "status=413", "status=422", "status=429", "redirect"):
            with tap.Practice("--misbehave", how) as server:
                result = self.check(server.upload(PLAIN, "--json"), 5)
                self.assertIn(b"Nothing was loaded", result.stderr)
                self.assertEqual(result.stdout, b"")

    def test_no_token(self):
        result = self.check(self.upload("http://127.0.0.1:9", token=None), 4)
        self.assertIn(b"--token-file", result.stderr)
        for token in ("with blank", "line\nbreak", "ümlaut", "x" * 20000):
            result = self.check(self.upload("http://127.0.0.1:9", token=token), 4)
            self.assertNotIn(token[:9].encode(), result.stderr)

    def test_token_files(self):
        for text in (SECRET, SECRET + "\n", SECRET + "\r\n"):
            with Faulty(answer=ACCEPTED) as server:
                self.check(self.upload(server.url, "--token-file", self.write("token", text), token="another"), 0)
            self.assertIn(b"Bearer " + SECRET.encode() + b"\r\n", server.request + b"\r\n")
        fifo = os.path.join(self.folder, "fifo")
        os.mkfifo(fifo)
        for path in (fifo, self.folder, "/dev/zero", os.path.join(self.folder, "none"), self.write("empty", ""),
                     self.write("newline", "\n"), self.write("large", "x" * 20000), self.write("two", "a\nb"),
                     self.write("nul", "abc\0def"), self.write("blank", "a b")):
            with self.subTest(path=path):
                self.check(self.upload("http://127.0.0.1:9", "--token-file", path), 4)


class NotSent(Upload):
    def test_nobody_listens(self):
        with Faulty() as server:
            pass
        result = self.check(self.upload(server.url), 6)
        self.assertIn(b"nothing was loaded", result.stderr)

    def test_interrupted_before_the_load(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            process = subprocess.Popen(
                [tap.PROGRAM, "upload", PLAIN, "--integration-id", "WS-1", "--environment",
                 f"http://127.0.0.1:{listener.getsockname()[1]}"],
                env=tap.environment(BULK_LOADER_TOKEN=SECRET), stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)
            connection, _ = listener.accept()
            with connection:
                self.assertTrue(connection.recv(100).startswith(b"GET "))
                process.send_signal(signal.SIGINT)
                _, error = process.communicate(timeout=20)
        self.assertEqual(process.returncode, 6, error)
        self.assertIn(b"nothing was loaded", error)

    def test_bad_file(self):
        with Faulty(answer=ACCEPTED) as server:
            for path in (self.write("empty.csv", ""), self.write("header.csv", "id,name\n"),
                         self.write("bad.json", "[{")):
                result = self.check(self.upload(server.url, path=path), 3)
                self.assertIn(os.path.basename(path).encode(), result.stderr)
        self.assertEqual(server.n_loads, 0)


class Unknown(Upload):
    def check_unknown(self, result):
        self.check(result, 7)
        self.assertIn(b"not known whether", result.stderr)
        self.assertEqual(result.stdout, b"")

    def test_practice_moods(self):
        for how in ("status=500", "status=503", "status=504", "garbage", "endless"):
            with tap.Practice("--misbehave", how) as server:
                self.check_unknown(server.upload(PLAIN, "--json"))

    def test_below_http(self):
        for fault in ({"end": "reset"}, {"end": "close"}, {"answer": ACCEPTED[:-5]}, {"answer": b"HTTP/1.1 200"},
                      {"answer": ACCEPTED[:-5], "end": "reset"}, {"answer": b"\0\0\0\0"},
                      {"answer": answer("200 OK", "{}")}, {"answer": answer("200 OK", '{"execution_id": ""}')}):
            with self.subTest(fault=fault):
                result, _ = self.upload_to_faulty(**fault)
                self.check_unknown(result)

    def test_reset_in_the_middle(self):
        path = self.write("big.csv", "id,name\n" + "1,Acme and sons and daughters\n" * 100000)
        with Faulty(stop_at=1000000, end="reset") as server:
            self.check_unknown(self.upload(server.url, "--ignore", "duplicate-key", path=path))
        self.assertEqual(server.n_loads, 1)

    def test_interrupted(self):
        path = self.write("big.csv", "id,name\n" + "1,Acme and sons and daughters\n" * 400000)
        for stop_at in (1000, None):
            with Faulty(stop_at=stop_at, end="hold") as server:
                process = subprocess.Popen(
                    [tap.PROGRAM, "upload", path, "--integration-id", "WS-1", "--environment", server.url,
                     "--ignore", "duplicate-key"],
                    env=tap.environment(BULK_LOADER_TOKEN=SECRET), stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                self.assertTrue(server.reached.wait(20))
                process.send_signal(signal.SIGINT)
                out, error = process.communicate(timeout=20)
            self.assertEqual((process.returncode, out), (7, b""), error)
            self.assertIn(b"not known whether", error)
            self.assertTrue(re.search(rb"before you send the file again", error), error)


if __name__ == "__main__":
    unittest.TestCase.maxDiff = None
    tap.main()
