# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows every page in a language made up for it (pseudo.py), and fails on words that are not in it.

    test-words.py BULK_LOADER TABLE BROKEN_FILE LANGUAGES_SCRIPT
"""
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import pseudo  # noqa: E402
import tour  # noqa: E402

PROGRAM, TABLE, BROKEN, LANGUAGES = sys.argv[1:5]

# What GTK and libadwaita say themselves, in languages that they know.
GTKS_OWN = {'Minimize', 'Maximize', 'Close', 'Restore', 'Clear', 'Edit', 'Copy', 'Cut', 'Paste', 'Delete', 'Select All',
            'Shortcuts', 'Search Results', 'No Results Found', 'Try a different search', 'Show Password', 'Show Text',
            'Apply', 'About', '(None)', 'Expand', 'Ctrl', 'Shift', 'Alt', 'Return', 'Show All'}


def read_data():
    """The words of the file itself are not the program's, nor are names and addresses."""
    with open(TABLE, encoding='utf-8') as table:
        cells = set(re.split(r'[;,\n]', table.read()))
    cells |= set(re.split(r'[,\n]', tour.REJECTED)) | {*tour.REASONS, 'deals.csv', 'plan.xlsx', 'Plan', 'Notes'}
    return {cell.strip().strip('"') for cell in cells} | {os.path.basename(TABLE), os.path.basename(BROKEN)}


def is_foreign(text, data):
    if text in GTKS_OWN or text in data or re.fullmatch(
            r'(Gtk|Adw|Bulk)[A-Za-z]+|bulk-loader|/\S*|\d+ bytes|((Ctrl|Shift|Alt)\+)+\S+', text):
        return False
    outside, inner = text, re.compile(r'\[[^][]*\]')
    while inner.search(outside):
        outside = inner.sub(' ', outside)
    for datum in sorted(data, key=len, reverse=True):
        if len(datum) > 2:
            outside = outside.replace(datum, '')
    outside = re.sub(r'https?://\S+|WS-Integration_\w+|\b[0-9a-f]{8,}\b|\d[\d:T.+-]*Z?|\b(UTC|CSV|JSON|XLSX|ODS|UTF-\d+|ID|B|kB|MB)\b',
                     '', outside)
    return re.search('[A-Za-z]{2,}', outside) is not None


def main():
    number = failed = 0
    data = read_data()
    with tempfile.TemporaryDirectory(prefix='bulk-words.') as folder:
        messages = os.path.join(folder, 'xx', 'LC_MESSAGES')
        os.makedirs(messages)
        subprocess.run(['sh', LANGUAGES, '--template', os.path.join(folder, 'template.pot')], check=True,
                       stderr=subprocess.DEVNULL)
        subprocess.run([sys.executable, pseudo.__file__, os.path.join(folder, 'template.pot'),
                        os.path.join(messages, 'bulk-loader.mo')], check=True)
        seen = tour.Tour([PROGRAM], language='xx', locale_dir=folder, log=sys.stderr)
        for stop in seen.visit(TABLE, BROKEN):
            number += 1
            texts = seen.window.texts()
            foreign = sorted({text for text in texts if is_foreign(text, data)})
            print(''.join(f'# {text!r}\n' for text in foreign), end='')
            good = not foreign and any('[' in text for text in texts)
            failed += not good
            print(f'{"ok" if good else "not ok"} {number} - {stop}: every text can be translated', flush=True)
    print(f'1..{number}')
    sys.exit(1 if failed or number < 10 else 0)


main()
