"""The balance over time as a line, as words and as a table, in both directions of reading."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QListView, QTableView
from pytestqt.qtbot import QtBot

from desktop.domain.money.wallets import Rates
from desktop.domain.remote import Page
from desktop.ui.kit import theme
from desktop.ui.kit.axis import axis
from desktop.ui.kit.sparkline import Sparkline
from desktop.ui.money.balance_history import MOST_POINTS, ends_of_days
from desktop.ui.wallets.step_chart import ChartPoint, StepChart
from tests.ui.frame import NOON_MS, Frame, money_page
from tests.ui.test_formats import formats

VALUES = st.lists(
    st.builds(lambda whole, places: Decimal(whole).scaleb(-places), st.integers(-(10**22), 10**22), st.integers(0, 10)),
    min_size=1,
    max_size=20,
)


@given(VALUES)
def test_an_axis_holds_every_value_in_a_few_round_parts(values: list[Decimal]) -> None:
    found = axis(values)
    assert found.low <= min(values) and max(values) <= found.high
    assert 2 <= len(found.ticks) <= 6
    gaps = {after - before for before, after in zip(found.ticks, found.ticks[1:], strict=False)}
    assert len(gaps) == 1
    digits = "".join(map(str, gaps.pop().normalize().as_tuple().digits))
    assert digits in {"1", "2", "25", "5"}
    assert all(0 <= found.pixels(value, 200) <= 200 for value in values)
    assert (found.pixels(found.low, 200), found.pixels(found.high, 200)) == (0, 200)


@pytest.mark.parametrize("days", [1, 30, 90, 365, 5000, 40_000])
def test_moments_rise_to_now(days: int) -> None:
    moments = ends_of_days(formats(), days)
    assert list(moments) == sorted(set(moments)) and moments[-1] == formats().now_ms()
    assert len(moments) <= MOST_POINTS + 1
    assert len(moments) == days or days > MOST_POINTS


@pytest.fixture
def chart(qtbot: QtBot) -> StepChart:
    made = StepChart()
    qtbot.addWidget(made)
    points = [ChartPoint(Decimal(at * at), f"{at} Nov", f"{at} November", f"{at * at}.00 USD") for at in range(1, 11)]
    made.show_points(points, None, ["0", "50", "100"], "Ten days")
    made.resize(500, 200)
    made.show()
    return made


def test_keys_walk_over_the_points_and_say_them(chart: StepChart) -> None:
    assert chart.accessibleName() == "Ten days"
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.accessibleDescription() == "10 November: 100.00 USD", "the latest first"
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.accessibleDescription() == "9 November: 81.00 USD"
    QTest.keyClick(chart, Qt.Key.Key_Home)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.at == 0, "there is nothing before the first"
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert chart.at == 9


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_time_runs_from_left_to_right_in_every_language(chart: StepChart, direction: Qt.LayoutDirection) -> None:
    chart.setLayoutDirection(direction)
    picture = chart.grab().toImage()
    line = theme.current().color("accent").rgb()
    columns = {x: [y for y in range(picture.height()) if picture.pixel(x, y) == line] for x in (60, 250, 490)}
    heights = [min(found) for found in columns.values()]
    assert heights == sorted(heights, reverse=True), "what rises with time rises to the right"
    QTest.mouseMove(chart, QPoint(490, 50))
    assert chart.at == 9
    QTest.mouseMove(chart, QPoint(10, 60))
    assert chart.at == 0
    QTest.mouseMove(chart, QPoint(250, 60))
    middle = chart.at
    assert middle is not None
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.at == middle - 1, "to the left is earlier"


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_small_line_runs_from_left_to_right_and_marks_lowest_and_highest(
    qtbot: QtBot, direction: Qt.LayoutDirection
) -> None:
    line = Sparkline()
    qtbot.addWidget(line)
    line.setLayoutDirection(direction)
    line.resize(300, line.sizeHint().height())
    line.show_values([Decimal(value) for value in (5, 1, 9, 5)], "Up and down")
    places = line.points()
    assert [point.x() for point in places] == sorted(point.x() for point in places)
    picture = line.grab().toImage()
    surface = theme.current().color("surface").rgb()
    hollow = [picture.pixel(point) == surface for point in places]
    assert hollow == [False, True, True, False]


def test_a_line_without_room_or_without_moves_is_painted_all_the_same(chart: StepChart) -> None:
    for value in ("0", "5", "-123456789012.12345678"):
        point = ChartPoint(Decimal(value), "1 Nov", "1 November", f"{value} BTC")
        chart.show_points([point] * 3, None, ["-123,456,789,012.12345678"] * 3, "Still")
        chart.look_at(1)
        for size in ((40, 20), (160, 112), (900, 400)):
            chart.resize(*size)
            assert not chart.grab().isNull()
    chart.show_points([], None, [], "Nothing")
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.at is None and not chart.grab().isNull()


@pytest.fixture
def shown(frame: Frame, qtbot: QtBot) -> Frame:
    frame.window.resize(1280, 900)
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    frame.mirror(money_page())
    frame.window.show_page("wallets")
    return frame


def pick(frame: Frame, row: int) -> None:
    view = frame.find("wallets.list")
    assert isinstance(view, QListView)
    view.setCurrentIndex(view.model().index(row, 0))


def test_a_wallet_s_line_and_the_same_as_a_table(shown: Frame, qtbot: QtBot) -> None:
    pick(shown, 1)
    chart, table = shown.find("wallets.balance_chart"), shown.find("wallets.balance_table")
    assert isinstance(table, QTableView)
    qtbot.waitUntil(lambda: "1,028.50" in chart.accessibleName())
    words = "Balance over time, Wallet USD 122: \u2066856.09\u00a0USD\u2069 on "
    assert chart.accessibleName().startswith(words), "before 18.66, 250.00 less 6.25, and -90.00"
    toggle = shown.find("wallets.balance_as_table")
    assert isinstance(toggle, QAbstractButton)
    toggle.click()
    assert table.isVisible() and not chart.isVisible()
    model = table.model()
    assert model.rowCount() == 90
    assert model.index(0, 1).data() == "\u20661,028.50\u00a0USD\u2069"
    assert model.index(5, 1).data() == "\u20661,009.84\u00a0USD\u2069", "before the rebate of three days ago"
    assert model.index(5, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Day: 17 Nov 2026"
    assert model.index(89, 1).data() == "\u2066856.09\u00a0USD\u2069"


def test_how_far_back_is_chosen(shown: Frame, qtbot: QtBot) -> None:
    pick(shown, 1)
    chart, range_ = shown.find("wallets.balance_chart"), shown.find("wallets.balance_range")
    assert isinstance(range_, QComboBox)
    qtbot.waitUntil(lambda: shown.window.pages.wallets.line.figures.rowCount() == 90)
    range_.setCurrentIndex(3)
    range_.activated.emit(3)
    qtbot.waitUntil(lambda: shown.window.pages.wallets.line.figures.rowCount() > 300)
    assert "2023" in chart.accessibleName()


def test_currencies_have_a_line_together_only_at_rates(shown: Frame, qtbot: QtBot) -> None:
    chart = shown.find("wallets.balance_chart")
    pane = shown.window.pages.wallets.line

    def said() -> str:
        return " ".join(label.text() for label in pane.findChildren(QLabel) if label.isVisible())

    qtbot.waitUntil(lambda: "are not added up" in said())
    assert not chart.isVisible()
    shown.mirror(Page("2", False, rates=Rates("USD", NOON_MS, (("USDT", Decimal("1.0002")),))))
    qtbot.waitUntil(chart.isVisible)
    assert "at the rates of 22 Nov 2026, rounded" in said()
    assert "1,552.63" in chart.accessibleName()


def test_in_persian_days_are_jalali_and_figures_latin(shown: Frame, qtbot: QtBot) -> None:
    shown.change_settings(replace(shown.session.settings, language="fa"))
    QApplication.processEvents()
    pick(shown, 1)
    chart = shown.find("wallets.balance_chart")
    qtbot.waitUntil(lambda: "1,028.50" in chart.accessibleName())
    assert chart.isRightToLeft()
    assert "۱۴۰۵" in chart.accessibleName()
