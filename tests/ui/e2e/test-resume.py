# SPDX-License-Identifier: GPL-3.0-or-later
"""A table of which one batch was accepted before the program ended: sent whole it is known, and the rest of it is sent
from the history. Rejected rows of a load of then are corrected from there as well. A real window, a real keyring, and
the practice server in a process of its own.

    test-resume.py BULK_LOADER BULK_LOADER_CLI
"""
import contextlib
import os
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import driver  # noqa: E402
from steps import ok, records, shot, start_practice, write_settings, xdotool  # noqa: E402

PROGRAM, CLI = sys.argv[1:3]
ROWS = 'opportunity_id,name,close_date,amount\n' + ''.join(f'aw{i},Deal {i},2026-03-31,{i}\n' for i in range(1, 9))


def prepare_settings(folder, url):
    write_settings(folder, "connection='mine'\nconnections=[{'id': <'mine'>, 'name': <'Mine'>, "
                   f"'environment': <'custom'>, 'url': <'{url}'>}}]\n")


def command(environment, *arguments, given=None):
    return subprocess.run([CLI, *arguments], env=environment, input=given, check=True, capture_output=True, text=True)


def accepted_rows():
    return sorted(one['rows'] for one in records(CLI, '--limit', '0') if one['state'] == 'accepted')


def refuse(first_row):
    """As if the service had said no to the batches from that row on, which came after the program had ended."""
    path = os.path.join(os.environ['XDG_DATA_HOME'], 'bulk-loader', 'history.db')
    with contextlib.closing(sqlite3.connect(path)) as history, history:
        history.execute('UPDATE loads SET state = 3, execution_id = NULL WHERE first_row >= ?', (first_row - 1,))


def begin_upload(window, question):
    window.press('Upload…')
    window.wait_windows(2)
    window.find(question)


def open_details(window, expected='Some Batches Are Left'):
    xdotool('key', 'ctrl+h')
    window.wait_windows(2)
    window.find('Accepted')
    xdotool('key', 'Tab', 'Tab', 'Tab', 'Tab', 'Tab')
    xdotool('key', 'Home', 'Return')
    window.find(expected)


def send_whole(window):
    """The options are those of a connection that was never used here: one load."""
    begin_upload(window, 'Load 8 opportunities into Mine?')
    window.press('Load')
    window.find('Send Rows of Which Some May Be Loaded Already?')
    window.find_text(lambda text: 'Rows 1 to 3 of this table were sent' in text and 'batches of at most 3 rows' in text,
                     'which rows are there already, and what to do')
    shot('resume-known')
    window.press('Do Not Send')
    window.find('The upload was cancelled')
    assert accepted_rows() == [3], accepted_rows()
    ok('sent whole, a table of which a batch was accepted is known')


def send_rest(window):
    open_details(window)
    window.find_text(lambda text: text.startswith('1 of 3 batches of this table were accepted'), 'how much is left')
    shot('resume-details')
    window.press('Send the Rest…')
    window.find('Press Upload to send the rest. Batches that were accepted are not sent again.')
    shot('resume-open')
    begin_upload(window, 'Load 5 opportunities into Mine?')
    window.find_text(lambda text: '2 of 3 batches are left.' in text, 'how many are left')
    shot('resume-question')
    window.press('Load')
    window.find('All 3 batches were accepted: 8 rows.')
    assert accepted_rows() == [2, 3, 3], accepted_rows()
    ok('the rest is sent from the history, and nothing twice')


def send_what_differs(window, table):
    refuse(4)
    with open(table, 'a', encoding='utf-8') as out:
        out.write('aw9,New,2026-03-31,9\n')
    open_details(window)
    window.press('Send the Rest…')
    window.find('The Table Is Not the Same')
    shot('resume-differs')
    window.press('Close')
    assert accepted_rows() == [3], accepted_rows()
    ok('of another table it is said before anything is sent')


def correct(window, environment, table):
    with open(table, 'w', encoding='utf-8') as out:
        out.write('opportunity_id,name,close_date,amount\nbw1,One,2026-03-31,5\nbw2,Two,2026-03-31,x\n')
    subprocess.run([CLI, 'upload', table, '--connection', 'Mine', '--wait'], env=environment, capture_output=True,
                   check=False)
    before = accepted_rows()
    open_details(window, 'Rejected Rows')
    shot('correct-details')
    window.press('Save Rejected Rows…')
    window.find('Save Rejected Rows')
    shot('correct-save')
    xdotool('key', 'Escape')
    window.wait_windows(2)
    window.press('Correct Rows…')
    window.find('1 row was rejected')
    window.find('Row 2 · bw2')
    shot('correct-result')
    window.press('Show in the Table')
    window.find("Row 2: invalid value in field 'amount'")
    for _ in range(3):
        xdotool('key', 'Right')
    xdotool('key', 'F2')
    driver.wait_for('the cell to be written in', lambda: any(node.role in driver.ENTRIES for node in window.focused()))
    xdotool('key', 'ctrl+a')
    xdotool('type', '7')
    xdotool('key', 'Return')
    window.press('Send Corrected Rows…')
    window.find_text(lambda text: text.startswith('Load 1 opportunity into Mine'), 'the question')
    window.press('Load')
    window.find('All rows were loaded')
    last = records(CLI)[0]
    assert sorted([*before, 1]) == accepted_rows() and last['follows'], (before, last)
    ok('rejected rows are corrected from the history, as a load that follows')


def main():
    print('1..4', flush=True)
    server, url, integration_id, token = start_practice(CLI)
    folder = tempfile.mkdtemp(prefix='bulk-e2e.')
    environment = dict(os.environ, XDG_CONFIG_HOME=folder, GSETTINGS_BACKEND='keyfile')
    table = os.path.join(folder, 'deals.csv')
    with open(table, 'w', encoding='utf-8') as out:
        out.write(ROWS)
    prepare_settings(folder, url)
    command(environment, 'sign-in', '--connection', 'Mine', '--integration-id', integration_id,
            '--token-file', '-', given=token)
    command(environment, 'upload', table, '--connection', 'Mine', '--batch-rows', '3')
    refuse(4)
    window = driver.Window([PROGRAM, table], environment=environment, log=sys.stderr)
    try:
        send_whole(window)
        send_rest(window)
        send_what_differs(window, table)
        correct(window, environment, os.path.join(folder, 'rejected.csv'))
    except Exception:
        window.report()
        raise
    finally:
        server.terminate()
        server.wait(10)
        window.close()


main()
