#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# How long the checks of 1,000,000 rows of 20 columns take, beside opening and indexing them:
#
#   sh tests/bench/checks.sh [BUILD-FOLDER]
set -eu
build=${1:-$(cd "$(dirname "$0")/../.." && pwd)/_build}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
/usr/bin/python3 - "$folder/big.csv" <<'END'
import sys

NAMES = ("opportunity_id,name,account,owner_email,amount,currency,stage,close_date,created_date,region,product,quantity,"
         "discount,probability,partner,description,next_step,phone,zip,source")
STAGES = ("Prospecting", "Qualified", "Proposal", "Negotiation", "Closed Won", "Closed Lost")
with open(sys.argv[1], "w", encoding="utf-8") as file:
    file.write(NAMES + "\n")
    for i in range(1000000):
        file.write(f"aw{i:07},Renewal {i},Account {i % 5000},owner{i % 300}@example.com,{i * 37 % 900000}.{i % 100:02},EUR,"
                   f"{STAGES[i % 6]},2026-{1 + i % 12:02}-{1 + i % 28:02},2025-{1 + i * 7 % 12:02}-{1 + i * 3 % 28:02},"
                   f"{('EMEA', 'APAC', 'AMER')[i % 3]},Product {i % 40},{1 + i % 50},0.{i % 9},{i % 100},"
                   f"Partner {i % 900},A longer description of row {i},Call again,+49 30 {i * 7 % 10000000:07},"
                   f"{i * 13 % 100000:05},{('web', 'event', 'partner')[i % 3]}\n")
END
"$build/tests/bench/bench-checks" "$folder/big.csv" 5 |
  awk -F'\t' '{ print $1, $2, "s"; t[$1] = $2 } END { printf "check: %.2f times open, %.2f times index\n", t["check"] / t["open"], t["check"] / t["index"] }'
