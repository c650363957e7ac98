"""The network between the app and a help desk, which can go silent as it does when a laptop is closed."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

CHUNK_BYTES = 65_536


class Relay:
    """Hands bytes on between its own port and the help desk's.

    Connections that are open at `sleep` never say anything again, and are not closed either: what was asked on them
    gets no answer and no error. New ones work after `wake`.
    """

    def __init__(self, url: str) -> None:
        place = urlsplit(url)
        self._target = (place.hostname, place.port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}{place.path}"
        self._names = (urlsplit(self.url).netloc.encode(), place.netloc.encode())
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._awake = threading.Event()
        self._awake.set()
        self._generation = 0
        threading.Thread(target=self._accept, name="relay", daemon=True).start()

    def sleep(self) -> None:
        """Nothing passes from now on."""
        self._awake.clear()
        self._generation += 1

    def wake(self) -> None:
        """New connections pass again."""
        self._awake.set()

    def close(self) -> None:
        """End every connection."""
        self.wake()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for pair in self._pairs:
            _end(*pair)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                threading.Thread(target=self._connect, args=(near,), daemon=True).start()

    def _connect(self, near: socket.socket) -> None:
        generation = self._generation
        self._awake.wait()
        try:
            far = socket.create_connection(self._target)  # type: ignore[arg-type]
        except OSError:
            near.close()
            return
        self._pairs.append((near, far))
        for source, target, names in ((near, far, self._names), (far, near, (b"\r", b"\r"))):
            threading.Thread(target=self._pass, args=(source, target, names, generation), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, names: tuple[bytes, bytes], generation: int) -> None:
        with suppress(OSError):
            while data := source.recv(CHUNK_BYTES):
                if generation != self._generation:
                    return
                # a help desk answers to its own name only, and the relay has another one
                target.sendall(data.replace(*names))
        if generation == self._generation:
            _end(source, target)


def _end(*ends: socket.socket) -> None:
    for one in ends:
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()


@contextmanager
def relayed(url: str) -> Iterator[Relay]:
    """A relay to the help desk at `url`."""
    relay = Relay(url)
    try:
        yield relay
    finally:
        relay.close()
