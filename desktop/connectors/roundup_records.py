"""What the built-in help desk says of itself and of a send, as our values."""

import logging
from collections.abc import Callable
from typing import TypeVar

from desktop.connectors.http.json import JsonObject, Malformed
from desktop.domain.accounts import Choice, DeskInfo, Guarantee, SignedIn, Status, StatusKind
from desktop.domain.availability import WEEK_MINUTES, LanguageHours, Window
from desktop.domain.remote import Receipt

PRODUCT = "otet-desk"

_log = logging.getLogger(__name__)
_Record = TypeVar("_Record")
_LARGEST = 2**53


def signed_in(data: JsonObject) -> SignedIn:
    """The answer to a password."""
    username = data.line("username")
    return SignedIn(data.id("token"), username, data.line("display_name", username))


def desk_info(data: JsonObject, tag: str = "") -> DeskInfo:
    """What the help desk says of itself, under that `DeskInfo.tag`; raises Malformed where it is none of ours."""
    if data.text("product") != PRODUCT:
        raise Malformed("product")
    data.integer("version", 1, 999)
    defaults = DeskInfo(name="")
    return DeskInfo(
        name=data.line("name", ""),
        departments=_sound(data, "departments", _choice),
        statuses=_sound(data, "statuses", _status),
        attachment_limit_bytes=data.integer("attachment_limit_bytes", 1, _LARGEST, defaults.attachment_limit_bytes),
        attachments_per_message=data.integer("attachments_per_message", 0, 1000, defaults.attachments_per_message),
        text_limit=data.integer("text_limit", 1, _LARGEST, defaults.text_limit),
        subject_limit=data.integer("subject_limit", 1, _LARGEST, defaults.subject_limit),
        reply_reopens=data.flag("reply_reopens", defaults.reply_reopens),
        languages=_sound(data, "languages", _hours),
        email_address=data.line("email_address", ""),
        email_alerts=data.flag("email_alerts") if "email_alerts" in data else None,
        guarantee=_guarantee(data.text("guarantee", "")),
        is_demo=data.flag("demo", False),
        desk_id=data.line("id", ""),
        longest_wait_s=data.integer("longest_wait_s", 1, 3600, defaults.longest_wait_s),
        wait_beat_s=data.integer("wait_beat_s", 0, 3600, 0),
        gzip_upload_bytes=data.integer("gzip_upload_bytes", 0, _LARGEST, 0),
        upload_part_bytes=data.integer("upload_part_bytes", 0, _LARGEST, 0),
        tag=tag,
    )


def receipt(data: JsonObject, files: int) -> Receipt:
    """Proof of a delivery of `files` files: the ids of ticket and message; without them it proves nothing."""
    ids = tuple(JsonObject({"id": item}).id("id") for item in data.items("files"))
    if len(ids) != files:
        # The message has arrived all the same; only which id is which file is unknown.
        _log.warning("A receipt names %d files of %d", len(ids), files)
        ids = ()
    return Receipt(data.id("issue"), data.id("message"), ids)


def known_receipt(data: JsonObject, files: int) -> Receipt | None:
    """The receipt of an earlier delivery; None where the help desk knows of none."""
    return receipt(data.fields("receipt"), files) if "receipt" in data else None


def ids(data: JsonObject) -> tuple[str, ...]:
    """The ids that a search found."""
    return tuple(JsonObject({"id": item}).id("id") for item in data.items("ids"))


def _sound(data: JsonObject, name: str, read: Callable[[JsonObject], _Record]) -> tuple[_Record, ...]:
    records: list[_Record] = []
    items = data.items(name)
    for item in items:
        try:
            records.append(read(JsonObject(item)))
        except Malformed:
            continue
    if len(records) < len(items):
        _log.warning("Left out %d malformed of %d %s", len(items) - len(records), len(items), name)
    return tuple(records)


def _choice(item: JsonObject) -> Choice:
    labels = item.fields("labels").texts() if "labels" in item else ()
    return Choice(item.id("id"), item.line("name"), labels)


def _status(item: JsonObject) -> Status:
    choice = _choice(item)
    try:
        kind = StatusKind(item.text("kind"))
    except ValueError:
        # A status of a newer help desk: open promises the user the least.
        kind = StatusKind.OPEN
    return Status(choice.id, choice.name, choice.labels, kind)


def _hours(item: JsonObject) -> LanguageHours:
    windows: list[Window] = []
    for window in item.items("windows"):
        if not isinstance(window, list) or len(window) != 2:
            raise Malformed("windows")
        ends = JsonObject({"start": window[0], "end": window[1]})
        start = ends.integer("start", 0, WEEK_MINUTES - 1)
        windows.append(Window(start, ends.integer("end", start + 1, WEEK_MINUTES)))
    return LanguageHours(item.id("language"), tuple(windows))


def _guarantee(level: str) -> Guarantee:
    try:
        return Guarantee(level)
    except ValueError:
        return Guarantee.D
