"""How many messages of the open ticket hold what is searched for, and the way from one to the next."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.kit import theme
from desktop.ui.kit.buttons import IconButton
from desktop.ui.kit.key_names import NEXT_HIT_KEYS, PREVIOUS_HIT_KEYS, key_text
from desktop.ui.kit.labels import Label
from desktop.ui.kit.translated import Translated
from desktop.ui.language.formats import Formats, ltr, tip
from desktop.ui.tickets.thread.thread_search import ThreadSearch


class SearchBar(Translated, QWidget):
    """Hidden while nothing is searched for, or the ticket does not hold it."""

    def __init__(self, search: ThreadSearch, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self._search = search
        self.setObjectName("thread.search")
        self._words = Label(role="secondary")
        self._words.setObjectName("thread.search.place")
        self.previous, self.next = IconButton("chevron-up"), IconButton("chevron-down")
        self.previous.setObjectName("thread.search.previous")
        self.next.setObjectName("thread.search.next")
        self.previous.clicked.connect(partial(search.step, -1))
        self.next.clicked.connect(partial(search.step, 1))
        box = QHBoxLayout(self)
        box.setContentsMargins(theme.SPACE_6, theme.SPACE_1, theme.SPACE_6, theme.SPACE_1)
        box.setSpacing(theme.SPACE_1)
        box.addWidget(self._words)
        box.addStretch(1)
        box.addWidget(self.previous)
        box.addWidget(self.next)
        search.found.connect(self.retranslate)
        self.hide()

    def retranslate(self) -> None:
        number, place, count = self._formats.number, self._search.place, self._search.count
        self.setVisible(count > 0)
        if place:
            words = self.tr("{n} of {count}", "which message with the words of the search, of how many")
            words = words.format(n=number(place), count=number(count))
        else:
            words = self.tr("In %Ln message(s)", None, count)
        self._words.setText(words)
        for button, name, keys in (
            (self.previous, self.tr("Previous hit"), PREVIOUS_HIT_KEYS),
            (self.next, self.tr("Next hit"), NEXT_HIT_KEYS),
        ):
            button.set_name(name)
            button.setToolTip(tip(f"{name} ({ltr(key_text(keys))})"))
        self.setAccessibleName(words)
