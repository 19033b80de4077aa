# SPDX-License-Identifier: GPL-3.0-or-later
"""Several files opened together and uploaded one after the other: two good ones with an execution ID each, a broken one
that is held back with the reason, opened from the list, and put back by "Keep Changes"; in a real window, with practice
mode as the service.

    test-queue.py BULK_LOADER BULK_LOADER_CLI
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
HEADER = 'opportunity_id,name,close_date,amount\n'
FILES = {
    'first.csv': HEADER + ''.join(f'aw{i},Deal {i},2026-03-31,{i}\n' for i in range(3)),
    'broken.csv': HEADER + 'aw7,Seven,2026-13-45,7\naw7,Again,x,8\n',
    'second.csv': HEADER + ''.join(f'bw{i},Deal {i},2026-04-30,{i}\n' for i in range(5)),
}


def wait_for_entry(window):
    driver.wait_for('something to write in', lambda: any(node.role in driver.ENTRIES for node in window.focused()))


def edit(window, text):
    """Writes into the first cell of the table."""
    subprocess.run(['xdotool', 'key', 'ctrl+f'], check=True)   # and back from there, into the table
    wait_for_entry(window)
    subprocess.run(['xdotool', 'key', 'Escape', 'F2'], check=True)
    wait_for_entry(window)
    subprocess.run(['xdotool', 'key', 'ctrl+a'], check=True)
    subprocess.run(['xdotool', 'type', text], check=True)
    subprocess.run(['xdotool', 'key', 'Return'], check=True)


def write_files():
    folder = tempfile.mkdtemp(prefix='bulk-e2e.')
    paths = []
    for name, rows in FILES.items():
        paths.append(os.path.join(folder, name))
        with open(paths[-1], 'w', encoding='utf-8') as out:
            out.write(rows)
    return paths


def main():
    print('1..6', flush=True)
    window = driver.Window([PROGRAM, '--practice', *write_files()],
                           environment=dict(os.environ, GSETTINGS_BACKEND='memory'), log=sys.stderr)
    try:
        window.find('Next file: broken.csv, and 1 more')
        window.find('No problems; 3 rows are ready.')
        shot('bar')
        edit(window, 'Changed')
        window.press('Open Next')
        window.find('Give Up Your Changes?')
        window.press('Keep Changes')
        window.find('Next file: broken.csv, and 1 more')
        ok('who keeps the changes keeps the files that wait')

        window.press('Upload All…')
        window.find('Upload 2 Files…')
        window.find_text(lambda text: text.startswith('Held back · ') and 'error' in text, 'why a file is held back')
        window.find_text(lambda text: text == 'Ready · 5 rows', 'what was understood of another')
        shot('before')
        ok('each file is listed with what was understood')

        window.press('Upload 2 Files…')
        window.wait_windows(2)
        window.find('Load 2 files with 8 rows into Practice mode?')
        window.find_text(lambda text: text.startswith('One after the other; 1 file of the list is not sent.'),
                         'the rest')
        shot('question')
        assert records(CLI) == []
        window.press('Load')
        window.hear('first.csv: ')
        window.find('The Upload Has Ended')
        window.hear('The Upload Has Ended. 2 files were accepted. 1 file is held back.')
        window.find('2 files were accepted. 1 file is held back.')
        shot('after')
        ok('one question for all, and the held one does not stop the others')

        accepted = records(CLI)
        assert [(one['state'], one['rows'], one['file']) for one in accepted] == [
            ('accepted', 5, 'second.csv'), ('accepted', 3, 'first.csv')], accepted
        ids = [one['execution_id'] for one in accepted]
        assert len(set(ids)) == 2
        for one in ids:
            window.find_text(lambda text, one=one: text.endswith(f'Execution ID: {one}'), 'the execution ID')
        ok('both have an execution ID of their own')

        window.press('Open: broken.csv')
        window.find_text(lambda text: re.search(r'\berrors?\b', text), 'the errors in the table')
        assert 'Upload 2 Files…' not in window.texts()
        ok('the broken one is opened from the list')

        assert len(records(CLI)) == 2
        ok('nothing was sent twice')
    except Exception:
        window.report()
        raise
    finally:
        window.close()


main()
