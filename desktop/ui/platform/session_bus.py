"""The desktop's session bus on Linux: a thread receives, everything else happens in Qt's."""

import logging
import os
import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Thread, current_thread

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, message_bus, new_method_call
from jeepney.bus import get_connectable_addresses
from jeepney.io.blocking import prep_socket
from jeepney.io.threading import DBusConnection, ReceiveStopped
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

Reply = Callable[[Message | None], None]
PATIENCE_MS = 10_000

_log = logging.getLogger(__name__)
_AUTHENTICATION_S = 10.0
_SEND_S = 0.5
"""How long a bus may take nothing before it counts as lost; the window waits as long."""
_JOIN_S = 1.0
_IN_USE: dict[Thread, "SessionBus"] = {}
"""The connection of each receiving thread: Qt for Python crashes where the last reference goes in such a thread."""
_BROKEN = (OSError, ValueError, LookupError, struct.error)
"""What connecting to, or reading from, a bus that does not keep to the protocol may raise."""


class SessionBus(QObject):
    """One connection to the bus. Its methods and signals belong to the thread that made it; none of them waits for
    the bus.

    Signals: `ready` when calls can be made; `lost` when the bus is gone, also when it never answered; `heard(Message)`
    for every signal of the bus.
    """

    ready = Signal()
    lost = Signal()
    heard = Signal(object)
    # from the receiving thread: the number of the attempt to connect, and what happened
    _connected = Signal(object, object)
    _received = Signal(object, object)
    _failed = Signal(object, object)
    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._attempt = 0
        self._thread: Thread | None = None
        self._connection: DBusConnection | None = None
        self._calls: dict[int, Reply] = {}
        self.is_ready = False
        self._connected.connect(self._say_hello, Qt.ConnectionType.QueuedConnection)
        self._received.connect(self._receive, Qt.ConnectionType.QueuedConnection)
        self._failed.connect(self._fail, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._let_go, Qt.ConnectionType.QueuedConnection)

    @property
    def is_open(self) -> bool:
        """Connected, or on the way there."""
        return self._thread is not None

    def open(self) -> bool:
        """Begin to connect; False when there is no bus. `ready` or `lost` follows."""
        if self._thread is not None:
            return True
        address = _address()
        if address is None or not _is_listening(address):
            return False
        self._attempt += 1
        self._thread = Thread(target=self._run, args=(self._attempt, address), name="session bus", daemon=True)
        _IN_USE[self._thread] = self
        self._thread.start()
        return True

    def close(self) -> None:
        """Leave the bus; calls that wait for a reply are dropped."""
        self._calls.clear()
        thread, is_connected = self._thread, self._connection is not None
        self._drop()
        if thread is not None and is_connected:
            thread.join(_JOIN_S)

    def call(self, message: Message, done: Reply, patience_ms: int = PATIENCE_MS) -> None:
        """Send; `done` gets the reply or the bus's error, None when there was none in time."""
        if self._connection is None:
            done(None)
            return
        serial = next(self._connection.outgoing_serial)
        self._calls[serial] = done
        QTimer.singleShot(patience_ms, self, partial(self._give_up, serial))
        try:
            self._connection.send(message, serial=serial)
        except OSError as error:
            self._lose(str(error))

    def listen(self, rule: MatchRule) -> None:
        """Have the bus pass on the signals that `rule` names."""
        self.call(message_bus.AddMatch(rule), _ignore)

    def _run(self, attempt: int, address: str) -> None:
        """In the receiving thread."""
        self._connect_and_receive(attempt, address)
        with suppress(RuntimeError):
            self._ended.emit(current_thread())

    @Slot(object)
    def _let_go(self, thread: Thread) -> None:
        """A receiving thread has ended, and names this no more once it was waited for."""
        thread.join()
        del _IN_USE[thread]

    def _connect_and_receive(self, attempt: int, address: str) -> None:
        """Until the connection ends or `_drop` interrupts it."""
        # the object may be deleted while the bus still has not answered
        with suppress(RuntimeError):
            try:
                connection = DBusConnection(prep_socket(address, timeout=_AUTHENTICATION_S))
            except _BROKEN as error:
                self._failed.emit(attempt, str(error))
                return
            try:
                connection.sock.settimeout(_SEND_S)
                self._connected.emit(attempt, connection)
                while attempt == self._attempt:
                    self._received.emit(attempt, connection.receive())
            except ReceiveStopped:
                pass
            except _BROKEN as error:
                self._failed.emit(attempt, str(error))
            finally:
                connection.close()

    @Slot(object, object)
    def _say_hello(self, attempt: int, connection: DBusConnection) -> None:
        if attempt != self._attempt:
            connection.interrupt()
            return
        self._connection = connection
        self.call(message_bus.Hello(), self._welcomed)

    def _welcomed(self, reply: Message | None) -> None:
        if reply is None or reply.header.message_type is not MessageType.method_return:
            self._lose("no welcome")
            return
        self.is_ready = True
        self.ready.emit()

    @Slot(object, object)
    def _receive(self, attempt: int, message: Message) -> None:
        if attempt != self._attempt:
            return
        kind = message.header.message_type
        if kind is MessageType.signal:
            self.heard.emit(message)
        elif kind in {MessageType.method_return, MessageType.error}:
            serial = message.header.fields.get(HeaderFields.reply_serial, -1)
            if done := self._calls.pop(serial, None):
                done(message)

    def _give_up(self, serial: int) -> None:
        if done := self._calls.pop(serial, None):
            done(None)

    @Slot(object, object)
    def _fail(self, attempt: int, why: str) -> None:
        if attempt == self._attempt:
            self._lose(why)

    def _lose(self, why: str) -> None:
        _log.info("session bus lost: %s", why)
        self._drop()
        calls, self._calls = self._calls, {}
        for done in calls.values():
            done(None)
        self.lost.emit()

    def _drop(self) -> None:
        self._attempt += 1
        if self._connection is not None:
            self._connection.interrupt()
        self._connection = None
        self._thread = None
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


def _is_listening(address: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as attempt:
        attempt.setblocking(False)
        try:
            attempt.connect(address)
        except OSError as error:
            _log.info("no session bus: %s", error.strerror)
            return False
    return True


def _ignore(_reply: Message | None) -> None:
    return
