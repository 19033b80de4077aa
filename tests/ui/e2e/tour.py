# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the window through every page and dialog, in any language, for the tests and the screenshots that must see
them all. Each stop is a name, and the root whose contents are to be looked at."""
import gettext
import os
import subprocess

import driver

ROLES = (driver.Atspi.Role.PUSH_BUTTON, driver.Atspi.Role.TOGGLE_BUTTON)


def plain(text):
    """A label without its mnemonic; translations may put that in brackets behind."""
    for at, letter in enumerate(text[:-1]):
        if letter == '_':
            if text[at - 1:at] == '(' and text[at + 2:at + 3] == ')':
                return (text[:at - 1] + text[at + 3:]).strip()
            return text[:at] + text[at + 1:]
    return text


class Tour:
    def __init__(self, program, language=None, locale_dir=None, log=None):
        self.program, self.log = program, log
        self.environment = dict(os.environ)
        self.words = gettext.NullTranslations()
        if language:
            self.environment.update(LANGUAGE=language, BULK_LOADER_LOCALE_DIR=locale_dir)
            self.words = gettext.translation('bulk-loader', locale_dir, [language])
        self.window = None

    def say(self, text, context=None):
        """A text of the program as it is shown in the tour's language."""
        return plain(self.words.pgettext(context, text) if context else self.words.gettext(text))

    def press(self, text):
        names = {self.say(text), self.words.gettext(text)}

        def look():
            for node in self.window.showing():
                # A menu button is a button around the one that can be pressed.
                if (node.get_role() in ROLES and node.get_state_set().contains(driver.Atspi.StateType.SENSITIVE) and
                        any(driver.is_named(node, name) for name in names) and
                        node.get_action_iface().get_n_actions() > 0):
                    return node
            return None
        driver.wait_for(f'the button “{self.say(text)}”', look).get_action_iface().do_action(0)

    def find(self, text, limit=30.0):
        return self.window.find(self.say(text), limit=limit)

    def keys(self, *names):
        subprocess.run(['xdotool', 'key', '--clearmodifiers', *names], check=True)

    def start(self, *arguments):
        self.window = driver.Window([*self.program, *arguments], environment=self.environment, log=self.log)
        self.window.scope = self.window.main

    def stop(self):
        if self.window:
            self.window.close()
        self.window = None

    def visit(self, table, broken):
        """@table is loaded; @broken is a file that cannot be opened. Yields the name of each stop. Each leg is a run
        of its own: what GTK 4.8 tells of popovers that are gone confuses who looks at the same window for long."""
        for leg, arguments in ((self._visit_windows, []), (self._visit_error, [broken]), (self._visit_preview, [table]),
                               (self._visit_upload, [table])):
            self.start('--practice', *arguments)
            try:
                yield from leg()
            finally:
                self.stop()

    def _visit_error(self):
        self.find('_Open Another File…')
        yield 'error'

    def _visit_windows(self):
        self.find('Drop a spreadsheet here')
        yield 'start'
        self.keys('F10')
        self.find('_About Bulk Loader')
        yield 'menu'
        self.keys('Escape')
        self.keys('ctrl+comma')
        self.window.wait_windows(2)
        # In words, as the program puts them together.
        edit = self.words.gettext('Edit %s') % self.words.gettext('Sandbox')
        self.window.find(edit)
        yield 'preferences'
        self.press(edit)
        self.find('_Test Connection')
        yield 'connection'
        self.leave_window()
        self.keys('F1')
        self.window.wait_windows(2)
        yield 'help'
        self.keys('Tab', 'Return')
        self.find('All Topics')
        yield 'help-topic'
        self.leave_window()
        yield from self._visit_window('ctrl+question', 'shortcuts')

    def leave_window(self):
        self.window.scope = self.window.main
        self.keys('Escape')
        self.window.wait_windows(1)

    def _visit_window(self, key, name):
        self.keys(key)
        self.window.wait_windows(2)
        yield name
        self.leave_window()

    def _visit_preview(self):
        self.find('_Upload…')
        yield 'preview'
        self.press('C_hange…')
        self.find('_Read Again')
        yield 'import'
        self.keys('Escape')
        self.keys('ctrl+f')
        yield 'find'
        self.keys('Escape')

    def _visit_upload(self):
        self.find('_Upload…')
        self.keys('ctrl+Return')
        self.window.wait_windows(2)
        self.find('_Load')
        yield 'question'
        self.press('_Load')
        self.window.scope = self.window.main
        self.find('WorkSpan accepted the load', limit=60)
        yield 'result'
