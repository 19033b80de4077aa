# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows every page in a language made up for it (pseudo.py), and fails on words that are not in it, and on those that
are cut off: they are nearly half as long again as in English, as German is.

    test-words.py BULK_LOADER TABLE BROKEN_FILE LANGUAGES_SCRIPT LABEL_PROBE
"""
import os
import re
import signal
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import driver  # noqa: E402
import pseudo  # noqa: E402
import tour  # noqa: E402

PROGRAM, TABLE, BROKEN, LANGUAGES, PROBE = sys.argv[1:6]

# What GTK and libadwaita say themselves, in languages that they know.
GTKS_OWN = {'Minimize', 'Maximize', 'Close', 'Restore', 'Clear', 'Edit', 'Copy', 'Cut', 'Paste', 'Delete', 'Select All',
            'Show Password', 'Show Text',
            'Acknowledgements', 'Code by', 'Copy Text', 'Credits', 'Debugging Information', 'Details', 'Legal',
            'Report an Issue', 'Save as…', 'Translated by', 'Troubleshooting', 'Website', 'What’s New',
            'Apply', 'About', '(None)', 'Expand', 'Return', 'Space'}


# What libadwaita says in its window about the program, beside who made that.
ABOUT = ('The Bulk Loader developers', 'This application comes with absolutely no warranty.',
         'To assist in troubleshooting',
         '_Copy Text', '_Save as…')



def read_data():
    """The words of the file itself are not the program's, nor are names and addresses."""
    with open(TABLE, encoding='utf-8') as table:
        cells = set(re.split(r'[;,\n]', table.read()))
    for text in (tour.REJECTED, tour.FILES['wrong.csv'], tour.FILES['short.csv']):
        cells |= set(re.split(r'[,\n]', text))
    cells |= {*tour.REASONS, *tour.FILES, 'deals.csv', 'plan.xlsx', 'Plan', 'Notes'}
    return {cell.strip().strip('"') for cell in cells} | {os.path.basename(TABLE), os.path.basename(BROKEN)}


def is_foreign(text, data):
    if text in GTKS_OWN or text in data or text.startswith(ABOUT) or re.fullmatch(
            r'(Gtk|Adw|Bulk)[A-Za-z]+|bulk-loader|/\S*|\d+ bytes|((Ctrl|Shift|Alt)\+)+\S+', text):
        return False
    outside, inner = text, re.compile(r'\[[^][]*\]')
    while inner.search(outside):
        outside = inner.sub(' ', outside)
    for datum in sorted(data, key=len, reverse=True):
        if len(datum) > 2:
            outside = outside.replace(datum, '')
    outside = re.sub(r'https?://\S+|WS-Integration_\w+|\b[0-9a-f]{8,}\b|\d[\d:T.+-]*Z?'
                     r'|\b(UTC|CSV|JSON|XLSX|ODS|UTF-\d+|ID|B|kB|MB)\b',
                     '', outside)
    return re.search('[A-Za-z]{2,}', outside) is not None


def read_cut_off(process, path):
    """What the probe within the program finds on screen."""
    process.send_signal(signal.SIGUSR1)
    driver.wait_for('the probe', lambda: os.path.exists(path))
    with open(path, encoding='utf-8') as labels:
        lines = labels.read().splitlines()
    os.remove(path)
    return sorted(set(lines))


def find_cut_off(process, path):
    """A page that has only just come has no room for anything yet."""
    try:
        driver.wait_for('every text to have room', lambda: not read_cut_off(process, path), 3)
        return []
    except driver.Timeout:
        return read_cut_off(process, path)


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
        labels = os.path.join(folder, 'labels')
        seen.environment.update(LD_PRELOAD=PROBE, BULK_LABELS=labels)
        for stop in seen.visit(TABLE, BROKEN):
            number += 1
            texts = seen.window.texts()
            foreign = sorted({text for text in texts if is_foreign(text, data)})
            print(''.join(f'# {text!r}\n' for text in foreign), end='')
            cut_off = find_cut_off(seen.window.process, labels)
            print(''.join(f'# {line}\n' for line in cut_off), end='')
            good = not foreign and not cut_off and any('[' in text for text in texts)
            failed += not good
            print(f'{"ok" if good else "not ok"} {number} - {stop}: every text can be translated, and read', flush=True)
    print(f'1..{number}')
    sys.exit(1 if failed or number < 10 else 0)


main()
