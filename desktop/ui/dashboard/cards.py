"""The dashboard's cards: verification, support and who answers when."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timezone

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.availability import LanguageHours
from desktop.domain.money.wallets import Verification
from desktop.services.reads import Counts
from desktop.ui.dashboard.count_tile import Tile
from desktop.ui.dashboard.progress_ring import Ring
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.card import Card
from desktop.ui.kit.icon_view import IconView
from desktop.ui.kit.labels import Label, Pill, line
from desktop.ui.kit.layouts import remove
from desktop.ui.kit.state_card import StateCard
from desktop.ui.language import texts
from desktop.ui.language.formats import Formats, ltr

_FILLED = Qt.AlignmentFlag(0)
_END = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
_MISSING: Mapping[str, object] = {
    "address": QT_TRANSLATE_NOOP("Verification", "Proof of address"),
    "identity": QT_TRANSLATE_NOOP("Verification", "Proof of identity"),
    "phone": QT_TRANSLATE_NOOP("Verification", "Phone number"),
    "email": QT_TRANSLATE_NOOP("Verification", "E-mail address"),
    "selfie": QT_TRANSLATE_NOOP("Verification", "A photo of yourself"),
    "bank": QT_TRANSLATE_NOOP("Verification", "Bank account"),
    "source_of_funds": QT_TRANSLATE_NOOP("Verification", "Source of funds"),
}


class VerificationCard(StateCard):
    """Level and per cent, and what is still missing; one row once there is nothing to do.

    Signals: `send_asked` to begin a ticket with the missing documents.
    """

    send_asked = Signal()

    def __init__(self, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dashboard.verification")
        self._formats = formats
        self._whole = QWidget()
        self._whole_words = Label(role="strong", wrap=True)
        self._ring = Ring()
        self._level = Label(role="row", wrap=True)
        self._words = Label(role="secondary", wrap=True)
        self.send = Button(icon="paperclip")
        self.send.setObjectName("dashboard.send_documents")
        self.send.clicked.connect(self.send_asked)
        row = QHBoxLayout(self._whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_2)
        row.addWidget(IconView("circle-check", "accent_text"))
        row.addWidget(self._whole_words, 1)
        self.body.addWidget(self._whole)
        self._whole.hide()
        words = QVBoxLayout()
        words.setSpacing(theme.SPACE_1)
        layout = QHBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_4)
        layout.addWidget(self._ring, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        words.addWidget(self._level)
        words.addWidget(self._words)
        words.addWidget(self.send, 0, Qt.AlignmentFlag.AlignLeading)
        words.addStretch(1)

    def show_problem(self, sentence: str) -> None:
        self.show_title(True)
        self._whole.hide()
        super().show_problem(sentence)

    def show_verification(self, found: Verification | None, *, synced: bool) -> None:
        """Show how far the broker has verified the person."""
        sentence = self.tr("Your broker has not told how far you are verified.")
        self.show_face(synced=synced, empty=found is None, sentence=sentence)
        is_whole = synced and found is not None and found.percent >= 100 and not found.missing
        self.show_title(not is_whole)
        self._whole.setVisible(is_whole)
        if found is None:
            return
        percent = self._formats.percent(found.percent)
        if is_whole:
            self.show_only(None)
            words = self.tr("Verified: level {number}, {percent}")
            self._whole_words.setText(words.format(number=self._formats.number(found.level), percent=percent))
            return
        self._ring.show_value(found.percent, percent)
        self._ring.setAccessibleName(self.tr("{percent} verified").format(percent=percent))
        level = self.tr("Level {number}, {percent} verified")
        self._level.setText(level.format(number=self._formats.number(found.level), percent=percent))
        self.send.setText(self.tr("Send documents"))
        self.send.setVisible(bool(found.missing))
        if found.missing:
            names = self._formats.locale.createSeparatedList([missing_word(code) for code in found.missing])
            self._words.setText(self.tr("Still missing: {names}").format(names=names))
        else:
            self._words.setText(self.tr("Your broker is checking what you sent."))


def missing_word(code: str) -> str:
    """What a code of the broker asks for; an unknown code is shown as it is."""
    return QCoreApplication.translate("Verification", str(_MISSING[code])) if code in _MISSING else ltr(code)


class SupportCard(Card):
    """Four counts, each of which opens its list."""

    asked = Signal(str)

    def __init__(self, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dashboard.support")
        self._formats = formats
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._tiles = {kind: Tile() for kind in ("unread", "open", "drafts", "waiting")}
        grid = QGridLayout()
        grid.setSpacing(theme.SPACE_2)
        self._group.buttonClicked.connect(self._clicked)
        self.body.addLayout(grid)
        for place, (kind, tile) in enumerate(self._tiles.items()):
            tile.setObjectName(f"dashboard.support.{kind}")
            self._group.addButton(tile)
            grid.addWidget(tile, place // 2, place % 2)

    @property
    def tab_stops(self) -> Sequence[QWidget]:
        """What takes the focus, in the order of reading."""
        return tuple(self._tiles.values())

    def show_counts(self, counts: Counts, *, synced: bool) -> None:
        """Show these counts; before the first sync has ended nobody knows those of support's tickets."""
        words = {
            "unread": self.tr("Unread answers"),
            "open": self.tr("Open tickets"),
            "drafts": self.tr("Drafts"),
            "waiting": self.tr("Not sent yet") if counts.needs_you else self.tr("Waiting to send"),
        }
        for kind, tile in self._tiles.items():
            count: int = getattr(counts, kind)
            if not synced and kind in ("unread", "open"):
                tile.show_count("—", words[kind], stands_out=False, spoken=self.tr("not fetched yet"))
            else:
                tile.show_count(self._formats.number(count), words[kind], stands_out=kind == "unread" and count > 0)

    @Slot(QAbstractButton)
    def _clicked(self, button: QAbstractButton) -> None:
        self.asked.emit(next(kind for kind, tile in self._tiles.items() if tile is button))


class AvailabilityCard(Card):
    """Who answers in which language, in the reader's own time."""

    def __init__(self, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dashboard.availability")
        self._formats = formats
        self._made: list[QWidget] = []
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(theme.SPACE_3)
        self._rows.setVerticalSpacing(theme.SPACE_2)
        self._rows.setColumnStretch(1, 1)
        self.body.addLayout(self._rows)
        self.body.addStretch(1)

    def show_hours(self, languages: Sequence[LanguageHours]) -> None:
        """Show these languages; the card hides where the help desk tells none."""
        self.setVisible(bool(languages))
        while self._made:
            remove(self._made.pop(), self._rows)
        now_ms = self._formats.now_ms()
        now = datetime.fromtimestamp(now_ms / 1000, tz=timezone.utc)
        row = 0
        for hours in languages:
            if row:
                self._add(line(), row, 0, 3)
                row += 1
            self._add(Label(texts.language(hours.language), "strong"), row, 0)
            self._add(Label(self._hours(hours, now_ms), "caption", wrap=True), row, 1)
            self._add(self._state(hours, now), row, 2, alignment=_END)
            row += 1

    def _add(
        self, widget: QWidget, row: int, column: int, columns: int = 1, *, alignment: Qt.AlignmentFlag = _FILLED
    ) -> None:
        self._made.append(widget)
        self._rows.addWidget(widget, row, column, 1, columns, alignment)

    def _state(self, hours: LanguageHours, now: datetime) -> Pill:
        if hours.is_open(now):
            return Pill(self.tr("open now"), "good")
        minutes = round((hours.opens_at(now) - now).total_seconds() / 60)
        words = self.tr("opens in {span}").format(span=self._formats.duration(minutes))
        return Pill(words, "neutral")

    def _hours(self, hours: LanguageHours, now_ms: int) -> str:
        if hours.is_always_open:
            return self.tr("Day and night")
        spans = [self._formats.week_span(window.start_minute, window.end_minute, now_ms) for window in hours.windows]
        return self._formats.locale.createSeparatedList(spans)
