"""Persian and Arabic with what runs the other way: drawn by the app's own widgets, and compared letter by letter."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import PurePosixPath

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.tickets import HistoryRow, RowKey, RowKind, Side
from desktop.ui.editor.file_label import FileLabel
from desktop.ui.kit.labels import Label
from desktop.ui.kit.multi_line_label import MultiLineElidedLabel
from desktop.ui.language import bidi, texts
from desktop.ui.language.bidi import file_name, isolate_line
from desktop.ui.language.formats import isolate, ltr
from desktop.ui.tickets.history.delegate import RowDelegate
from desktop.ui.tickets.history.rows import ROW_ROLE
from desktop.ui.tickets.thread.body import MessageBody
from tests.ui.drawn import Sheet, as_seen
from tests.ui.frame import NOON_MS, Frame
from tests.ui.mixed_texts import BODIES, NAMES, PARAGRAPHS, SUBJECTS

LIAR = "x\u2069\u202ecba"
MARKS = dict.fromkeys(map(ord, "\u2066\u2068\u2069"))


@pytest.fixture
def persian(frame: Frame) -> Iterator[Frame]:
    frame.change_settings(replace(frame.session.settings, language="fa"))
    yield frame


def drawn(widget: QWidget, width: int = 700) -> list[str]:
    widget.resize(width, 400)
    sheet = Sheet()
    widget.render(sheet)
    return sheet.lines()


def body(frame: Frame, text: str) -> list[str]:
    shown = MessageBody(frame.session.formats, lambda address: None)
    shown.show_text(text)
    return drawn(shown)


def row(frame: Frame, subject: str, snippet: str = "", width: int = 700) -> list[str]:
    """A row of the list, painted by its delegate: three lines."""
    item = QStandardItem()
    key = RowKey(RowKind.TICKET, "1")
    item.setData(
        HistoryRow(
            key=key,
            number="417030",
            subject=subject,
            snippet=snippet,
            snippet_side=Side.SUPPORT,
            department="",
            status="",
            activity_ms=NOON_MS,
        ),
        ROW_ROLE,
    )
    model = QStandardItemModel()
    model.appendRow(item)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, width, 76)
    option.direction = Qt.LayoutDirection.RightToLeft
    sheet = Sheet()
    painter = QPainter(sheet)
    RowDelegate(frame.session, frame.window).paint(painter, option, model.index(0, 0))
    painter.end()
    return sheet.lines()


def file(frame: Frame, name: str, width: int = 700) -> list[str]:
    label = FileLabel()
    label.show_name(name)
    return drawn(label, width)


def test_a_line_is_cut_before_it_is_laid_out() -> None:
    for text in ("S" * 10**6, "سلام " * 10**5, "a\u0301" * 10**5, "\u2066" * 10**5):
        for shown in (isolate_line(text), isolate(text), ltr(text)):
            assert len(shown) < 6000
    assert isolate_line("x" * 1000) == isolate("x" * 1000) and "…" not in isolate_line("x" * 1000)


def test_a_message(persian: Frame) -> None:
    got = {text: body(persian, text) for text, _ in BODIES}
    assert got == {text: [as_seen(seen)] for text, seen in BODIES}


def test_each_paragraph_of_a_message_goes_its_own_way(persian: Frame) -> None:
    text, seen = PARAGRAPHS
    assert body(persian, text) == [as_seen(line) for line in seen]


def test_a_row_s_subject_and_snippet(persian: Frame) -> None:
    for subject, seen in SUBJECTS:
        assert as_seen(seen) in row(persian, subject)
        assert as_seen(seen) + as_seen("پشتیبانی:") in row(persian, "سلام", subject)


def test_what_is_cut_off_a_row_is_its_end(persian: Frame) -> None:
    english = row(persian, "Withdrawal of my money to the wallet has not arrived yet", width=300)
    assert any(line.startswith("Withdrawalofmy") and line.endswith("…") for line in english)
    persian_one = row(persian, "برداشت 250.00 USD من از کیف پول هنوز به حساب بانکی نرسیده است", width=300)
    assert any(line.startswith("…") and line.endswith("250.00USD" + as_seen("برداشت")) for line in persian_one)


@pytest.mark.parametrize(("height", "most"), [(200, 1), (500, 2), (700, 4)])
def test_a_title_has_fewer_lines_in_a_low_window_and_ends_as_it_reads(persian: Frame, height: int, most: int) -> None:
    window = QWidget()
    title = MultiLineElidedLabel("section", (1, 2, 4), window)
    window.resize(300, height)
    title.setText(isolate_line("برداشت 250.00 USD از Wallet USD 122 هنوز به حساب بانکی من نرسیده است " * 4))
    title.ensurePolished()
    title.resize(300, title.heightForWidth(300))
    sheet = Sheet()
    title.render(sheet)
    lines = sheet.lines()
    assert len(lines) == most
    assert lines[0].endswith("250.00USD" + as_seen("برداشت"))
    assert lines[-1].startswith("…")
    assert title.toolTip() == title.text()


def test_what_is_cut_within_isolates_is_still_within_them() -> None:
    text = isolate_line("مبلغ Wallet USD 122 رسید")
    at = text.index("USD")
    assert bidi.reopen_isolates(text, at) == "\u2068\u2066" + text[at:]
    assert bidi.mend_ellipsis(text[:at] + "…\u2069") == text[:at] + "\u2069…\u2069", (
        "within the sentence, outside of the id"
    )
    assert bidi.close_isolates(text[:at]) == text[:at] + "\u2069\u2069"


def test_the_ending_of_a_file_s_name_is_seen_where_it_is(persian: Frame) -> None:
    for name, seen in NAMES:
        assert file(persian, name) == [as_seen(seen)]
        assert drawn(Label(f"فایل {file_name(name)} پیوست شد"))[0] == as_seen(f"پیوست شد|{seen}|فایل")


@pytest.mark.parametrize("width", [60, 90, 140])
@pytest.mark.parametrize(
    "stem", ["صورت حساب بانکی من در ماه گذشته 2026-11", "a very long name of a very long statement"]
)
def test_a_long_name_keeps_its_ending(persian: Frame, stem: str, width: int) -> None:
    (seen,) = file(persian, f"{stem}.exe", width)
    assert seen.endswith(".exe") and "…" in seen
    label = FileLabel()
    label.show_name(f"{stem}.exe")
    assert label.fontMetrics().horizontalAdvance(label.fitting(width)) <= width


def sentences(frame: Frame) -> dict[str, tuple[str, str]]:
    """Sentences as the app makes them, and what must be seen of each."""
    formats = frame.session.formats
    refused = Problem(ErrorCode.REFUSED, said="Amount 10.00 USD (min 20%)")
    exists = Problem(ErrorCode.FILE_EXISTS, name="رسید 11.pdf")
    return {
        "money": (f"مبلغ {formats.money(Decimal('-90'), 'USD')} برداشت شد", "برداشت شد|−90.00 USD|مبلغ"),
        "amount": (f"مبلغ {formats.amount(Decimal('1250.5'))} رسید", "رسید|1,250.50|مبلغ"),
        "number": (f"تیکت {ltr('#417030')} باز است", "باز است|#417030|تیکت"),
        "host": (f"پیوند {ltr('xn--80ak6aa92e.com:8080')} است", "است|xn--80ak6aa92e.com:8080|پیوند"),
        "wallet": (f"تراکنش‌های {isolate('Wallet USD 122 (main)')} این‌ها", "این‌ها|Wallet USD 122 (main)|تراکنش‌های"),
        "name": (f"شما {isolate('Sara K.')} هستید", "هستید|Sara K.|شما"),
        "said": (f"موضوع {isolate_line('برداشت 5 USD!')} است", "است|!|5 USD|برداشت|موضوع"),
        "hostile": (f"نام {isolate(LIAR)} است", "است|xcba|نام"),
        "folder": (
            f"در {bidi.folder(PurePosixPath('/home/سارا/اسناد/otet'))} است",
            "است|/home/|سارا|/|اسناد|/otet|در",
        ),
        "refused": (texts.problem(refused, formats), ""),
        "exists": (texts.problem(exists, formats), ""),
    }


def test_a_sentence(persian: Frame) -> None:
    made = {which: case for which, case in sentences(persian).items() if case[1]}
    got = {which: drawn(Label(text)) for which, (text, _) in made.items()}
    assert got == {which: [as_seen(seen)] for which, (_, seen) in made.items()}


def test_a_problem_s_facts_stay_whole(persian: Frame) -> None:
    made = sentences(persian)
    assert as_seen("Amount 10.00 USD (min 20%)") in drawn(Label(made["refused"][0]), 1500)[0]
    assert as_seen("11|رسید|.pdf") in drawn(Label(made["exists"][0]), 1500)[0]


def test_the_drawing_tells_when_nothing_is_isolated(persian: Frame, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without our marks most of the cases look wrong: the comparison does compare."""
    wrong = [text for text, seen in BODIES if drawn(Label(text.translate(MARKS))) != [as_seen(seen)]]
    assert len(wrong) >= 20
    names = [name for name, seen in NAMES if drawn(Label(name)) != [as_seen(seen)]]
    assert len(names) >= 5
    made = sentences(persian)
    plain = [which for which, (text, seen) in made.items() if drawn(Label(text.translate(MARKS))) != [as_seen(seen)]]
    assert {"money", "number", "name", "folder"} <= set(plain)


def test_there_are_enough_cases(persian: Frame) -> None:
    assert len(BODIES) + len(SUBJECTS) + len(NAMES) + len(sentences(persian)) >= 60
