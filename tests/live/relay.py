"""A relay between the service and Kolibri that keeps every byte which leaves for Kolibri; on loopback only.

Takes where to relay to; gives an address of its own, and what was sent through it.
"""

from __future__ import annotations

import contextlib
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

CHUNK_BYTES = 65_536


@dataclass
class Relay:
    """The address to give out, and what has left through it so far."""

    base_url: str
    _sent: bytearray = field(default_factory=bytearray)

    @property
    def length(self) -> int:
        """How many bytes have left so far."""
        return len(self._sent)

    def sent(self, since: int = 0) -> str:
        """Give what has left after so many bytes, percent signs undone."""
        return unquote(bytes(self._sent[since:]).decode("utf-8", errors="replace"))

    def keep(self, chunk: bytes) -> None:
        """Note what leaves, before it leaves."""
        self._sent += chunk


@contextmanager
def relay(target: str) -> Iterator[Relay]:
    """Relay to a server until the block ends; where the server is away, connections end."""
    address = (urlsplit(target).hostname or "", urlsplit(target).port or 0)

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with contextlib.suppress(OSError), socket.create_connection(address) as server:
                back = threading.Thread(target=_pass, args=(server, self.request), daemon=True)
                back.start()
                while chunk := self.request.recv(CHUNK_BYTES):
                    made.keep(chunk)
                    server.sendall(chunk)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as listening:
        listening.daemon_threads = True
        made = Relay(f"http://127.0.0.1:{listening.server_address[1]}")
        threading.Thread(target=listening.serve_forever, args=(0.05,), daemon=True).start()
        yield made
        listening.shutdown()


def _pass(server: socket.socket, client: socket.socket) -> None:
    """Bring answers back, and end both when the server does."""
    with contextlib.suppress(OSError):
        while chunk := server.recv(CHUNK_BYTES):
            client.sendall(chunk)
    with contextlib.suppress(OSError):
        client.shutdown(socket.SHUT_RDWR)
