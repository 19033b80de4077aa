#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the Flatpak's manifest, and what the desktop and the software centres read, to what they promise.

    test-manifest.py SOURCE FOLDER, DESKTOP FILE, METAINFO, SERVICE FILE
"""
import configparser
import os
import re
import subprocess
import sys
import unittest
import xml.etree.ElementTree as ET

import yaml

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'cli'))
import tap  # noqa: E402

SOURCE, DESKTOP, METAINFO, SERVICE = sys.argv[1:5]
ID = 'io.github.bulkloader.BulkLoader'
PERMISSIONS = {'--share=network', '--share=ipc', '--socket=wayland', '--socket=fallback-x11', '--device=dri'}
KINDS = {'text/csv', 'text/tab-separated-values', 'application/json',
         'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
         'application/vnd.oasis.opendocument.spreadsheet'}


def read_manifest():
    with open(os.path.join(SOURCE, 'flatpak', ID + '.yml'), encoding='utf-8') as text:
        return yaml.safe_load(text)


def all_modules(modules):
    for module in modules:
        yield module
        yield from all_modules(module.get('modules', []))


class Manifest(unittest.TestCase):
    def setUp(self):
        self.manifest = read_manifest()

    def test_names(self):
        self.assertEqual(self.manifest['id'], ID)
        self.assertEqual(self.manifest['runtime'], 'org.gnome.Platform')
        self.assertEqual(self.manifest['sdk'], 'org.gnome.Sdk')
        # Unquoted it would be a number, and 50 the same as 5e1.
        self.assertIsInstance(self.manifest['runtime-version'], str)
        self.assertEqual(self.manifest['command'], 'bulk-loader')

    def test_permissions(self):
        arguments = self.manifest['finish-args']
        self.assertEqual(set(arguments), PERMISSIONS)
        self.assertEqual(len(arguments), len(PERMISSIONS))

    def test_no_network_in_build(self):
        for module in [self.manifest, *all_modules(self.manifest['modules'])]:
            self.assertNotIn('build-args', module.get('build-options', {}))

    def test_sources_pinned(self):
        folders = 0
        for module in all_modules(self.manifest['modules']):
            self.assertTrue(module['sources'], module['name'])
            for source in module['sources']:
                if source['type'] == 'dir':
                    folders += 1
                    self.assertEqual(source['path'], '..')
                    continue
                self.assertEqual(source['type'], 'archive', 'a branch or a tag can move')
                self.assertRegex(source['sha256'], r'^[0-9a-f]{64}$')
                self.assertRegex(source['url'], r'^https://')
        self.assertEqual(folders, 1)

    def test_install_script(self):
        script = os.path.join(SOURCE, 'flatpak', 'install.sh')
        subprocess.run(['sh', '-n', script], check=True)
        with open(script, encoding='utf-8') as text:
            words = text.read()
        self.assertIn(ID, words)
        self.assertNotIn('sudo flatpak', words)


class Desktop(unittest.TestCase):
    def setUp(self):
        self.desktop = configparser.RawConfigParser(strict=True)
        self.desktop.optionxform = str
        self.desktop.read(DESKTOP, encoding='utf-8')
        self.entry = self.desktop['Desktop Entry']

    def test_open_with(self):
        kinds = set(self.entry['MimeType'].strip(';').split(';'))
        self.assertLessEqual(KINDS, kinds)
        self.assertRegex(self.entry['Exec'], '%[FU]$')

    def test_activation(self):
        self.assertEqual(self.entry['DBusActivatable'], 'true')
        service = configparser.RawConfigParser()
        service.read(SERVICE, encoding='utf-8')
        self.assertEqual(service['D-BUS Service']['Name'], ID)
        self.assertRegex(service['D-BUS Service']['Exec'], '^/.*/bulk-loader --gapplication-service$')

    def test_actions(self):
        for action in self.entry['Actions'].strip(';').split(';'):
            self.assertIn('Exec', self.desktop[f'Desktop Action {action}'])

    def test_icons(self):
        for name in (ID + '.svg', ID + '-symbolic.svg'):
            root = ET.parse(os.path.join(SOURCE, 'data', name)).getroot()
            self.assertEqual(root.get('width'), root.get('height'))
            self.assertFalse(root.findall('.//{http://www.w3.org/2000/svg}image'), 'drawn, not a picture')
        self.assertEqual(self.entry['Icon'], ID)


class Metainfo(unittest.TestCase):
    def setUp(self):
        self.root = ET.parse(METAINFO).getroot()

    def text(self, path):
        node = self.root.find(path)
        self.assertIsNotNone(node, path)
        return (node.text or '').strip()

    def test_names(self):
        self.assertEqual(self.text('id'), ID)
        self.assertEqual(self.text('launchable'), ID + '.desktop')
        self.assertTrue(self.text('developer/name'))
        # What software centres cut off.
        self.assertLessEqual(len(self.text('name')), 20)
        self.assertLessEqual(len(self.text('summary')), 35)
        self.assertFalse(self.text('summary').endswith('.'))

    def test_complete(self):
        self.assertEqual(self.root.find('content_rating').get('type'), 'oars-1.1')
        schemes = {color.get('scheme_preference') for color in self.root.findall('branding/color')}
        self.assertEqual(schemes, {'light', 'dark'})
        for path in ('description/p', 'keywords/keyword', 'requires/display_length', 'recommends/display_length',
                     'supports/control', 'supports/internet'):
            self.assertIsNotNone(self.root.find(path), path)
        for kind in ('homepage', 'bugtracker', 'vcs-browser', 'help'):
            self.assertTrue(any(url.get('type') == kind for url in self.root.findall('url')), kind)
        kinds = {kind.text for kind in self.root.findall('provides/mediatype')}
        self.assertLessEqual(KINDS, kinds)
        with open(DESKTOP, encoding='utf-8') as desktop:
            self.assertEqual(kinds, set(re.search('(?m)^MimeType=(.*);$', desktop.read()).group(1).split(';')))

    def test_release(self):
        with open(os.path.join(SOURCE, 'meson.build'), encoding='utf-8') as build:
            version = re.search(r"version: '([^']+)'", build.read()).group(1)
        release = self.root.find('releases/release')
        self.assertEqual(release.get('version'), version)
        self.assertRegex(release.get('date'), r'^\d{4}-\d\d-\d\d$')
        self.assertTrue(release.findall('description/p'))

    def test_screenshots(self):
        shots = self.root.findall('screenshots/screenshot')
        self.assertGreaterEqual(len(shots), 3)
        self.assertEqual([shot.get('type') for shot in shots].count('default'), 1)
        for shot in shots:
            self.assertTrue(shot.find('caption').text)
            image = shot.find('image')
            name = image.text.rsplit('/', 1)[1]
            path = os.path.join(SOURCE, 'data', 'screenshots', name)
            with open(path, 'rb') as picture:
                head = picture.read(24)
            self.assertEqual(head[:8], b'\x89PNG\r\n\x1a\n', name)
            size = int.from_bytes(head[16:20], 'big'), int.from_bytes(head[20:24], 'big')
            self.assertEqual(size, (int(image.get('width')), int(image.get('height'))), name)
            self.assertLess(os.path.getsize(path), 300_000, name)


tap.main()
