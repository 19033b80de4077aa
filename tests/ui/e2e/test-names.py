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
Role, State = driver.Atspi.Role, driver.Atspi.StateType

# Whatever a person can act on, or has to be told about.
CONTROLS = {Role.PUSH_BUTTON, Role.TOGGLE_BUTTON, Role.CHECK_BOX, Role.RADIO_BUTTON, Role.COMBO_BOX, Role.ENTRY,
            Role.PASSWORD_TEXT, Role.SPIN_BUTTON, Role.SLIDER, Role.MENU_ITEM, Role.LINK, Role.TABLE, Role.TREE_TABLE,
            Role.PROGRESS_BAR, Role.LIST_ITEM, Role.PAGE_TAB, Role.DIALOG, Role.FRAME}
# Parts of GTK's own widgets, which a reader does not stop at.
INNER = {Role.SCROLL_BAR}


def name_of(node):
    """GTK 4.8 names what has no name by its type."""
    name = node.get_name().strip()
    return '' if re.fullmatch('(Gtk|Adw|Bulk)[A-Z][A-Za-z]+', name) else name


def has_name(node):
    if name_of(node):
        return True
    for relation in node.get_relation_set():
        if relation.get_relation_type() == driver.Atspi.RelationType.LABELLED_BY:
            return any(name_of(relation.get_target(i)) for i in range(relation.get_n_targets()))
    # GTK reads out what a button holds.
    return node.get_role() not in (Role.ENTRY, Role.TABLE, Role.FRAME, Role.DIALOG) and any(
        inner.get_role() == Role.LABEL and name_of(inner) for inner in driver.walk(node))


def is_part(node):
    """Of a control that is itself looked at: the arrows of a spin button, the eye within a password's entry. What GTK's
    window of shortcuts has beside the shortcuts is GTK's own."""
    parent = node.get_parent()
    if node.get_role() == Role.PUSH_BUTTON and node.get_name() in ('GtkImage', 'GtkMenuButton'):
        while parent is not None and parent.get_role() not in (Role.TEXT, Role.ENTRY, Role.PASSWORD_TEXT, Role.FRAME):
            parent = parent.get_parent()
        return parent is not None and (parent.get_role() != Role.FRAME or parent.get_name() == 'Keyboard Shortcuts')
    if node.get_name() == 'GtkSearchEntry':
        while parent is not None and parent.get_role() != Role.FRAME:
            parent = parent.get_parent()
        return parent is not None and parent.get_name() == 'Keyboard Shortcuts'
    return parent is not None and parent.get_role() in (Role.SPIN_BUTTON, Role.COMBO_BOX, Role.ENTRY, Role.TOGGLE_BUTTON)


def path_to(node):
    names = []
    while node is not None and len(names) < 8:
        names.append(f'{node.get_role_name()} “{node.get_name()[:30]}”')
        node = node.get_parent()
    return ' < '.join(names)


def main():
    number = failed = 0
    seen = tour.Tour([PROGRAM], log=sys.stderr)
    for stop in seen.visit(TABLE, BROKEN):
        number += 1
        nodes = [node for node in seen.window.showing() if node.get_role() in CONTROLS - INNER and not is_part(node)]
        nameless = [path_to(node) for node in nodes if not has_name(node)]
        print('\n'.join('# ' + path for path in nameless), end='\n' if nameless else '')
        good = nodes and not nameless
        failed += not good
        print(f'{"ok" if good else "not ok"} {number} - {stop}: {len(nodes)} controls have names', flush=True)
    print(f'1..{number}')
    sys.exit(1 if failed or number < 10 else 0)


main()
