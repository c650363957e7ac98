"""Pictures in messages: small in the thread, large on a click, and nothing decoded that could hold the window up."""

import struct
import threading
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.tickets import Attachment, DownloadState
from desktop.ui.tickets.thread.attachment_tile import AttachmentTile
from desktop.ui.tickets.thread.picture_button import PictureButton
from desktop.ui.tickets.thread.picture_viewer import PictureViewer
from desktop.ui.tickets.thread.pictures import decoded, may_be_picture
from tests.ui.helpdesk_client import HelpdeskClient, client
from tests.ui.test_thread import items, opened

__all__ = ["client"]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><rect width="90" height="90"/></svg>'


def packed(width: int, height: int, kind: str = "PNG") -> bytes:
    """A picture, red on its left and blue on its right half."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    for x in range(width // 2, width):
        for y in range(height):
            image.setPixelColor(x, y, QColor("blue"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)  # type: ignore[call-overload] # bytes, as typed, are refused
    return bytes(buffer.data().data())


def bomb(width: int, height: int) -> bytes:
    """The beginning of a PNG that claims to have that size."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head)) + b"\0" * 100


def tile_with(client: HelpdeskClient, name: str, content: bytes) -> AttachmentTile:
    """The tile of a file that has come with an answer, and was fetched."""
    opened(client)
    client.desk.answer("1", "Here", (name, content))
    client.sync()
    tile = items(client)[1].findChildren(AttachmentTile)[0]
    assert tile.shown_picture is None, "nothing is looked into that is not here"
    tile.button.click()
    client.sync()
    return tile


def picture_of(tile: AttachmentTile, qtbot: QtBot) -> PictureButton:
    qtbot.waitUntil(lambda: tile.shown_picture is not None and tile.shown_picture.isVisible())
    assert tile.shown_picture is not None
    return tile.shown_picture


@pytest.mark.parametrize(
    ("size", "shown"), [((600, 200), (240, 80)), ((200, 600), (53, 160)), ((40, 30), (40, 30)), ((4, 4), (24, 24))]
)
def test_a_picture_that_is_here_is_shown_small(
    client: HelpdeskClient, qtbot: QtBot, size: tuple[int, int], shown: tuple[int, int]
) -> None:
    tile = tile_with(client, "receipt.png", packed(*size))
    button = picture_of(tile, qtbot)
    assert (button.width(), button.height()) == shown
    client.settle()
    item = items(client)[1]
    assert item.rect().contains(button.mapTo(item, button.rect().bottomRight()))
    picture = button.grab().toImage()
    middle = button.height() // 2
    half = button.width() // 2
    left, right = picture.pixelColor(half - 2, middle), picture.pixelColor(half + 2, middle)
    assert left.red() > 200 and right.blue() > 200
    assert "receipt.png" in button.accessibleName()


def test_a_click_shows_it_large_and_escape_closes_it(client: HelpdeskClient, qtbot: QtBot) -> None:
    tile = tile_with(client, "receipt.png", packed(2000, 500))
    QTest.mouseClick(picture_of(tile, qtbot), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: client.page.findChild(PictureViewer) is not None)
    viewer = client.page.findChild(PictureViewer)
    assert viewer is not None and viewer.isVisible()
    assert [button.text() for button in viewer.buttons] == ["Save as…", "Close"]
    size = viewer.picture.pixmap().deviceIndependentSize().toSize()
    assert size.width() > 900 and abs(size.width() - 4 * size.height()) <= 4, "all of it, in its own shape"
    assert viewer.rect().contains(viewer.picture.mapTo(viewer, viewer.picture.rect().bottomRight()))
    QTest.keyClick(viewer, Qt.Key.Key_Escape)
    assert not viewer.isVisible()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", SVG),
        ("a.png", SVG),
        ("a.png", b"MZ" * 100),
        ("a.png", bomb(60_000, 60_000)),
        ("a.png", bomb(19_000, 19_000)),
        ("a.exe", packed(20, 20)),
    ],
)
def test_what_is_no_harmless_picture_is_a_file(
    client: HelpdeskClient, qtbot: QtBot, name: str, content: bytes, tmp_path: Path
) -> None:
    tile = tile_with(client, name, content)
    done: list[bool] = []
    client.session.run(lambda: True, lambda _: done.append(True))
    qtbot.waitUntil(lambda: bool(done))
    assert tile.shown_picture is None or not tile.shown_picture.isVisible()
    path = tmp_path / "file"
    path.write_bytes(content)
    is_a_picture = name.endswith(".exe")
    assert (decoded(path, QSize(10, 10)) is not None) == is_a_picture
    shown = Attachment(1, name, "", 9, DownloadState.DOWNLOADED, "0")
    assert may_be_picture(shown) == name.endswith(".png")


def test_nothing_is_decoded_in_the_window_s_thread(client: HelpdeskClient, qtbot: QtBot) -> None:
    released = threading.Event()

    def hold() -> None:
        released.wait(30)

    client.session.background.submit(hold)
    tile = tile_with(client, "photo.jpg", packed(400, 300, "JPG"))
    client.settle()
    assert tile.shown_picture is not None and not tile.shown_picture.isVisible()
    released.set()
    assert picture_of(tile, qtbot).size() == QSize(213, 160)
