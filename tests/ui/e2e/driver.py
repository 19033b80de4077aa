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

# A history of one's own: tests in one session must not find each other's loads.
os.environ['XDG_DATA_HOME'] = tempfile.mkdtemp(prefix='bulk-e2e-data.')
atexit.register(shutil.rmtree, os.environ['XDG_DATA_HOME'], ignore_errors=True)


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


def walk(node):
    yield node
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield from walk(child)


def is_named(button, name):
    """GTK 4.8 puts the mnemonic's underscore into a button's name; its label has none."""
    return button.get_name() == name or any(node.get_name() == name and node.get_role() == Atspi.Role.LABEL
                                            for node in walk(button))


class Window:
    """One run of the application."""

    def __init__(self, command, environment=None, log=None):
        self.log = log
        self.process = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
        self.root = wait_for('the application', self._find_application)
        self.main = self.root.get_child_at_index(0)
        # Where to look. GTK 4.8 ends with a segmentation fault when it is asked for a window that is just coming or
        # going, so the other windows are only looked for while one is expected to be there.
        self.scope = self.root

    def _find_application(self):
        if self.process.poll() is not None:
            raise SystemExit(f'the application ended with status {self.process.returncode}')
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child is not None and child.get_process_id() == self.process.pid and child.get_child_count() > 0:
                return child
        return None

    def count_on_screen(self):
        """Its windows, as the X server knows them."""
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)],
                               capture_output=True, text=True, check=False)
        return len(found.stdout.split())

    def wait_windows(self, n):
        """Until so many windows are on screen; nothing but the first is looked at meanwhile."""
        self.scope = self.main
        wait_for(f'{n} windows', lambda: self.count_on_screen() == n)
        wait_for('GTK to tell of them', lambda: self.root.get_child_count() == n)
        self.scope = self.root if n > 1 else self.main

    def showing(self):
        # GTK 4.8 says of windows alone that they are showing.
        for node in walk(self.scope):
            if node.get_state_set().contains(Atspi.StateType.VISIBLE):
                yield node

    def texts(self):
        found = []
        for node in self.showing():
            name = node.get_name()
            if name:
                found.append(name)
        return found

    def find(self, name, roles=None, limit=30.0):
        def look():
            for node in self.showing():
                if node.get_name() == name and (roles is None or node.get_role() in roles):
                    return node
            return None
        return wait_for(f'“{name}”', look, limit)

    def find_text(self, predicate, what, limit=30.0):
        return wait_for(what, lambda: next((text for text in self.texts() if predicate(text)), None), limit)

    def press(self, name, limit=30.0, closes=False):
        """Presses a button, as soon as it can be; closes: its window goes with that."""
        buttons = (Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON)

        def look():
            for node in self.showing():
                if (node.get_role() in buttons and is_named(node, name) and
                        node.get_state_set().contains(Atspi.StateType.SENSITIVE)):
                    # A button that is not on screen yet takes no notice.
                    return node.get_action_iface().do_action(0)
            return None
        wait_for(f'the button “{name}”', look, limit)
        self.scope = self.main if closes else self.root

    def enter(self, name, text):
        """Fills in an entry that is labelled so."""
        entry = self.find(name, (Atspi.Role.TEXT, Atspi.Role.ENTRY, Atspi.Role.PASSWORD_TEXT))
        entry.get_editable_text_iface().set_text_contents(text)

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
