# SPDX-License-Identifier: GPL-3.0-or-later
"""A home folder with some files in it, in which the program is started over and over."""
import os
import shutil
import subprocess
import sys
import tempfile

import driver
from pointer import activate
from steps import xdotool

HEADER = 'opportunity_id,name,close_date,amount\n'
N_ROWS = 3


def key(title, *names):
    """As pressed by who works in that window."""
    activate(title)
    xdotool('key', '--clearmodifiers', *names)


class Desk:
    def __init__(self, program, names):
        self.program, self.window = os.path.abspath(program), None
        self.folder = tempfile.mkdtemp(prefix='bulk-desk.')
        for name in names:
            self.write(name, N_ROWS)
        self.environment = dict(os.environ, XDG_CONFIG_HOME=self.folder, GSETTINGS_BACKEND='keyfile',
                                G_DEBUG='fatal-criticals')
        os.mkdir(os.path.join(self.folder, 'gtk-4.0'))
        self.set_animations(False)

    def set_animations(self, enabled):
        """For the next start."""
        with open(os.path.join(self.folder, 'gtk-4.0', 'settings.ini'), 'w', encoding='utf-8') as out:
            out.write(f'[Settings]\ngtk-enable-animations={str(enabled).lower()}\n')

    def write(self, name, n_rows):
        with open(self.path(name), 'w', encoding='utf-8') as out:
            out.write(HEADER + ''.join(f'aw{i},Deal {i},2026-03-31,{i}\n' for i in range(n_rows)))

    def path(self, name):
        return os.path.join(self.folder, name)

    def start(self, *arguments):
        self.window = driver.Window([self.program, *arguments], environment=self.environment, log=sys.stderr)

    def start_again(self, *arguments):
        """While it runs: that is told, and the second process is done."""
        subprocess.run([self.program, *arguments], env=self.environment, cwd=self.folder, check=True, timeout=30)

    def wait_end(self):
        assert self.window.process.wait(20) == 0

    def run(self, *checks):
        """Each of these with the desk, one after the other."""
        try:
            for check in checks:
                check(self)
        except Exception:
            if self.window:
                self.window.report()
            raise
        finally:
            if self.window and self.window.process.poll() is None:
                self.window.close()
            shutil.rmtree(self.folder)
