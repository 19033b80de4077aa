#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bulk Loader beside other programs: one table of times, ratios and peak memory.

    bench.py BUILD_FOLDER ROWS

Every pair is run in turn, after a run of each that does not count, so that what else the machine does meets both.
"""
import csv
import itertools
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

BUILD, ROWS = sys.argv[1], int(sys.argv[2])
CLI = os.path.join(BUILD, 'src/cli/bulk-loader-cli')
WINDOW = os.path.join(BUILD, 'src/ui/bulk-loader')
STEPS = os.path.join(BUILD, 'tests/bench/bench-table')
CHECKS = os.path.join(BUILD, 'tests/bench/bench-checks')
SCROLL = os.path.join(BUILD, 'tests/bench/bench-scroll')
SMALLEST_WINDOW = os.path.join(BUILD, 'tests/ui/drag-source')
RUNS = 3
COLUMNS = 20

PYTHON_CONVERT = """
import csv, sys
with (open(sys.argv[1], newline='', encoding='utf-8') as source,
      open(sys.argv[2], 'w', newline='', encoding='utf-8') as out):
    csv.writer(out).writerows(csv.reader(source))
"""
PYTHON_COUNT = """
import csv, sys
with open(sys.argv[1], newline='', encoding='utf-8') as source:
    print(sum(1 for _ in csv.reader(source)))
"""
PYTHON_JSON = """
import csv, json, sys
with open(sys.argv[1], newline='', encoding='utf-8') as source, open(sys.argv[2], 'w', encoding='utf-8') as out:
    json.dump(list(csv.DictReader(source)), out, ensure_ascii=False)
"""


def run(command, stdout=subprocess.DEVNULL):
    """Returns (seconds, peak memory in MB) of a whole process. "time" is small, so that its peak is the command's."""
    with tempfile.NamedTemporaryFile('r') as memory:
        start = time.perf_counter()
        status = subprocess.run(['/usr/bin/time', '-f', '%M', '-o', memory.name, *command], stdin=subprocess.DEVNULL,
                                stdout=stdout, stderr=subprocess.DEVNULL, check=False).returncode
        seconds = time.perf_counter() - start
        if status != 0:
            raise SystemExit(f'bench: {command[0]} ended with {status}')
        return seconds, int(memory.read().split()[-1]) / 1024


def median(values):
    return sorted(values)[len(values) // 2]


class Table:
    def __init__(self):
        self.lines = [('what', 'here', 'peak MB', 'peer', 'peer', 'peer peak MB', 'here / peer')]

    def add(self, what, here, memory, peer, theirs, their_memory):
        self.lines.append((what, f'{here:.3f} s', f'{memory:.0f}' if memory else '', peer,
                           f'{theirs:.3f} s' if theirs else '', f'{their_memory:.0f}' if their_memory else '',
                           f'{here / theirs:.2f}' if theirs else ''))

    def compare(self, what, ours, peer, theirs):
        """Both commands in turn."""
        run(ours), run(theirs)
        pairs = [(run(ours), run(theirs)) for _ in range(RUNS)]
        self.add(what, median([one[0][0] for one in pairs]), max(one[0][1] for one in pairs),
                 peer, median([one[1][0] for one in pairs]), max(one[1][1] for one in pairs))

    def show(self):
        widths = [max(len(line[i]) for line in self.lines) for i in range(len(self.lines[0]))]
        for number, line in enumerate(self.lines):
            print('| ' + ' | '.join(text.ljust(width) for text, width in zip(line, widths)) + ' |')
            if number == 0:
                print('|' + '|'.join('-' * (width + 2) for width in widths) + '|')


def make_table(path):
    """One in twenty cells is quoted, as in what CRM systems export."""
    random.seed(20)
    stages = ['Prospecting', 'Negotiation', 'Closed Won', 'Closed Lost']
    with open(path, 'w', encoding='utf-8', newline='') as out:
        out.write('opportunity_id,' + ','.join(f'field_{i}' for i in range(1, COLUMNS)) + '\r\n')
        for row in range(ROWS):
            value = random.randrange(1000000)
            out.write(f'OPP-{row:08d},Account {value % 977},"Smith, {value % 89} & Sons",{stages[value % 4]},'
                      f'{value}.{value % 100:02d},2026-{value % 12 + 1:02d}-{value % 28 + 1:02d},EUR,{value % 101},'
                      f'jo{value % 997}@example.com,Zürich,,partner {value % 13},{value * 7919},true,north,'
                      f'Q{value % 4 + 1},'
                      f'note {row % 1009},{value % 7},{row % 31},x{value:06d}\r\n')


def read_steps(program, path):
    """Medians of what bench-table or bench-checks says of each step."""
    found = []
    run([program, path])
    for _ in range(RUNS):
        text = subprocess.run([program, path], check=True, capture_output=True, text=True).stdout
        found.append({name: float(value) for name, value in (line.split('\t') for line in text.splitlines())})
    return {name: median([one[name] for one in found]) for name in found[0]}


def bench_steps(table, path):
    steps = read_steps(STEPS, path)
    run(['wc', '-l', path])
    wc = median([run(['wc', '-l', path])[0] for _ in range(RUNS)])
    table.add('index alone', steps['index'], 0, 'wc -l, whole process', wc, 0)
    copy = path + '.copy'
    cat = []
    for _ in range(RUNS):
        with open(copy, 'wb') as out:
            cat.append(run(['cat', path], stdout=out)[0])
        os.unlink(copy)
    table.add('private copy', steps['snapshot'], 0, 'cat to the same disk', median(cat), 0)
    table.add('check that it is UTF-8', steps['decode'], 0, '', 0, 0)
    table.add('from the start to the first rows', steps['first rows'], 0, '', 0, 0)
    table.add('every cell, one by one', steps['cells'], 0, '', 0, 0)


def bench_checks(table, path):
    """Held to three times what it takes to index the table; opening one is to copy, to decode and to index it."""
    steps, memory = read_steps(CHECKS, path), run([CHECKS, path])[1]
    what = f'check {ROWS:,} x {COLUMNS}'
    table.add(what, steps['check'], memory, 'open: copy, decode, index', steps['open'], 0)
    table.add(what, steps['check'], memory, 'index alone', steps['index'], 0)


def bench_cli(table, path, folder):
    out = os.path.join(folder, 'out')
    table.compare('inspect', [CLI, 'inspect', '--json', path], 'Python csv, rows counted',
                  ['/usr/bin/python3', '-c', PYTHON_COUNT, path])
    table.compare('convert to CSV', [CLI, 'convert', path, '-o', out], 'Python csv',
                  ['/usr/bin/python3', '-c', PYTHON_CONVERT, path, out])
    table.compare('convert to JSON', [CLI, 'convert', '--to', 'json', path, '-o', out], 'Python csv and json',
                  ['/usr/bin/python3', '-c', PYTHON_JSON, path, out + '.json'])
    if shutil.which('mlr'):
        table.compare('convert to CSV', [CLI, 'convert', path, '-o', out], 'Miller',
                      ['sh', '-c', 'exec mlr --csv cat "$1" > "$2"', 'sh', path, out])
    check_converted(path)


def check_converted(path):
    converted = subprocess.Popen([CLI, 'convert', path], stdout=subprocess.PIPE, encoding='utf-8')
    with open(path, newline='', encoding='utf-8') as source:
        for ours, theirs in itertools.zip_longest(csv.reader(converted.stdout), csv.reader(source)):
            if ours != theirs:
                raise SystemExit(f'bench: the converted table is another: {ours} {theirs}')
    converted.wait()


def bench_upload(table, path):
    server = subprocess.Popen([CLI, 'practice', '--port', '0'], stdout=subprocess.PIPE, text=True)
    try:
        lines = dict(server.stdout.readline().strip().split(': ', 1) for _ in range(3))
        url, integration, token = lines['URL'], lines['Integration ID'], lines['Token']
        os.environ['BULK_LOADER_TOKEN'] = token
        target = f'{url}/bulk/v1/bulkload_opportunity?integration_id={integration}&content_type=CSV'
        options = subprocess.run([CLI, 'upload', '--help'], capture_output=True, text=True).stdout
        more = ['--again'] if '--again' in options else []
        table.compare('upload', [CLI, 'upload', path, '--integration-id', integration, '--environment', url, *more],
                      'curl, file as it is',
                      ['curl', '--fail', '--noproxy', '*', '-H', f'Authorization: Bearer {token}',
                       '-H', 'Content-Type: text/csv', '-H', 'Expect:', '-T', path, '-X', 'POST', target])
    finally:
        server.terminate()
        server.wait()


def start_window(command, title):
    """Seconds until a window of that title is on screen."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    # It fails where a window goes while it looks.
    while subprocess.run(['xdotool', 'search', '--sync', '--onlyvisible', '--name', title], check=False,
                         capture_output=True).returncode != 0 and process.poll() is None:
        pass
    seconds = time.perf_counter() - start
    with open(f'/proc/{process.pid}/status', encoding='ascii') as status:
        memory = int(re.search(r'VmHWM:\s+(\d+)', status.read())[1]) / 1024
    process.terminate()
    process.wait()
    return seconds, memory


def bench_window(table, path):
    small = os.path.join(os.path.dirname(path), 'small.csv')
    with open(path, 'rb') as source, open(small, 'wb') as out:
        out.write(b''.join(source.readline() for _ in range(11)))
    pairs = [(start_window([WINDOW], 'Bulk Loader'), start_window([SMALLEST_WINDOW, small], 'Drag Source'))
             for _ in range(RUNS + 1)][1:]
    table.add('start, window on screen', median([one[0][0] for one in pairs]), max(one[0][1] for one in pairs),
              'smallest GTK 4 window', median([one[1][0] for one in pairs]), max(one[1][1] for one in pairs))


def bench_scroll(table, folder):
    """50 columns, which are more than fit on a screen."""
    wide = os.path.join(folder, 'wide.csv')
    with open(wide, 'w', encoding='utf-8') as out:
        out.write(','.join(f'field_{i}' for i in range(50)) + '\n')
        for row in range(ROWS):
            out.write(f'OPP-{row:08d},' + ','.join(f'value {(row * 7 + i * 13) % 1009}' for i in range(49)) + '\n')
    text = subprocess.run([SCROLL, wide], check=True, capture_output=True, text=True).stdout
    frames = {name: float(value) for name, value in (line.split('\t') for line in text.splitlines())}
    table.add(f'scroll {ROWS:,} x 50, frame in the middle', frames['middle frame'], 0, 'a frame at 60 Hz', 1 / 60, 0)
    table.add(f'scroll {ROWS:,} x 50, longest frame of 400', frames['longest frame'], 0, 'a frame at 60 Hz', 1 / 60, 0)


def main():
    table = Table()
    with tempfile.TemporaryDirectory(prefix='bulk-bench.', dir='/var/tmp') as folder:
        path = os.path.join(folder, 'table.csv')
        make_table(path)
        os.sync()
        size = os.path.getsize(path) / 1e6
        print(f'{ROWS:,} rows x {COLUMNS} columns, {size:.0f} MB; medians of {RUNS} runs, in turn\n', flush=True)
        bench_steps(table, path)
        bench_checks(table, path)
        bench_cli(table, path, folder)
        bench_upload(table, path)
        bench_window(table, path)
        bench_scroll(table, folder)
    table.show()


main()
