"""The rows of a thread's column: how high each message is, or is estimated to be, and where that puts it."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import field
from itertools import accumulate

from desktop.domain.tickets import Message
from desktop.ui.kit import theme
from desktop.ui.tickets.thread.message_content import FILES, MessageView
from desktop.ui.tickets.thread.message_item import MessageItem
from desktop.ui.tickets.thread.reading_column import BUBBLE
from desktop.ui.tickets.thread.text_preview import LETTERS
from desktop.values import dataclass

_EMPTY_HEIGHT, _LINE_HEIGHT, _LETTER_WIDTH, _FILE_HEIGHT = 60, 20, 7, 52
"""Pixels at the usual size of text, for the height that a message is guessed to have before it is laid out."""
_NARROWEST = 200


@dataclass(eq=False)
class Row:
    """A message, and the widget that shows it while it is near the view.

    `height` was measured when the column was `measured_width` wide; -1 marks an estimate.
    """

    message: Message
    height: int = 0
    measured_width: int = -1
    item: MessageItem | None = None
    view: MessageView = field(default_factory=MessageView)

    def estimate(self, width: int) -> None:
        """Guess the height at that width from the length of the text, without laying it out."""
        letters = self.message.body[:LETTERS]
        room = max(min(width, theme.current().px(BUBBLE)) - 2 * theme.SPACE_4, _NARROWEST)
        lines = letters.count("\n") + 1 + len(letters) * theme.current().px(_LETTER_WIDTH) // room
        files = min(len(self.message.attachments), FILES)
        self.height = theme.current().px(_EMPTY_HEIGHT + lines * _LINE_HEIGHT + files * _FILE_HEIGHT)
        self.measured_width = -1

    def is_ready(self, width: int) -> bool:
        """Whether its widget shows all of it, and its height is right for a column of that width."""
        return self.item is not None and self.item.is_built and self.measured_width == width


Anchor = tuple[Row, int]
"""A row that should stay where it is, and its distance from the top of the view."""


class ColumnRows:
    """Rows one under another, `gap` pixels apart; positions are in pixels from the top of the column.

    The first row begins at `start`, and there are `margin` pixels below the last one. Call `stack` after every change,
    before a position is asked for.
    """

    def __init__(self, gap: int, margin: int) -> None:
        self._gap, self._margin = gap, margin
        self.start = gap
        self._rows: list[Row] = []
        self._tops: list[int] = [0]

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, index: int) -> Row:
        return self._rows[index]

    @property
    def all(self) -> list[Row]:
        """The rows in order; not to be changed."""
        return self._rows

    @property
    def messages(self) -> list[Message]:
        """The messages of the rows."""
        return [row.message for row in self._rows]

    def index(self, row: Row) -> int:
        """The place of a row, -1 where it is not there."""
        return self._rows.index(row) if row in self._rows else -1

    def insert(self, at: int, rows: Iterable[Row]) -> None:
        """Put rows before the row at `at`."""
        self._rows[at:at] = rows

    def take(self, first: int, last: int) -> list[Row]:
        """Remove the rows from `first` to `last`; returns them."""
        taken = self._rows[first : last + 1]
        del self._rows[first : last + 1]
        return taken

    def stack(self) -> None:
        """Work out the positions from the heights."""
        heights = [row.height + self._gap for row in self._rows]
        self._tops = list(accumulate(heights, initial=self.start))

    def top(self, index: int) -> int:
        """Where a row begins; for the number of rows, where the next one would."""
        return self._tops[index]

    def bottom(self, index: int) -> int:
        """Where a row ends."""
        return self._tops[index + 1] - self._gap

    @property
    def height(self) -> int:
        """How high all of the column is."""
        return self._tops[-1] - self._gap + self._margin

    def between(self, top: int, bottom: int) -> range:
        """The indexes of the rows of which at least one pixel lies between two positions."""
        first = max(bisect_right(self._tops, top) - 1, 0)
        # a position in the gap below a row belongs to no row
        if first < len(self._rows) and self.bottom(first) <= top:
            first += 1
        last = bisect_right(self._tops, bottom - 1)
        return range(first, min(last, len(self._rows)))


class ScrollPosition:
    """What is kept in view while rows come, go and get other heights: the end, one row at the top, or an anchor."""

    def __init__(self, rows: ColumnRows) -> None:
        self._rows = rows
        self.at_end = True
        self.first: Row | None = None
        """The row that is kept at the top of the view, until the user moves elsewhere."""
        self._held: Anchor | None = None

    def release(self) -> None:
        """Let the next anchor be another: the user has moved on, or everything has its place."""
        self._held = None

    def anchor(self, top: int, height: int, width: int) -> Anchor | None:
        """The first row in a view of that height that is laid out for that width, else one that is at least shown.

        It stays the same until `release`, so that a change that takes several turns moves nothing either.
        """
        if self._held is not None and self._rows.index(self._held[0]) >= 0:
            return self._held
        in_view = self._rows.between(top, top + height)
        # what is shown may still change its height, what is not shown yet surely will
        ranks = {at: (not self._rows[at].is_ready(width), self._rows[at].item is None, at) for at in in_view}
        index = min(ranks, key=ranks.__getitem__, default=None)
        self._held = (self._rows[index], self._rows.top(index) - top) if index is not None else None
        return self._held

    def target(self, anchor: Anchor | None, top: int, most: int) -> int:
        """Where the view is to begin, which begins at `top` now and can begin at `most`."""
        row, distance = (self.first, 0) if self.first is not None else anchor or (None, 0)
        if self.at_end:
            top = most
        elif row is not None and (index := self._rows.index(row)) >= 0:
            top = self._rows.top(index) - distance
        return max(0, min(top, most))
