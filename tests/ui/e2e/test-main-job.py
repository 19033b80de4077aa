# SPDX-License-Identifier: GPL-3.0-or-later
"""From a file dragged out of another program to the execution ID on screen: a real window, a real keyring, and the
practice server in a process of its own.

    test-main-job.py BULK_LOADER BULK_LOADER_CLI DRAG_SOURCE TABLE WORDS

WORDS are among those that describe the table, which has three opportunities.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import driver  # noqa: E402
from pointer import drag, place  # noqa: E402
from steps import ok, start_practice, write_settings, xdotool  # noqa: E402

PROGRAM, CLI, DRAG_SOURCE, TABLE, WORDS = sys.argv[1:6]


def prepare_settings(folder, url):
    return write_settings(folder, f"environment='custom'\ncustom-url='{url}'\nwindow-width=800\nwindow-height=560\n")


def enter_credentials(window, integration_id, token):
    xdotool('key', 'ctrl+comma')
    window.press('Edit Custom')
    window.find_text(lambda text: 'Nobody is signed in here yet' in text, 'what the keyring has')
    window.enter('Integration ID', integration_id)
    window.enter('Token', token)
    window.press('Save')
    window.find_text(lambda text: 'keyring' in text and 'Saved' in text, 'the credentials to be saved')
    xdotool('key', 'Escape')
    driver.wait_for('the preferences to close', lambda: len(window.tree.read().windows) == 1)


def execution_details(window):
    texts = window.texts()
    return texts[texts.index('Execution ID') + 1:]


def check_known(url, integration_id, token, execution):
    """The execution on screen is one the service knows."""
    request = urllib.request.Request(f'{url}/bulk/v1/status/{integration_id}?execution_id={execution}',
                                     headers={'Authorization': f'Bearer {token}'})
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=20) as answer:
        assert answer.status == 200
        return json.load(answer)


def main():
    print('1..5', flush=True)
    server, url, integration_id, token = start_practice(CLI)
    config = tempfile.mkdtemp(prefix='bulk-e2e.')
    keyfile = prepare_settings(config, url)
    environment = dict(os.environ, XDG_CONFIG_HOME=config, GSETTINGS_BACKEND='keyfile')
    window = driver.Window([PROGRAM], environment=environment, log=sys.stderr)
    source = subprocess.Popen([DRAG_SOURCE, TABLE], stdout=subprocess.PIPE, text=True)
    try:
        window.find('Drop a spreadsheet here')
        source_window = place('Drag Source', 10, 40)
        main_window = place('Bulk Loader', 300, 150)
        enter_credentials(window, integration_id, token)
        with open(keyfile, encoding='utf-8') as settings:
            assert token not in settings.read()
        ok('the credentials are in the keyring, not in the settings')
        # The window shows that it takes the file before it is let go.
        drag(source_window, main_window, lambda: 'Drop to open' in window.texts())
        xdotool('mouseup', 1)
        words = window.find_text(lambda text: WORDS in text and 'opportunities' in text, 'the table in words')
        assert re.search(r'\b3 opportunities', words), words
        window.hear(words + '. ')
        ok('a file dropped from another program is a table')
        window.press('Upload…')
        window.find('Load 3 opportunities into ' + url + '?')
        ok('it asks before anything is sent')
        window.press('Load')
        window.find('WorkSpan accepted the load', limit=20)
        window.hear('WorkSpan accepted the load')
        execution = next(text for text in execution_details(window) if re.fullmatch(r'[0-9a-f]{8,}', text))
        ok('the window shows an execution ID')
        check_known(url, integration_id, token, execution)
        ok('it is the one the service gave')
    except Exception:
        window.report()
        raise
    finally:
        for process in (source, server):
            process.terminate()
            process.wait(10)
        window.close()


main()
