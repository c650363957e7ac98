"""The demo's contents: believable, consistent, dated back from the first start, and mailed to nobody."""

import json
import os
import struct
import zlib
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from roundup import date, instance

from desktop.desk import demo_files
from desktop.desk import home as homes

DAY_S = 24 * 3600


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    mask = os.umask(0o077)  # opening a tracker changes it
    home: Path = tmp_path_factory.mktemp("demo") / "tracker"
    homes.ready(home)
    db = instance.open(str(home)).open("admin")
    yield db
    db.close()
    os.umask(mask)


def rows(db: Any, name: str) -> list[Any]:
    klass = db.getclass(name)
    return [klass.getnode(item) for item in klass.list()]


def test_bookings_add_up_to_the_balances(db: Any) -> None:
    booked: dict[str, Decimal] = defaultdict(Decimal)
    for txn in rows(db, "txn"):
        if txn.state == "done":
            booked[txn.wallet] += Decimal(txn.amount) - Decimal(txn.fee or "0")
            assert booked[txn.wallet] >= 0, txn.reference
    balances = {wallet.id: wallet.balance for wallet in rows(db, "wallet")}
    assert {wallet: str(sum_) for wallet, sum_ in booked.items()} == balances
    assert len({txn.reference for txn in rows(db, "txn")}) == len(rows(db, "txn")) >= 40


def test_there_are_several_currencies_and_a_rate_for_each(db: Any) -> None:
    currencies = {wallet.currency for wallet in rows(db, "wallet")}
    assert currencies == {"USD", "USDT", "EUR", "BTC"}
    (rates,) = rows(db, "rates")
    assert currencies == {rates.base, *json.loads(rates.quotes)}
    assert all(Decimal(quote) > 0 for quote in json.loads(rates.quotes).values())


def test_the_ticket_about_a_withdrawal_names_it(db: Any) -> None:
    (pending,) = [txn for txn in rows(db, "txn") if txn.state == "pending"]
    assert any(pending.reference in message.content for message in rows(db, "msg"))


def test_the_guides_row_is_among_them(db: Any) -> None:
    (row,) = [txn for txn in rows(db, "txn") if txn.amount == "99.01"]
    assert str(row.date) == "2023-06-23.18:04:00"
    assert (row.account, row.method, row.currency, row.fee) == ("Wallet USD 122", "USD - trc20", "USD", None)
    assert db.wallet.get(row.wallet, "number") == "Wallet USD 122"


def test_everything_belongs_to_the_verified_trader(db: Any) -> None:
    trader = db.user.getnode(db.user.lookup(homes.DEMO))
    assert (trader.realname, trader.language) == ("سارا احمدی", "fa")
    assert (trader.verification_level, trader.verification_percent) == (1, 100)
    for name, owner in (("wallet", "owner"), ("txn", "owner"), ("issue", "requester")):
        assert {row[owner] for row in rows(db, name)} == {trader.id}


def test_tickets_cover_departments_statuses_and_both_languages(db: Any) -> None:
    tickets = rows(db, "issue")
    assert {ticket.department for ticket in tickets} == {None, *db.department.list()}
    assert {ticket.status for ticket in tickets} == set(db.status.list())
    assert {ticket.title.isascii() or ticket.title.startswith("MT5") for ticket in tickets} == {True, False}
    assert any(message.internal for message in rows(db, "msg"))
    names = {db.user.get(message.author, "username") for message in rows(db, "msg")}
    assert names == {"demo", *homes.AGENTS}


def test_times_run_forward_and_end_in_the_past(db: Any) -> None:
    now = date.Date(".").timestamp()
    for ticket in rows(db, "issue"):
        times = [db.msg.get(item, "date").timestamp() for item in sorted(ticket.messages, key=int)]
        assert times == sorted(times)
        assert times[0] == ticket.opened.timestamp()
        assert times[-1] == ticket.updated.timestamp()
        assert 0 < (now - times[-1]) / DAY_S < 60


def test_nobody_is_mailed_and_the_app_hears_of_all(db: Any) -> None:
    assert db.mailjob.list() == []
    heard = [(change.kind, change.item) for change in rows(db, "change")]
    assert {item for kind, item in heard if kind == "ticket"} == set(db.issue.list())
    spoken = {message.id for message in rows(db, "msg") if not message.internal}
    assert {item for kind, item in heard if kind == "message"} == spoken
    assert {item for kind, item in heard if kind == "txn"} == set(db.txn.list())


def test_attachments_are_whole_files() -> None:
    media_type, png = demo_files.make("deposit-screenshot.png")
    assert media_type == "image/png"
    width, height = struct.unpack(">II", png[16:24])
    length = struct.unpack(">I", png[33:37])[0]
    assert len(zlib.decompress(png[41 : 41 + length])) == height * (width * 3 + 1)
    media_type, pdf = demo_files.make("proof-of-address.pdf")
    assert media_type == "application/pdf"
    table = int(pdf.rsplit(b"startxref\n", 1)[1].split()[0])
    assert pdf[table:].startswith(b"xref\n0 6\n")
    for number, line in enumerate(pdf[table:].split(b"\n")[3:8], 1):
        assert pdf[int(line[:10]) :].startswith(b"%d 0 obj" % number)
