"""How the screens of the first hour and the bad hour look: in view, whole, on their edges, and with the focus kept."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.accounts import BUILT_IN_ADDRESS
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.sync_status import LinkState, SyncStatus
from desktop.domain.tickets import RowKey, RowKind
from desktop.settings import Settings
from desktop.store import accounts
from desktop.ui.dashboard.count_tile import Tile
from desktop.ui.editor.file_problems import FileProblems
from desktop.ui.editor.paste_offer import PasteOffer
from desktop.ui.kit.dialog import Dialog
from desktop.ui.kit.labels import Label
from desktop.ui.signals import Notice
from desktop.ui.window.agents_dialog import AgentsDialog
from desktop.ui.window.crash_dialog import CrashDialog
from desktop.ui.window.notice_bar import NoticeBar
from tests.fakes import fails
from tests.ui.frame import NOON_MS, Frame, answered_page

LOW = (1024, 600)
SIZES = (100, 200)


def show(frame: Frame, qtbot: QtBot, size: tuple[int, int] = LOW, text_size: int = 100) -> None:
    frame.change_settings(replace(frame.session.settings, text_size=text_size))
    frame.window.resize(*size)
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    frame.window.activateWindow()


def press(frame: Frame, name: str) -> None:
    button = frame.find(name)
    assert isinstance(button, QAbstractButton) and button.isEnabled()
    button.click()
    QApplication.processEvents()


def in_view(widget: QWidget) -> bool:
    """Whether all of a widget is seen, whatever it is scrolled in."""
    whole, around = widget.rect(), widget.parentWidget()
    while around is not None:
        at = QRect(widget.mapTo(around, QPoint()), whole.size())
        if not around.rect().contains(at):
            return False
        around = None if around.isWindow() else around.parentWidget()
    return widget.isVisible()


def all_in_view(*widgets: QWidget) -> bool:
    return all(map(in_view, widgets))


def is_whole(words: Label) -> bool:
    return words.height() >= words.heightForWidth(words.width())


def pasted(text: str) -> QMimeData:
    data = QMimeData()
    data.setText(text)
    return data


def ink(image: QImage) -> QRect:
    """The least rectangle, in pixels of the picture, around everything that is not the ground's colour."""
    ground = image.pixel(0, 0)
    places = [(x, y) for y in range(image.height()) for x in range(image.width()) if image.pixel(x, y) != ground]
    columns, rows = zip(*places, strict=True)
    return QRect(QPoint(min(columns), min(rows)), QPoint(max(columns), max(rows)))


def needing_decision(frame: Frame) -> None:
    """A message that support refused, and one that waits."""
    frame.client.desk.next("deliver", fails(Problem(ErrorCode.REFUSED, said="No.", reason="rejected")))
    frame.client.send("refused")
    frame.client.engine.wake()
    for _ in range(4):
        frame.client.engine.step()
    frame.client.send("waits")


# --- signing in ---------------------------------------------------------------------------------------------------


def asks_again(frame: Frame, qtbot: QtBot, **sizes: int) -> None:
    show(frame, qtbot, **sizes)  # type: ignore[arg-type]
    frame.session.signals.status.emit(SyncStatus(LinkState.SIGN_IN_AGAIN, NOON_MS))
    bar = frame.find("notice_bar")
    assert bar.isVisible()
    next(button for button in bar.findChildren(QAbstractButton)).click()
    QApplication.processEvents()


def test_the_form_is_not_asked_for_a_second_time_above_itself(frame: Frame, qtbot: QtBot) -> None:
    asks_again(frame, qtbot)
    assert frame.find("welcome.password").isVisible()
    assert not frame.find("notice_bar").isVisible(), "the form says it already"
    frame.session.signals.notice.emit(Notice("disk", Problem(ErrorCode.DISK_FULL)))
    assert frame.find("notice_bar").isVisible(), "what else is wrong is told here too"
    frame.session.signals.notice.emit(Notice("disk", None))
    QTest.keyClick(frame.find("welcome.password"), Qt.Key.Key_Escape)
    assert frame.find("notice_bar").isVisible(), "nobody has signed in"


def test_esc_leads_back_to_the_text_that_was_being_written(frame: Frame, qtbot: QtBot) -> None:
    show(frame, qtbot)
    frame.window.navigation.new_ticket()
    text = frame.find("composer.description")
    text.setFocus()
    asks_again(frame, qtbot)
    QTest.keyClick(frame.find("welcome.password"), Qt.Key.Key_Escape)
    assert text.isVisible() and QApplication.focusWidget() is text


def test_esc_leads_back_from_connecting(stranger: Frame, qtbot: QtBot) -> None:
    show(stranger, qtbot)
    press(stranger, "welcome.connect")
    QTest.keyClick(stranger.find("welcome.address"), Qt.Key.Key_Escape)
    assert stranger.find("welcome.try").isVisible()
    assert not stranger.find("welcome.address").isVisible()


def test_the_form_is_gone_through_by_keyboard_alone(stranger: Frame, qtbot: QtBot) -> None:
    show(stranger, qtbot)
    press(stranger, "welcome.connect")
    passed = []
    for _ in range(5):
        focus = QApplication.focusWidget()
        assert isinstance(focus, QWidget)
        passed.append(focus.objectName() or focus.property("text"))
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert passed == ["welcome.address", "welcome.user", "welcome.password", "Back", "welcome.sign_in"]


def test_a_second_enter_does_not_press_back(stranger: Frame, qtbot: QtBot) -> None:
    show(stranger, qtbot)
    press(stranger, "welcome.connect")
    for name, text in (("address", "desk.example"), ("user", "trader"), ("password", "secret")):
        stranger.find(f"welcome.{name}").setProperty("text", text)
    QTest.keyClick(stranger.find("welcome.password"), Qt.Key.Key_Return)
    assert stranger.asked == ["sign in desk.example trader secret"]
    assert QApplication.focusWidget() is None, "not Back, which stands next"
    stranger.finish(OtetError(ErrorCode.WRONG_PASSWORD))
    assert QApplication.focusWidget() is stranger.find("welcome.password")


def test_the_form_needs_no_scrolling_where_it_fits(frame: Frame, qtbot: QtBot) -> None:
    for number in range(3):
        with frame.client.database.write() as tx:
            accounts.add(tx, "fake", f"https://desk{number}.example", "trader", "Trader")
        frame.session.account = accounts.current(frame.client.database.read_connection())
    frame.window.pages.welcome.begin()
    asks_again(frame, qtbot)
    assert frame.window.pages.welcome.verticalScrollBar().maximum() == 0
    assert in_view(frame.find("welcome.sign_in"))


@pytest.mark.parametrize("text_size", SIZES)
def test_where_one_types_and_what_went_wrong_is_in_view(frame: Frame, qtbot: QtBot, text_size: int) -> None:
    asks_again(frame, qtbot, text_size=text_size)
    password = frame.find("welcome.password")
    qtbot.waitUntil(lambda: in_view(password))
    form = frame.window.pages.welcome.form
    for error in (OtetError(Problem(ErrorCode.REFUSED, said="No.")), OtetError(ErrorCode.OTHER_HELP_DESK)):
        password.setProperty("text", "secret")
        form.submit()
        frame.finish(error)
        focus = QApplication.focusWidget()
        assert focus is frame.find("welcome.password" if error.code is ErrorCode.REFUSED else "welcome.address")
        qtbot.waitUntil(lambda: all(in_view(label) for label in form.findChildren(Label) if is_error(label)))


def is_error(label: Label) -> bool:
    return label.property("role") == "error" and not label.isHidden()


def test_only_what_waits_is_promised_to_be_sent(frame: Frame, qtbot: QtBot) -> None:
    frame.client.write("a draft")
    asks_again(frame, qtbot)
    said = {label.text() for label in frame.window.pages.welcome.findChildren(QLabel) if label.isVisible()}
    assert "Kept on this computer: 1 draft." in said
    QTest.keyClick(frame.find("welcome.password"), Qt.Key.Key_Escape)
    needing_decision(frame)
    frame.window.sidebar.sign_in_asked.emit()
    said = {label.text() for label in frame.window.pages.welcome.findChildren(QLabel) if label.isVisible()}
    kept = "1 message needs you, 1 waiting message, 1 draft"
    assert f"Kept on this computer: {kept}. What is waiting is sent as soon as you are signed in." in said


def test_signing_out_tells_what_goes_out_from_what_does_not(frame: Frame, qtbot: QtBot) -> None:
    show(frame, qtbot)
    needing_decision(frame)
    frame.window.sidebar.sign_out_asked.emit()
    box = frame.window.findChild(Dialog)
    assert box is not None
    assert box.words.startswith("1 message waits to be sent.\n1 message needs your decision.\n")
    assert box.words.endswith("what is waiting goes out when you sign in again.")


def test_a_user_that_cannot_be_changed_does_not_look_as_if(frame: Frame, qtbot: QtBot) -> None:
    asks_again(frame, qtbot)
    grounds = {}
    for name in ("user", "address"):
        field = frame.find(f"welcome.{name}")
        grounds[name] = field.grab().toImage().pixelColor(field.width() - 8, field.height() // 2)
    assert grounds["user"] != grounds["address"]


@pytest.mark.parametrize("name", ["sidebar.wallets", "dashboard.support.drafts", "helpdesk.create", "helpdesk.bell"])
def test_enter_presses_the_button_that_has_the_focus(frame: Frame, qtbot: QtBot, name: str) -> None:
    show(frame, qtbot)
    frame.window.show_page("helpdesk" if name.startswith("helpdesk") else "dashboard")
    button = frame.find(name)
    assert isinstance(button, QAbstractButton)
    button.setFocus()
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, Qt.Key.Key_Return)
    pressed: list[bool] = []
    button.clicked.connect(lambda checked=False: pressed.append(True))
    QTest.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed == [], "Ctrl+Enter sends"


# --- welcome ------------------------------------------------------------------------------------------------------


def test_a_demo_that_does_not_start_leaves_the_focus_on_its_button(stranger: Frame, qtbot: QtBot) -> None:
    show(stranger, qtbot)
    button = stranger.find("welcome.try")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert stranger.asked == ["try"]
    assert QApplication.focusWidget() is None, "not the language"
    stranger.finish(OtetError(ErrorCode.BUILT_IN_DESK_FAILED))
    assert QApplication.focusWidget() is button
    tops = {
        label.mapTo(stranger.window, QPoint()).y()
        for label in stranger.window.pages.welcome.findChildren(Label)
        if label.text().startswith(("See everything", "Sign in to the help desk"))
    }
    assert len(tops) == 1, "the words of both choices begin at one height"


def test_the_accounts_have_buttons_of_one_width(stranger: Frame, qtbot: QtBot) -> None:
    with stranger.client.database.write() as tx:
        accounts.add(tx, "fake", BUILT_IN_ADDRESS, "demo", "Sara Demo")
    show(stranger, qtbot)
    stranger.window.pages.welcome.begin()
    QApplication.processEvents()
    buttons = [
        button
        for button in stranger.window.pages.welcome.findChildren(QAbstractButton)
        if button.objectName().startswith("welcome.account.") and button.isVisible()
    ]
    assert len(buttons) == 2 and len({button.width() for button in buttons}) == 1


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_word_on_where_an_account_went_stands_at_the_edge(frame: Frame, qtbot: QtBot, language: str) -> None:
    frame.change_settings(replace(frame.session.settings, language=language))
    show(frame, qtbot)
    frame.window.sidebar.sign_out_asked.emit()
    QApplication.processEvents()
    (toast,) = frame.window._toasts.shown()
    at = QRect(toast.mapTo(frame.window, QPoint()), toast.size())
    edge = frame.window.width() - at.right() - 1 if language == "fa" else at.left()
    assert edge == 16, "not beside a sidebar that is not there"


# --- in the thread and the composer -------------------------------------------------------------------------------


def offers(frame: Frame) -> list[PasteOffer]:
    """What is offered for long pastes; it comes once the text is attached."""
    return [offer for offer in frame.window.findChildren(PasteOffer) if offer.isVisible()]


@pytest.mark.parametrize("text_size", SIZES)
@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_offer_for_a_long_paste_is_seen_whole(frame: Frame, qtbot: QtBot, language: str, text_size: int) -> None:
    frame.change_settings(replace(frame.session.settings, language=language))
    show(frame, qtbot, text_size=text_size)
    frame.mirror(answered_page())
    frame.window.navigation.new_ticket()
    for name in ("composer.description", "thread.reply"):
        if name == "thread.reply":
            frame.window.navigation.open_row(RowKey(RowKind.TICKET, "1"))
        frame.find(name).insertFromMimeData(pasted("x" * 200_000))  # type: ignore[attr-defined]
        qtbot.waitUntil(lambda: len(offers(frame)) == 1)
        (offer,) = offers(frame)
        buttons = (offer.keep, offer.insert, offer.dismiss)
        qtbot.waitUntil(partial(all_in_view, offer, *buttons))
        assert all(button.width() >= button.sizeHint().width() for button in buttons)
        qtbot.waitUntil(partial(is_whole, offer.findChildren(Label)[-1]))


@pytest.mark.parametrize("name", ["composer.description", "thread.reply"])
def test_tab_leads_from_the_text_to_the_offer(frame: Frame, qtbot: QtBot, name: str) -> None:
    frame.mirror(answered_page())
    show(frame, qtbot)
    if name == "thread.reply":
        frame.window.navigation.open_row(RowKey(RowKind.TICKET, "1"))
    else:
        frame.window.navigation.new_ticket()
    text = frame.find(name)
    text.setFocus()
    text.insertFromMimeData(pasted("x" * 200_000))  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: len(offers(frame)) == 1)
    assert tabbed(text, 3) == ["paste_offer.keep", "paste_offer.insert", "paste_offer.dismiss"]
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Return)
    assert offers(frame) == []
    assert QApplication.focusWidget() is text


def tabbed(start: QWidget, times: int) -> list[str]:
    """Where the Tab key leads from there, by name or by words."""
    start.setFocus()
    passed = []
    for _ in range(times):
        before = QApplication.focusWidget()
        assert before is not None
        QTest.keyClick(before, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None
        passed.append(now.objectName() or str(now.property("text")))
    return passed


def test_the_dialogs_are_gone_through_by_keyboard(frame: Frame, qtbot: QtBot, tmp_path: Path) -> None:
    show(frame, qtbot)
    frame.window.show_crash_report(tmp_path / "crash.txt", "Fatal Python error\n" * 40)
    (crash,) = frame.window.findChildren(CrashDialog)
    AgentsDialog("http://127.0.0.1:5/desk/", "rachel", "pass-word", frame.window).open()
    (agents,) = frame.window.findChildren(AgentsDialog)
    copies = [f"agents_dialog.{part}{name}" for name in ("address", "user", "password") for part in ("", "copy_")]
    orders = {
        agents: [*copies, "Close", "agents_dialog.open"],
        crash: ["crash_dialog.report", "crash_dialog.copy", "Open its folder", "Close"],
    }
    for dialog, order in orders.items():
        first = dialog.focusWidget()
        assert first is dialog.buttons[-1] and tabbed(first, len(order)) == order
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()


@pytest.mark.parametrize("text_size", SIZES)
def test_what_was_left_out_is_seen_when_it_happens(frame: Frame, qtbot: QtBot, text_size: int) -> None:
    show(frame, qtbot, text_size=text_size)
    frame.window.navigation.new_ticket()
    QApplication.processEvents()
    (problems,) = (one for one in frame.window.findChildren(FileProblems) if scrolled(one))
    problems.show_problems([("empty.txt", Problem(ErrorCode.FILE_EMPTY, name="empty.txt"))])
    qtbot.waitUntil(lambda: in_view(problems))


def scrolled(widget: QWidget) -> bool:
    around = widget.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    return around is not None


def test_large_text_has_one_pane_and_room_for_what_is_read(frame: Frame, qtbot: QtBot) -> None:
    frame.mirror(answered_page())
    show(frame, qtbot, text_size=200)
    frame.window.navigation.open_row(RowKey(RowKind.TICKET, "1"))
    QApplication.processEvents()
    assert frame.find("thread.list").isVisible() and not frame.find("history.list").isVisible()
    assert frame.find("thread.list").height() > 120
    show(frame, qtbot, text_size=100)
    QApplication.processEvents()
    assert frame.find("history.list").isVisible(), "at the usual size both fit"


# --- words on the window ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["one line", "many lines " * 30])
def test_the_words_of_a_notice_stand_in_its_middle(frame: Frame, qtbot: QtBot, words: str) -> None:
    show(frame, qtbot)
    frame.session.signals.notice.emit(Notice("x", Problem(ErrorCode.CRASHED), "Show", lambda: None, text=words))
    QApplication.processEvents()
    bar = frame.find("notice_bar")
    assert isinstance(bar, NoticeBar)
    label = bar._words
    drawn = ink(label.grab().toImage())
    middle = (drawn.top() + drawn.bottom()) / 2
    assert abs(middle - label.height() / 2) <= 3


def test_wrapped_persian_begins_at_the_edge_in_every_line(frame: Frame, qtbot: QtBot) -> None:
    show(frame, qtbot, text_size=200)
    frame.change_settings(replace(frame.session.settings, language="fa"))
    holder = QWidget()
    qtbot.addWidget(holder)
    label = Label("ههههه ههههه " * 12, wrap=True)
    QVBoxLayout(holder).addWidget(label)
    holder.resize(420, 400)
    holder.show()
    QApplication.processEvents()
    image = label.grab().toImage()
    ground = image.pixel(0, 0)
    step = label.fontMetrics().lineSpacing()
    top = (label.height() - label.laid_out(label.width()).lineCount() * step) // 2
    starts = []
    for line in range(label.laid_out(label.width()).lineCount()):
        rows = range(top + line * step, min(top + (line + 1) * step, image.height()))
        starts.append(max(x for x in range(image.width()) for y in rows if image.pixel(x, y) != ground))
    assert len(starts) >= 3
    assert max(starts) - min(starts) <= 1, "a blank at the end of a line pushes it away from the edge"
    frame.appearance.apply(Settings(language="en", theme="light"))


@pytest.mark.parametrize("side", [Qt.AlignmentFlag.AlignLeading, Qt.AlignmentFlag.AlignTrailing])
def test_persian_words_keep_to_their_side(frame: Frame, qtbot: QtBot, side: Qt.AlignmentFlag) -> None:
    show(frame, qtbot)
    frame.change_settings(replace(frame.session.settings, language="fa"))
    holder = QWidget()
    qtbot.addWidget(holder)
    label = Label("سلام", wrap=True)
    label.setAlignment(side)
    QVBoxLayout(holder).addWidget(label)
    holder.resize(420, 200)
    holder.show()
    QApplication.processEvents()
    drawn, image = ink(label.grab().toImage()), label.grab().toImage()
    is_at_start = drawn.center().x() > image.width() / 2
    assert is_at_start == (side == Qt.AlignmentFlag.AlignLeading)
    frame.appearance.apply(Settings(language="en", theme="light"))


def test_a_figure_that_is_not_known_is_a_dash(frame: Frame, qtbot: QtBot) -> None:
    with frame.client.database.write() as tx:
        accounts.keep_synced(tx, frame.client.account.id, 0)
    show(frame, qtbot)
    frame.session.signals.account_changed.emit(frame.session.account)
    frame.session.signals.status.emit(SyncStatus(LinkState.SYNCING))
    tile = frame.find("dashboard.support.unread")
    assert isinstance(tile, Tile)
    assert tile.figure == "—"
