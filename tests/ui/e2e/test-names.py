# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks what assistive technology is told of every page and dialog, and fails on a control without a name.

    test-names.py BULK_LOADER TABLE BROKEN_FILE
"""
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import driver  # noqa: E402
import tour  # noqa: E402

PROGRAM, TABLE, BROKEN = sys.argv[1:4]
Role = driver.Role

# Whatever a person can act on, or has to be told about.
CONTROLS = {Role.PUSH_BUTTON, Role.TOGGLE_BUTTON, Role.CHECK_BOX, Role.RADIO_BUTTON, Role.COMBO_BOX, Role.ENTRY,
            Role.PASSWORD_TEXT, Role.SPIN_BUTTON, Role.SLIDER, Role.MENU_ITEM, Role.LINK, Role.TABLE, Role.TREE_TABLE,
            Role.PROGRESS_BAR, Role.LIST_ITEM, Role.PAGE_TAB, Role.DIALOG, Role.FRAME}
# What a reader says without being asked, once the page is there.
ANNOUNCED = {'error': ['The File Could Not Be Opened'], 'problems': ['warnings; 4 rows are ready'],
             'result': ['WorkSpan accepted the load', 'All rows were loaded'], 'rejected': ['2 rows were rejected']}
# Parts of GTK's own widgets, which a reader does not stop at.
INNER = {Role.SCROLL_BAR}


def name_of(node):
    """GTK 4.8 names what has no name by its type."""
    name = node.name.strip()
    return '' if re.fullmatch('(Gtk|Adw|Bulk)[A-Z][A-Za-z]+', name) else name


def has_name(node):
    if name_of(node):
        return True
    if any(name_of(label) for label in node.related(driver.Atspi.RelationType.LABELLED_BY)):
        return True
    # GTK reads out what a button holds.
    return node.role not in (Role.ENTRY, Role.TABLE, Role.FRAME, Role.DIALOG) and any(
        inner.role == Role.LABEL and name_of(inner) for inner in node.walk())


def is_part(node):
    """Of a control that is itself looked at: the arrows of a spin button, the eye within a password's entry. What
    libadwaita's window about the program has beside texts is its own."""
    parent = node.parent
    if node.role == Role.PUSH_BUTTON and node.name in ('GtkImage', 'GtkMenuButton'):
        while parent is not None and parent.role not in (Role.TEXT, Role.ENTRY, Role.PASSWORD_TEXT, Role.FRAME):
            parent = parent.parent
        return parent is not None and (parent.role != Role.FRAME or parent.name == 'About')
    return parent is not None and parent.role in (Role.SPIN_BUTTON, Role.COMBO_BOX, Role.ENTRY, Role.TOGGLE_BUTTON)


def says_twice(node):
    """A row already names what it stands for. Rows with an entry are named twice by newer versions of libadwaita."""
    words = name_of(node).split()
    half = len(words) // 2
    return node.role != Role.LIST_ITEM and half > 0 and words[:half] == words[half:]


def path_to(node):
    names = []
    while node is not None and len(names) < 8:
        names.append(f'{driver.Atspi.role_get_name(node.role)} “{node.name[:30]}”')
        node = node.parent
    return ' < '.join(names)


def is_said(window, words):
    try:
        return driver.wait_for('what is announced', lambda: any(window.is_announced(text) for text in words), 10)
    except driver.Timeout:
        print('# nothing was announced of', words)
        return False


def main():
    number = failed = 0
    seen = tour.Tour([PROGRAM], log=sys.stderr)
    for stop in seen.visit(TABLE, BROKEN):
        number += 1
        nodes = [node for node in seen.window.showing() if node.role in CONTROLS - INNER and not is_part(node)]
        nameless = [path_to(node) for node in nodes if not has_name(node)]
        print('\n'.join('# ' + path for path in nameless), end='\n' if nameless else '')
        said = stop not in ANNOUNCED or is_said(seen.window, ANNOUNCED[stop])
        wrong = [path_to(node) for node in nodes
                 if node.role in (Role.TABLE, Role.TABLE_CELL) and name_of(node) != 'Table']
        print(''.join(f'# not a table: {path}\n' for path in wrong), end='')
        twice = [path_to(node) for node in nodes if says_twice(node)]
        print(''.join(f'# said twice: {path}\n' for path in twice), end='')
        good = nodes and not nameless and not wrong and not twice and said
        failed += not good
        print(f'{"ok" if good else "not ok"} {number} - {stop}: {len(nodes)} controls have names, and readers are told',
              flush=True)
    print(f'1..{number}')
    sys.exit(1 if failed or number < 10 else 0)


main()
