"""The table of states, and how a state is painted: its word on a filled ground with a border and a dot.

`resources/themes/states.json` says which kind of pill each state of a ticket and of a transaction is; the help desk's
pages read the same file (`desktop/desk/state_styles.py`). The colours are tokens of the theme, three for each kind.
"""

import json
from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from desktop import assets
from desktop.ui.kit import theme

KINDS = ("neutral", "good", "waiting", "bad", "info")
_SIDE, _GAP, _DOT = 8, 6, 6
_LOUD = "waiting"
"""Keeps its fill in a selected row."""


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = json.loads(assets.path("themes", "states.json").read_text(encoding="utf-8"))
    return table


def ticket_pill(status: str) -> str:
    """The kind of pill of a ticket's status, such as "answered"; one that nobody knows is "neutral"."""
    return _table()["ticket"].get(status, "neutral")


def transaction_pill(state: str) -> str:
    """The kind of pill of a transaction's state, such as "pending"; one that nobody knows is "neutral"."""
    return _table()["transaction"].get(state, "neutral")


def word_margins() -> tuple[int, int]:
    """The pixels of a pill before its word, where the dot is, and behind it."""
    now = theme.current()
    return now.px(_SIDE) + now.px(_DOT) + now.px(_GAP), now.px(_SIDE)


def pill_size(words: str) -> QSize:
    """The size of a pill that shows `words` whole."""
    metrics = QFontMetrics(theme.current().font("caption"))
    return QSize(metrics.horizontalAdvance(words) + sum(word_margins()) + 1, metrics.height() + 2)


def paint_ground(painter: QPainter, box: QRect, kind: str, *, rtl: bool, is_selected: bool = False) -> None:
    """Paint a pill without its word; leaves the painter as it was."""
    now = theme.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(now.color(f"pill_{kind}_line"), 1))
    painter.setBrush(now.color("surface" if is_selected and kind != _LOUD else f"pill_{kind}"))
    ground = QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(ground, ground.height() / 2, ground.height() / 2)
    side, dot = now.px(_SIDE), now.px(_DOT)
    mark = QRectF(0, 0, dot, dot)
    mark.moveCenter(ground.center())
    mark.moveLeft(box.left() + box.width() - side - dot if rtl else box.left() + side)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(now.color(f"pill_{kind}_ink"))
    painter.drawEllipse(mark)
    painter.restore()


def paint_pill(painter: QPainter, box: QRect, kind: str, words: str, *, rtl: bool, is_selected: bool = False) -> None:
    """Paint a pill of one of `KINDS` into `box`; in a selected row its fill stands out from the selection.

    Leaves the painter as it was.
    """
    now = theme.current()
    paint_ground(painter, box, kind, rtl=rtl, is_selected=is_selected)
    before, behind = word_margins()
    room = box.adjusted(behind, 0, -before, 0) if rtl else box.adjusted(before, 0, -behind, 0)
    painter.save()
    painter.setPen(now.color(f"pill_{kind}_ink"))
    painter.setFont(now.font("caption"))
    near = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    flags = near | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width() + 1)
    painter.drawText(room, flags, words)
    painter.restore()
