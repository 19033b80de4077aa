#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads one table as every spreadsheet program writes it, and wants the same cells from all of them."""

import csv
import io
import json
import os
import unittest

import tap

FOLDER = os.path.join(os.environ.get("BULK_TEST_DATA", "tests/data"), "spreadsheets")


def load(name):
    with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
        return json.load(file)


def expected_cells(column):
    """The cells of a column, as they must be read."""
    if column["kind"] == "long":
        return ["".join(str(i % 10) for i in range(n)) for n in column["values"]]
    return column.get("cells", column["values"])


def expected_table(types, differs):
    """Header and rows: what the description says, but for what its producer is known to write otherwise."""
    columns = [[column["name"], *differs.get(column["name"], {}).get("cells", expected_cells(column))]
               for column in types["columns"]]
    return [list(row) for row in zip(*columns)]


def read_csv(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))


class Spreadsheets(tap.Case):
    maxDiff = None

    def convert(self, name, *more):
        return read_csv(self.check(tap.run("convert", os.path.join(FOLDER, name), *more), 0).stdout)

    def inspect(self, name, *more):
        return json.loads(self.check(tap.run("inspect", "--json", os.path.join(FOLDER, name), *more), 0).stdout)

    @staticmethod
    def choose_sheet(case, types):
        """The right sheet is the default, unless its producer does not say that the first one is hidden."""
        return ["--sheet", types["sheet"]] if "hidden" in case else []

    def check_table(self, name, case):
        types = load(case["types"])
        expected = expected_table(types, case.get("differs", {}))
        found = self.convert(name, *self.choose_sheet(case, types))
        wrong = [f"{expected[0][c]}, row {r}: {found[r][c]!r} instead of {expected[r][c]!r}"
                 for r in range(min(len(expected), len(found))) for c in range(min(len(expected[r]), len(found[r])))
                 if found[r][c] != expected[r][c]]
        self.assertEqual(wrong, [])
        self.assertEqual(found, expected)

    def check_facts(self, name, case):
        types = load(case["types"])
        found = self.inspect(name, *self.choose_sheet(case, types))
        self.assertEqual(found["format"], os.path.splitext(name)[1][1:])
        self.assertEqual(found["sheet"], types["sheet"])
        self.assertEqual(found["sheets"], ["Old", "Cover", types["sheet"], "More & more"])
        self.assertTrue(found["has_header"])
        self.assertEqual(found["rows"], len(types["columns"][0]["values"]))
        problems = [problem for problem in found["problems"] if problem["code"] in ("merged-cells", "hidden-content")]
        places = {(problem["code"], problem["row"], problem["column"]) for problem in problems}
        expected = {("hidden-content", None, None)} if "hidden" not in case else set()
        lacks = case.get("lacks", [])
        parts = {part: types[part] for part in ("merged", "hidden_rows", "hidden_columns") if part not in lacks}
        expected |= {("merged-cells", area[0] + 1, area[1] + 1) for area in parts.get("merged", [])}
        expected |= {("hidden-content", row + 1, None) for row in parts.get("hidden_rows", [])}
        expected |= {("hidden-content", None, column + 1) for column in parts.get("hidden_columns", [])}
        self.assertEqual(places, expected)

    def check_other_sheets(self, name):
        self.assertEqual(self.convert(name, "--sheet", "More & more"), [["id"], ["x"]])
        self.assertEqual(self.convert(name, "--sheet", "Old"), [["hidden sheet"], ["1"]])

    def check_refused(self, name, case):
        for command in ("inspect", "convert"):
            result = self.check(tap.run(command, os.path.join(FOLDER, name)), 3)
            message = result.stderr.decode()
            self.assertIn(name, message)
            for words in case["says"]:
                self.assertIn(words.lower(), message.replace(name, "").lower())
            self.assertEqual(result.stdout, b"")

    def test_all_are_listed(self):
        files = {name for name in os.listdir(FOLDER) if name.endswith((".xlsx", ".ods", ".fods", ".xls"))}
        self.assertEqual(files, set(load("producers.json")))

    def test_table_has_60_columns(self):
        self.assertEqual(len({column["name"] for column in load("types.json")["columns"]}), 60)


def add_tests():
    for name, case in load("producers.json").items():
        def test_cells(self, name=name, case=case):
            self.check_table(name, case)

        def test_facts(self, name=name, case=case):
            self.check_facts(name, case)
            self.check_other_sheets(name)

        def test_refused(self, name=name, case=case):
            self.check_refused(name, case)

        if "says" in case:
            setattr(Spreadsheets, f"test_{name}_is_refused", test_refused)
        else:
            setattr(Spreadsheets, f"test_{name}_cells", test_cells)
            setattr(Spreadsheets, f"test_{name}_facts", test_facts)


add_tests()
if __name__ == "__main__":
    tap.main()
