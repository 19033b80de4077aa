# SPDX-License-Identifier: GPL-3.0-or-later
"""A raw-socket server whose answers no HTTP library would give."""

import re
import socket
import struct
import threading


class Faulty:
    """Takes loads. "stop_at" body bytes are read at most (None: all), then "answer" is sent, and then:

    end="close" closes, "reset" resets, "hold" keeps the connection until the client leaves.
    Whatever else is asked for (the look before the load) is not there.
    """

    NOT_HERE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

    def __init__(self, answer=b"", stop_at=None, end="close"):
        self.answer, self.stop_at, self.end = answer, stop_at, end
        self.request = b""
        self.body = b""
        self.n_loads = 0
        self.reached = threading.Event()

    def __enter__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.thread = threading.Thread(target=self._serve)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join(timeout=20)

    def _serve(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection:
                try:
                    self._take(connection)
                except OSError:
                    pass
                if self.n_loads:
                    self.reached.set()

    def _take(self, connection):
        data = b""
        while b"\r\n\r\n" not in data:
            piece = connection.recv(65536)
            if not piece:
                return
            data += piece
        if not data.startswith(b"POST "):
            connection.sendall(self.NOT_HERE)
            return
        self.n_loads += 1
        self.request, _, self.body = data.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)\r\ncontent-length: (\d+)", self.request)
        wanted = int(length[1]) if length else 0
        if self.stop_at is not None:
            wanted = min(wanted, self.stop_at)
        while len(self.body) < wanted:
            piece = connection.recv(min(65536, wanted - len(self.body)))
            if not piece:
                return
            self.body += piece
        connection.sendall(self.answer)
        self.reached.set()
        if self.end == "reset":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        elif self.end == "hold":
            while connection.recv(65536):
                pass
