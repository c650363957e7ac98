"""A line that was laid out once looks like `QPainter.drawText`, in both directions, whole and cut."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from pytestqt.qtbot import QtBot

from desktop.ui.kit import theme
from desktop.ui.kit.text_line import TextLines
from desktop.ui.language.bidi import isolate_line, mend_ellipsis

TEXTS = [
    "Withdrawal",
    "برداشت از کیف پول",
    "مبلغ ۱۵۰ دلار 0xDEADbeef12 را «دیروز» برداشت کردم " * 4,
    "Hello, my deposit of 250.00 USD has not arrived yet " * 4,
    "iiiiiiiiii" * 30,
    "WWW ﷽ مُحَمَّد Ünï\u0301 😀",
    "two\nlines",
]
WIDE, TALL = 320, 22


def picture(paint_on: object) -> QImage:
    image = QImage(WIDE + 20, TALL + 20, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_on(painter)  # type: ignore[operator]
    painter.end()
    return image


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("role", ["row", "caption"])
@pytest.mark.parametrize("height", [TALL, 9], ids=["fits", "clipped"])
def test_as_drawn(qtbot: QtBot, text: str, direction: Qt.LayoutDirection, role: str, height: int) -> None:
    font, shown, rect = theme.current().font(role), isolate_line(text), QRect(7, 5, WIDE, height)

    def drawn(painter: QPainter) -> None:
        cut = mend_ellipsis(QFontMetrics(font).elidedText(shown, Qt.TextElideMode.ElideRight, WIDE))
        painter.setFont(font)
        painter.setLayoutDirection(direction)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextSingleLine
        painter.drawText(rect, int(flags), cut)

    line = TextLines(8).line(shown, font, role, direction, WIDE)
    placed = line.placed(rect.translated(-3, -2), is_rtl=direction is Qt.LayoutDirection.RightToLeft)
    assert picture(lambda painter: placed.paint(painter, 3, 2)) == picture(drawn)


def test_lines_are_kept_until_others_came(qtbot: QtBot) -> None:
    lines, font, left = TextLines(2), theme.current().font(), Qt.LayoutDirection.LeftToRight
    first = lines.line("a", font, "body", left)
    lines.line("b", font, "body", left)
    assert lines.line("a", font, "body", left) is first
    lines.line("c", font, "body", left)
    lines.line("d", font, "body", left)
    assert lines.line("a", font, "body", left) is not first
