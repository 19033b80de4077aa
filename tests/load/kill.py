#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills uploads with SIGKILL at random moments, and compares what the server accepted with what the history says.

BULK_KILLS says how many (40). BULK_SEED repeats a run.
"""

import collections
import json
import os
import random
import signal
import subprocess
import sys
import time
import unittest
import urllib.error
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
import tap  # noqa: E402

KILLS = int(os.environ.get("BULK_KILLS", "40"))
SEED = int(os.environ.get("BULK_SEED", str(random.SystemRandom().randrange(1 << 32))))
# States of a connection: open, and left by the other end.
ESTABLISHED, CLOSE_WAIT = "01", "08"


class Server:
    def __init__(self):
        self.process = subprocess.Popen([os.environ["BULK_COUNTING_SERVER"]], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True, bufsize=1)
        self.url = self.process.stdout.readline().strip()
        self.port = f":{int(self.url.rsplit(':', 1)[1]):04X}"

    def ask(self, line="?"):
        self.process.stdin.write(line + "\n")
        return int(self.process.stdout.readline())

    def is_reading(self):
        with open("/proc/net/tcp", encoding="ascii") as file:
            fields = [line.split() for line in file][1:]
        return any(field[1].endswith(self.port) and (field[3] == ESTABLISHED or (
            field[3] == CLOSE_WAIT and not field[4].endswith(":00000000"))) for field in fields)

    def settle(self):
        """Waits until the server has read all that was sent to it, and gives the number of loads it has accepted."""
        while self.is_reading():
            time.sleep(0.005)
        # It answers one after another: what it had read before this question it has dealt with.
        try:
            urllib.request.urlopen(f"{self.url}/event/v1/metadata/integration", timeout=20).close()
        except urllib.error.HTTPError as error:
            error.close()
        return self.ask()

    def close(self):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(timeout=20)


class Kill(tap.Case):
    def setUp(self):
        super().setUp()
        self.random = random.Random(SEED)
        self.server = Server()
        self.addCleanup(self.server.close)
        self.env = tap.environment(XDG_DATA_HOME=os.path.join(self.folder, "data"), BULK_LOADER_TOKEN=tap.TOKEN)
        self.known = {}
        self.counts = collections.Counter()

    def start(self, path):
        return subprocess.Popen(
            [tap.PROGRAM, "upload", path, "--integration-id", tap.INTEGRATION, "--environment", self.server.url,
             "--json"],
            env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def look(self):
        """The history as another run of the program finds it; nothing in it may change any more but what is new."""
        found = json.loads(self.check(tap.run("history", "--json", "--limit", "0", env=self.env), 0).stdout)
        states = {record["file"]: (record["id"], record["state"]) for record in found}
        self.assertEqual(len(states), len(found))
        for name, state in self.known.items():
            self.assertEqual(states.get(name), state, f"seed {SEED}")
        self.known = states
        return states

    def end_at_random(self, process, longest):
        """Whether it was killed: whoever is quicker than the clock ends by himself."""
        try:
            process.wait(longest * self.random.choice((self.random.uniform(0, 1), self.random.uniform(0.3, 1))))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        return process.returncode == -signal.SIGKILL

    def end_at_connection(self, process):
        """Kills it as soon as it is seen to have connected, however long that takes."""
        while process.poll() is None and not self.server.is_reading():
            time.sleep(0.001)
        process.kill()
        process.wait()
        return process.returncode == -signal.SIGKILL

    def attempt(self, number, longest):
        """longest: seconds that an upload takes; None: it is not the clock that says when to kill."""
        name = f"load-{number}.csv"
        rows = self.random.choice((1, 50, 3000, 60000))
        path = self.write(name, "opportunity_id,name\n" + "".join(
            f"aw{number}x{row},some words that make it longer\n" for row in range(rows)))
        self.server.ask(f"delay {self.random.choice((0, 0, 20, 80))}")
        before = self.server.settle()
        process = self.start(path)
        killed = self.end_at_random(process, longest) if longest else self.end_at_connection(process)
        accepted = self.server.settle() - before
        state = self.look().get(name, (0, "nothing"))[1]
        what = f"{name}: {rows} rows, {'killed' if killed else 'done'}, {accepted} accepted, {state}; seed {SEED}"
        allowed = {0: {"nothing", "not-sent", "unknown"}, 1: {"accepted", "unknown"}}
        self.assertIn(accepted, allowed, what)
        self.assertIn(state, allowed[accepted], what)
        if not killed:
            self.assertEqual((process.returncode, accepted, state), (0, 1, "accepted"), what)
        self.counts[("killed" if killed else "done", accepted, state)] += 1
        return path, state

    def count_killed(self):
        return sum(n for what, n in self.counts.items() if what[0] == "killed")

    def test_kills(self):
        begin = time.monotonic()
        warm = self.start(self.write("warm.csv", "opportunity_id,name\naw0,x\n"))
        self.assertEqual(warm.wait(), 0)
        longest = 1.3 * (time.monotonic() - begin) + 0.1
        # On a busy machine many are done before they are killed; then it goes on until enough are.
        number = 0
        while number < KILLS or (self.count_killed() <= KILLS // 4 and number < 4 * KILLS):
            path, state = self.attempt(number, longest if number < KILLS else None)
            number += 1
            if number % 5 == 1 and state in ("accepted", "unknown"):
                # Whoever repeats the command by habit does not load it twice.
                before = self.server.settle()
                self.assertEqual(self.start(path).wait(), 6)
                self.assertEqual(self.server.settle(), before)
                self.counts["not again"] += 1
        for what, n in sorted(self.counts.items(), key=str):
            print(f"# {n} × {what}")
        self.assertGreater(self.count_killed(), KILLS // 4, f"seed {SEED}")


if __name__ == "__main__":
    print(f"# {KILLS} kills, seed {SEED}")
    tap.main()
