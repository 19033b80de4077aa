# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the window as assistive technology does, and waits for what it shows, never for time to pass."""
import atexit
import os
import shutil
import subprocess
import tempfile
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi  # noqa: E402

import tree  # noqa: E402

# A history of one's own: tests in one session must not find each other's loads.
os.environ['XDG_DATA_HOME'] = tempfile.mkdtemp(prefix='bulk-e2e-data.')
atexit.register(shutil.rmtree, os.environ['XDG_DATA_HOME'], ignore_errors=True)

Role, State = Atspi.Role, Atspi.StateType
BUTTONS = (Role.PUSH_BUTTON, Role.TOGGLE_BUTTON)
ENTRIES = (Role.TEXT, Role.ENTRY, Role.PASSWORD_TEXT)


class Timeout(Exception):
    pass


def wait_for(what, look, limit=30.0):
    """Looks until there is something; the limit is for a window that hangs."""
    end = time.monotonic() + limit
    while True:
        try:
            found = look()
        except Exception:  # the thing looked at may vanish meanwhile
            found = None
        if found:
            return found
        if time.monotonic() > end:
            raise Timeout(f'nothing came of waiting for {what}')
        time.sleep(0.05)


def is_named(node, name):
    """GTK 4.8 puts the mnemonic's underscore into a button's name; its label has none."""
    return node.name == name or any(inner.name == name and inner.role == Role.LABEL for inner in node.walk())


class Window:
    """One run of the application, with all its windows."""

    def __init__(self, command, environment=None, log=None):
        self.watch(subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT))

    def watch(self, process):
        """One that was started, by whomever."""
        self.process = process
        self.bus = tree.Bus()
        self.tree = wait_for('the application', self._find_application)
        wait_for('its window', lambda: self.tree.read().windows)

    def _find_application(self):
        if self.process.poll() is not None:
            raise SystemExit(f'the application ended with status {self.process.returncode}')
        return next((tree.Tree(self.bus, name) for name in self.bus.programs() if self.is_application(name)), None)

    def is_application(self, name):
        return self.bus.process_of(name) == self.process.pid

    def count_on_screen(self):
        """Its windows, as the X server knows them."""
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)],
                               capture_output=True, text=True, check=False)
        return len(found.stdout.split())

    def wait_windows(self, n):
        """Until so many windows are on screen, and told of."""
        wait_for(f'{n} windows', lambda: self.count_on_screen() == n)
        # GTK 4.8 goes on telling of dialogs that are gone.
        wait_for('GTK to tell of them', lambda: len(self.tree.read().windows) >= n)

    def wait_titles(self, *titles):
        """Until just these windows are there, beside what belongs to them."""
        def look():
            return sorted(node.name for node in self.windows() if node.role == Role.FRAME)
        wait_for(f'the windows {titles}', lambda: look() == sorted(titles))
        self.wait_windows(len(titles))

    def windows(self):
        """What is in front comes first: questions, then what keeps from the other windows."""
        return sorted(self.tree.read().windows, key=lambda window: (
            window.role != Role.DIALOG, not window.has(State.MODAL), not window.has(State.ACTIVE)))

    def showing(self, in_front=False):
        """What is there now, each after what it is in; in_front: where it can be pressed."""
        windows = self.windows()
        if in_front and windows and windows[0].has(State.MODAL):
            del windows[1:]
        # GTK 4.8 says of windows alone that they are showing.
        return [node for window in windows for node in window.walk() if node.has(State.VISIBLE)]

    def texts(self):
        return [node.name for node in self.showing() if node.name]

    def find(self, name, roles=None, limit=30.0):
        """What has this name, or one of these."""
        names = (name,) if isinstance(name, str) else name

        def look():
            return next((node for node in self.showing()
                         if node.name in names and (roles is None or node.role in roles)), None)
        return wait_for(f'“{names[0]}”', look, limit)

    def find_text(self, predicate, what, limit=30.0):
        return wait_for(what, lambda: next((text for text in self.texts() if predicate(text)), None), limit)

    def press(self, *names, limit=30.0, last=False):
        """Presses a button that has one of these names, as soon as it can be: the first, or the last, where a page
        before it that is hidden has one by the same name."""
        def look():
            nodes = self.showing(in_front=True)
            for node in reversed(nodes) if last else nodes:
                # A menu button is a button around the one that can be pressed.
                if (node.role in BUTTONS and node.has(State.SENSITIVE) and
                        any(is_named(node, name) for name in names) and node.count_actions() > 0):
                    # A button that is not on screen yet takes no notice.
                    return node.act()
            return None
        wait_for(f'the button “{names[0]}”', look, limit)

    def enter(self, name, text):
        """Fills in an entry that is labelled so."""
        self.find(name, ENTRIES).set_text(text)

    def focused(self):
        """What has the focus, innermost last."""
        return [node for node in self.showing() if node.has(State.FOCUSED)]

    def tab_to(self, is_there, what):
        """Goes from one control to the next with the Tab key, until what has the focus is the one."""
        for _ in range(40):
            before = self.focused()
            if any(is_there(node) for node in before):
                return
            paths = [node.path for node in before]
            subprocess.run(['xdotool', 'key', 'Tab'], check=True)
            try:
                wait_for('the focus to go on', lambda: [node.path for node in self.focused()] != paths, 2)
            except Timeout:
                # GTK 4.8 does not tell of the focus of an entry: it may have gone on from one to the next.
                if paths:
                    raise
        raise Timeout(f'no way leads to {what}')

    def is_announced(self, words):
        """Whether a screen reader says this: GTK before 4.14 lets only what has the focus speak."""
        return any(words in text for text in
                   [*self.bus.announced(), *(node.description for node in self.showing())])

    def hear(self, words, limit=30.0):
        """Until a screen reader says this."""
        wait_for(f'“{words}” to be said', lambda: self.is_announced(words), limit)

    def report(self):
        """What it shows instead of what was waited for, for who has to find out."""
        if self.process.poll() is not None:
            print(f'# the application ended with status {self.process.returncode}', flush=True)
            return
        print('# shown:', *(repr(text) for text in self.texts()), sep='\n#   ', flush=True)
        print('# focused:', *(f'{node.name} ({Atspi.role_get_name(node.role)})' for node in self.focused()), flush=True)
        print('# windows:', *(f'{node.name} ({Atspi.role_get_name(node.role)} {node.states:x})'
                              for node in self.windows()), flush=True)
        if os.environ.get('BULK_SHOTS'):
            print('#', screenshot(os.environ['BULK_SHOTS'], f'failed-{os.getpid()}'), flush=True)

    def close(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise


def screenshot(folder, name):
    path = os.path.join(folder, name + '.png')
    subprocess.run(['import', '-window', 'root', path], check=True)
    return path
