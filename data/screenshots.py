# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the window through its pages, as large as the screen, and keeps a picture of each.

    screenshots.py BUILD FOLDER, FOLDER, LANGUAGE OR "", STOPS (with commas) OR "all"
"""
import os
import subprocess
import sys
import tempfile

SOURCE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(SOURCE, 'tests', 'ui', 'e2e'))
import driver  # noqa: E402
import tour  # noqa: E402

BUILD, FOLDER, LANGUAGE, STOPS = sys.argv[1:5]


def settle():
    """Until two pictures in a row are the same: animations have ended."""
    last = []

    def look():
        picture = subprocess.run(['import', '-window', 'root', 'rgb:-'], capture_output=True, check=True).stdout
        same = bool(last) and last[-1] == picture
        last[:] = [picture]
        return same
    try:
        driver.wait_for('the window to come to rest', look, 2)
    except driver.Timeout:
        pass  # a cursor blinks


def main():
    os.makedirs(FOLDER, exist_ok=True)
    config = tempfile.mkdtemp(prefix='bulk-screenshots.')
    os.makedirs(os.path.join(config, 'glib-2.0', 'settings'))
    with open(os.path.join(config, 'glib-2.0', 'settings', 'keyfile'), 'w', encoding='utf-8') as keyfile:
        keyfile.write('[io/github/bulkloader/BulkLoader]\nwindow-maximized=true\n')
    os.makedirs(os.path.join(config, 'gtk-4.0'))
    with open(os.path.join(config, 'gtk-4.0', 'settings.ini'), 'w', encoding='utf-8') as settings:
        settings.write('[Settings]\ngtk-enable-animations=false\n')
    if os.environ.get('BULK_TEXT'):
        # Where the X server has no resources, Xlib reads those of the home folder, which is the session's own.
        with open(os.path.join(os.environ['HOME'], '.Xdefaults'), 'w', encoding='utf-8') as resources:
            resources.write(f"Xft.dpi: {int(os.environ['BULK_TEXT']) * 96 // 100}\n")
    os.environ.update(XDG_CONFIG_HOME=config, GSETTINGS_BACKEND='keyfile')
    broken = os.path.join(config, 'photo.csv')
    with open(broken, 'wb') as picture:
        picture.write(b'\x89PNG\r\n\x1a\n' + bytes(64))
    wanted = None if STOPS == 'all' else STOPS.split(',')
    seen = tour.Tour([os.path.join(BUILD, 'src', 'ui', 'bulk-loader')], language=LANGUAGE or None,
                     locale_dir=os.path.join(BUILD, 'po'), log=sys.stderr)
    for stop in seen.visit(os.path.join(SOURCE, 'data', 'demo', 'opportunities.csv'), broken):
        if wanted is None or stop in wanted:
            settle()
            driver.screenshot(FOLDER, stop)


main()
