"""The built-in help desk's JSON as the values that the store mirrors; one bad record never takes others with it."""

import logging
from collections.abc import Callable
from typing import TypeVar

from desktop.connectors.decode import Fields, Malformed
from desktop.domain.accounts import Choice, DeskInfo, Guarantee, SignedIn, Status, StatusKind
from desktop.domain.availability import WEEK_MINUTES, LanguageHours, Window
from desktop.domain.remote import (
    Page,
    Receipt,
    RemoteFile,
    RemoteMessage,
    RemoteTicket,
    RemoteTransaction,
    RemoteWallet,
)
from desktop.domain.tickets import Side
from desktop.domain.wallets import Rates, Verification

PRODUCT = "otet-desk"

_log = logging.getLogger(__name__)
_Record = TypeVar("_Record")
_LARGEST = 2**53


def signed_in(data: Fields) -> SignedIn:
    """The answer to a password."""
    username = data.line("username")
    return SignedIn(data.id("token"), username, data.line("display_name", username))


def desk_info(data: Fields) -> DeskInfo:
    """What the help desk says of itself; raises Malformed where it is none of ours."""
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
    )


def receipt(data: Fields, files: int) -> Receipt:
    """Proof of a delivery of `files` files: the ids of ticket and message; without them it proves nothing."""
    ids = tuple(Fields({"id": item}).id("id") for item in data.items("files"))
    if len(ids) != files:
        # It is there all the same; only which id is which file cannot be told.
        _log.warning("A receipt names %d files of %d", len(ids), files)
        ids = ()
    return Receipt(data.id("issue"), data.id("message"), ids, data.flag("repeat", False))


def page(data: Fields, cursor: str) -> Page:
    """Changes after `cursor`; records that make no sense are left out, counted in the log, never quoted."""
    after, more = data.id("cursor", ""), data.flag("more")
    # The same page again for ever, or all of it from the beginning.
    if (more and after == cursor) or (cursor and not after):
        raise Malformed("cursor")
    return Page(
        cursor=after,
        more=more,
        tickets=_sound(data, "tickets", _ticket),
        messages=_sound(data, "messages", _message),
        wallets=_sound(data, "wallets", _wallet),
        transactions=_sound(data, "transactions", _transaction),
        verification=_verification(data),
        rates=_rates(data),
        removed_tickets=_removed(data, "tickets"),
        removed_messages=_removed(data, "messages"),
    )


def _removed(data: Fields, kind: str) -> tuple[str, ...]:
    if "removed" not in data:
        return ()
    return _sound(data.fields("removed"), kind, lambda item: item.id("id"), wrap=True)


def ids(data: Fields) -> tuple[str, ...]:
    """The ids that a search found."""
    return tuple(Fields({"id": item}).id("id") for item in data.items("ids"))


def _sound(data: Fields, name: str, read: Callable[[Fields], _Record], *, wrap: bool = False) -> tuple[_Record, ...]:
    records: list[_Record] = []
    items = data.items(name)
    for item in items:
        try:
            records.append(read(Fields({"id": item} if wrap else item)))
        except Malformed:
            continue
    if len(records) < len(items):
        _log.warning("Left out %d malformed of %d %s", len(items) - len(records), len(items), name)
    return tuple(records)


def _choice(item: Fields) -> Choice:
    labels = item.fields("labels").texts() if "labels" in item else ()
    return Choice(item.id("id"), item.line("name"), labels)


def _status(item: Fields) -> Status:
    choice = _choice(item)
    try:
        kind = StatusKind(item.text("kind"))
    except ValueError:
        # A status of a newer help desk: open promises the person the least.
        kind = StatusKind.OPEN
    return Status(choice.id, choice.name, choice.labels, kind)


def _hours(item: Fields) -> LanguageHours:
    windows: list[Window] = []
    for window in item.items("windows"):
        if not isinstance(window, list) or len(window) != 2:
            raise Malformed("windows")
        ends = Fields({"start": window[0], "end": window[1]})
        start = ends.integer("start", 0, WEEK_MINUTES - 1)
        windows.append(Window(start, ends.integer("end", start + 1, WEEK_MINUTES)))
    return LanguageHours(item.id("language"), tuple(windows))


def _guarantee(level: str) -> Guarantee:
    try:
        return Guarantee(level)
    except ValueError:
        return Guarantee.D


def _ticket(item: Fields) -> RemoteTicket:
    id = item.id("id")
    return RemoteTicket(
        id=id,
        number=item.id("number", id),
        subject=item.line("title", ""),
        department=item.id("department", ""),
        status=item.id("status", ""),
        created_ms=item.time_ms("created"),
        updated_ms=item.time_ms("updated"),
        ref=item.id("ref", ""),
    )


def _message(item: Fields) -> RemoteMessage:
    try:
        side = Side(item.text("side"))
    except ValueError:
        raise Malformed("side") from None
    return RemoteMessage(
        id=item.id("id"),
        ticket=item.id("ticket"),
        side=side,
        author=item.line("author", ""),
        created_ms=item.time_ms("created"),
        body=item.text("body", ""),
        files=_files(item),
        ref=item.id("ref", ""),
    )


def _files(item: Fields) -> tuple[RemoteFile, ...]:
    try:
        return _sound(item, "files", _file)
    except Malformed:
        # A message is worth more than the list of its files.
        return ()


def _file(item: Fields) -> RemoteFile:
    media_type = item.text("type", "") or "application/octet-stream"
    return RemoteFile(item.id("id"), item.line("name", ""), media_type, item.integer("size", 0, _LARGEST))


def _wallet(item: Fields) -> RemoteWallet:
    return RemoteWallet(
        id=item.id("id"),
        number=item.line("number"),
        currency=item.line("currency"),
        network=item.line("network", ""),
        balance=item.money("balance"),
    )


def _transaction(item: Fields) -> RemoteTransaction:
    return RemoteTransaction(
        id=item.id("id"),
        wallet=item.id("wallet"),
        reference=item.line("reference", ""),
        date_ms=item.time_ms("date"),
        account=item.line("account", ""),
        method=item.line("method", ""),
        kind=item.line("kind", ""),
        amount=item.money("amount"),
        currency=item.line("currency"),
        fee=item.money("fee") if "fee" in item else None,
        state=item.line("state", ""),
    )


def _verification(data: Fields) -> Verification | None:
    if "verification" not in data:
        return None
    try:
        item = data.fields("verification")
        missing = tuple(Fields({"code": code}).id("code") for code in item.items("missing"))
        return Verification(item.integer("level", 0, 99), item.integer("percent", 0, 100), missing)
    except Malformed:
        _log.warning("Left out a malformed verification")
        return None


def _rates(data: Fields) -> Rates | None:
    if "rates" not in data:
        return None
    try:
        item = data.fields("rates")
        listed = item.fields("rates")
        quotes = [(currency, listed.money(currency)) for currency, _text in listed.texts()]
        if any(quote <= 0 for _currency, quote in quotes):
            raise Malformed("rates")
        return Rates(item.line("base"), item.time_ms("date"), tuple(quotes))
    except Malformed:
        # half a table would make a wrong sum look right
        _log.warning("Left out malformed rates")
        return None
