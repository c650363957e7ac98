"""A stranger's words never become markup, a program or an address that opens by itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.test_seams import FILES, dotted, name_of, nodes

MARKUP = {
    "setHtml",
    "insertHtml",
    "setMarkdown",
    "appendHtml",
    "setMarkdownText",
    "RichText",
    "AutoText",
    "MarkdownText",
}
LABEL = "desktop/ui/kit/labels.py"


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in nodes(path) if isinstance(node, ast.Call))


def attributes(path: Path) -> set[str]:
    return {node.attr for node in nodes(path) if isinstance(node, ast.Attribute)}


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_nothing_is_shown_as_markup(path: Path) -> None:
    assert not attributes(path) & MARKUP
    for call in calls(path):
        # a bare QLabel guesses; one for a picture holds no text
        is_label = dotted(call.func) == "QLabel" and name_of(path) != LABEL
        assert not (is_label and (call.args or call.keywords)), f"line {call.lineno}: use Label"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_bare_labels_hold_pictures_only(path: Path) -> None:
    """`self._x = QLabel()` may be given a pixmap, never words."""
    bare = {
        dotted(node.targets[0])
        for node in nodes(path)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and dotted(node.value.func) == "QLabel"
    }
    worded = {dotted(call.func).rsplit(".", 1)[0] for call in calls(path) if dotted(call.func).endswith(".setText")}
    assert not bare & worded


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_message_boxes_say_that_their_text_is_plain(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if "QMessageBox(" in text:
        assert text.count("QMessageBox(") <= text.count("setTextFormat(Qt.TextFormat.PlainText)")


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_tooltips_are_made_plain(path: Path) -> None:
    for call in calls(path):
        if dotted(call.func).endswith(".setToolTip"):
            (words,) = call.args
            assert isinstance(words, ast.Call) and dotted(words.func) == "tip", f"line {call.lineno}: use tip()"
    if "ToolTipRole" in attributes(path):
        assert any(dotted(call.func) == "tip" for call in calls(path))


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_view_hands_addresses_to_the_system(path: Path) -> None:
    assert "setOpenExternalLinks" not in attributes(path)
    for call in calls(path):
        if dotted(call.func).endswith(".setOpenLinks"):
            assert isinstance(call.args[0], ast.Constant) and call.args[0].value is False


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_qt_reads_no_command_line(path: Path) -> None:
    for call in calls(path):
        if dotted(call.func) in ("QApplication", "QGuiApplication", "QCoreApplication"):
            assert [ast.unparse(word) for word in call.args] == ["sys.argv[:1]"]
