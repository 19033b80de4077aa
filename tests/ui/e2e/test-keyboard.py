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

PROGRAM, CLI, TABLE = sys.argv[1:4]
Role, State = driver.Atspi.Role, driver.Atspi.StateType
ENTRIES = (Role.TEXT, Role.ENTRY, Role.PASSWORD_TEXT)
NUMBER = 0


def ok(what):
    global NUMBER
    NUMBER += 1
    print(f'ok {NUMBER} - {what}', flush=True)


def keys(*names):
    subprocess.run(['xdotool', 'key', '--clearmodifiers', *names], check=True)


def type_text(text):
    subprocess.run(['xdotool', 'type', '--clearmodifiers', '--delay', '15', text], check=True)


class Keyboard:
    def __init__(self, window):
        self.window = window

    def focused(self):
        """What has the focus, innermost last: an entry's text within its row."""
        return [node for node in self.window.showing() if node.get_state_set().contains(State.FOCUSED)]

    def has_focus(self, name):
        return any(driver.is_named(node, name) for node in self.focused() if node.get_role() != Role.LIST)

    def tab(self):
        before = [(node.get_role(), node.get_name()) for node in self.focused()]
        keys('Tab')
        try:
            driver.wait_for('the focus to move', lambda: before != [
                (node.get_role(), node.get_name()) for node in self.focused()], 0.5)
        except driver.Timeout:
            pass  # two neighbours may look the same

    def tab_to(self, name, limit=40):
        """As a person does: Tab until it is there."""
        for _ in range(limit):
            if self.has_focus(name):
                return
            self.tab()
        raise AssertionError(f'Tab never comes to “{name}”')

    def tab_to_entry(self, name, limit=40):
        """GTK 4.8 does not tell that an entry has the focus: a letter shows where one is."""
        entry = self.window.find(name, ENTRIES)
        for _ in range(limit):
            if not self.focused():
                keys('End', 'x')
                try:
                    driver.wait_for('the letter', lambda: length_of(entry) > 0, 0.5)
                except driver.Timeout:
                    keys('BackSpace')
                else:
                    keys('BackSpace')
                    return
            self.tab()
        raise AssertionError(f'Tab never comes to the entry “{name}”')


def start_practice():
    server = subprocess.Popen([CLI, 'practice', '--port', '0'], stdout=subprocess.PIPE, text=True)
    lines = dict(server.stdout.readline().strip().split(': ', 1) for _ in range(3))
    return server, lines['URL'], lines['Integration ID'], lines['Token']


def prepare_settings(url):
    config = tempfile.mkdtemp(prefix='bulk-keyboard.')
    folder = os.path.join(config, 'glib-2.0', 'settings')
    os.makedirs(folder)
    with open(os.path.join(folder, 'keyfile'), 'w', encoding='utf-8') as out:
        out.write(f"[io/github/bulkloader/BulkLoader]\nenvironment='custom'\ncustom-url='{url}'\n")
    return dict(os.environ, XDG_CONFIG_HOME=config, GSETTINGS_BACKEND='keyfile')


def enter_credentials(window, keyboard, integration_id, token):
    keys('ctrl+comma')
    window.wait_windows(2)
    keyboard.tab_to('Edit Custom')
    keys('Return')
    window.find('Test Connection')
    keyboard.tab_to_entry('Integration ID')
    type_text(integration_id)
    keyboard.tab_to_entry('Token')
    type_text(token)
    keyboard.tab_to('Save')
    keys('space')
    window.find_text(lambda text: 'keyring' in text and 'Saved' in text, 'the credentials to be saved')
    window.scope = window.main
    keys('Escape')
    window.wait_windows(1)
    ok('credentials are entered and saved')


def open_table(window):
    """What dragging a file does: the dialog takes a typed name."""
    keys('ctrl+o')
    window.wait_windows(2)
    window.scope = window.main
    type_text('/')
    type_text(TABLE[1:])
    keys('Return')
    window.wait_windows(1)
    words = window.find_text(lambda text: 'opportunities' in text and ' columns' in text, 'the table in words')
    ok(f'a file is opened: {words}')


def look_through(window, keyboard):
    keyboard.tab_to('Table')
    table = window.find('Table')
    first = table.get_description()
    assert first, 'the current cell is not told'
    keys('Down', 'Right')
    driver.wait_for('the next cell to be told', lambda: table.get_description() not in ('', first))
    ok('cells are walked through, and told')


def upload(window, keyboard, url):
    keys('ctrl+Return')
    window.wait_windows(2)
    window.find_text(lambda text: text.startswith('Load ') and text.endswith(f' into {url}?'), 'the question')
    keyboard.tab_to('Load')
    window.scope = window.main
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


def length_of(node):
    return driver.Atspi.Text.get_character_count(node.get_text_iface())


def main():
    print('1..6', flush=True)
    server, url, integration_id, token = start_practice()
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
            print('# shown:', *(repr(text) for text in window.texts()), sep='\n#   ', flush=True)
        raise
    finally:
        server.terminate()
        server.wait(10)
        window.close()


main()
