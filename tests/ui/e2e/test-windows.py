# SPDX-License-Identifier: GPL-3.0-or-later
"""Several windows of one program: files from elsewhere open in an empty window, never in one that somebody works in;
every window can be closed without the others; quitting asks where something is under way; and the size comes back.

    test-windows.py BULK_LOADER
"""
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import driver  # noqa: E402
import tour  # noqa: E402
from desk import Desk, key  # noqa: E402
from pointer import activate, find_window, geometry  # noqa: E402
from steps import ok, shot, xdotool  # noqa: E402

PROGRAM = sys.argv[1]
NAMES = ('first.csv', 'second.csv', 'third.csv', 'fourth.csv')


def check_instance(desk):
    desk.start()
    window = desk.window
    window.find('Drop a spreadsheet here')
    desk.start_again('first.csv')
    window.wait_titles('first.csv')
    ok('a second start opens its file in the window that is empty')
    desk.start_again('file://' + desk.path('second.csv'))
    window.wait_titles('first.csv', 'second.csv')
    ok('the next one has a window of its own')
    desk.start_again()
    window.wait_titles('first.csv', 'second.csv')
    key('second.csv', 'ctrl+n')
    window.wait_titles('first.csv', 'second.csv', 'Bulk Loader')
    activate('first.csv')
    desk.start_again('third.csv', 'fourth.csv')
    window.wait_titles('first.csv', 'second.csv', 'third.csv')
    window.find('Next file: fourth.csv')
    shot('windows')
    ok('of two files one waits, in the window that was new')
    desk.start_again('--new-window')
    window.wait_titles('first.csv', 'second.csv', 'third.csv', 'Bulk Loader')
    key('third.csv', 'ctrl+w')
    key('Bulk Loader', 'ctrl+w')
    window.wait_titles('first.csv', 'second.csv')
    ok('closing one leaves the others')
    key('second.csv', 'ctrl+h')
    window.find('No Loads Yet')
    key('first.csv', 'ctrl+q')
    desk.wait_end()
    ok('all of them end together, and the history with them')


def begin_upload(desk):
    """One that takes a while: in practice mode, in as many batches as there may be."""
    desk.write('long.csv', tour.N_ROWS)
    desk.start_again('--practice', desk.path('long.csv'))
    desk.window.wait_titles('first.csv', 'long.csv')
    desk.window.find(f'No problems; {tour.N_ROWS} rows are ready.')
    key('long.csv', 'ctrl+Return')
    desk.window.wait_windows(3)
    question = tour.Tour([PROGRAM])
    question.window = desk.window
    question.choose_batches()
    desk.window.press('Load')
    desk.window.wait_windows(2)
    desk.window.find_text(re.compile(rf'\b{tour.N_ROWS // tour.N_IN_BATCH}\b').search, 'a batch under way')


def check_quit(desk):
    desk.start(desk.path('first.csv'))
    window = desk.window
    desk.start_again('second.csv')
    window.wait_titles('first.csv', 'second.csv')
    key('first.csv', 'ctrl+comma')
    window.press('Edit Sandbox')
    window.find_text(lambda text: 'Nobody is signed in here yet' in text, 'what the keyring has')
    window.enter('Integration ID', 'abc')
    key('second.csv', 'ctrl+q')
    window.find('Save What You Entered?')
    window.press('Discard')
    window.wait_titles('first.csv')
    ok('quitting asks about credentials that were not saved')
    begin_upload(desk)
    key('first.csv', 'ctrl+q')
    window.find('Stop the Upload?')
    window.press('Keep Uploading')
    window.wait_titles('long.csv')
    ok('quitting asks while something is uploaded, and can be thought better of')
    key('long.csv', 'ctrl+q')
    window.find('Stop the Upload?')
    window.press('Stop and Close')
    desk.wait_end()
    ok('who says so stops it')


def is_maximized(number):
    return 'MAXIMIZED' in subprocess.run(['xprop', '-id', number, '_NET_WM_STATE'], check=True, capture_output=True,
                                         text=True).stdout


def double_click_header(number):
    x, y, width, _ = geometry(number)
    xdotool('mousemove', '--sync', x + width // 3, y + 20, 'click', '--repeat', 2, '--delay', 50, 1)


def wait_size(desk, title, size):
    """Until a window is so large, and what is in it with it, but for its edge; gives its number."""
    number = find_window(title)

    def look():
        inner = next(node for node in desk.window.windows() if node.name == title).call('Component', 'GetSize')
        return tuple(geometry(number)[2:]) == size and all(0 <= outer - part < 20 for outer, part in zip(size, inner))
    driver.wait_for(f'the size {size}', look)
    return number


def check_size(desk):
    size, another = (940, 610), (800, 700)
    desk.start()
    desk.window.find('Drop a spreadsheet here')
    xdotool('windowsize', '--sync', find_window('Bulk Loader'), *size)
    for _ in range(3):
        wait_size(desk, 'Bulk Loader', size)
        key('Bulk Loader', 'ctrl+w')
        desk.wait_end()
        desk.start()
    number = wait_size(desk, 'Bulk Loader', size)
    ok('the size comes back, as it was')
    double_click_header(number)
    driver.wait_for('it to be maximized', lambda: is_maximized(number))
    key('Bulk Loader', 'ctrl+w')
    desk.wait_end()
    desk.start(desk.path('first.csv'))
    number = find_window('first.csv')
    driver.wait_for('it to be maximized again', lambda: is_maximized(number))
    double_click_header(number)
    driver.wait_for('it to be as it was', lambda: not is_maximized(number))
    wait_size(desk, 'first.csv', size)
    ok('so does a maximized window, with the size that it had before')
    key('first.csv', 'ctrl+n')
    other = wait_size(desk, 'Bulk Loader', size)
    xdotool('windowsize', '--sync', other, *another)
    wait_size(desk, 'Bulk Loader', another)
    key('first.csv', 'ctrl+q')
    desk.wait_end()
    desk.start()
    wait_size(desk, 'Bulk Loader', size)
    ok('of several windows, the one used last tells the size of the next')


def main():
    print('1..11', flush=True)
    Desk(PROGRAM, NAMES).run(check_instance, check_quit, check_size)


main()
