"""Lines of text as a page's blocks and tables make them."""

MOST_COLUMNS = 100
ROW_LETTERS, CELL_LINES = 600, 4
"""A row with more than that is part of the page's layout, not a row of a table of figures."""


class Flow:
    """Lines that follow each other: a page, or a cell of a table."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._pieces: list[
            tuple[str, bool]
        ] = []  # (text, whether it is struck out); a text that grew by letters would be copied each time
        self._mark: tuple[str, int] | None = None  # the mark of a list's item that has no text yet, and its indentation

    def add(self, text: str, *, struck: bool = False) -> None:
        """Add text to the line."""
        self._pieces.append((text, struck))

    def add_behind(self, text: str) -> None:
        """Add text to the line, or to the last one if the line has just ended."""
        if self._pieces or not self.lines or not self.lines[-1].strip("> "):
            self._pieces.append((text, False))
        else:
            self.lines[-1] += text

    def add_lines(self, lines: list[str], mark: str, indent: int) -> None:
        """Add whole lines."""
        for line in lines:
            if line:
                self._pieces.append((line, False))
                self.end_line(mark, indent, keeps=True)
            else:
                self.end_section(mark)

    def mark_item(self, mark: str, indent: int) -> None:
        """Begin an item of a list; its mark stands before its first text."""
        self._mark = (mark, indent) if mark else None

    def has_mark(self) -> bool:
        """Whether an item waits for its text."""
        return self._mark is not None

    def has_words(self) -> bool:
        """Whether the line has any text."""
        return any(text.strip() for text, _ in self._pieces)

    def ends_with_blank(self) -> bool:
        """Whether a blank at the end of the line would be one too many."""
        return not self._pieces or self._pieces[-1][0].endswith(" ")

    def last_letter(self) -> str:
        """Return the last letter of the line; "" if it is empty."""
        return self._pieces[-1][0][-1:] if self._pieces else ""

    def end_line(self, mark: str, indent: int, *, always: bool = False, keeps: bool = False) -> None:
        """End the line if there is anything in it; `mark` is that of quotes."""
        line = _struck(self._pieces)
        line = line.rstrip() if keeps else line.strip()
        self._pieces = []
        if line or (always and self._mark is None):
            before = "  " * indent
            if self._mark is not None:
                before = "  " * self._mark[1] + self._mark[0]
                self._mark = None
            self.lines.append(mark + (before + line if line else ""))

    def end_section(self, mark: str) -> None:
        """Leave a blank line below the last one."""
        if self.lines and self.lines[-1].strip("> "):
            self.lines.append(mark)


class Table:
    """The cells of a table."""

    def __init__(self) -> None:
        self._rows: list[dict[int, Flow | None]] = []
        self._taken: dict[int, int] = {}  # column -> rows that a cell above still reaches into

    def add_row(self) -> None:
        """Begin a row."""
        self._taken = {column: rows - 1 for column, rows in self._taken.items() if rows > 1}
        self._rows.append({})

    def add_cell(self, columns: int, rows: int) -> Flow:
        """Begin a cell, and return its lines."""
        if not self._rows:
            self._rows.append({})
        row = self._rows[-1]
        column = max(row, default=-1) + 1
        while column in self._taken or column in row:
            column += 1
        columns = max(1, min(columns, MOST_COLUMNS))
        cell = row[column] = Flow()
        if column < MOST_COLUMNS:
            for one in range(column, min(column + columns, MOST_COLUMNS)):
                if rows > 1:
                    self._taken[one] = rows  # of this row and those below
                if one > column:
                    row[one] = None
        return cell

    def lines(self) -> list[str]:
        """Return the table's lines: cells side by side where they are short, below each other where they are not."""
        rows = [{column: _trimmed(flow.lines) for column, flow in row.items() if flow} for row in self._rows]
        used = sorted({column for row in rows for column, lines in row.items() if lines})
        found = []
        for row in rows:
            cells = [row.get(column) or [] for column in used] if len(used) <= MOST_COLUMNS else list(row.values())
            filled = sum(map(bool, cells))
            letters = sum(len(line) for cell in cells for line in cell)
            if filled < 1:
                continue
            if (len(used) > 1 and letters <= ROW_LETTERS and max(map(len, cells)) <= CELL_LINES) and (
                filled > 1 or max(map(len, cells)) == 1
            ):
                found.append(_side_by_side(cells))
            else:
                for cell in filter(None, cells):
                    found += cell
        return found


def _side_by_side(cells: list[list[str]]) -> str:
    """One line; a cell without text still has its place."""
    pieces = []
    for cell in cells:
        pieces += [" / ".join(filter(None, cell)), "|"]
    while pieces and pieces[-1] in ("", "|"):
        pieces.pop()
    return " ".join(filter(None, pieces))


def _trimmed(lines: list[str]) -> list[str]:
    start, end = 0, len(lines)
    while start < end and not lines[start].strip("> "):
        start += 1
    while end > start and not lines[end - 1].strip("> "):
        end -= 1
    return lines[start:end]


def _struck(pieces: list[tuple[str, bool]]) -> str:
    """The line's text, with ~ around what is struck out."""
    found, run = [], []
    for text, struck in [*pieces, ("", False)]:
        if struck:
            run.append(text)
            continue
        if run:
            text_run = "".join(run)
            inner = text_run.strip()
            blanks = len(text_run) - len(text_run.lstrip())
            found += [text_run[:blanks], f"~{inner}~" if inner else "", text_run[blanks + len(inner) :]]
            run = []
        found.append(text)
    return "".join(found)
