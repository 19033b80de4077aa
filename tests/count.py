#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up the subtests in Meson's JSON logs and prints one closing line.

A test that died before it could say "not ok" counts as one failure.
"""

import json
import re
import sys

LINE = re.compile(r"^(?P<bad>not )?ok\b(?P<rest>.*)$")
SKIP = re.compile(r"#\s*skip", re.IGNORECASE)
TODO = re.compile(r"#\s*todo", re.IGNORECASE)


def count(test):
    """Returns (passed, failed, skipped) of one test's log entry."""
    passed = failed = skipped = 0
    for line in (test.get("stdout") or "").splitlines():
        match = LINE.match(line)
        if not match:
            continue
        if SKIP.search(match["rest"]):
            skipped += 1
        elif match["bad"] and not TODO.search(match["rest"]):
            failed += 1
        else:
            passed += 1
    result = test["result"]
    if result in ("OK", "EXPECTEDFAIL"):
        if passed + failed + skipped == 0:
            passed = 1
    elif result == "SKIP":
        if passed + failed + skipped == 0:
            skipped = 1
    elif failed == 0:
        failed = 1
    return passed, failed, skipped


def main():
    totals = [0, 0, 0]
    for path in sys.argv[1:]:
        try:
            with open(path, encoding="utf-8", errors="replace") as log:
                tests = [json.loads(line) for line in log if line.strip()]
        except (OSError, ValueError) as error:
            print(f"{path}: {error}", file=sys.stderr)
            totals[1] += 1
            continue
        for test in tests:
            numbers = count(test)
            totals = [total + number for total, number in zip(totals, numbers)]
            if numbers[1]:
                print(f"failed: {test['name']} ({test['result']})")
    passed, failed, skipped = totals
    if passed == 0 and failed == 0:
        print("no test ran", file=sys.stderr)
        failed = 1
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
