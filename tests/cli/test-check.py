#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks files with the program, and has it fix what is safe to fix."""

import json
import os

import tap

MESSY = ("id,name,amount,close_date\n"
         "aw1, Acme ,\"1,200.50\",2026-03-31\n"
         ",,,\n"
         "aw2,Beta,7.25,1.4.2026\n"
         "aw2,Beta,7.25,1.4.2026\n"
         "aw3,Gamma,5,2026-04-02\n")


class Check(tap.Case):
    def check_json(self, path, code, *more):
        result = self.check(tap.run("check", "--json", path, *more), code)
        self.assertEqual(result.stderr, b"")
        return json.loads(result.stdout)

    def test_json(self):
        found = self.check_json(self.write("a.csv", MESSY), 3)
        self.assertEqual((found["rows"], found["errors"], found["rows_with_errors"], found["key_column"]), (5, 1, 1, 1))
        self.assertEqual(found["counts"], {"blank-row": 1, "duplicate-key": 1, "duplicate-row": 1,
                                           "formatted-number": 1,
                                           "mixed-dates": 2, "padded-value": 1})
        self.assertEqual([problem["row"] for problem in found["problems"]], [1, 1, 2, 3, 4, 4, 4])
        for problem in found["problems"]:
            self.assertEqual(set(problem), {"severity", "code", "row", "column", "message"})

    def test_for_people(self):
        path = self.write("a.csv", MESSY)
        out = self.check(tap.run("check", path), 3).stdout.decode()
        self.assertIn("1 error in 1 row, 6 warnings; 4 rows are ready.", out)
        self.assertIn("(duplicate-key): 1", out)
        self.assertIn("Row 4, column “id”: The key is the same as in row 3.", out)
        clean = self.check(tap.run("check", self.write("b.csv", "id,name\n1,a\n2,b\n")), 0).stdout.decode()
        self.assertEqual(clean, "No problems; 2 rows are ready.\n")

    def test_fix(self):
        path, out = self.write("a.csv", MESSY), os.path.join(self.folder, "out.csv")
        found = self.check_json(path, 0, "--fix", "all-safe", "-o", out)
        self.assertEqual(found["counts"], {})
        self.assertGreaterEqual(found["fixed"], 5)
        with open(out, encoding="utf-8", newline="") as file:
            self.assertEqual(file.read().replace("\r\n", "\n"),
                             "id,name,amount,close_date\naw1,Acme,1200.50,2026-03-31\naw2,Beta,7.25,2026-04-01\n"
                             "aw3,Gamma,5,2026-04-02\n")
        with open(path, encoding="utf-8", newline="") as file:
            self.assertEqual(file.read(), MESSY)
        self.check(tap.run("check", path, "--fix", "all-safe", "-o", path), 3)
        with open(path, encoding="utf-8", newline="") as file:
            self.assertEqual(file.read(), MESSY)

    def test_unsafe_stays(self):
        path = self.write("a.csv", "id,amount,d\n1,\"1,200\",03/04/2026\n2,5,05/06/2026\nTotal,1205,\n")
        found = self.check_json(path, 0, "--fix", "all-safe")
        self.assertEqual(found["fixed"], 0)
        self.assertEqual(found["counts"], {"ambiguous-date": 2, "formatted-number": 1, "total-row": 1})

    def test_options(self):
        path = self.write("a.csv", "id,name\n1,a\n2,a\n")
        self.check_json(path, 0)
        self.assertEqual(self.check_json(path, 3, "--key", "name")["counts"], {"duplicate-key": 1})
        for more in (["--key", "none"], ["--fix", "all"], ["--dates", "soon"], ["-o", "-"]):
            self.check(tap.run("check", path, *more), 2)


if __name__ == "__main__":
    tap.main()
