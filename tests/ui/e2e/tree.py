# SPDX-License-Identifier: GPL-3.0-or-later
"""What a program tells assistive technology, read in one call instead of several for every widget.

GTK 4.8 ends with a segmentation fault when its windows are asked for one by one while one of them is coming or going;
in the list of everything that it knows, which is what is read here, they are there or not."""
from gi.repository import Gio, GLib

ROOT = '/org/a11y/atspi/accessible/root'
CACHE = '/org/a11y/atspi/cache'
WINDOWS = (2, 16, 23, 69)  # alert, dialog, frame, window
MODAL, SHOWING = 1 << 16, 1 << 25
MENU_ITEMS = (8, 35, 45)  # check, plain, radio
LABELLED_BY = 2
LIMIT = 10000  # ms: who takes longer to answer hangs


class Bus:
    """The bus that assistive technology has for itself."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None, 0, LIMIT,
                                    None).unpack()[0]
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.connection = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
        self.heard = []
        self.connection.signal_subscribe(None, 'org.a11y.atspi.Event.Object', 'Announcement', None, None, 0,
                                         lambda *args: self.heard.append(args[5].unpack()[3]))
        self.connection.signal_subscribe(None, 'org.a11y.atspi.Event.Object', 'PropertyChange', None,
                                         'accessible-description', 0,
                                         lambda *args: self.heard.append(str(args[5].unpack()[3])))

    def announced(self):
        """What programs had readers say: GTK does so since 4.14, and before that describes what has the focus."""
        while GLib.MainContext.default().iteration(False):
            pass
        return self.heard

    def call(self, name, path, interface, method, arguments=None):
        return self.connection.call_sync(name, path, interface, method, arguments, None, 0, LIMIT, None).unpack()

    def get(self, name, path, interface, what):
        return self.call(name, path, 'org.freedesktop.DBus.Properties', 'Get',
                         GLib.Variant('(ss)', (interface, what)))[0]

    def programs(self):
        """Their names on this bus."""
        children = self.call('org.a11y.atspi.Registry', ROOT, 'org.a11y.atspi.Accessible', 'GetChildren')[0]
        return [name for name, _ in children]

    def process_of(self, name):
        return self.call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
                         'GetConnectionUnixProcessID', GLib.Variant('(s)', (name,)))[0]

    def title_of(self, name):
        return self.get(name, ROOT, 'org.a11y.atspi.Accessible', 'Name')


class Node:
    """A widget, as it was told of when the tree was read."""

    def __init__(self, tree, item):
        (_, self.path), _, (_, self.parent_path), self.index, self.n_children, self.interfaces, self.name, self.role, \
            self.description, states = item
        self.tree, self.parent, self.children = tree, None, []
        self.states = states[0] | states[1] << 32 if len(states) > 1 else states[0]

    def has(self, state):
        return bool(self.states >> int(state) & 1)

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def call(self, interface, method, arguments=None):
        return self.tree.bus.call(self.tree.program, self.path, 'org.a11y.atspi.' + interface, method, arguments)

    def count_actions(self):
        if 'org.a11y.atspi.Action' not in self.interfaces:
            return 0
        return self.tree.bus.get(self.tree.program, self.path, 'org.a11y.atspi.Action', 'NActions')

    def act(self):
        """Does what it is for; whether it did."""
        return self.call('Action', 'DoAction', GLib.Variant('(i)', (0,)))[0]

    def set_text(self, text):
        return self.call('EditableText', 'SetTextContents', GLib.Variant('(s)', (text,)))[0]

    def set_value(self, value):
        """Of a spin button."""
        self.tree.bus.call(self.tree.program, self.path, 'org.freedesktop.DBus.Properties', 'Set', GLib.Variant(
            '(ssv)', ('org.a11y.atspi.Value', 'CurrentValue', GLib.Variant('d', value))))

    def count_characters(self):
        return self.tree.bus.get(self.tree.program, self.path, 'org.a11y.atspi.Text', 'CharacterCount')

    def related(self, relation):
        """The nodes that are so to this one."""
        sets = self.call('Accessible', 'GetRelationSet')[0]
        paths = [path for kind, targets in sets if kind == int(relation) for _, path in targets]
        return [self.tree.nodes[path] for path in paths if path in self.tree.nodes]


class Tree:
    """All that one program tells."""

    def __init__(self, bus, program):
        self.bus, self.program = bus, program
        self.nodes, self.windows, self.labels = {}, [], {}
        version = self.bus.get(program, ROOT, 'org.a11y.atspi.Application', 'Version')
        self.lists_windows = [int(part) for part in version.split('.')[:2] if part.isdigit()] < [4, 9]

    def read(self):
        """Reads it anew. GTK lists a widget only once its parent was asked for it, and goes on listing it while it is
        hidden: where the places of the children leave a doubt, the parent is asked."""
        asked = {}
        self._read_items(asked)
        if not self.lists_windows:
            self._ask(ROOT, asked)
            self._read_items(asked)
        while True:
            doubtful = [node.path for node in self.nodes.values() if node.path not in asked and node.path != ROOT and
                        [child.index for child in node.children] != list(range(node.n_children))]
            if not doubtful:
                return self
            for path in doubtful:
                self._ask(path, asked)
            self._read_items(asked)

    def _read_items(self, asked):
        items = self.bus.call(self.program, CACHE, 'org.a11y.atspi.Cache', 'GetItems')[0]
        self.nodes = {node.path: node for node in (Node(self, item) for item in items)}
        self.windows = []
        for node in self.nodes.values():
            # Popovers that are gone end up there as well.
            if node.parent_path == ROOT and (node.role in WINDOWS or node.states & (SHOWING | MODAL)):
                self.windows.append(node)
            node.parent = self.nodes.get(node.parent_path)
            if node.parent is not None and node.parent_path not in asked:
                node.parent.children.append(node)
        for node in self.nodes.values():
            if node.role in MENU_ITEMS and not node.name:
                node.name = self._read_label(node)
            if node.path in asked:
                node.children = [self.nodes[path] for path in asked[node.path] if path in self.nodes]
            else:
                node.children.sort(key=lambda child: child.index)

    def _read_label(self, node):
        """Since GTK 4.10 a menu's item has its name only from its label, as readers know."""
        if node.path not in self.labels:
            sets = node.call('Accessible', 'GetRelationSet')[0]
            labels = [path for kind, targets in sets if kind == LABELLED_BY for _, path in targets]
            self.labels[node.path] = ' '.join(
                self.bus.call(self.program, path, 'org.a11y.atspi.Text', 'GetText', GLib.Variant('(ii)', (0, -1)))[0]
                for path in labels)
        return self.labels[node.path]

    def _ask(self, path, asked):
        asked[path] = []
        try:
            children = self.bus.call(self.program, path, 'org.a11y.atspi.Accessible', 'GetChildren')[0]
        except GLib.Error as error:
            if error.matches(Gio.dbus_error_quark(), Gio.DBusError.NO_REPLY) or error.matches(
                    Gio.dbus_error_quark(), Gio.DBusError.SERVICE_UNKNOWN):
                raise
            return  # it is gone meanwhile
        asked[path] = [child for _, child in children]
        for child in asked[path]:
            if child not in self.nodes and child not in asked:
                self._ask(child, asked)
