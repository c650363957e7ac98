"""Statements as files: what a person sees of their bookings, for a spreadsheet."""

import io
import os
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

from desktop.domain.errors import OtetError, Problem, disk_code
from desktop.domain.money.wallets import Transaction
from desktop.services.context import Context
from desktop.services.part_files import part_of
from desktop.store.read import transactions
from desktop.values import dataclass

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_STEP = 1000
_FORMULA_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
# a spreadsheet of another locale splits a line at another sign than ours, quotes or not: a cell may begin after each
_CELL_START = re.compile(rf"(^|[;,|\t\r\n])(?=[\s\ufeff\"']*[{_FORMULA_SIGNS}]|[\t\r\n])")


@dataclass(frozen=True)
class Words:
    """What the file says in the user's language: nine headings, words for kinds and states, and the signs of numbers.

    Spreadsheets of languages that write 99,01 expect `separator` ";" between cells.
    """

    headings: Sequence[str]
    kind: Callable[[str], str] = str
    state: Callable[[str], str] = str
    separator: str = ","
    decimal_point: str = "."


class CsvExport:
    """Writes some bookings step by step, so that other work comes in between, into a file that appears whole or not.

    `step` until it returns all; `cancel` at any time leaves nothing behind.
    """

    def __init__(self, context: Context, account_id: int, ids: Sequence[int], target: Path, words: Words) -> None:
        self._context = context
        self._account_id = account_id
        self._ids = ids
        self._words = words
        self.target = target
        self._part = part_of(target)
        self._file: io.TextIOWrapper | None = None
        self._done = 0

    def step(self) -> int:
        """Write some more rows and say how many are written; raises DISK_FULL or DISK_ERROR and leaves nothing."""
        try:
            file = self._file if self._file is not None else self._begin()
            wanted = self._ids[self._done : self._done + _STEP]
            found = transactions.rows(self._context.database.read_connection(), self._account_id, wanted)
            writer = self._writer(file)
            writer.writerows(self._cells(found[id]) for id in wanted if id in found)
            self._done += len(wanted)
            if self._done == len(self._ids):
                self._finish(file)
        except OSError as error:
            self.cancel()
            folder = str(self.target.parent)
            raise OtetError(Problem(disk_code(error), reason=error.strerror or "", path=folder)) from error
        except BaseException:
            self.cancel()
            raise
        return self._done

    def cancel(self) -> None:
        """Stop, and take away what was written."""
        file, self._file = self._file, None
        if file is not None:
            # what it still held may not fit, and is not wanted
            with suppress(OSError):
                file.close()
        self._part.unlink(missing_ok=True)

    def _begin(self) -> io.TextIOWrapper:
        self._part.unlink(missing_ok=True)
        made = os.open(self._part, _NEW_FILE, 0o600)
        # without the mark, spreadsheets read UTF-8 as whatever was usual where they were made
        self._file = os.fdopen(made, "w", encoding="utf-8-sig", newline="")
        self._writer(self._file).writerow(self._words.headings)
        return self._file

    def _writer(self, file: io.TextIOWrapper) -> Any:
        import csv

        return csv.writer(file, delimiter=self._words.separator)

    def _number(self, value: Decimal) -> str:
        return f"{value:f}".replace(".", self._words.decimal_point)

    def _finish(self, file: io.TextIOWrapper) -> None:
        file.flush()
        os.fsync(file.fileno())
        file.close()
        self._file = None
        self._part.replace(self.target)

    def _cells(self, row: Transaction) -> list[str]:
        moment = datetime.fromtimestamp(row.date_ms // 1000, tz=timezone.utc)
        return [
            f"{moment:%Y-%m-%d %H:%M:%S}",
            plain(row.account),
            plain(row.method),
            plain(self._words.kind(row.kind)),
            self._number(row.amount),
            plain(row.currency),
            "" if row.fee is None else self._number(row.fee),
            plain(self._words.state(row.state)),
            plain(row.reference),
        ]


def plain(text: str) -> str:
    """A cell of somebody's words in which no spreadsheet finds a formula: an apostrophe in front says text."""
    return _CELL_START.sub(lambda start: f"{start[1]}'", text)


class Statements:
    """Files made of bookings."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def export(self, account_id: int, ids: Sequence[int], target: Path, words: Words) -> CsvExport:
        """A CSV file of these bookings in this order, to be written step by step in the background."""
        return CsvExport(self._context, account_id, ids, target, words)
