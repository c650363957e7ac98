"""The main job by a screen reader alone: every page is read and used over the accessibility bus, by names and roles."""

import itertools
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.tools.screen_reader import NO_ACCESSIBILITY_BUS, ScreenReader
from tests.ui.bus import Bus

pytestmark = [pytest.mark.journey, pytest.mark.slow, NO_ACCESSIBILITY_BUS]
PAGES = ("Dashboard", "Helpdesk", "Wallets", "Settings")
ISOLATES = dict.fromkeys(map(ord, "\u2066\u2068\u2069"))


@pytest.fixture
def reader() -> Iterator[ScreenReader]:
    """A screen reader beside the app, which is at its first page."""
    # a socket's path may have no more than a hundred letters
    with tempfile.TemporaryDirectory(prefix="otet-bus-") as folder:
        bus = Bus(Path(folder))
        try:
            bus.screen(Path(folder))
            with closing(ScreenReader(bus)) as reader:
                app = bus.start(sys.executable, "-m", "tests.ui.tray_program", f"{folder}/home")
                assert "ready" in app.heard()
                yield reader
        finally:
            bus.close()


def selected_page(reader: ScreenReader) -> list[str]:
    """The page that a screen reader calls the chosen one."""
    items = reader.showing(cells=False)
    return [item.name for item in items if item.role == "page tab" and "selected" in item.states]


def unnamed(reader: ScreenReader, *, cells: bool = False) -> list[str]:
    """What the keyboard reaches and nobody could tell from others: it has neither a name nor a text."""
    items = list(reader.showing(cells=cells))
    found = [
        (item, before.name)
        for before, item in itertools.pairwise(items)
        if "focusable" in item.states and not item.name.strip()
    ]
    return [f"{item.role} after {before}" for item, before in found if item.role != "label" or not reader.text(item)]


def test_the_main_job_by_a_screen_reader_alone(reader: ScreenReader) -> None:
    reader.press("push button", "Try it on this computer")
    reader.wait_for("heading", "Dashboard")
    for page in PAGES:
        reader.press("page tab", page)
        reader.wait_for("heading", page)
        assert selected_page(reader) == [page]
        assert unnamed(reader) == []
    reader.press("page tab", "Helpdesk")
    reader.press("push button", "Create Ticket")
    submit = reader.wait_for("push button", "Submit Ticket")
    assert "enabled" not in submit.states
    reader.write("text", "Subject", "Withdrawal waits")
    reader.write("text", "Description", "برداشت من از دیروز در انتظار است. TXID 9f2c")
    reader.wait_for("push button", "Submit Ticket", having="enabled")
    reader.press("push button", "Submit Ticket")
    row = reader.wait_for("cell", "", saying="Withdrawal waits")
    assert "You: " in row.name.translate(ISOLATES)
    assert unnamed(reader, cells=True) == []
