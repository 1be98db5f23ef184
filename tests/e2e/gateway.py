"""What stands between a phone and the server: it can be cut, speak in pieces, or lose the answer to work done."""

import socket
import threading
import time
from contextlib import suppress

BREATH = 0.05  # seconds: three frames of a screen


class Gateway:
    """A TCP relay on a port of its own; `cut` is a server that was killed, `lose` swallows the answers to POST.

    `pieces` passes pages on in so many bytes at a time, with a breath between them long enough for each to be drawn.
    """

    def __init__(self, host: str, port: int) -> None:
        self.target = (host, port)
        self.lose = False
        self.pieces = 0
        self.port = 0
        self.listener: socket.socket | None = None
        self.open()

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def open(self) -> None:
        """The server is up, on the same port as before."""
        self.listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind(("127.0.0.1", self.port))
        self.listener.listen(64)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self.listener,), daemon=True).start()

    def cut(self) -> None:
        """The server is dead: connections are refused."""
        if self.listener:
            with suppress(OSError):
                self.listener.shutdown(socket.SHUT_RDWR)
            self.listener.close()
            self.listener = None

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                phone, _address = listener.accept()
                threading.Thread(target=self._relay, args=(phone,), daemon=True).start()

    def _relay(self, phone: socket.socket) -> None:
        """One request a connection: enough for a browser, and a kept connection never outlives a cut."""
        with suppress(OSError), phone, socket.create_connection(self.target) as server:
            head = self._head(phone)
            lines, _blank, body = head.partition(b"\r\n\r\n")
            sizes = [line for line in lines.split(b"\r\n") if line.lower().startswith(b"content-length:")]
            length = int(sizes[0].split(b":")[1]) if sizes else 0
            server.sendall(self._closing(lines) + b"\r\n\r\n" + body)
            left = length - len(body)
            while left > 0 and (part := phone.recv(65536)):
                server.sendall(part)
                left -= len(part)
            swallow = self.lose and head.startswith(b"POST /visits/")
            while part := server.recv(65536):
                if not swallow:
                    self._pass_on(part, phone, whole=not self.pieces or head.startswith(b"GET /static/"))

    def _pass_on(self, part: bytes, phone: socket.socket, whole: bool) -> None:
        if whole:
            phone.sendall(part)
            return
        for at in range(0, len(part), self.pieces):
            phone.sendall(part[at : at + self.pieces])
            time.sleep(BREATH)

    @staticmethod
    def _head(phone: socket.socket) -> bytes:
        head = b""
        while b"\r\n\r\n" not in head and (part := phone.recv(65536)):
            head += part
        return head

    @staticmethod
    def _closing(lines: bytes) -> bytes:
        kept = [line for line in lines.split(b"\r\n") if not line.lower().startswith(b"connection:")]
        return b"\r\n".join([*kept, b"Connection: close"])
