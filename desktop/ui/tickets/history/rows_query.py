"""Reads the order of a list's rows in the searches' thread, in parts; only what was asked last is handed on."""

import contextlib
import logging
from collections.abc import Callable, Generator, Sequence
from functools import partial

from PySide6.QtCore import QObject
from shiboken6 import isValid

from desktop.background import Cancellation, Cancelled
from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.filters import HistoryFilter
from desktop.domain.tickets import RowId
from desktop.services.history import FoundRows
from desktop.ui.kit.list_difference import MANY_STEPS, Step, difference
from desktop.ui.session import Session
from desktop.values import dataclass

_FEW_STEPS = 8
"""Other words have other rows: past so many steps these are replaced, which costs a view less than many steps."""
Wanted = tuple[int, HistoryFilter]
"""Whose rows, by the account's id, and which of them."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Arrangement:
    """What was found, and the steps that lead there from the order `before`."""

    wanted: Wanted
    before: Sequence[RowId]
    found: FoundRows
    steps: Sequence[Step]


class RowsQuery(QObject):
    """Runs one query at a time: a newer one cancels it. `came` is called in the window's thread, for each part.

    Where the rows cannot be read it is called with the error, INTERNAL for one that is not of the world.
    """

    def __init__(self, session: Session, came: Callable[[Arrangement | OtetError], None], parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._hand_on = came
        self._cancellation: Cancellation | None = None
        self._wanted: Wanted | None = None

    @property
    def wanted(self) -> Wanted | None:
        """What was asked for last."""
        return self._wanted

    @property
    def is_busy(self) -> bool:
        """Whether something is being read."""
        return self._cancellation is not None

    def cancel(self) -> None:
        """End what runs; nothing of it is handed on any more."""
        if self._cancellation is not None:
            self._cancellation.cancel()
            self._cancellation = None

    def start(self, wanted: Wanted, shown: Sequence[RowId], first: int | None) -> None:
        """Read the rows, of a long order `first` of them before all; `shown` is the order on the screen."""
        self.cancel()
        cancellation = Cancellation()
        self._cancellation, self._wanted = cancellation, wanted
        history, returned = self._session.services.history, self._session.signals.returned.emit
        before, most_steps = list(shown), MANY_STEPS if first is None else _FEW_STEPS

        def work() -> None:
            try:
                found = history.find(*wanted, cancellation, first=first)
                with contextlib.closing(_parts(found, wanted, before, most_steps)) as parts:
                    for part in parts:
                        cancellation.check()
                        returned(partial(self._came, cancellation, part))
            except Cancelled:
                raise
            except OtetError as error:
                _log.info("a search failed: %s", error)
                returned(partial(self._came, cancellation, error))
            except BaseException:
                returned(partial(self._came, cancellation, OtetError(ErrorCode.INTERNAL)))
                raise

        self._session.background.submit_search(work, cancellation)

    def _came(self, cancellation: Cancellation, part: Arrangement | OtetError) -> None:
        if not isValid(self) or cancellation is not self._cancellation:
            return
        if isinstance(part, OtetError) or part.found.is_complete:
            self._cancellation = None
        self._hand_on(part)


def _parts(
    found: Generator[FoundRows, None, None], wanted: Wanted, before: list[RowId], most_steps: int
) -> Generator[Arrangement, None, None]:
    with contextlib.closing(found) as parts:
        for part in parts:
            yield Arrangement(wanted, before, part, difference(before, part.order, most_steps))
            before = part.order
