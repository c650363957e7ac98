"""Words for people are literal, go through the translation, and counts through plural forms; read from the syntax."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tools import translations

UI = translations.ROOT / "desktop" / "ui"
SOURCES = sorted(UI.rglob("*.py"))
COUNT = re.compile(r"%L?n")
TRANSLATING = {"tr": 0, "translate": 1, "QT_TRANSLATE_NOOP": 1}
"""The calls that translate, and which of their arguments is the text."""
_SHOWING = """
    setText setToolTip setStatusTip setWhatsThis setWindowTitle setTitle setPlaceholderText setAccessibleName
    setAccessibleDescription setInformativeText setDetailedText setLabelText setHeaderLabels setPrefix setSuffix
    setSpecialValueText addItem addItems insertItem addAction addMenu addButton addTab addRow drawText showMessage
    set_words set_name set_title set_note set_label set_error show_text show_state set_value QAction QLabel
    QPushButton QCheckBox QRadioButton QGroupBox QToolButton QMenu QMessageBox Label ElidedLabel Pill Button Toast
    Alert
"""
SHOWING = frozenset(_SHOWING.split())
"""The calls whose arguments a person reads."""
NOT_WORDS = re.compile(r"https://\S+|[a-z_.-]+|#")
"""Addresses, names of icons, roles and objects."""


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call with its name; a painter translates too, but no words."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            if name != "translate" or ast.unparse(function) == "QCoreApplication.translate":
                yield name, node


def is_literal(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def is_from_a_table(node: ast.AST) -> bool:
    """`str(TABLE[key])`: the table is made of literals marked for translation."""
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "str"


def untranslatable(tree: ast.AST) -> Iterator[str]:
    """What the tool for translators cannot read, or reads otherwise than Python does."""
    marks = any(name == "QT_TRANSLATE_NOOP" for name, _ in calls(tree))
    for name, call in calls(tree):
        if name not in TRANSLATING:
            continue
        place = TRANSLATING[name]
        text = call.args[place] if len(call.args) > place else None
        words = text.value if isinstance(text, ast.Constant) and isinstance(text.value, str) else None
        if text is None or (words is None and not (marks and is_from_a_table(text))):
            yield f"line {call.lineno}: {name} of something that is no literal"
        if call.keywords or any(isinstance(argument, ast.Starred) for argument in call.args):
            yield f"line {call.lineno}: {name} with named or unpacked arguments"
        counts = name == "tr" and len(call.args) == 3
        if name == "translate" and len(call.args) > 3:
            yield f"line {call.lineno}: a count in translate, where its plural forms are not found"
        if words is not None and bool(COUNT.search(words)) is not counts:
            yield f"line {call.lineno}: a count and its place do not go together"


def bypassing(tree: ast.AST) -> Iterator[str]:
    """Literals with letters that are shown without being translated."""
    for name, call in calls(tree):
        if name in SHOWING:
            for argument in (*call.args, *(keyword.value for keyword in call.keywords)):
                for words in shown_literals(argument):
                    if any(letter.isalpha() for letter in words) and not NOT_WORDS.fullmatch(words):
                        yield f"line {call.lineno}: {name}({words!r})"


def shown_literals(node: ast.AST) -> Iterator[str]:
    """The literals whose letters come out of an expression; what a call makes of its arguments is its own."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif not isinstance(node, ast.Call | ast.Subscript | ast.Lambda | ast.Compare):
        for child in ast.iter_child_nodes(node):
            yield from shown_literals(child)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("format", "join"):
        yield from shown_literals(node.func.value)


@pytest.mark.parametrize("path", SOURCES, ids=[str(path.relative_to(UI)) for path in SOURCES])
def test_every_word_can_be_translated_and_is(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [*untranslatable(tree), *bypassing(tree)] == []


@pytest.mark.parametrize(
    "wrong",
    [
        'self.tr(f"Hello {name}")',
        'self.tr("Hello " + name)',
        'self.tr("Hello {}".format(name))',
        'self.tr("Hello %s" % name)',
        "self.tr(words)",
        'self.tr("%Ln file(s)")',
        'self.tr("files", None, 3)',
        'self.tr("%Ln file(s)", n=3)',
        'QCoreApplication.translate("A", f"Hello {name}")',
        'QCoreApplication.translate("A", "%Ln file(s)", None, 3)',
        'label.setText("Hello")',
        'label.setText("Hello" if polite else "You")',
        'label.setText(f"Hello {name}")',
        'label.setText("Hello {name}".format(name=name))',
        'button.setToolTip("Send" + key)',
        'window.setWindowTitle("سلام")',
        'box.addItem("Any", "")',
        'QAction("Open", menu)',
        'Toast("Sent", seconds=3)',
    ],
)
def test_the_lint_sees(wrong: str) -> None:
    tree = ast.parse(wrong)
    assert [*untranslatable(tree), *bypassing(tree)] != []


@pytest.mark.parametrize(
    "right",
    [
        'self.tr("%Ln file(s)", None, len(files))',
        'label.setText(self.tr("Hello {name}").format(name=name))',
        'label.setText(f"{one} · {two}")',
        "label.setText(words[key])",
        'Button("", "log-out", "quiet")',
        'editor.setPlaceholderText("https://help.example.com")',
        'TABLE = {1: QT_TRANSLATE_NOOP("A", "One")}; words = QCoreApplication.translate("A", str(TABLE[1]))',
    ],
)
def test_the_lint_lets_be(right: str) -> None:
    tree = ast.parse(right)
    assert [*untranslatable(tree), *bypassing(tree)] == []
