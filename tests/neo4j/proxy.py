"""A network that can stall: a proxy that stops forwarding, and keeps every connection open."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

__all__ = ["Proxy", "proxy"]


class Proxy:
    """Forwards bytes between whoever connects and one port, until it is told to stall."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._flows = threading.Event()
        self._flows.set()
        self._closed = False
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._sockets: list[socket.socket] = [self._listener]
        self.port: int = self._listener.getsockname()[1]
        self.forwarded = 0

    def stall(self) -> None:
        """From now on nothing passes."""
        self._flows.clear()

    def accept(self) -> None:
        """Serve connections until the listener is closed."""
        with suppress(OSError):
            while True:
                here, _ = self._listener.accept()
                there = socket.create_connection(("127.0.0.1", self._target))
                self._sockets += [here, there]
                for source, sink in ((here, there), (there, here)):
                    threading.Thread(target=self._pump, args=(source, sink), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65_536):
                self._flows.wait()
                if self._closed:
                    return
                sink.sendall(data)
                self.forwarded += len(data)
            sink.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Close everything."""
        self._closed = True
        self._flows.set()
        for one in self._sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


@contextmanager
def proxy(target: int) -> Iterator[Proxy]:
    """A proxy before a port of this machine."""
    made = Proxy(target)
    threading.Thread(target=made.accept, daemon=True).start()
    try:
        yield made
    finally:
        made.close()
