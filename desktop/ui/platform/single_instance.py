"""One window per profile: a second start hands its wish to the first and ends."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QLockFile, QObject, QThread, QTimer, Signal, Slot

from desktop.command_line import ticket_number
from desktop.running_app import ANSWER, LIMIT_BYTES, address, queued_operation

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS = 2000
_HAND_OVER_MS = 10_000
_AGAIN_MS = 50


class SingleInstance(QObject):
    """Holds the profile's lock and listens, or speaks to the one that does.

    Signals:
        received(str): a ticket's number, or "" when the window is only to come forward.
        operation_queued(str): the id of an operation that another process of this user put in the outbox.
    """

    received = Signal(str)
    operation_queued = Signal(str)

    def __init__(self, lock: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = QLockFile(str(lock))
        # a lock ends with its process, never with time: the app may run for weeks
        self._lock.setStaleLockTime(0)
        self._name = address(lock)
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Become the one of this profile and listen; False while another lives."""
        if not self.take_lock():
            return False
        self.listen()
        return True

    def take_lock(self) -> bool:
        """Take the profile's lock; False while another app holds it. Needs no application object."""
        # in a folder that cannot be written nobody writes: there is nothing to fight over
        return self._lock.tryLock(0) or self._lock.error() is QLockFile.LockError.PermissionError

    def listen(self) -> None:
        """Begin to listen to other starts; the lock is held already. Until then they wait (see `hand_over`).

        Loads QtNetwork, which the first picture does without.
        """
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self._name)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.setMaxPendingConnections(4)
        server.newConnection.connect(self._accept)
        server.listen(self._name)
        self._server = server

    def hand_over(self, link: str = "") -> bool:
        """Tell the running one to show that ticket or to come forward; whether it answered."""
        if link and ticket_number(link) is None:
            link = ""
        from PySide6.QtNetwork import QLocalSocket

        waited = QElapsedTimer()
        waited.start()
        # the first one may have the profile already and not listen yet, or still be building its window
        while not waited.hasExpired(_HAND_OVER_MS):
            socket = QLocalSocket()
            socket.connectToServer(self._name)
            if socket.waitForConnected(_PATIENCE_MS):
                return self._told(socket, link, _HAND_OVER_MS - waited.elapsed())
            QThread.msleep(_AGAIN_MS)
        return False

    def _told(self, socket: "QLocalSocket", link: str, patience_ms: int) -> bool:
        if not _is_ours(socket.fullServerName()):
            return False
        socket.write(f"{link}\n".encode("ascii"))
        answered = socket.waitForReadyRead(max(patience_ms, 1)) and bytes(socket.readAll().data()) == ANSWER
        socket.close()
        return answered

    @property
    def address(self) -> str:
        """Where the running one listens: a socket's path, or a pipe's name."""
        return self._server.fullServerName() if self._server is not None else self._name

    def close(self) -> None:
        """Stop listening and let the profile go."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.unlock()

    @Slot()
    def _accept(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()):
            guest = _Guest(socket, self)
            guest.said.connect(self.received)
            guest.queued.connect(self.operation_queued)


def _is_ours(path: str) -> bool:
    """Whether this person listens there; elsewhere than on Windows a name can be taken by another."""
    return os.name != "posix" or Path(path).stat().st_uid == os.getuid()


class _Guest(QObject):
    """One connection: one short line, one answer, two seconds."""

    said = Signal(str)
    queued = Signal(str)

    def __init__(self, socket: "QLocalSocket", parent: QObject) -> None:
        super().__init__(parent)
        self._socket = socket
        socket.setParent(self)
        socket.setReadBufferSize(LIMIT_BYTES + 1)
        socket.readyRead.connect(self._read)
        socket.disconnected.connect(self.deleteLater)
        QTimer.singleShot(_PATIENCE_MS, self, self._socket.abort)
        if socket.bytesAvailable():
            self._read()

    @Slot()
    def _read(self) -> None:
        line = bytes(self._socket.peek(LIMIT_BYTES + 1).data())
        if b"\n" not in line:
            if len(line) > LIMIT_BYTES:
                self._socket.abort()
            return
        self._socket.readyRead.disconnect(self._read)
        text = line.split(b"\n", 1)[0].decode("ascii", "replace")
        operation_id = queued_operation(text)
        number = ticket_number(text) if text else ""
        if number is None and operation_id is None:
            self._socket.abort()
            return
        self._socket.write(ANSWER)
        self._socket.flush()
        self._socket.disconnectFromServer()
        if operation_id is not None:
            self.queued.emit(operation_id)
        else:
            self.said.emit(number)
