# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows that the service rejects: shown with the reason, led to in the table, corrected there, and only they sent again
as a load that follows the first; in a real window, with practice mode as the service.

    test-rejected.py BULK_LOADER BULK_LOADER_CLI
"""
import json
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import driver  # noqa: E402
from steps import ok, xdotool  # noqa: E402

PROGRAM, CLI = sys.argv[1:3]
ROWS = ('opportunity_id,name,close_date,amount\n'
        'aw1,One,2026-03-31,5\naw2,Two,20-jan-2020,7\naw3,Three,2026-03-31,x\naw4,Four,2026-03-31,4\n')


def detail(window, name):
    texts = window.texts()
    return texts[texts.index(name) + 1:][:6] if name in texts else []


def execution_id(window):
    return next(text for text in detail(window, 'Execution ID') if re.fullmatch(r'[0-9a-f]{8,}', text))


def correct(window, steps, text):
    """Writes into the cell that many columns to the right."""
    for _ in range(steps):
        xdotool('key', 'Right')
    xdotool('key', 'F2')
    driver.wait_for('the cell to be written in', lambda: any(node.role in driver.ENTRIES for node in window.focused()))
    xdotool('key', 'ctrl+a')
    xdotool('type', text)
    xdotool('key', 'Return')


def main():
    print('1..5', flush=True)
    folder = tempfile.mkdtemp(prefix='bulk-e2e.')
    table = os.path.join(folder, 'deals.csv')
    with open(table, 'w', encoding='utf-8') as out:
        out.write(ROWS)
    window = driver.Window([PROGRAM, '--practice', table], environment=dict(os.environ, GSETTINGS_BACKEND='memory'),
                           log=sys.stderr)
    try:
        window.press('Upload…')
        window.find_text(lambda text: text.startswith('Load 4 opportunities'), 'the question before the load')
        window.press('Load')
        window.find_text(lambda text: text == '2 rows were rejected', 'what became of the rows')
        window.find_text(lambda text: text == "invalid value in field 'close_date'", 'the reason')
        window.find_text(lambda text: text == 'Row 3 · aw3', 'which row it was')
        first = execution_id(window)
        ok('the rejected rows are listed with their reasons')
        window.press('Send Corrected Rows…')
        window.find_text(lambda text: text == 'No Rejected Row Was Corrected Yet', 'that there is nothing to send')
        window.press('Cancel')
        window.wait_windows(1)
        ok('what was not corrected is not sent')
        window.press('Show in the Table')
        window.find_text(lambda text: text == "Row 2: invalid value in field 'close_date'", 'the row in the table')
        correct(window, 2, '2026-04-01')
        window.press('Next Rejected Row')
        window.find_text(lambda text: text == "Row 3: invalid value in field 'amount'", 'the next row in the table')
        correct(window, 1, '9')
        ok('they are corrected in the table')
        window.press('Send Corrected Rows…')
        window.find_text(lambda text: text.startswith('Load 2 opportunities'), 'the question before the second load')
        window.press('Load')
        window.find_text(lambda text: text == 'All rows were loaded', 'what became of the corrected rows')
        second = execution_id(window)
        assert second != first
        assert first in detail(window, 'Corrects rows of execution'), window.texts()
        ok('only they are sent again, as an execution of their own')
        records = json.loads(subprocess.run([CLI, 'history', '--json'], check=True, capture_output=True).stdout)
        assert [(record['execution_id'], record['rows']) for record in records] == [(second, 2), (first, 4)], records
        ok('the history has both')
    except Exception:
        window.report()
        raise
    finally:
        window.close()


main()
