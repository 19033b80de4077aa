# SPDX-License-Identifier: GPL-3.0-or-later
"""What is done can be taken back, and nothing that somebody did is lost without a question: files held over the window
and dropped on it, rows and columns that are removed, cells that are cleared, and other tables in place of this one;
with animations and without.

    test-undo.py BULK_LOADER DRAG_SOURCE
"""
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import driver  # noqa: E402
from desk import Desk, key  # noqa: E402
from pointer import activate, centre, drag, move, place  # noqa: E402
from steps import ok, shot, xdotool  # noqa: E402

PROGRAM, DRAG_SOURCE = sys.argv[1:3]
NAMES = ('first.csv', 'second.csv')


def wait_gone(window, text):
    driver.wait_for(f'“{text}” to go', lambda: text not in window.texts())


def wait_rows(window, n):
    window.find(f'No problems; {n} rows are ready.')


def wait_columns(window, n):
    window.find_text(lambda text: f'3 opportunities · {n} columns' in text, f'{n} columns')


def check_drop(desk):
    desk.start()
    window = desk.window
    window.find('Drop a spreadsheet here')
    source = subprocess.Popen([DRAG_SOURCE, *map(desk.path, NAMES)], stdout=subprocess.DEVNULL)
    try:
        source_window = place('Drag Source', 10, 40)
        target = place('Bulk Loader', 300, 150)
        xdotool('windowsize', '--sync', target, 800, 560)
        drag(source_window, target, lambda: 'Drop to open' in window.texts())
        shot('drop')
        move(centre(target), (100, 700))
        wait_gone(window, 'Drop to open')
        xdotool('mouseup', 1)
        window.find('Drop a spreadsheet here')
        ok('files that are only carried over the window leave no trace')
        drag(source_window, target, lambda: 'Drop to open' in window.texts())
        xdotool('mouseup', 1)
        window.wait_titles('first.csv')
        window.find('Next file: second.csv')
        wait_gone(window, 'Drop to open')
        ok('of several files that are dropped together the others wait')
    finally:
        source.terminate()
        source.wait(10)


def enter_table(window):
    xdotool('key', '--clearmodifiers', 'ctrl+f')
    driver.wait_for('the find bar', lambda: any(node.role in driver.ENTRIES for node in window.focused()))
    xdotool('key', '--clearmodifiers', 'Escape')
    driver.wait_for('the table', lambda: any(node.name == 'Table' for node in window.focused()))


def remove_row(window):
    enter_table(window)
    xdotool('key', 'ctrl+minus')


def press_undo(window):
    """In the toast that tells of the row that was removed."""
    window.press('Undo')
    wait_rows(window, 3)
    wait_gone(window, '1 row removed')


def check_undo(desk):
    window = desk.window
    wait_rows(window, 3)
    activate('first.csv')
    remove_row(window)
    window.find('1 row removed')
    window.hear('1 row removed')
    wait_rows(window, 2)
    shot('toast')
    press_undo(window)
    ok('a row that is removed comes back from the toast that tells of it')
    remove_row(window)
    wait_rows(window, 2)
    xdotool('key', 'ctrl+z')
    wait_rows(window, 3)
    wait_gone(window, '1 row removed')
    xdotool('key', 'ctrl+shift+z')
    wait_rows(window, 2)
    xdotool('key', 'ctrl+z')
    wait_rows(window, 3)
    ok('keys take it back, do it again, and take it back again')
    xdotool('key', 'ctrl+shift+Delete')
    wait_columns(window, 3)
    window.press('Undo')
    wait_columns(window, 4)
    ok('so does a column that is left out')


def check_cell(desk):
    window = desk.window
    enter_table(window)
    xdotool('key', 'Delete')
    step = window.find_text(lambda text: text.startswith('1 change: '), 'the change').split(': ', 1)[1]
    window.press(f'Undo: {step}')
    window.find('No changes')
    window.press(f'Redo: {step}')
    window.find(f'1 change: {step}')
    enter_table(window)
    xdotool('key', 'ctrl+z')
    window.find('No changes')
    ok('a cell that is cleared is seen, and comes back from the bar below')


def check_other_table(desk):
    """Another one takes the place of a table that was changed only if that is wanted."""
    window = desk.window
    activate('first.csv')
    remove_row(window)
    wait_rows(window, 2)
    desk.start_again(desk.path('second.csv'))
    window.wait_titles('first.csv', 'second.csv')
    key('second.csv', 'ctrl+w')
    window.wait_titles('first.csv')
    wait_rows(window, 2)
    ok('a file that comes from elsewhere leaves a changed table alone')
    key('first.csv', 'ctrl+shift+c')
    for answer in 'Keep Changes', 'Give Up and Go On':
        key('first.csv', 'ctrl+v')
        window.find('Give Up Your Changes?')
        if answer == 'Keep Changes':
            window.press(answer)
            window.wait_windows(1)
            wait_rows(window, 2)
    window.press(answer)
    window.wait_titles('Pasted cells')
    ok('cells that are pasted take the place of a changed table only if that is wanted')


def check_close(desk):
    window = desk.window
    desk.start_again(desk.path('first.csv'))
    window.wait_titles('Pasted cells', 'first.csv')
    key('Pasted cells', 'ctrl+w')
    window.wait_titles('first.csv')
    wait_rows(window, 3)
    remove_row(window)
    wait_rows(window, 2)
    for keys in 'ctrl+w', 'ctrl+q':
        key('first.csv', keys)
        window.find('Close without Uploading?')
        window.press('Keep Changes')
        window.wait_windows(1)
        wait_rows(window, 2)
    key('first.csv', 'ctrl+q')
    window.find('Close without Uploading?')
    window.press('Close')
    desk.wait_end()
    ok('a window with changes is closed only if that is wanted')


def check_animations(desk):
    """The other way round than before."""
    desk.set_animations(True)
    desk.start(desk.path('first.csv'))
    window = desk.window
    wait_rows(window, 3)
    activate('first.csv')
    remove_row(window)
    window.find('1 row removed')
    press_undo(window)
    xdotool('key', 'ctrl+q')
    desk.wait_end()
    ok('with animations everything is the same')


def main():
    print('1..10', flush=True)
    Desk(PROGRAM, NAMES).run(check_drop, check_undo, check_cell, check_other_table, check_close, check_animations)


main()
