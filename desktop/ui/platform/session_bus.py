"""The desktop's session bus on Linux, spoken to from Qt's event loop: no thread, and nothing that waits."""

import logging
import os
import socket
import struct
from collections.abc import Callable
from functools import partial
from itertools import count

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, Parser, message_bus, new_method_call
from jeepney.auth import Authenticator
from jeepney.bus import get_connectable_addresses
from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

Reply = Callable[[Message | None], None]
PATIENCE_MS = 10_000

_log = logging.getLogger(__name__)
_READ_BYTES = 65_536
_BROKEN = (OSError, ValueError, LookupError, struct.error)
"""What reading from a bus that does not keep to the protocol may raise."""


class SessionBus(QObject):
    """One connection, opened in steps as the bus answers. `heard` carries every signal that reaches it."""

    ready = Signal()
    lost = Signal()
    heard = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._socket: socket.socket | None = None
        self._authenticator: Authenticator | None = None
        self._parser = Parser()
        self._serials = count(1)
        self._calls: dict[int, Reply] = {}
        self._unsent = b""
        self._notifiers: list[QSocketNotifier] = []
        self.is_ready = False

    @property
    def is_open(self) -> bool:
        """Connected, or on the way there."""
        return self._socket is not None

    def open(self) -> bool:
        """Begin to connect; False when there is no bus. `ready` or `lost` follows."""
        if self._socket is not None:
            return True
        address = _address()
        if address is None:
            return False
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.setblocking(False)
        try:
            connection.connect(address)
        except OSError as error:
            _log.info("no session bus: %s", error.strerror)
            connection.close()
            return False
        self._socket = connection
        self._parser, self._unsent = Parser(), b""
        self._authenticator = Authenticator()
        for kind, run in (
            (QSocketNotifier.Type.Read, self._read),
            (QSocketNotifier.Type.Write, self._write),
        ):
            notifier = QSocketNotifier(connection.fileno(), kind, self)
            notifier.activated.connect(run)
            self._notifiers.append(notifier)
        self._send(self._authenticator.data_to_send() or b"")
        return self.is_open

    def close(self) -> None:
        """Leave the bus without a word to anybody."""
        self._calls.clear()
        self._drop()

    def call(self, message: Message, done: Reply, patience_ms: int = PATIENCE_MS) -> None:
        """Send; `done` gets the reply or the bus's error, None when there was none in time."""
        if self._socket is None:
            done(None)
            return
        serial = next(self._serials)
        self._calls[serial] = done
        QTimer.singleShot(patience_ms, self, partial(self._give_up, serial))
        self._send(message.serialise(serial=serial))

    def listen(self, rule: MatchRule) -> None:
        """Have the bus pass on the signals that `rule` names."""
        self.call(message_bus.AddMatch(rule), _ignore)

    def _hello(self) -> None:
        self.call(message_bus.Hello(), self._welcomed)

    def _welcomed(self, reply: Message | None) -> None:
        if reply is None or reply.header.message_type is not MessageType.method_return:
            self._lose("no welcome")
            return
        self.is_ready = True
        self.ready.emit()

    def _read(self, *_: object) -> None:
        if self._socket is None:
            return
        try:
            data = self._socket.recv(_READ_BYTES)
            if not data:
                raise ConnectionResetError("the bus hung up")
            messages = self._take(data)
        except BlockingIOError:
            return
        except _BROKEN as error:
            self._lose(str(error))
            return
        for message in messages:
            self._receive(message)

    def _take(self, data: bytes) -> list[Message]:
        if self._authenticator is None:
            return list(self._parser.feed(data))
        self._authenticator.feed(data)
        self._send(self._authenticator.data_to_send() or b"")
        if self._authenticator.authenticated:
            self._authenticator = None
            self._send(b"BEGIN\r\n")
            self._hello()
        return []

    def _receive(self, message: Message) -> None:
        kind = message.header.message_type
        if kind is MessageType.signal:
            self.heard.emit(message)
        elif kind in {MessageType.method_return, MessageType.error}:
            serial = message.header.fields.get(HeaderFields.reply_serial, -1)
            if done := self._calls.pop(serial, None):
                done(message)

    def _send(self, data: bytes) -> None:
        self._unsent += data
        self._write()

    def _write(self, *_: object) -> None:
        if self._socket is None:
            return
        try:
            while self._unsent:
                self._unsent = self._unsent[self._socket.send(self._unsent) :]
        except BlockingIOError:
            pass
        except OSError as error:
            self._lose(str(error))
            return
        # a socket can be written to nearly always: to be told so is of use only while something waits
        self._notifiers[1].setEnabled(bool(self._unsent))

    def _give_up(self, serial: int) -> None:
        if done := self._calls.pop(serial, None):
            done(None)

    def _lose(self, why: str) -> None:
        _log.info("session bus lost: %s", why)
        self._drop()
        calls, self._calls = self._calls, {}
        for done in calls.values():
            done(None)
        self.lost.emit()

    def _drop(self) -> None:
        for notifier in self._notifiers:
            notifier.setEnabled(False)
            notifier.deleteLater()
        self._notifiers.clear()
        if self._socket is not None:
            self._socket.close()
        self._socket = None
        self.is_ready = False


def method(address: DBusAddress, name: str, signature: str = "", body: tuple[object, ...] = ()) -> Message:
    """A method call."""
    return new_method_call(address, name, signature or None, body)


def _address() -> str | None:
    named = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    if not named and (folder := os.environ.get("XDG_RUNTIME_DIR")):
        named = f"unix:path={folder}/bus"
    try:
        return next(iter(get_connectable_addresses(named)), None)
    except (RuntimeError, ValueError):
        return None


def _ignore(_reply: Message | None) -> None:
    return
