#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads every real-world case with the program, and compares with what people see in their spreadsheet program."""

import csv
import io
import json
import os
import unittest

import tap

# Workbooks come later.
SKIPPED = (".xlsx", ".ods")


def read_csv(data):
    """An RFC 4180 reader that is not ours."""
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))


class Cases(tap.Case):
    def check_refused(self, case, path):
        for command in ("inspect", "convert"):
            result = self.check(tap.run(command, path), 3)
            message = result.stderr.decode()
            self.assertIn(case["says"].lower(), message.replace(case["file"], "").lower())
            self.assertIn(case["file"], message)
            self.assertEqual(result.stdout, b"")

    def check_cells(self, case, path):
        expected = [case["columns"], *case["rows"]]
        self.assertEqual(read_csv(self.check(tap.run("convert", path), 0).stdout), expected)
        objects = json.loads(self.check(tap.run("convert", path, "--to", "json"), 0).stdout,
                             object_pairs_hook=list)
        self.assertEqual(len(objects), len(case["rows"]))

    def check_inspect(self, case, path):
        result = self.check(tap.run("inspect", "--json", path), 0)
        found = json.loads(result.stdout)
        self.assertEqual(result.stderr, b"")
        self.assertEqual(found["format"], case["format"])
        self.assertEqual(found["columns"], case["columns"])
        self.assertEqual(found["rows"], len(case["rows"]))
        self.assertEqual(found["has_header"], case.get("has_header", True))
        for name in ("encoding", "delimiter"):
            if name in case:
                self.assertEqual(found[name], case[name])
        self.assertEqual({problem["code"] for problem in found["problems"]}, set(case["problems"]))
        self.assertEqual(set(found["counts"]), set(case["problems"]))
        self.check(tap.run("inspect", path), 0)
        errors = [problem for problem in found["problems"] if problem["severity"] == "error"]
        self.check(tap.run("check", path), 3 if errors else 0)


def add_tests():
    with open(os.path.join(tap.CASES, "cases.json"), encoding="utf-8") as file:
        cases = json.load(file)
    for case in cases:
        def test(self, case=case):
            path = os.path.join(tap.CASES, case["file"])
            if case.get("refused"):
                self.check_refused(case, path)
            else:
                self.check_inspect(case, path)
                self.check_cells(case, path)

        if case["file"].endswith(SKIPPED):
            test = unittest.skip("workbooks cannot be read yet")(test)
        setattr(Cases, "test_" + case["file"], test)


add_tests()
if __name__ == "__main__":
    tap.main()
