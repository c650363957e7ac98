"""Whether the user's system asks programs to move less on the screen."""

import ctypes
import ctypes.util
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from jeepney import Message

    from desktop.ui.platform.session_bus import SessionBus

_SPI_GETCLIENTAREAANIMATION = 0x1042
_PORTAL = ("/org/freedesktop/portal/desktop", "org.freedesktop.portal.Desktop", "org.freedesktop.portal.Settings")
_ASKED = (
    ("org.freedesktop.appearance", "reduced-motion"),
    ("org.gnome.desktop.interface", "enable-animations"),
    ("org.kde.kdeglobals.KDE", "AnimationDurationFactor"),
)
"""Settings of Linux desktops, as the settings portal names them; a desktop knows one of them or none."""


class SystemMotion(QObject):
    """Asks the system once; on Linux that takes a moment.

    Signals: `known` (bool): whether less motion is wanted; a system that does not say wants no less.
    """

    known = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus: SessionBus | None = None
        self._open = len(_ASKED)
        self._is_reduced = False

    def ask(self) -> None:
        """Find it out; `known` follows."""
        if sys.platform == "win32":
            self.known.emit(_is_reduced_on_windows())
        elif sys.platform == "darwin":
            self.known.emit(_is_reduced_on_macos())
        else:
            self._ask_portal()

    def _ask_portal(self) -> None:
        from desktop.ui.platform.session_bus import SessionBus

        self._bus = SessionBus(self)
        self._bus.ready.connect(self._read)
        self._bus.lost.connect(self._tell)
        if not self._bus.open():
            self._tell()

    @Slot()
    def _read(self) -> None:
        from jeepney import DBusAddress

        from desktop.ui.platform.session_bus import method

        path, name, interface = _PORTAL
        address = DBusAddress(path, bus_name=name, interface=interface)
        assert self._bus is not None
        for namespace, key in _ASKED:
            self._bus.call(method(address, "Read", "ss", (namespace, key)), partial(self._answered, key))

    def _answered(self, key: str, reply: "Message | None") -> None:
        from jeepney import MessageType

        if reply is not None and reply.header.message_type is MessageType.method_return and reply.body:
            value = _plain(reply.body[0])
            self._is_reduced |= value == 1 if key == "reduced-motion" else str(value) in ("False", "0", "0.0")
        self._open -= 1
        if self._open == 0:
            self._tell()

    @Slot()
    def _tell(self) -> None:
        bus, self._bus = self._bus, None
        if bus is not None:
            bus.lost.disconnect(self._tell)
            bus.close()
            bus.deleteLater()
        self.known.emit(self._is_reduced)


def _plain(value: Any) -> Any:
    """What a variant holds, which the portal packs into another one."""
    while isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], str):
        value = value[1]
    return value


def _is_reduced_on_windows() -> bool:
    shows = ctypes.c_int(1)
    user32 = ctypes.WinDLL("user32")  # type: ignore[attr-defined, unused-ignore] # exists on Windows only
    user32.SystemParametersInfoW(_SPI_GETCLIENTAREAANIMATION, 0, ctypes.byref(shows), 0)
    return not shows.value


def _is_reduced_on_macos() -> bool:
    library = ctypes.util.find_library("objc")
    if library is None:
        return False
    objc = ctypes.cdll.LoadLibrary(library)
    objc.objc_getClass.restype = objc.sel_registerName.restype = ctypes.c_void_p
    objc.objc_getClass.argtypes = objc.sel_registerName.argtypes = [ctypes.c_char_p]

    def send(receiver: int, name: bytes, result: type[Any]) -> Any:
        call = ctypes.CFUNCTYPE(result, ctypes.c_void_p, ctypes.c_void_p)(("objc_msgSend", objc))
        return call(receiver, objc.sel_registerName(name))

    workspace = send(objc.objc_getClass(b"NSWorkspace"), b"sharedWorkspace", ctypes.c_void_p)
    return bool(workspace and send(workspace, b"accessibilityDisplayShouldReduceMotion", ctypes.c_bool))
