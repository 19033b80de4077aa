# SPDX-License-Identifier: GPL-3.0-or-later
"""A language that nobody speaks: every text in brackets, with accents, and nearly half as long again as in English.
What is seen without brackets was never offered for translation; what does not fit will not fit in German either.

    pseudo.py TEMPLATE OUT.mo
"""
import ast
import re
import struct
import sys

ACCENTS = str.maketrans('aceinosuyACEINOSUY', 'áçéíñöšüýÁÇÉÍÑÖŠÜÝ')
# Format directives, escapes of markup, and links stay as they are.
KEPT = re.compile(r'%(?:\d+\$)?[-+ #0\']*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh|h|ll|l|j|z|t|L)?[A-Za-z%]'
                  r'|&\w+;|<[^>]*>|https?://\S+')


def pseudo(text):
    marks = ''
    # A mark of the help's pages is no part of the words.
    if text[:2] in ('# ', '• '):
        marks, text = text[:2], text[2:]
    out, at = [], 0
    for kept in KEPT.finditer(text):
        out += [text[at:kept.start()].translate(ACCENTS), kept.group()]
        at = kept.end()
    out.append(text[at:].translate(ACCENTS))
    body = ''.join(out)
    end = '\n' if body.endswith('\n') else ''
    extra = 'ë' * max(1, len(text) * 2 // 5)
    # In words, as other languages are, so that it can wrap.
    words = ' '.join(extra[i:i + 7] for i in range(0, len(extra), 7))
    return f'{marks}[{body.removesuffix(chr(10))} {words}]{end}'


def read_template(path):
    """Yields (context, singular, plural) of each entry."""
    entry, key = {}, None
    with open(path, encoding='utf-8') as lines:
        for line in [*lines, '\n']:
            line = line.strip()
            if not line:
                if entry.get('msgid'):
                    yield entry.get('msgctxt'), entry['msgid'], entry.get('msgid_plural')
                entry, key = {}, None
            elif line.startswith('"'):
                entry[key] += ast.literal_eval(line)
            elif not line.startswith('#'):
                key, value = line.split(' ', 1)
                entry[key] = ast.literal_eval(value)


def write_mo(path, messages):
    pairs = sorted((key.encode(), value.encode()) for key, value in messages.items())
    head, where = 28, []
    ids = b''.join(key + b'\0' for key, _ in pairs)
    texts = b''.join(value + b'\0' for _, value in pairs)
    start = head + 16 * len(pairs)
    at = start
    for key, _ in pairs:
        where.append((len(key), at))
        at += len(key) + 1
    for _, value in pairs:
        where.append((len(value), at))
        at += len(value) + 1
    with open(path, 'wb') as out:
        out.write(struct.pack('<7I', 0x950412de, 0, len(pairs), head, head + 8 * len(pairs), 0, head + 16 * len(pairs)))
        for length, offset in where:
            out.write(struct.pack('<2I', length, offset))
        out.write(ids + texts)


def main():
    messages = {'': 'Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n != 1;\n'}
    for context, singular, plural in read_template(sys.argv[1]):
        key = (context + '\4' if context else '') + singular + ('\0' + plural if plural else '')
        messages[key] = pseudo(singular) + ('\0' + pseudo(plural) if plural else '')
    write_mo(sys.argv[2], messages)


if __name__ == '__main__':
    main()
