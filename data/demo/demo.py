# SPDX-License-Identifier: GPL-3.0-or-later
"""Loads the demo's table through the window, and prints the details of the execution the window shows."""
import os
import re
import sys
import tempfile

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(SOURCE, 'tests', 'ui', 'e2e'))
import driver  # noqa: E402

LABELS = ('File', 'Environment', 'Integration ID', 'Execution ID', 'Created, local time', 'Created, UTC', 'Rows sent',
          'Bytes sent')


def main():
    program, table, folder = sys.argv[1:4]
    with open(os.path.join(folder, 'bulk-loader.log'), 'wb') as log:
        show_start(program, folder, log)
        details = load(program, table, folder, log)
        show_progress(program, table, folder, log)
    for label in LABELS:
        if label in details:
            print(f'{label}: {details[label]}')
    if not details.get('Execution ID'):
        raise SystemExit('demo: the window shows no execution ID')


def show_start(program, folder, log):
    window = driver.Window([program], log=log)
    window.find('Drop a spreadsheet here')
    driver.screenshot(folder, '1-start')
    window.close()


def begin(program, table, log):
    """Up to the question whether to load."""
    window = driver.Window([program, '--practice', table], log=log)
    return window, window.find_text(lambda text: 'semicolon' in text and 'opportunities' in text, 'the table in words')


def load(program, table, folder, log):
    window, understood = begin(program, table, log)
    print('The table:', understood)
    driver.screenshot(folder, '2-preview')
    window.press('Upload…')
    window.find('Load')
    driver.screenshot(folder, '3-question')
    window.press('Load')
    window.find('WorkSpan accepted the load', limit=60)
    driver.screenshot(folder, '5-result')
    details = read_details(window)
    window.close()
    return details


def show_progress(program, table, folder, log):
    """The same rows many times over, each with a key of its own, so that there is time to see how they go out."""
    with tempfile.TemporaryDirectory(prefix='bulk-demo.') as scratch:
        path = os.path.join(scratch, 'many-' + os.path.basename(table))
        with open(table, 'rb') as source, open(path, 'wb') as out:
            header, rows = source.readline(), source.read()
            out.write(header)
            for i in range(1500):
                out.write(re.sub(rb'(?m)^(?=\d+;)', b'%04d-' % i, rows))
        window, _ = begin(program, path, log)
        window.find_text(lambda text: 'rows are ready' in text, 'what the checks say', limit=60)
        window.press('Upload…')
        window.press('Load')
        window.find_text(lambda text: 'MB/s' in text, 'progress')
        driver.screenshot(folder, '4-progress')
        window.close()


def read_details(window):
    """Each detail is a row whose label is followed by its value."""
    texts, details = window.texts(), {}
    for i, text in enumerate(texts[:-1]):
        if text in LABELS and text not in details:
            details[text] = next((other for other in texts[i + 1:i + 4] if other not in LABELS), '')
    return details


main()
