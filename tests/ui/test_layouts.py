"""No object of Qt for Python stands for a layout's item: it would outlive the item, and be taken for another object."""

import ast

import pytest
import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLayout, QLayoutItem, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.kit.buttons import Button
from desktop.ui.kit.flow import Flow
from desktop.ui.kit.labels import Label
from tests.house.sources import FILES, all_calls, place
from tests.ui.frame import Frame
from tests.ui.walker import fill, stands


def items() -> list[QLayoutItem]:
    return [
        one for one in shiboken6.getAllValidWrappers() if isinstance(one, QLayoutItem) and not isinstance(one, QLayout)
    ]


def test_a_filled_layout_that_is_nested_leaves_objects_behind(qtbot: QtBot) -> None:
    """The fault of Qt for Python that the rest is about; where this fails, the rule may go."""
    before = len(items())
    outer = QWidget()
    qtbot.addWidget(outer)
    box, inner, label = QVBoxLayout(outer), QHBoxLayout(), QLabel("1")
    inner.addWidget(label)
    box.addLayout(inner)
    label.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert inner.count() == 0
    assert len(items()) == before + 1


@pytest.fixture
def earlier() -> list[QLayoutItem]:
    """What other tests left behind; to hold it keeps its addresses from being used again."""
    return items()


def test_the_window_nests_layouts_before_it_fills_them(earlier: list[QLayoutItem], frame: Frame) -> None:
    before = {id(one) for one in earlier}
    frame.window.resize(1280, 800)
    frame.window.show()
    fill(frame)
    made = {
        (stand.name, type(item.widget()).__name__)
        for stand in stands(frame)
        for item in items()
        if id(item) not in before
    }
    assert made == set()


def test_nothing_asks_a_layout_for_its_items() -> None:
    asked = ("itemAt", "takeAt", "itemAtPosition")
    assert [place(path, call) for path, called, call in all_calls() if called.rsplit(".", 1)[-1] in asked] == []
    layouts = {"QLayout", "QBoxLayout", "QHBoxLayout", "QVBoxLayout", "QGridLayout", "QFormLayout", "QStackedLayout"}
    for path in FILES:
        classes = [
            node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ClassDef)
        ]
        for made in classes:
            assert not layouts & {ast.unparse(base) for base in made.bases}, place(path, made)


@pytest.mark.parametrize("width", [90, 200, 1000])
def test_a_flow_goes_on_in_the_next_line(qtbot: QtBot, width: int) -> None:
    flow = Flow()
    qtbot.addWidget(flow)
    buttons = [Button(words) for words in ("Attach", "Keep as text", "Insert all of it", "Hidden")]
    for button in buttons:
        flow.add(button)
    buttons[-1].hide()
    flow.resize(width, flow.heightForWidth(width))
    flow.show()
    QApplication.processEvents()
    boxes = [button.geometry() for button in buttons[:-1]]
    assert all(flow.rect().contains(box) for box in boxes)
    assert not any(one.intersects(other) for at, one in enumerate(boxes) for other in boxes[:at])
    assert len({box.top() for box in boxes}) == {90: 3, 200: 2, 1000: 1}[width]
    flow.clear()
    assert flow.heightForWidth(width) == 0


def test_what_changes_in_a_hidden_flow_has_its_room_when_it_is_shown(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    flow, state, later = Flow(around), Label("Open"), Label("since 30 Nov")
    for label in (state, later):
        flow.add(label)
    flow.resize(400, 40)
    around.show()
    QApplication.processEvents()
    around.hide()
    state.setText("Waiting for an answer of yours")
    around.show()
    QApplication.processEvents()
    assert state.width() >= state.sizeHint().width()
    assert later.x() > state.geometry().right()
