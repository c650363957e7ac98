"""Reads and uses a running app as a screen reader does: over the accessibility bus, knowing nothing of its code."""

import contextlib
import shutil
import time
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import unwrap_msg

from tests.ui.bus import Bus

_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
LAUNCHER = next((path for path in _LAUNCHERS if Path(path).exists()), shutil.which("at-spi-bus-launcher"))
NO_ACCESSIBILITY_BUS = pytest.mark.skipif(
    None in (LAUNCHER, shutil.which("Xvfb"), shutil.which("dbus-daemon")),
    reason="no Xvfb with an accessibility bus, which could not be installed here",
)
WAIT_S = 60.0
_LOOK_S = 0.2
_ACCESSIBLE = "org.a11y.atspi.Accessible"
_STATES = {
    "checked": 4, "enabled": 8, "expanded": 10, "focusable": 11, "focused": 12, "selected": 23, "sensitive": 24,
    "showing": 25, "visible": 30, "required": 33,
}  # fmt: skip
"""Bits of a state, as `Atspi.StateType` numbers them."""


@dataclass(frozen=True)
class Item:
    """One accessible thing: a control, a text, a group."""

    bus_name: str
    path: str
    role: str
    name: str
    states: frozenset[str]
    depth: int


class ScreenReader:
    """The accessibility bus of a test's own session. Used by one thread; `close` when done."""

    def __init__(self, bus: Bus) -> None:
        assert LAUNCHER is not None
        bus.environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
        bus.start(str(LAUNCHER), "--launch-immediately")
        session = open_dbus_connection(bus.address)
        address = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
        until = time.monotonic() + WAIT_S
        while True:
            answer = session.send_and_get_reply(new_method_call(address, "GetAddress"))
            if answer.header.message_type.name == "method_return":
                break
            assert time.monotonic() < until, answer.body
            time.sleep(_LOOK_S)
        session.close()
        self._bus: DBusConnection = open_dbus_connection(answer.body[0])

    def close(self) -> None:
        """Leave the bus."""
        self._bus.close()

    def showing(self, *, cells: bool = True) -> Generator[Item, None, None]:
        """What the apps on the bus show, in the order in which it is read; what lies within something hidden is not.

        `cells`: go into tables too.
        """
        for bus_name, path in self._children("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root"):
            yield from self._walk(bus_name, path, 0, cells=cells)

    def find(self, role: str, name: str = "", *, saying: str = "", having: str = "") -> Item | None:
        """The first thing of that role on the screen whose name begins with `name`, holds `saying`, in that state."""
        with contextlib.closing(self.showing(cells=role == "cell")) as items:
            for item in items:
                is_it = item.role == role and item.name.startswith(name) and saying in item.name
                if is_it and (not having or having in item.states):
                    return item
        return None

    def wait_for(self, role: str, name: str = "", *, saying: str = "", having: str = "") -> Item:
        """As `find`, as soon as it is there; fails after a while."""
        until = time.monotonic() + WAIT_S
        while (found := self.find(role, name, saying=saying, having=having)) is None:
            wanted = f"{role} {name or saying!r} {having}"
            assert time.monotonic() < until, f"{wanted} is not among\n{self.read_aloud()}"
            time.sleep(_LOOK_S)
        return found

    def read_aloud(self) -> str:
        """The screen in lines, for a failed test."""
        return "\n".join(
            f"{'  ' * item.depth}{item.role}: {item.name!r} {' '.join(sorted(item.states - {'showing', 'visible'}))}"
            for item in self.showing()
        )

    def press(self, role: str, name: str) -> None:
        """Do what the thing offers first: press, toggle, choose."""
        item = self.wait_for(role, name)
        assert self._call(item, "org.a11y.atspi.Action", "DoAction", "i", (0,))[0], f"{item} does nothing"

    def write(self, role: str, name: str, text: str) -> None:
        """Replace the text of a field."""
        item = self.wait_for(role, name)
        assert self._call(item, "org.a11y.atspi.EditableText", "SetTextContents", "s", (text,))[0], item

    def text(self, item: Item) -> str:
        """The text of a field."""
        return str(self._call(item, "org.a11y.atspi.Text", "GetText", "ii", (0, -1))[0])

    def _walk(self, bus_name: str, path: str, depth: int, *, cells: bool) -> Generator[Item, None, None]:
        try:
            low, high = self._ask(bus_name, path, _ACCESSIBLE, "GetState")[0]
            bits = low | high << 32
            states = frozenset(name for name, bit in _STATES.items() if bits >> bit & 1)
            if depth and not {"showing", "visible"} <= states:
                return
            role = self._ask(bus_name, path, _ACCESSIBLE, "GetRoleName")[0]
            get = "org.freedesktop.DBus.Properties"
            name = self._ask(bus_name, path, get, "Get", "ss", (_ACCESSIBLE, "Name"))[0][1]
            children = self._children(bus_name, path) if cells or role != "table" else []
        except LookupError:
            # it went away while it was looked at
            return
        if depth:
            yield Item(bus_name, path, role, name, states, depth)
        for child in children:
            yield from self._walk(*child, depth + 1, cells=cells)

    def _children(self, bus_name: str, path: str) -> list[tuple[str, str]]:
        return [(name, child) for name, child in self._ask(bus_name, path, _ACCESSIBLE, "GetChildren")[0]]

    def _call(self, item: Item, interface: str, method: str, signature: str, values: tuple[object, ...]) -> Any:
        return self._ask(item.bus_name, item.path, interface, method, signature, values)

    def _ask(
        self,
        bus_name: str,
        path: str,
        interface: str,
        method: str,
        signature: str = "",
        values: tuple[object, ...] = (),
    ) -> Any:
        """Raises LookupError when there is no such thing (any more)."""
        call = new_method_call(DBusAddress(path, bus_name, interface), method, signature or None, values)
        answer = self._bus.send_and_get_reply(call, timeout=WAIT_S)
        if answer.header.message_type.name == "error":
            raise LookupError(f"{path} {method}: {answer.body}")
        return unwrap_msg(answer)
