# SPDX-License-Identifier: GPL-3.0-or-later
"""A connection with an application user, from the preferences to an accepted load: a real window, a real keyring, and
the practice server in a process of its own.

    test-connections.py BULK_LOADER BULK_LOADER_CLI TABLE
"""
import os
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import driver  # noqa: E402
from pointer import activate, list_windows  # noqa: E402
from steps import ok, start_practice, write_settings, xdotool  # noqa: E402

PROGRAM, CLI, TABLE = sys.argv[1:4]
SECRET = 'planted-secret-0123456789abcdef'


def prepare_settings(folder, url):
    write_settings(folder, "connection='mine'\nconnections=[{'id': <'mine'>, 'name': <'Mine'>, "
                   f"'environment': <'custom'>, 'url': <'{url}'>, 'kind': <'token'>}}, "
                   "{'id': <'real'>, 'name': <''>, 'environment': <'production'>}]\n")


def close_preferences():
    activate('Preferences')
    xdotool('key', 'Escape')
    # GTK 4.8 tells assistive technology of dialogs that are gone, so the screen is asked.
    driver.wait_for('the preferences to close', lambda: not list_windows('Preferences'))


def find_words(window, words):
    return window.find_text(lambda text: words in text, f'“{words}”')


def enter_credentials(window, integration_id):
    window.press('Edit Mine')
    find_words(window, 'Nobody is signed in here yet')
    activate('Preferences')
    window.tab_to(lambda node: node.name == 'Application user', 'the application user')
    xdotool('key', 'space')
    window.enter('Application User ID', 'app')
    window.enter('Secret', SECRET)
    window.enter('Integration ID', integration_id)
    window.press('Test Connection')
    find_words(window, 'The connection works')
    ok('an application user is tried before anything is saved')
    xdotool('key', 'Escape')
    window.find('Save What You Entered?')
    window.press('Cancel')
    window.wait_windows(2)
    find_words(window, 'The connection works')
    ok('what is entered is not lost by closing')
    window.press('Save')
    find_words(window, 'Saved in your keyring')
    ok('it is saved')


def remove_and_undo(window):
    window.press('Back')
    find_words(window, ' · Application user')
    # What is told of may be hidden still; the focus is on what is shown.
    driver.wait_for('the list', lambda: any(node.name == 'Mine' for node in window.focused()))
    window.press('Remove Mine')
    find_words(window, 'was removed')
    window.press('Undo')
    window.press('Edit Mine')
    find_words(window, 'Saved in your keyring')
    ok('a connection that was removed comes back with all of it')
    close_preferences()


def upload(window, title):
    activate(title)
    window.press('Upload…')
    window.find('Load 3 opportunities into Mine?')
    window.press('Load')
    window.find('WorkSpan accepted the load', limit=30)
    ok('the load is made with a token that was fetched')


def sign_out(window, title):
    activate(title)
    xdotool('key', 'ctrl+comma')
    window.press('Edit Mine')
    find_words(window, 'Saved in your keyring')
    window.press('Sign Out')
    find_words(window, 'Signed out')
    ok('signed out, the keyring has nothing any more')
    close_preferences()


def check_secret(folders):
    for top in folders:
        for folder, _, files in os.walk(top):
            for name in files:
                path = os.path.join(folder, name)
                if not os.path.isfile(path):
                    continue
                with open(path, 'rb') as data:
                    assert SECRET.encode() not in data.read(), f'the secret is readable in {path}'
    ok('the secret is in no file that can be read')


def main():
    print('1..7', flush=True)
    server, url, integration_id, _ = start_practice(CLI)
    config = tempfile.mkdtemp(prefix='bulk-e2e.')
    prepare_settings(config, url)
    environment = dict(os.environ, XDG_CONFIG_HOME=config, GSETTINGS_BACKEND='keyfile')
    window = driver.Window([PROGRAM, TABLE], environment=environment, log=sys.stderr)
    title = os.path.basename(TABLE)
    try:
        find_words(window, 'opportunities')
        activate(title)
        xdotool('key', 'ctrl+comma')
        enter_credentials(window, integration_id)
        remove_and_undo(window)
        upload(window, title)
        check_secret([config, os.environ['HOME']])
        sign_out(window, title)
    except Exception:
        window.report()
        raise
    finally:
        server.terminate()
        server.wait(10)
        window.close()


main()
