# SPDX-License-Identifier: GPL-3.0-or-later
"""Windows on the screen as the X server knows them, and the pointer that drags between them."""
import subprocess

import driver
from steps import xdotool


def list_windows(title):
    """The X windows on screen that are called so, by their numbers."""
    found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', f'^{title}$'], capture_output=True,
                           text=True, check=False)
    return found.stdout.split()


def find_window(title):
    """The number of the X window that is called so, as soon as it is on screen."""
    return driver.wait_for(f'the window “{title}”', lambda: list_windows(title))[-1]


def activate(title):
    """Brings a window to the front, for keys to go there; gives its number."""
    window = find_window(title)
    xdotool('windowactivate', '--sync', window)
    return window


def place(title, x, y):
    window = activate(title)
    xdotool('windowmove', '--sync', window, x, y)
    return window


def geometry(window):
    lines = xdotool('getwindowgeometry', '--shell', window).splitlines()
    values = dict(line.split('=', 1) for line in lines)
    return [int(values[key]) for key in ('X', 'Y', 'WIDTH', 'HEIGHT')]


def centre(window):
    x, y, width, height = geometry(window)
    return x + width // 2, y + height // 2


def move(start, end):
    """In steps, as a hand does."""
    (x, y), (to_x, to_y) = start, end
    for step in range(1, 21):
        xdotool('mousemove', '--sync', x + (to_x - x) * step // 20, y + (to_y - y) * step // 20)
    xdotool('mousemove', '--sync', to_x + 3, to_y + 3)


def drag(source, target, is_taken):
    """Presses in one window and moves to another, without letting go. What comes within a tenth of a second of that
    newer versions of GTK do not take for a drag, so the pointer goes on a little until the other window takes it."""
    xdotool('mousemove', '--sync', *centre(source), 'mousedown', 1)
    move(centre(source), centre(target))
    x, y = centre(target)

    def look():
        nonlocal x
        x = centre(target)[0] + 1 if x == centre(target)[0] else centre(target)[0]
        xdotool('mousemove', x, y)
        return is_taken()
    driver.wait_for('the drag to be noticed', look)
