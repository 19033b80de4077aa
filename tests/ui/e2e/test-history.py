# SPDX-License-Identifier: GPL-3.0-or-later
"""The same rows twice, and the history of it: asked before, noted after, deleted and brought back; in a real window,
with practice mode as the service.

    test-history.py BULK_LOADER BULK_LOADER_CLI TABLE
"""
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import driver  # noqa: E402
from steps import ok, records, xdotool  # noqa: E402

PROGRAM, CLI, TABLE = sys.argv[1:4]
TOKEN = b'practice-token'


def upload(window):
    window.press('Upload…')
    window.find_text(lambda text: text.startswith('Load 3 opportunities'), 'the question before the load')
    window.press('Load')


def details(window):
    texts = window.texts()
    return texts[texts.index('Execution ID') + 1:]


def check_files():
    """No file of the home folder holds the token."""
    n = 0
    for folder, _, names in os.walk(os.environ['HOME']):
        for name in names:
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                with open(path, 'rb') as file:
                    assert TOKEN not in file.read(), path
                n += 1
    assert n > 0


def main():
    print('1..7', flush=True)
    window = driver.Window([PROGRAM, '--practice', TABLE], log=sys.stderr)
    try:
        upload(window)
        window.find('WorkSpan accepted the load')
        first = next(text for text in details(window) if re.fullmatch(r'[0-9a-f]{8,}', text))
        record, = records(CLI)
        assert (record['state'], record['execution_id']) == ('accepted', first), record
        ok('a load is in the history')

        window.press('Back to the Table')
        upload(window)
        window.find('Load the Same Rows Twice?')
        assert any(first in text for text in window.texts())
        window.press('Do Not Send')
        window.find('The upload was cancelled')
        assert len(records(CLI)) == 1
        ok('the same rows are not sent again without a question')

        window.press('Back to the Table')
        upload(window)
        window.find('Load the Same Rows Twice?')
        window.press('Send Again')
        window.find('WorkSpan accepted the load')
        assert [record['state'] for record in records(CLI)] == ['accepted', 'accepted']
        ok('they are on the user’s word')

        window.find('All rows were loaded')
        xdotool('key', 'ctrl+h')
        driver.wait_for('two loads in the list', lambda: window.texts().count('Accepted') >= 2)
        ok('the history lists both')

        xdotool('key', 'Tab', 'Tab', 'Tab', 'Tab', 'Tab')
        xdotool('key', 'Home', 'Return')
        window.find('SHA-256 of the rows as sent')
        # The page of the result says so too.
        before = window.texts().count('All rows were loaded')
        window.press('Check Status')
        driver.wait_for('what became of the load', lambda: window.texts().count('All rows were loaded') > before)
        driver.wait_for('what became of the rows to be written down', lambda: any(
            record.get('status') == 'completed' for record in records(CLI)))
        ok('what became of a load can be asked from there')

        window.press('Delete from History')
        window.find('Deleted from the history')
        driver.wait_for('one load left', lambda: len(records(CLI)) == 1)
        window.press('Undo')
        driver.wait_for('both loads', lambda: len(records(CLI)) == 2)
        ok('a load is deleted, and brought back')

        check_files()
        with open(f'/proc/{window.process.pid}/cmdline', 'rb') as file:
            assert TOKEN not in file.read()
        ok('the token is in no file and no argument')
    except Exception:
        window.report()
        raise
    finally:
        window.close()


main()
