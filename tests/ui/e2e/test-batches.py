# SPDX-License-Identifier: GPL-3.0-or-later
"""A table sent in batches from a real window, stopped in the middle and gone on with: no batch is sent twice, and each
has an execution ID of its own; with practice mode as the service.

    test-batches.py BULK_LOADER BULK_LOADER_CLI
"""
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import driver  # noqa: E402
from steps import ok, records, shot  # noqa: E402

PROGRAM, CLI = sys.argv[1:3]
N_ROWS, N_BATCHES = 10000, 1000


def accepted():
    return [one for one in records(CLI, '--limit', '0') if one['state'] == 'accepted']


def write_file():
    path = os.path.join(tempfile.mkdtemp(prefix='bulk-e2e.'), 'deals.csv')
    with open(path, 'w', encoding='utf-8') as out:
        out.write('opportunity_id,name,close_date,amount\n')
        for i in range(N_ROWS):
            out.write(f'aw{i},Deal {i},2026-03-31,{i}\n')
    return path


def choose_batches(window):
    """Opens the options and has ten rows in a batch."""
    window.find('Load 10000 opportunities into Practice mode?')
    shot('options-closed')
    subprocess.run(['xdotool', 'key', 'alt+p'], check=True)
    driver.wait_for('the choice of batches', lambda: any(
        node.role == driver.Role.CHECK_BOX and driver.is_named(node, 'Split into batches of at most')
        for node in window.showing()))
    subprocess.run(['xdotool', 'key', 'alt+b'], check=True)
    window.find('Options: in batches of 10000 rows')
    window.find('Size of a batch', (driver.Role.SPIN_BUTTON,)).set_value(10)
    window.find('Options: in batches of 10 rows')
    shot('options-open')


def main():
    print('1..4', flush=True)
    window = driver.Window([PROGRAM, '--practice', write_file()],
                           environment=dict(os.environ, GSETTINGS_BACKEND='memory'),
                           log=sys.stderr)
    try:
        window.press('Upload…')
        window.wait_windows(2)
        choose_batches(window)
        ok('batches are chosen')
        window.press('Load')
        window.hear('Uploading “deals.csv” to Practice mode.')
        window.hear(' of 10000 rows')
        window.find_text(lambda text: re.match(r'Batch \d+ of 1000', text), 'a batch under way')
        shot('batch-running')
        window.press('Cancel…')
        window.wait_windows(2)
        window.find_text(lambda text: 'stay so' in text, 'what stopping means')
        window.press('Stop')
        sent = window.find_text(lambda text: re.match(r'Rows 1 to \d+ were accepted\. .*'
                                                       r'Rows \d+ to 10000 were not loaded\.',
                                                      text), 'what was sent')
        unknown = 'It is not known' in sent   # one was on its way just then
        window.hear(sent)
        shot('batches-stopped')
        before = {one['execution_id'] for one in accepted()}
        assert int(re.match(r'Rows 1 to (\d+)', sent).group(1)) == 10 * len(before), (sent, len(before))
        assert 0 < len(before) < N_BATCHES
        ok('stopped in the middle, it says what was sent')

        window.press('Send the Rest…')
        window.wait_windows(2)
        window.find_text(lambda text: 'What was accepted is not sent again.' in text, 'how many are left')
        window.press('Load')
        if unknown:
            window.find('Send Rows That May Be Loaded Already?')
            window.press('Send Again')
        window.find('WorkSpan accepted the load', limit=90)
        window.find('All 1000 batches were accepted: 10000 rows.')
        shot('batches-done')
        all_of_them = accepted()
        assert len(all_of_them) == N_BATCHES and before < {one['execution_id'] for one in all_of_them}
        assert len({one['execution_id'] for one in all_of_them}) == N_BATCHES
        assert sum(one['rows'] for one in all_of_them) == N_ROWS
        ok('the rest is sent, and nothing twice')

        window.press('Back to the Table')
        window.press('Upload…')
        window.wait_windows(2)
        window.find('Options: in batches of 10 rows')
        window.press('Load')
        window.find('All 1000 batches were accepted: 10000 rows.', limit=60)
        assert len(accepted()) == N_BATCHES
        ok('the same once more sends nothing')
    except Exception:
        window.report()
        raise
    finally:
        window.close()


main()
