# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the window through every page and dialog, in any language, for the tests and the screenshots that must see
them all. Each stop is a name, and the root whose contents are to be looked at."""
import gettext
import os
import re
import subprocess
import sys
import tempfile

import driver

# A table of which the service rejects two rows. Its words, and the service's, are nobody's to translate.
REJECTED = ('opportunity_id,name,close_date,amount\n'
            'aw1,One,2026-03-31,5\naw2,Two,20-jan-2020,7\naw3,Three,2026-03-31,x\naw4,Four,2026-03-31,4\n')
HEADER, N_ROWS, N_IN_BATCH = REJECTED.splitlines()[0] + '\n', 10000, 10   # as many batches as there may be
# One that takes a while in small batches, one that is held back, and one that is no table.
FILES = {'long.csv': HEADER + ''.join(f'aw{i},Deal,2026-03-31,{i}\n' for i in range(N_ROWS)),
         'wrong.csv': HEADER + 'aw7,Seven,2026-13-45,7\naw7,Again,x,8\n',
         'photo.csv': '\x89PNG\r\n\x1a\n' + '\0' * 64,
         'short.csv': HEADER + 'bw1,Eight,2026-03-31,8\n'}
REASONS = ("invalid value in field 'close_date'", "invalid value in field 'amount'")


def mnemonic(text):
    """The key that is marked in a label."""
    return text[text.index('_') + 1]


def plain(text):
    """A label without its mnemonic; translations may put that in brackets behind."""
    for at, letter in enumerate(text[:-1]):
        if letter == '_':
            if text[at - 1:at] == '(' and text[at + 2:at + 3] == ')':
                return (text[:at - 1] + text[at + 3:]).strip()
            return text[:at] + text[at + 1:]
    return text


def forms(words):
    """The names a label may have: GTK 4.8 leaves the underscore in; what is in brackets stays on the label."""
    return plain(words), words, words.replace('_', '', 1)


def find_locale(language):
    """The C library of Debian 13 does not look at LANGUAGE where the locale is C.UTF-8."""
    listed = subprocess.run(['locale', '-a'], capture_output=True, text=True, check=True).stdout
    known = [name for name in listed.split() if name.lower().endswith(('.utf8', '.utf-8'))]
    for start in (f'{language}_{language.upper()}.', f'{language}_', f'{language}.', 'en_US.', ''):
        for name in known:
            if name.startswith(start) and not name.startswith('C.'):
                return name
    return 'C.UTF-8'


class Tour:
    def __init__(self, program, language=None, locale_dir=None, log=None):
        self.program, self.log = program, log
        self.environment = dict(os.environ)
        self.words = gettext.NullTranslations()
        if language:
            self.environment.update(LANGUAGE=language, BULK_LOADER_LOCALE_DIR=locale_dir, LC_ALL=find_locale(language))
            self.words = gettext.translation('bulk-loader', locale_dir, [language])
        self.window = None

    def say(self, text, context=None):
        """A text of the program as it is shown in the tour's language."""
        return plain(self.words.pgettext(context, text) if context else self.words.gettext(text))

    def press_mnemonic(self, text):
        letter = mnemonic(self.words.gettext(text))
        if letter.isascii():
            self.keys('alt+' + letter.lower())
            return
        # GTK 4.8 heeds no letter of another alphabet.
        names = self.say(text), self.words.gettext(text)
        # The first name within it is its own, or its label's; that of the options goes on with what was chosen.
        self.window.tab_to(lambda focus: next((node.name for node in focus.walk() if node.name), '').startswith(names),
                           f'“{names[0]}”')
        self.keys('space')

    def press(self, text, last=False):
        self.window.press(*forms(self.words.gettext(text)), last=last)

    def find(self, text, limit=30.0):
        return self.window.find(forms(self.words.gettext(text)), limit=limit)

    def keys(self, *names):
        subprocess.run(['xdotool', 'key', '--clearmodifiers', *names], check=True)

    def start(self, *arguments):
        self.window = driver.Window([*self.program, *arguments], environment=self.environment, log=self.log)

    def stop(self):
        if self.window:
            self.window.close()
        self.window = None

    def visit(self, table, broken):
        """@table is loaded; @broken is a file that cannot be opened. Yields the name of each stop. Each leg is a run
        of its own: what GTK 4.8 tells of popovers that are gone confuses who looks at the same window for long."""
        with tempfile.TemporaryDirectory(prefix='bulk-tour.') as folder:
            rejected, workbook = os.path.join(folder, 'deals.csv'), os.path.join(folder, 'plan.xlsx')
            with open(rejected, 'w', encoding='utf-8') as out:
                out.write(REJECTED)
            files = []
            for name, text in FILES.items():
                files.append(os.path.join(folder, name))
                with open(files[-1], 'w', encoding='latin-1', newline='') as out:
                    out.write(text)
            maker = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'make-workbook.py')
            subprocess.run([sys.executable, maker, workbook], check=True)
            for leg, arguments in ((self._visit_windows, []), (self._visit_error, [broken]),
                                   (self._visit_preview, [table]), (self._visit_sheets, [workbook]),
                                   (self._visit_upload, [table]), (self._visit_rejected, [rejected]),
                                   (self._visit_batches, files[:1]), (self._visit_queue, files),
                                   (self._visit_about, [])):
                self.start('--practice', *arguments)
                try:
                    yield from leg()
                except Exception:
                    self.window.report()
                    raise
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
        # A key that comes while the menu closes is the menu's.
        self.window.wait_windows(1)
        self.keys('ctrl+comma')
        self.window.wait_windows(2)
        # In words, as the program puts them together.
        edit = self.words.gettext('Edit %s') % self.words.gettext('Sandbox')
        self.window.find(edit)
        yield 'preferences'
        self.press(edit)
        # The button is there only with the page; what is on the page is told of before.
        self.find('_Save')
        yield 'connection'
        self.leave_window()
        self.keys('F1')
        self.window.wait_windows(2)
        yield 'help'
        self.keys('Tab', 'Return')
        self.find('All Topics')
        yield 'help-topic'
        self.leave_window()
        yield from self._visit_shortcuts()

    def _visit_shortcuts(self):
        self.keys('ctrl+question')
        self.window.wait_windows(2)
        yield 'shortcuts'
        self.keys('ctrl+f')
        self.keys('percent', 'percent')
        self.find('No Shortcut Found')
        yield 'shortcuts-none'
        self.keys('Escape')
        self.leave_window()

    def _visit_about(self):
        self.keys('F10')
        self.find('_About Bulk Loader')
        self.keys('Up', 'Return')
        self.window.wait_windows(2)
        yield 'about'
        self.leave_window()

    def leave_window(self):
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
        self.keys('ctrl+g')
        self.find('_Go to row')
        yield 'go-to-row'
        self.keys('Escape')
        self.press('Columns and Templates')
        self.window.wait_windows(2)
        yield 'mapping'
        self.leave_window()

    def _visit_sheets(self):
        self.press('C_hange…')
        self.find('_Read Again')
        yield 'sheets'

    def _visit_upload(self):
        self.find('_Upload…')
        self.keys('ctrl+Return')
        self.window.wait_windows(2)
        self.find('_Load')
        yield 'question'
        self.press('_Load')
        self.find('WorkSpan accepted the load', limit=60)
        yield 'result'

    def _visit_rejected(self):
        self.press('_Problems')
        self.wait_for_rows('Problems')
        yield 'problems'
        self.press('_Problems')
        self.keys('ctrl+Return')
        self.window.wait_windows(2)
        self.press('_Load')
        self.wait_for_rows('Rejected rows')
        yield 'rejected'
        self.press('Show in the _Table')
        self.find('Next Rejected Row')
        yield 'rejected-bar'
        self.keys('ctrl+h')
        self.window.wait_windows(2)
        self.wait_for_rows('Loads')
        yield 'history'
        self.go_to_list()
        self.keys('Return')
        self.find('_Delete from History')
        self.window.find(REASONS[0])
        yield 'history-details'

    def choose_batches(self):
        """In the question before an upload."""
        self.press_mnemonic('O_ptions')
        # What was chosen for the load before is chosen still.
        if not self.wait_for_role(driver.Role.SPIN_BUTTON).has(driver.State.SENSITIVE):
            self.press_mnemonic('Split into _batches of at most')
        driver.wait_for('batches to be chosen', lambda: any(
            node.role == driver.Role.SPIN_BUTTON and node.has(driver.State.SENSITIVE)
            for node in self.window.showing()))
        self.wait_for_role(driver.Role.SPIN_BUTTON).set_value(N_IN_BATCH)
        driver.wait_for('their size', lambda: any(str(N_IN_BATCH) in text.split() for text in self.window.texts()))

    def wait_for_role(self, role):
        return driver.wait_for('what is to be filled in', lambda: next(
            (node for node in self.window.showing() if node.role == role), None))

    def stop_upload(self):
        self.window.wait_windows(2)
        self.find('Stop the Upload?')

    def _visit_batches(self):
        self.find('_Upload…')
        self.keys('ctrl+Return')
        self.window.wait_windows(2)
        self.find('_Load')
        self.choose_batches()
        yield 'question-options'
        self.press('_Load')
        self.window.wait_windows(1)
        # The button is there before the page is shown.
        n_batches = re.compile(rf'\b{N_ROWS // N_IN_BATCH}\b')
        self.window.find_text(n_batches.search, 'a batch under way')
        yield 'upload'
        self.press('_Cancel…')
        self.stop_upload()
        yield 'stop-question'
        self.press('_Stop')
        self.find('_Send the Rest…')
        yield 'batches'
        self.keys('ctrl+h')
        self.window.wait_windows(2)
        self.wait_for_rows('Loads')
        self.go_to_list()
        self.keys('Return')
        self.find('_Delete from History')
        yield 'history-details-batch'

    def _visit_queue(self):
        self.find('_Upload…')
        yield 'queue-bar'
        self.press('Upload _All…')
        button = self.words.ngettext('_Upload %u File…', '_Upload %u Files…', 2) % 2
        self.window.find(forms(button))
        yield 'queue'
        self.window.press(*forms(button))
        self.window.wait_windows(2)
        self.find('_Load')
        self.choose_batches()
        self.press('_Load')
        self.window.wait_windows(1)
        self.window.find_text(re.compile(r'\d\s*[%٪]').search, 'how much of a file was sent')
        yield 'queue-running'
        self.press('_Stop…', last=True)
        self.stop_upload()
        yield 'queue-stop-question'
        self.press('_Stop')
        self.find('The Upload Has Ended')
        yield 'queue-ended'

    def wait_for_rows(self, text):
        """In a list that is called so."""
        def look():
            return any(node.role == driver.Role.LIST and node.name == self.say(text) and node.children
                       for node in self.window.showing())
        driver.wait_for(f'the rows of “{self.say(text)}”', look)

    def go_to_list(self):
        """Puts the keyboard on the first row of the list in the window in front."""
        for _ in range(12):
            if any(node.role == driver.Role.LIST_ITEM for node in self.window.focused()):
                return
            before = [node.path for node in self.window.focused()]
            self.keys('Tab')
            try:
                driver.wait_for('the focus to move',
                                lambda: before != [node.path for node in self.window.focused()], 1)
            except driver.Timeout:
                pass  # GTK 4.8 does not tell of an entry
        raise AssertionError('Tab never comes to the list')
