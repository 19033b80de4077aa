#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Column mappings on the command line: a template by its name or its file, and what happens when columns are missing.
"""

import json
import os

import tap

TABLE = "Opp Name,Amount,close-date\nA,1,2026-01-01\nB,2,2026-02-01\n"
TEMPLATE = {"format": "bulk-loader-template", "version": 1, "name": "Sales export", "columns": [
    {"source": "Close Date", "field": "close_date"},
    {"source": "Opp Name", "field": "opportunity_name"},
    {"field": "currency", "value": "EUR"}]}
MAPPED = b"close_date,opportunity_name,currency\r\n2026-01-01,A,EUR\r\n2026-02-01,B,EUR\r\n"


class Templates(tap.Case):
    def setUp(self):
        super().setUp()
        self.table = self.write("a.csv", TABLE)

    def keep(self, template):
        """Puts a template where those of the user are."""
        folder = os.path.join(self.folder, "data", "bulk-loader", "templates")
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "any-name.json"), "w", encoding="utf-8") as file:
            json.dump(template, file)
        return tap.environment(XDG_DATA_HOME=os.path.join(self.folder, "data"))

    def test_file(self):
        path = self.write("t.json", json.dumps(TEMPLATE))
        result = self.check(tap.run("convert", self.table, "--template", path), 0)
        self.assertEqual(result.stdout, MAPPED)
        with open(self.table, encoding="utf-8") as file:
            self.assertEqual(file.read(), TABLE)

    def test_name(self):
        env = self.keep(TEMPLATE)
        for name in ("Sales export", "sales EXPORT"):
            result = self.check(tap.run("convert", self.table, "--template", name, env=env), 0)
            self.assertEqual(result.stdout, MAPPED)
        result = self.check(tap.run("convert", self.table, "--template", "Sales", env=env), 3)
        self.assertIn(b"Sales", result.stderr)
        self.assertEqual(result.stdout, b"")

    def test_missing_column(self):
        template = dict(TEMPLATE, columns=TEMPLATE["columns"] + [{"source": "Owner", "field": "owner"}])
        path = self.write("t.json", json.dumps(template))
        for command in ("convert", "inspect"):
            result = self.check(tap.run(command, self.table, "--template", path), 3)
            self.assertIn("“Owner”".encode(), result.stderr)
            self.assertEqual(result.stdout, b"")

    def test_check(self):
        """What is missing is a problem like others: in words, by its code, and the command fails."""
        template = dict(TEMPLATE, columns=TEMPLATE["columns"] + [{"source": "Owner", "field": "owner"}])
        path = self.write("t.json", json.dumps(template))
        result = self.check(tap.run("check", self.table, "--template", path), 3)
        self.assertIn("“owner”".encode(), result.stdout)
        result = self.check(tap.run("check", "--json", self.table, "--template", path), 3)
        problems = json.loads(result.stdout)
        self.assertEqual(problems["errors"], 1)
        self.assertIn("missing-column", result.stdout.decode())
        self.check(tap.run("check", self.table, "--template", self.write("u.json", json.dumps(TEMPLATE))), 0)
        nothing = self.write("n.csv", "x,y\n1,2\n")
        result = self.check(tap.run("check", "--json", nothing, "--template", path), 3)
        self.assertEqual(json.loads(result.stdout)["errors"], 3)

    def test_no_template(self):
        for text in ("", "{}", "[1]", json.dumps(dict(TEMPLATE, version=2)), "[" * 100000):
            path = self.write("t.json", text)
            result = self.check(tap.run("convert", self.table, "--template", path), 3)
            self.assertRegex(result.stderr, b"template")
        self.check(tap.run("convert", self.table, "--template", self.folder), 3)

    def test_upload(self):
        path = self.write("t.json", json.dumps(TEMPLATE))
        table = self.write("b.csv", "Opp Name,close-date,junk\nA,2026-01-01,x\n")
        missing = self.write("c.csv", "Opp Name\nA\n")
        with tap.Practice() as server:
            self.check(server.upload(table, "--template", path), 0)
            self.check(server.upload(missing, "--template", path), 3)


if __name__ == "__main__":
    tap.main()
