#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What became of a load: waited for, asked for later, its rejected rows written; batches; and other ways to load."""

import contextlib
import csv
import json
import os
import sqlite3

import tap

ROWS = ("opportunity_id,name,close_date,amount\n"
        "aw1,One,2026-03-31,5\naw2,=1+2,20-jan-2020,7\naw3,Three,,x\naw4,Four,,4\n")


class Status(tap.Case):
    def setUp(self):
        super().setUp()
        self.path = self.write("deals.csv", ROWS)
        self.env = tap.environment(BULK_LOADER_TOKEN=tap.TOKEN)

    def run_at(self, server, command, argument, *more):
        return tap.run(command, argument, "--integration-id", tap.INTEGRATION, "--environment", server.url, *more,
                       env=self.env)

    def test_wait(self):
        rejected = os.path.join(self.folder, "rejected.csv")
        with tap.Practice() as server:
            result = self.check(self.run_at(server, "upload", self.path, "--wait", "--rejected", rejected), 8)
        out = result.stdout.decode()
        self.assertRegex(out, r"Status: +completed\n")
        self.assertRegex(out, r"Rows loaded: +2\n")
        self.assertRegex(out, r"Rows rejected: +2\n")
        self.assertRegex(out, r"Rejected row: +aw3: invalid value in field 'amount'\n")
        known, = json.loads(self.check(tap.run("history", "--json", env=self.env), 0).stdout)
        self.assertEqual((known["status"], known["success_count"], known["error_count"]), ("completed", 2, 2))
        with open(rejected, newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file))
        self.assertEqual(rows, [["opportunity_id", "name", "close_date", "amount", "Row", "Error"],
                                ["aw2", "'=1+2", "20-jan-2020", "7", "2", "invalid value in field 'close_date'"],
                                ["aw3", "Three", "", "x", "3", "invalid value in field 'amount'"]])

    def test_wait_for_good_rows(self):
        rejected = os.path.join(self.folder, "rejected.csv")
        good = self.write("good.csv", "opportunity_id,amount\n1,2\n")
        with tap.Practice() as server:
            self.check(self.run_at(server, "upload", good, "--wait", "--rejected", rejected), 0)
        self.assertFalse(os.path.exists(rejected))

    def test_rejected_cannot_be_written(self):
        with tap.Practice() as server:
            result = self.run_at(server, "upload", self.path, "--wait", "--rejected", "/nonexistent/out.csv")
        self.check(result, 3)
        self.assertIn(b"Execution ID:", result.stdout)

    def test_wait_json(self):
        with tap.Practice() as server:
            result = self.check(self.run_at(server, "upload", self.path, "--wait", "--json"), 8)
        accepted, status = map(json.loads, result.stdout.decode().splitlines())
        self.assertEqual(accepted["execution_id"], status["execution_id"])
        self.assertEqual(status["success_count"], 2)
        self.assertEqual([error["id"] for error in status["errors"]], ["aw2", "aw3"])

    def test_ask_later(self):
        with tap.Practice() as server:
            accepted = json.loads(self.check(self.run_at(server, "upload", self.path, "--json"), 0).stdout)
            first = self.check(self.run_at(server, "status", accepted["execution_id"], "--json"), 0)
            second = self.check(self.run_at(server, "status", accepted["execution_id"], "--errors"), 8)
            ended = self.check(self.run_at(server, "status", accepted["execution_id"], "--wait", "--json", "--errors"),
                               8)
            unknown = self.check(self.run_at(server, "status", "nope", "--wait"), 9)
        self.assertEqual(json.loads(first.stdout)["status"], "running")
        self.assertIn(b"Rejected row:   aw2", second.stdout)
        self.assertEqual(len(json.loads(ended.stdout)["errors"]), 2)
        self.assertIn(b"does not know this load", unknown.stderr)

    def test_ways(self):
        with tap.Practice() as server:
            for more in (["--endpoint", "any"], ["--via-storage"],
                         ["--via-storage", "--endpoint", "any", "--to", "json"]):
                with self.subTest(more=more):
                    result = self.run_at(server, "upload", self.path, "--json", "--again", *more)
                    self.assertIn("data_format", json.loads(self.check(result, 0).stdout))

    def test_batches(self):
        with tap.Practice() as server:
            first = self.check(self.run_at(server, "upload", self.path, "--batch-rows", "3", "--json"), 0)
            again = self.check(self.run_at(server, "upload", self.path, "--batch-rows", "3", "--json", "--wait"), 8)
        lines = [json.loads(line) for line in first.stdout.splitlines()]
        self.assertEqual([(line["first_row"], line["rows"], line["accepted_before"]) for line in lines],
                         [(1, 3, False), (4, 1, False)])
        earlier = [json.loads(line) for line in again.stdout.splitlines()]
        self.assertEqual([line["execution_id"] for line in earlier[:2]], [line["execution_id"] for line in lines])
        self.assertTrue(all(line["accepted_before"] for line in earlier[:2]))
        self.assertEqual([line["error_count"] for line in earlier[2:]], [2, 0])

    def accepted_rows(self):
        loads = json.loads(self.check(tap.run("history", "--json", "--limit", "0", env=self.env), 0).stdout)
        return [one["rows"] for one in loads if one["state"] == "accepted"]

    def test_batches_cut_otherwise(self):
        with tap.Practice() as server:
            self.check(self.run_at(server, "upload", self.path, "--batch-rows", "3", "--json"), 0)
            for more in ((), ("--batch-rows", "2")):
                refused = self.check(self.run_at(server, "upload", self.path, *more), 6)
                self.assertIn(b"Rows 1 to 4 of this table were sent", refused.stderr)
                self.assertIn(b"Nothing was sent.", refused.stderr)
                self.assertIn(b"--again", refused.stderr)
                self.assertNotIn(b"--batch-rows", refused.stderr)   # nothing is left
            self.assertEqual(sorted(self.accepted_rows()), [1, 3])
            self.check(self.run_at(server, "upload", self.path, "--again"), 0)
            self.assertEqual(sorted(self.accepted_rows()), [1, 3, 4])

    def refuse_last(self):
        """As if the service had said no to the latest load."""
        path = os.path.join(self.env["XDG_DATA_HOME"], "bulk-loader", "history.db")
        with contextlib.closing(sqlite3.connect(path)) as history, history:
            history.execute("UPDATE loads SET state = 3, execution_id = NULL WHERE id = (SELECT max(id) FROM loads)")

    def test_batches_stopped(self):
        with tap.Practice() as server:
            first = self.check(self.run_at(server, "upload", self.path, "--batch-rows", "3"), 0)
            self.assertIn(b"rows 4 to 4: accepted", first.stdout)
            self.refuse_last()
            for more in ((), ("--batch-rows", "2")):
                refused = self.check(self.run_at(server, "upload", self.path, *more), 6)
                self.assertIn(b"Rows 1 to 3 of this table were sent", refused.stderr)
                self.assertIn(b"(--batch-rows 3)", refused.stderr)
            self.assertEqual(self.accepted_rows(), [3])
            self.check(self.run_at(server, "upload", self.path, "--batch-rows", "3"), 0)
            self.assertEqual(sorted(self.accepted_rows()), [1, 3])

    def test_whole_then_batches(self):
        with tap.Practice() as server:
            self.check(self.run_at(server, "upload", self.path), 0)
            batches = self.check(self.run_at(server, "upload", self.path, "--batch-rows", "3"), 6)
            self.assertIn(b"Rows 1 to 4 of this table were sent", batches.stderr)
            self.assertIn(b"--again without batches", batches.stderr)
            self.assertEqual(self.accepted_rows(), [4])

    def test_usage(self):
        for arguments in (["upload", self.path, "--rejected", "x.csv"], ["upload", self.path, "--endpoint", "other"],
                          ["upload", self.path, "--endpoint", "opportunity", "--via-storage"],
                          ["upload", self.path, "--batch-rows", "-1"],
                          ["upload", self.path, "--batch-rows", "2", "--wait", "--rejected", "x.csv"],
                          ["status"], ["status", "a", "b"], ["status", ""], ["status", "a", "--nonsense"]):
            with self.subTest(arguments=arguments):
                self.check(tap.run(*arguments, "--integration-id", "i", env=self.env), 2)
        self.check(tap.run("status", "a", env=self.env), 2)


if __name__ == "__main__":
    tap.main()
