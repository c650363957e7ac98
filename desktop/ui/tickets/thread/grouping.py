"""What a message shows because of those before and after it: headings, its author's name, its delivery."""

from PySide6.QtCore import QCoreApplication

from desktop.domain.tickets import Delivery, Message, Side
from desktop.ui.language.formats import Formats
from desktop.values import dataclass

TOGETHER_MS = 5 * 60_000
"""Messages of one author that follow each other this closely are one group."""


@dataclass(frozen=True)
class Placing:
    """The headings above a message ("" for none), and whether it shows its author and time, and its delivery."""

    day: str = ""
    new: str = ""
    starts_group: bool = True
    shows_delivery: bool = True


def placing(formats: Formats, before: Message | None, message: Message, after: Message | None, new_key: str) -> Placing:
    """How `message` is shown between its neighbours; the line "New" stands above the message with the key `new_key`."""
    day, is_new = formats.day(message.created_ms), bool(new_key) and message.key == new_key
    shows_day = before is None or formats.day(before.created_ms) != day
    starts = shows_day or is_new or before is None or not _is_one_group(before, message)
    # one line under the last of a group speaks for those before it that have arrived just so
    is_told_below = (
        after is not None
        and after.key != new_key
        and _is_one_group(message, after)
        and _has_just_arrived(message)
        and _has_just_arrived(after)
        and formats.day(after.created_ms) == day
    )
    return Placing(day if shows_day else "", new_words() if is_new else "", starts, not is_told_below)


def new_words() -> str:
    """What the line above the first unread message says."""
    return QCoreApplication.translate("Thread", "New")


def _is_one_group(before: Message, after: Message) -> bool:
    same = before.side is after.side and (before.side is Side.OWN or before.author == after.author)
    return same and 0 <= after.created_ms - before.created_ms <= TOGETHER_MS


def _has_just_arrived(message: Message) -> bool:
    return message.delivery is Delivery.SENT and message.arrivals == 1
