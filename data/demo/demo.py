# SPDX-License-Identifier: GPL-3.0-or-later
"""Loads the demo's table through the window, and prints the details of the execution the window shows."""
import os
import sys

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(SOURCE, 'tests', 'ui', 'e2e'))
import driver  # noqa: E402

LABELS = ('File', 'Environment', 'Integration ID', 'Execution ID', 'Created, local time', 'Created, UTC', 'Rows sent',
          'Bytes sent')


def main():
    program, table, folder = sys.argv[1:4]
    with open(os.path.join(folder, 'bulk-loader.log'), 'wb') as log:
        window = driver.Window([program], log=log)
        window.find('Drop a spreadsheet here')
        driver.screenshot(folder, '1-start')
        window.close()

        window = driver.Window([program, '--practice', table], log=log)
        understood = window.find_text(lambda text: 'semicolon' in text and 'opportunities' in text, 'the table in words')
        print('The table:', understood)
        driver.screenshot(folder, '2-preview')
        window.press('Upload…')
        window.find('Load')
        driver.screenshot(folder, '3-question')
        window.press('Load')
        window.find('WorkSpan accepted the load', limit=60)
        driver.screenshot(folder, '4-result')
        details = read_details(window)
        for label in LABELS:
            if label in details:
                print(f'{label}: {details[label]}')
        window.close()
    if not details.get('Execution ID'):
        raise SystemExit('demo: the window shows no execution ID')


def read_details(window):
    """Each detail is a row whose label is followed by its value."""
    texts, details = window.texts(), {}
    for i, text in enumerate(texts[:-1]):
        if text in LABELS and text not in details:
            details[text] = next((other for other in texts[i + 1:i + 4] if other not in LABELS), '')
    return details


main()
