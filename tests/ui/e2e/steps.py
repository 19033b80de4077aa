# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the window say and do beside driving it."""
import json
import os
import subprocess

import driver

done = 0


def ok(what):
    """One more point of the plan has been shown."""
    global done
    done += 1
    print(f'ok {done} - {what}', flush=True)


def shot(name):
    """A picture of the screen, for who wants to look: BULK_SHOTS names the folder."""
    if os.environ.get('BULK_SHOTS'):
        driver.screenshot(os.environ['BULK_SHOTS'], name)


def xdotool(*arguments):
    return subprocess.run(['xdotool', *map(str, arguments)], check=True, capture_output=True, text=True).stdout.strip()


def records(cli, *options):
    """The history, as the command line tells of it."""
    return json.loads(subprocess.run([cli, 'history', '--json', *options], check=True, capture_output=True).stdout)


def start_practice(cli):
    """The practice server in a process of its own, and what one signs in with: URL, integration ID and token."""
    server = subprocess.Popen([cli, 'practice', '--port', '0'], stdout=subprocess.PIPE, text=True)
    lines = dict(server.stdout.readline().strip().split(': ', 1) for _ in range(3))
    return server, lines['URL'], lines['Integration ID'], lines['Token']


def write_settings(folder, text):
    """What the preferences keep beside the keyring, below XDG_CONFIG_HOME; gives the file's path."""
    path = os.path.join(folder, 'glib-2.0', 'settings', 'keyfile')
    os.makedirs(os.path.dirname(path))
    with open(path, 'w', encoding='utf-8') as out:
        out.write('[io/github/bulkloader/BulkLoader]\n' + text)
    return path
