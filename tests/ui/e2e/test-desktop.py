# SPDX-License-Identifier: GPL-3.0-or-later
"""What the desktop has of the program: the bus starts it, and opens files in it; every kind of file that it reads is
known, and is opened with it; and the menu of its icon makes a new window. Only the file names of the program and of
the service are other ones than those that are installed.

    test-desktop.py BULK_LOADER DESKTOP_FILE SERVICE_FILE MIME_FILE TEST_DATA
"""
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile

DATA = os.environ['XDG_DATA_HOME']   # what the session's bus looks into as well
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import driver  # noqa: E402
from pointer import activate  # noqa: E402
from steps import ok, xdotool  # noqa: E402

os.environ['XDG_DATA_HOME'] = DATA
from gi.repository import Gio, GLib  # noqa: E402

PROGRAM, DESKTOP_FILE, SERVICE_FILE, MIME_FILE, TEST_DATA = map(os.path.abspath, sys.argv[1:6])
ID, PATH = 'io.github.bulkloader.BulkLoader', '/io/github/bulkloader/BulkLoader'
EXCEL, CALC = 'application/vnd.openxmlformats-officedocument.spreadsheetml.', 'application/vnd.oasis.opendocument.'
# A file's name, where its bytes come from, and what the desktop is to say that it is.
KINDS = (('plain.csv', 'cases/plain.csv', 'text/csv'),
         ('tab.tsv', 'cases/tab.tsv', 'text/tab-separated-values'),
         ('objects.json', 'cases/objects.json', 'application/json'),
         ('lines.jsonl', 'cases/lines.jsonl', 'application/x-ndjson'),
         ('lines.ndjson', 'cases/lines.jsonl', 'application/x-ndjson'),
         ('plan.xlsx', 'spreadsheets/gnumeric.xlsx', EXCEL + 'sheet'),
         ('plan.xltx', 'spreadsheets/gnumeric.xlsx', EXCEL + 'template'),
         ('plan.xlsm', 'spreadsheets/gnumeric.xlsx', 'application/vnd.ms-excel.sheet.macroEnabled.12'),
         ('plan.ods', 'spreadsheets/gnumeric.ods', CALC + 'spreadsheet'))


def call_bus(bus, method, arguments):
    """The bus itself."""
    return bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', method, arguments,
                         None, 0, 10000, None).unpack()


class Process:
    """One that the bus has started, and waits for."""

    def __init__(self, pid):
        self.pid, self.returncode = pid, None

    def poll(self):
        if not os.path.exists(f'/proc/{self.pid}'):
            self.returncode = 0
        return self.returncode

    def wait(self, limit):
        driver.wait_for('the process to end', lambda: self.poll() is not None, limit)

    def terminate(self):
        if self.poll() is None:
            os.kill(self.pid, signal.SIGTERM)


class Served(driver.Window):
    """The application, whoever started it."""

    last = None

    def __init__(self, bus):
        pid = driver.wait_for('the application on the bus', lambda: call_bus(
            bus, 'GetConnectionUnixProcessID', GLib.Variant('(s)', (ID,)))[0])
        Served.last = self
        self.watch(Process(pid))

    def leave(self, title):
        activate(title)
        xdotool('key', '--clearmodifiers', 'ctrl+q')
        self.process.wait(20)


def install():
    """As "meson install" does it, for one person."""
    applications, services = os.path.join(DATA, 'applications'), os.path.join(DATA, 'dbus-1', 'services')
    packages = os.path.join(DATA, 'mime', 'packages')
    for folder in (applications, services, packages):
        os.makedirs(folder, exist_ok=True)
    shutil.copy(DESKTOP_FILE, applications)
    shutil.copy(MIME_FILE, os.path.join(packages, ID + '.xml'))
    subprocess.run(['update-mime-database', os.path.join(DATA, 'mime')], check=True)
    subprocess.run(['update-desktop-database', applications], check=True)
    with open(SERVICE_FILE, encoding='utf-8') as text:
        service = re.sub(r'(?m)^Exec=\S+/bulk-loader ', f'Exec={PROGRAM} ', text.read())
    assert PROGRAM in service, service
    with open(os.path.join(services, ID + '.service'), 'w', encoding='utf-8') as out:
        out.write(service)


def call(bus, method, arguments):
    bus.call_sync(ID, PATH, 'org.freedesktop.Application', method, arguments, None, 0, 30000, None)


def check_bus(bus, folder):
    uri = Gio.File.new_for_path(os.path.join(folder, 'plain.csv')).get_uri()
    call(bus, 'Activate', GLib.Variant('(a{sv})', ({},)))
    window = Served(bus)
    window.find('Drop a spreadsheet here')
    window.wait_titles('Bulk Loader')
    call(bus, 'Open', GLib.Variant('(asa{sv})', ([uri], {})))
    window.wait_titles('plain.csv')
    call(bus, 'Activate', GLib.Variant('(a{sv})', ({},)))
    window.wait_titles('plain.csv')
    window.leave('plain.csv')
    ok('the bus starts it, and files open in it')
    call(bus, 'Open', GLib.Variant('(asa{sv})', ([uri], {})))
    window = Served(bus)
    window.wait_titles('plain.csv')
    window.leave('plain.csv')
    ok('a file alone starts it')
    call(bus, 'ActivateAction', GLib.Variant('(sava{sv})', ('new-window', [], {})))
    window = Served(bus)
    window.wait_titles('Bulk Loader')
    call(bus, 'ActivateAction', GLib.Variant('(sava{sv})', ('new-window', [], {})))
    window.wait_titles('Bulk Loader', 'Bulk Loader')
    window.leave('Bulk Loader')
    ok('its menu makes a window, and another')


def check_kinds(bus, folder):
    for name, _, kind in KINDS:
        file = Gio.File.new_for_path(os.path.join(folder, name))
        found = file.query_info('standard::content-type', Gio.FileQueryInfoFlags.NONE, None).get_content_type()
        assert found == kind, f'{name} is {found}'
        app = next((app for app in Gio.AppInfo.get_recommended_for_type(kind) if app.get_id() == ID + '.desktop'), None)
        assert app is not None, f'nothing opens {name}'
        assert app.launch([file], None)
        window = Served(bus)
        window.wait_titles(name)
        window.find_text(re.compile(r'^\d+ opportunit(y|ies) · \d+ columns?\b').search, f'the table of {name}')
        window.leave(name)
    ok('every kind of file is known, and opened with it')
    assert not any(app.get_id() == ID + '.desktop' for app in Gio.AppInfo.get_recommended_for_type('text/plain'))
    ok('other texts are left to other programs')


def main():
    print('1..5', flush=True)
    install()
    os.environ['PATH'] = os.path.dirname(PROGRAM) + ':' + os.environ['PATH']   # Gio looks for what Exec names
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    call_bus(bus, 'ReloadConfig', None)
    with tempfile.TemporaryDirectory(prefix='bulk-desktop.') as folder:
        for name, source, _ in KINDS:
            shutil.copy(os.path.join(TEST_DATA, source), os.path.join(folder, name))
        try:
            check_bus(bus, folder)
            check_kinds(bus, folder)
        except Exception:
            if Served.last:
                Served.last.report()
            raise
        finally:
            if Served.last:
                Served.last.process.terminate()


main()
