"""The filters behind More: typed or picked days, status, attachments, and the chips that take them off."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QEvent, QPoint, Qt, QTimeZone
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.filters import HistoryFilter
from desktop.ui.kit.date_field import DateField
from desktop.ui.kit.month_sheet import DayButton, MonthSheet
from desktop.ui.language.formats import Formats
from desktop.ui.tickets.history.advanced_filters import MoreFilters
from desktop.ui.tickets.history.filter_bar import FilterBar
from desktop.ui.tickets.history.filter_chips import Chips
from tests.ui.frame import Frame, money_page
from tests.ui.helpdesk_client import HelpdeskClient, make_client, type_text

DAY_MS = 86_400_000


@pytest.fixture
def client(qapp: QApplication, tmp_path: Path) -> Iterator[HelpdeskClient]:
    """Three tickets, a day apart: the newest is answered and has an attachment."""
    for made in make_client(tmp_path):
        for subject in ("Oldest", "Middle", "Newest"):
            made.desk.open_ticket(subject, "text")
            made.clock.advance(DAY_MS / 1000)
        made.sync()
        made.page.filters.more.click()
        yield made


def bar(client: HelpdeskClient) -> FilterBar:
    return client.page.filters


def line(client: HelpdeskClient, name: str) -> QLineEdit:
    field = client.find(f"helpdesk.filter.{name}")
    assert isinstance(field, QLineEdit)
    return field


def chips(client: HelpdeskClient) -> list[QPushButton]:
    QApplication.processEvents()
    return [chip for chip in bar(client).findChildren(QPushButton) if chip.property("chip") and not chip.isHidden()]


def day_of(client: HelpdeskClient, subject: str) -> QDate:
    row = next(row for row in client.rows() if row.subject == subject)
    return client.session.formats.moment(row.activity_ms).date()


def test_more_is_closed_until_it_is_asked_for(client: HelpdeskClient) -> None:
    more, rest = bar(client).more, bar(client).rest
    assert more.isChecked() and not rest.isHidden()
    more.click()
    assert rest.isHidden()
    assert more.objectName() == "helpdesk.filter.more" and more.accessibleName()
    assert all(control.accessibleName() or control.property("text") for control in rest.controls)


@pytest.mark.parametrize("zero", ["0", "۰", "٠"])
def test_days_are_typed_in_any_digits_and_hold_from_midnight_to_midnight(client: HelpdeskClient, zero: str) -> None:
    day = day_of(client, "Middle")
    written = f"{day.year()}-{day.month():02}-{day.day():02}"
    written = "".join(chr(ord(zero) + int(sign)) if sign.isdecimal() else sign for sign in written)
    type_text(line(client, "from"), written)
    assert client.subjects() == ["Newest", "Middle"]
    type_text(line(client, "to"), written)
    assert client.subjects() == ["Middle"]
    asked = bar(client).filter
    assert asked.since_ms is not None and asked.until_ms is not None
    assert asked.until_ms - asked.since_ms == DAY_MS


def test_two_days_the_other_way_round_are_taken_as_meant(client: HelpdeskClient) -> None:
    bar(client).rest.first.set_date(day_of(client, "Newest"))
    bar(client).rest.last.set_date(day_of(client, "Middle"))
    bar(client).rest.changed.emit()
    assert client.subjects() == ["Newest", "Middle"]


def test_what_is_no_day_is_told_when_it_is_left_and_filters_nothing(client: HelpdeskClient) -> None:
    field = line(client, "from")
    type_text(field, "soon")
    told = [label for label in bar(client).rest.findChildren(QWidget) if label.property("role") == "error"]
    assert len(told) == 1 and told[0].isHidden()
    field.editingFinished.emit()
    assert not told[0].isHidden() and field.property("wrong") == "true"
    assert len(client.subjects()) == 3 and bar(client).filter.is_empty
    field.selectAll()
    type_text(field, "1/1/2020")
    assert told[0].isHidden() and field.property("wrong") == "false"


def test_status_and_attachments_join_the_other_filters(client: HelpdeskClient) -> None:
    client.desk.answer("3", "answer")
    client.sync()
    status = client.find("helpdesk.filter.status")
    assert isinstance(status, QComboBox)
    assert [status.itemData(place) for place in range(status.count())] == ["", "1", "2", "3", "4"]
    wanted = {row.subject for row in client.rows() if row.status == "1"}
    status.setCurrentIndex(1)
    status.activated.emit(1)
    assert set(client.subjects()) == wanted
    attached = client.find("helpdesk.filter.attachment")
    assert isinstance(attached, QCheckBox)
    attached.click()
    assert client.subjects() == []
    assert bar(client).filter == HistoryFilter(status="1", has_attachments=True)


def test_every_filter_is_a_chip_that_takes_it_off(client: HelpdeskClient) -> None:
    first = day_of(client, "Oldest")
    bar(client).rest.show_filter(HistoryFilter(status="1", has_attachments=True))
    bar(client).rest.first.set_date(first)
    bar(client).rest.changed.emit()
    bar(client).more.click()
    assert len(chips(client)) == 3
    assert any(client.session.formats.written(first) in chip.text() for chip in chips(client))
    for left in (2, 1, 0):
        chips(client)[0].click()
        assert len(chips(client)) == left
    assert bar(client).filter.is_empty and line(client, "from").text() == ""


@pytest.mark.parametrize("name", ["status", "from", "to", "attachment", "more"])
def test_escape_takes_all_of_them_off_from_anywhere(client: HelpdeskClient, name: str) -> None:
    type_text(line(client, "from"), "1/1/2020")
    type_text(line(client, "to"), "soon")
    assert not bar(client).filter.is_empty
    QTest.keyClick(client.find(f"helpdesk.filter.{name}"), Qt.Key.Key_Escape)
    assert bar(client).filter.is_empty
    assert (line(client, "from").text(), line(client, "to").text()) == ("", "")


def opened(field: DateField) -> MonthSheet:
    field.open_sheet()
    sheet = field.findChild(MonthSheet)
    assert sheet is not None and sheet.isVisible()
    return sheet


def test_a_day_is_picked_with_the_keyboard_alone(client: HelpdeskClient, qtbot: QtBot) -> None:
    field = bar(client).rest.first
    start = day_of(client, "Newest")
    field.set_date(start)
    QTest.keyClick(field.edit, Qt.Key.Key_Down)
    sheet = field.findChild(MonthSheet)
    assert sheet is not None and sheet.isVisible()
    day = sheet.focusWidget()
    assert isinstance(day, DayButton) and day.isChecked()
    for key, moved in (
        (Qt.Key.Key_Right, start.addDays(1)),
        (Qt.Key.Key_Down, start.addDays(8)),
        (Qt.Key.Key_Up, start.addDays(1)),
        (Qt.Key.Key_Left, start),
        (Qt.Key.Key_Left, start.addDays(-1)),
    ):
        QTest.keyClick(sheet.focusWidget(), key)
        spoken = sheet.focusWidget().accessibleName()
        assert client.session.formats.written(moved) in spoken
    QTest.keyClick(sheet.focusWidget(), Qt.Key.Key_Return)
    assert not sheet.isVisible()
    assert field.date == start.addDays(-1)
    assert client.subjects() == ["Newest", "Middle"]
    again = opened(field)
    QTest.keyClick(again.focusWidget(), Qt.Key.Key_PageUp)
    QTest.keyClick(again.focusWidget(), Qt.Key.Key_Home)
    QTest.keyClick(again.focusWidget(), Qt.Key.Key_Escape)
    assert not again.isVisible() and field.date == start.addDays(-1), "Esc picks nothing, and closes only the sheet"


def test_the_sheet_is_the_readers_own(client: HelpdeskClient) -> None:
    client.session.formats.use("fa")
    bar(client).rest.retranslate()
    field = bar(client).rest.first
    field.set_date(QDate(2025, 3, 20))
    field.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    sheet = opened(field)
    days = sheet.findChildren(DayButton)
    assert len(days) == 42
    own = [day for day in days if not day.is_outside]
    assert [day.text() for day in own][-1] == "۳۰", "1403 is a leap year"
    assert [day.text() for day in days if day.isChecked()] == ["۳۰"]
    resting = [place % 7 for place, day in enumerate(days) if day.is_rest]
    assert set(resting) == {6}, "the week ends with Friday"
    assert days[0].mapTo(sheet, QPoint(0, 0)).x() > days[6].mapTo(sheet, QPoint(0, 0)).x(), "and runs from the right"
    assert len([day for day in days if day.focusPolicy() is Qt.FocusPolicy.StrongFocus]) == 1
    QTest.keyClick(sheet.focusWidget(), Qt.Key.Key_Left)
    assert "۱ فروردین ۱۴۰۴" in sheet.focusWidget().accessibleName(), "left is onwards"
    sheet.hide()


def test_chips_go_on_in_the_next_line_and_none_is_wider_than_a_line(qapp: QApplication, qtbot: QtBot) -> None:
    row = Chips()
    qtbot.addWidget(row)
    row.show_chips([(f"a filter with words {number} " * (1 + 9 * (number == 3)), str(number)) for number in range(6)])
    row.resize(400, row.heightForWidth(400))
    row.show()
    QApplication.processEvents()
    places = [chip.geometry() for chip in row.findChildren(QPushButton)]
    assert all(row.rect().contains(place) for place in places)
    assert len({place.top() for place in places}) > 1
    assert not any(one.intersects(other) for one in places for other in places if one is not other)
    assert row.heightForWidth(2000) < row.heightForWidth(400)
    names: list[str] = []
    row.removed.connect(names.append)
    row.findChildren(QPushButton)[2].click()
    assert names == ["2"]


def pick(frame: Frame, name: str, value: str) -> None:
    combo = frame.find(f"settings.{name}")
    assert isinstance(combo, QComboBox)
    place = combo.findData(value)
    assert place >= 0 and combo.accessibleName()
    combo.setCurrentIndex(place)
    combo.activated.emit(place)
    QApplication.processEvents()


def test_calendar_and_digits_change_live_and_keep_what_was_asked_for(frame: Frame) -> None:
    field, day = frame.find("helpdesk.filter.from"), QDate(2026, 11, 22)
    assert isinstance(field, QLineEdit)
    filters = frame.window.pages.helpdesk.filters
    filters.rest.first.set_date(day)
    filters.rest.changed.emit()
    asked = filters.filter
    shown = {}
    for calendar in ("gregorian", "jalali", "hijri", "auto"):
        pick(frame, "calendar", calendar)
        shown[calendar] = field.text()
        assert frame.session.settings.calendar == calendar
    assert shown == {
        "gregorian": "22 Nov 2026", "jalali": "1 Azar 1405", "hijri": "11 Jumada II 1448", "auto": "22 Nov 2026"
    }  # fmt: skip
    pick(frame, "digits", "persian")
    assert field.text() == "۲۲ Nov ۲۰۲۶"
    pick(frame, "language", "fa")
    pick(frame, "digits", "latin")
    assert field.text() == "1 آذر 1405"
    assert filters.filter == asked


def test_no_date_of_another_calendar_is_left_anywhere(frame: Frame) -> None:
    frame.mirror(money_page())
    for page in ("dashboard", "wallets", "helpdesk", "settings"):
        frame.window.show_page(page)
        QApplication.processEvents()

    def said() -> str:
        labels = [label.text() for label in frame.window.findChildren(QLabel)]
        tables = [
            str(table.model().index(row, column).data())
            for table in frame.window.findChildren(QTableView)
            for row in range(table.model().rowCount())
            for column in range(table.model().columnCount())
        ]
        return "\n".join([*labels, *tables])

    assert "2026" in said() or "Nov" in said()
    pick(frame, "calendar", "jalali")
    assert "2026" not in said() and "Nov" not in said() and "Azar" in said()
    pick(frame, "calendar", "hijri")
    assert "Azar" not in said() and "Jumada" in said()


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tehran", "America/Sao_Paulo", "Asia/Beirut", "Pacific/Apia"])
def test_a_day_begins_where_the_readers_clock_says(client: HelpdeskClient, zone: str) -> None:
    formats = Formats(client.clock, zone=QTimeZone(zone.encode()))
    rest = MoreFilters(replace(client.session, formats=formats))
    # clocks that go forward at midnight have days without one; Apia had no 30th of December in 2011
    for day in (QDate(2022, 3, 22), QDate(2018, 11, 4), QDate(2022, 3, 27), QDate(2011, 12, 31), QDate(2026, 11, 22)):
        rest.first.set_date(day)
        rest.last.set_date(day)
        asked = rest.add_to(HistoryFilter())
        assert asked.since_ms is not None and asked.until_ms is not None
        assert formats.moment(asked.since_ms).date() == formats.moment(asked.until_ms - 1).date() == day
        assert formats.moment(asked.since_ms - 1).date() < day < formats.moment(asked.until_ms).date()
        rest.show_filter(asked)
        assert (rest.first.date, rest.last.date) == (day, day)
    rest.deleteLater()


def test_a_chip_stays_while_its_words_are_typed(qapp: QApplication, qtbot: QtBot) -> None:
    row = Chips()
    qtbot.addWidget(row)
    row.show_chips([("w", "content")])
    (chip,) = row.findChildren(QPushButton)
    row.show_chips([("wallet", "content")])
    assert row.findChildren(QPushButton) == [chip]
    assert chip.text() == "wallet"
    assert chip.accessibleName() == "Remove the filter: wallet"
    row.show_chips([("wallet", "content"), ("Open", "status")])
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [one.text() for one in row.findChildren(QPushButton)] == ["wallet", "Open"]
    row.show_chips([])
    assert row.isHidden()
