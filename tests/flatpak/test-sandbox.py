# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed Flatpak, as a user meets it: files come in through portals alone, the credentials stay in its own
keyring, and a table is loaded from within the sandbox.

    test-sandbox.py TABLE FOLDER FOR SCREENSHOTS
"""
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path[:0] = [os.path.join(TESTS, 'ui', 'e2e'), os.path.join(TESTS, 'cli')]
import driver  # noqa: E402

ID = 'io.github.bulkloader.BulkLoader'
TABLE, SHOTS = sys.argv[1:3]
PASSED = 0


def ok(what):
    global PASSED
    PASSED += 1
    print(f'ok {PASSED} - {what}', flush=True)


def in_sandbox(program, *arguments):
    """What a program of the runtime, or of the application, says within the sandbox."""
    return subprocess.run(['flatpak', 'run', '--user', f'--command={program}', ID, *arguments], capture_output=True,
                          text=True, timeout=60, check=False)


def type_keys(*arguments):
    subprocess.run(['xdotool', *arguments], check=True)


def wait_for_window(title):
    def look():
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', title], capture_output=True, text=True,
                               check=False)
        return found.stdout.split()
    window = driver.wait_for(f'the window “{title}”', look, 60)[-1]
    type_keys('windowactivate', '--sync', window)
    return window


class SandboxedWindow(driver.Window):
    """Its process is behind a proxy: it is known by its name."""

    def is_application(self, name):
        return 'bulk-loader' in self.bus.title_of(name)


def check_permissions():
    shown = subprocess.run(['flatpak', 'info', '--user', '--show-permissions', ID], capture_output=True, text=True,
                           check=True).stdout
    settings = dict(line.split('=', 1) for line in shown.splitlines() if '=' in line)
    assert set(settings['shared'].strip(';').split(';')) == {'network', 'ipc'}, shown
    assert set(settings['sockets'].strip(';').split(';')) == {'x11', 'wayland', 'fallback-x11'}, shown
    assert settings['devices'].strip(';') == 'dri', shown
    assert 'filesystems' not in settings and '[Session Bus Policy]' not in shown, shown
    ok('it may use the network, the screen and the graphics card, and nothing else')


def check_outside(folder):
    """Neither the home folder nor the system's own files are there, for any program in the sandbox."""
    for place in (folder, '/tmp'):
        outside = os.path.join(place, f'not-for-it-{os.getpid()}.csv')
        with open(outside, 'w', encoding='utf-8') as out:
            out.write('name,amount\nsecret,1\n')
        try:
            assert subprocess.run(['cat', outside], capture_output=True, check=True).stdout.startswith(b'name')
            result = in_sandbox('cat', outside)
            assert result.returncode != 0 and 'secret' not in result.stdout + result.stderr, result
            result = in_sandbox('bulk-loader-cli', 'inspect', outside)
            assert result.returncode == 3 and 'secret' not in result.stdout, result
        finally:
            os.remove(outside)
    assert in_sandbox('cat', TABLE).returncode != 0, 'it can read where it was built from'
    result = in_sandbox('ls', '-a', os.environ['HOME'])
    names = set(result.stdout.split()) - {'.', '..', '.var'}
    assert not any(name.startswith('Documents') for name in names), names
    ok('a file outside cannot be read')


def start_practice():
    server = subprocess.Popen(['flatpak', 'run', '--user', '--command=bulk-loader-cli', ID, 'practice', '--port', '0'],
                              stdout=subprocess.PIPE, text=True)
    lines = dict(server.stdout.readline().strip().split(': ', 1) for _ in range(3))
    return server, lines['URL'], lines['Integration ID'], lines['Token']


def prepare_settings(url):
    """Within the sandbox there is no dconf: the settings are a file of the application's own."""
    folder = os.path.join(os.environ['HOME'], '.var', 'app', ID, 'config', 'glib-2.0', 'settings')
    os.makedirs(folder)
    with open(os.path.join(folder, 'keyfile'), 'w', encoding='utf-8') as out:
        out.write(f"[io/github/bulkloader/BulkLoader]\nenvironment='custom'\ncustom-url='{url}'\n")


def check_keyring(window, integration_id, token):
    type_keys('key', 'ctrl+comma')
    window.press('Edit Custom')
    window.find_text(lambda text: 'Nobody is signed in here yet' in text, 'what the keyring has')
    window.enter('Integration ID', integration_id)
    window.enter('Token', token)
    window.press('Save')
    window.find_text(lambda text: 'keyring' in text and 'Saved' in text, 'the credentials to be saved')
    type_keys('key', 'Escape')
    driver.wait_for('the preferences to close', lambda: len(window.tree.read().windows) == 1)
    home = os.path.join(os.environ['HOME'], '.var', 'app', ID)
    kept = glob.glob(os.path.join(home, '**', '*.keyring'), recursive=True)
    assert kept, 'no keyring of its own'
    for folder, _, files in os.walk(home):
        for name in files:
            with open(os.path.join(folder, name), 'rb') as data:
                assert token.encode() not in data.read(), f'the token is readable in {name}'
    ok('the token is in a keyring of its own, sealed with the Secret portal’s key')


def walk(node):
    yield node
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield from walk(child)


def press_open():
    """In the dialog that the portal shows, which is another program's."""
    desktop = driver.Atspi.get_desktop(0)
    for i in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(i)
        if program is None or 'portal' not in program.get_name():
            continue
        for node in walk(program):
            states = node.get_state_set()
            ready = states.contains(driver.State.SHOWING) and states.contains(driver.State.SENSITIVE)
            if ready and node.get_role() == driver.Role.PUSH_BUTTON and node.get_name() == 'Open':
                return node.get_action_iface().do_action(0)
    return False


def check_file_chooser(window, folder):
    """The file chooser is the desktop's: what is chosen there, and that alone, comes in through the document portal."""
    table = os.path.join(folder, 'chosen.csv')
    shutil.copy(TABLE, table)
    type_keys('key', 'ctrl+o')
    wait_for_window('Open Table')
    type_keys('key', 'ctrl+l')
    type_keys('type', '--delay', '20', table)
    driver.wait_for('the desktop’s dialog to take the name', press_open)
    window.find_text(lambda text: 'semicolon' in text and 'opportunities' in text, 'the table in words', 60)
    driver.screenshot(SHOTS, 'flatpak-1-preview')
    documents = subprocess.run(['flatpak', 'documents', '--columns=origin', ID], capture_output=True, text=True,
                               check=True).stdout
    assert table in documents, documents
    ok('a file chosen in the desktop’s dialog comes in through the document portal')


def check_upload(window, url):
    window.press('Upload…')
    window.find_text(lambda text: text.startswith('Load ') and text.endswith(f' into {url}?'), 'the question')
    window.press('Load')
    window.find('WorkSpan accepted the load', limit=60)
    texts = window.texts()
    execution = next(text for text in texts[texts.index('Execution ID') + 1:] if re.fullmatch(r'[0-9a-f]{8,}', text))
    driver.screenshot(SHOTS, 'flatpak-2-result')
    print(f'# Execution ID: {execution}')
    ok('it is loaded, and shows an execution ID')


def check_forwarding(window, folder):
    """As the desktop opens a file with it: into the window that is there."""
    table = os.path.join(folder, 'forwarded.csv')
    with open(table, 'w', encoding='utf-8') as out:
        out.write('name,amount\nA,1\nB,2\n')
    second = subprocess.run(['flatpak', 'run', '--user', '--file-forwarding', ID, '@@u', 'file://' + table, '@@'],
                            timeout=60, check=False)
    assert second.returncode == 0, second
    window.find_text(lambda text: 'comma' in text and '2 opportunities' in text, 'the second table', 60)
    with open(table, 'a', encoding='utf-8') as out:
        out.write('C,3\n')
    result = in_sandbox('cat', table)
    assert result.returncode != 0, 'the file itself became readable'
    ok('a file opened from the desktop comes in through the document portal, into the same instance')


def check_exported():
    """What the desktop sees of it: launcher, service, icons."""
    exports = os.path.join(os.environ['FLATPAK_USER_DIR'], 'exports', 'share')
    with open(os.path.join(exports, 'applications', ID + '.desktop'), encoding='utf-8') as launcher:
        text = launcher.read()
    assert '--file-forwarding' in text and 'openxmlformats' in text, text
    with open(os.path.join(exports, 'dbus-1', 'services', ID + '.service'), encoding='utf-8') as service:
        assert '--gapplication-service' in service.read()
    for icon in ('scalable/apps/' + ID + '.svg', 'symbolic/apps/' + ID + '-symbolic.svg'):
        assert os.path.exists(os.path.join(exports, 'icons', 'hicolor', icon)), icon
    ok('launcher, service and icons are exported')


def main():
    folder = tempfile.mkdtemp(prefix='Documents.', dir=os.environ['HOME'])
    check_permissions()
    check_exported()
    check_outside(folder)
    server, url, integration_id, token = start_practice()
    prepare_settings(url)
    window = SandboxedWindow(['flatpak', 'run', '--user', ID], log=sys.stderr)
    try:
        window.find('Drop a spreadsheet here', limit=60)
        check_keyring(window, integration_id, token)
        check_file_chooser(window, folder)
        check_upload(window, url)
        check_forwarding(window, folder)
    except Exception:
        driver.screenshot(SHOTS, 'flatpak-failed')
        window.report()
        print(f'{PASSED} passed, 1 failed')
        raise
    finally:
        subprocess.run(['flatpak', 'kill', ID], check=False)
        server.wait(10)
        window.process.wait(10)
    print(f'1..{PASSED}')
    print(f'{PASSED} passed, 0 failed')


main()
