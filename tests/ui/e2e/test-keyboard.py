# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole main job by keyboard alone, without a pointer: credentials, a file, a look through the table, the upload,
and the execution ID on the clipboard. Reading the screen is done as a screen reader does; doing is keys only.

    test-keyboard.py BULK_LOADER BULK_LOADER_CLI TABLE
"""
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import driver  # noqa: E402
from steps import ok, start_practice, write_settings  # noqa: E402

PROGRAM, CLI, TABLE = sys.argv[1:4]


def keys(*names):
    subprocess.run(['xdotool', 'key', '--clearmodifiers', *names], check=True)


def type_text(text):
    subprocess.run(['xdotool', 'type', '--clearmodifiers', '--delay', '15', text], check=True)


class Keyboard:
    def __init__(self, window):
        self.window = window

    def has_focus(self, name):
        return any(driver.is_named(node, name) for node in self.window.focused() if node.role != driver.Role.LIST)

    def tab(self):
        before = [node.path for node in self.window.focused()]
        keys('Tab')
        try:
            driver.wait_for('the focus to move', lambda: before != [node.path for node in self.window.focused()], 0.5)
        except driver.Timeout:
            pass  # from one entry to another; see below

    def tab_to(self, name, limit=40):
        """As a person does: Tab until it is there."""
        for _ in range(limit):
            if self.has_focus(name):
                return
            self.tab()
        raise AssertionError(f'Tab never comes to “{name}”')

    def tab_to_entry(self, name, limit=40):
        """GTK 4.8 does not tell that an entry has the focus: a letter shows which one does."""
        for _ in range(limit):
            if all(node.role in driver.ENTRIES for node in self.window.focused()) and self.try_letter() == name:
                return
            self.tab()
        raise AssertionError(f'Tab never comes to the entry “{name}”')

    def try_letter(self):
        entries = [node for node in self.window.showing(in_front=True) if node.role in driver.ENTRIES]
        before = [entry.count_characters() for entry in entries]
        keys('End', 'x')

        def look():
            return next((entry for entry, n in zip(entries, before) if entry.count_characters() != n), None)
        try:
            entry = driver.wait_for('the letter', look, 1)
        except driver.Timeout:
            return None
        keys('BackSpace')
        driver.wait_for('the letter to go', lambda: look() is None)
        return entry.name


def prepare_settings(url):
    config = tempfile.mkdtemp(prefix='bulk-keyboard.')
    write_settings(config, f"environment='custom'\ncustom-url='{url}'\n")
    return dict(os.environ, XDG_CONFIG_HOME=config, GSETTINGS_BACKEND='keyfile')


def enter_credentials(window, keyboard, integration_id, token):
    keys('ctrl+comma')
    window.wait_windows(2)
    keyboard.tab_to('Edit Custom')
    keys('Return')
    window.find_text(lambda text: 'Nobody is signed in here yet' in text, 'what the keyring has')
    keyboard.tab_to_entry('Token')
    type_text(token)
    keyboard.tab_to_entry('Integration ID')
    type_text(integration_id)
    keyboard.tab_to('Save')
    keys('space')
    window.find_text(lambda text: 'keyring' in text and 'Saved' in text, 'the credentials to be saved')
    keys('Escape')
    window.wait_windows(1)
    ok('credentials are entered and saved')


def open_table(window):
    """What dragging a file does: the dialog takes a typed name."""
    keys('ctrl+o')
    window.wait_windows(2)
    keys('ctrl+l')

    def get_entry():
        return next((node for node in window.showing(in_front=True) if node.role in driver.ENTRIES), None)

    def has_name():
        n = get_entry().count_characters()
        if n > len(TABLE):
            keys('Delete')  # what GTK completes it with is no part of the name
        return n == len(TABLE)
    driver.wait_for('the entry for a name', get_entry)
    type_text(TABLE)
    driver.wait_for('the name', has_name)
    keys('Return')
    window.wait_windows(1)
    words = window.find_text(lambda text: 'opportunities' in text and ' columns' in text, 'the table in words')
    ok(f'a file is opened: {words}')


def look_through(window, keyboard):
    keyboard.tab_to('Table')
    table = window.find('Table')
    first = table.description
    assert first, 'the current cell is not told'
    keys('Down', 'Right')
    driver.wait_for('the next cell to be told', lambda: window.find('Table').description not in ('', first))
    ok('cells are walked through, and told')


def upload(window, keyboard, url):
    keys('ctrl+Return')
    window.wait_windows(2)
    window.find_text(lambda text: text.startswith('Load ') and text.endswith(f' into {url}?'), 'the question')
    # Enter alone says yes.
    driver.wait_for('the focus on “Load”', lambda: keyboard.has_focus('Load'))
    keys('Return')
    window.find('WorkSpan accepted the load', limit=60)
    texts = window.texts()
    execution = next(text for text in texts[texts.index('Execution ID') + 1:] if re.fullmatch(r'[0-9a-f]{8,}', text))
    ok('the table is loaded')
    keyboard.tab_to('Copy: Execution ID')
    keys('space')
    # GTK 4.8 does not tell what an entry holds: pasted into the find bar, the ID is what is not found in the table.
    keyboard.tab_to('Back to the Table')
    keys('space')
    keys('ctrl+f', 'ctrl+v')
    window.find('Not found')
    keys('Escape')
    ok('the execution ID is on the clipboard')


def main():
    print('1..6', flush=True)
    server, url, integration_id, token = start_practice(CLI)
    window = driver.Window([PROGRAM], environment=prepare_settings(url), log=sys.stderr)
    keyboard = Keyboard(window)
    try:
        window.find('Drop a spreadsheet here')
        enter_credentials(window, keyboard, integration_id, token)
        open_table(window)
        look_through(window, keyboard)
        upload(window, keyboard, url)
        keys('ctrl+q')
        window.process.wait(20)
        ok('the application is left')
    except Exception:
        if window.process.poll() is None:
            driver.screenshot(tempfile.gettempdir(), 'bulk-keyboard-failed')
            window.report()
        raise
    finally:
        server.terminate()
        server.wait(10)
        window.close()


main()
