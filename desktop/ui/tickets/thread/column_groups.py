"""What each row of a thread's column shows because of its neighbours, and where what is new begins."""

from desktop.ui.language.formats import Formats
from desktop.ui.tickets.thread.column_rows import ColumnRows
from desktop.ui.tickets.thread.grouping import Placing, placing


class ColumnGroups:
    """Works out a row's `Placing`. The line "New" stays above one message for as long as the ticket is open."""

    def __init__(self, rows: ColumnRows, formats: Formats) -> None:
        self._rows = rows
        self._formats = formats
        self._new_key = ""

    def placing(self, index: int) -> Placing:
        """How the message of a row is shown."""
        before = self._rows[index - 1].message if index else None
        after = self._rows[index + 1].message if index + 1 < len(self._rows) else None
        return placing(self._formats, before, self._rows[index].message, after, self._new_key)

    def begin_new_at(self, key: str) -> None:
        """Have the line stand above the message with that key; "" takes it away. Heights that change are forgotten."""
        for row in self._rows.all:
            if row.message.key in (self._new_key, key):
                row.measured_width = -1
        self._new_key = key

    def day_over(self, top: int, height: int) -> str:
        """The day of what is at the top of a view of that height; "" where its heading is in view."""
        index = next(iter(self._rows.between(top, top + height)), -1)
        if index < 0 or (self._rows.top(index) >= top and self.placing(index).day):
            return ""
        return self._formats.day(self._rows[index].message.created_ms)
