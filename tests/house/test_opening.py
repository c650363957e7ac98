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
OPENER = "desktop/ui/platform/external_links.py"
CHILDREN = ("desktop/desk/process.py", "desktop/app/self_check.py")
"""What starts a program: this one, again."""
PROGRAMS = ("os.system", "os.popen", "os.startfile", "webbrowser.open", "QProcess", "subprocess.getoutput")
RUNNERS = ("subprocess.run", "subprocess.Popen", "subprocess.call", "subprocess.check_call", "subprocess.check_output")


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
    assert "QMessageBox.information(" not in text and "QMessageBox.warning(" not in text
    assert "QMessageBox.question(" not in text and "QMessageBox.critical(" not in text
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
def test_one_place_hands_addresses_to_the_system(path: Path) -> None:
    opens = any(dotted(call.func).endswith("openUrl") for call in calls(path))
    assert not opens or name_of(path) == OPENER
    assert "setOpenExternalLinks" not in attributes(path)
    for call in calls(path):
        if dotted(call.func).endswith(".setOpenLinks"):
            assert isinstance(call.args[0], ast.Constant) and call.args[0].value is False


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_program_is_started_by_its_bare_name(path: Path) -> None:
    names = {dotted(call.func) for call in calls(path)}
    assert not names & set(PROGRAMS)
    if name_of(path).startswith("desktop/bootstrap/"):
        return  # makes a checkout ready, in the person's own terminal, before there is an app
    assert not names & set(RUNNERS) or name_of(path) in CHILDREN
    for call in calls(path):
        if dotted(call.func) in RUNNERS:
            assert not any(word.arg == "shell" for word in call.keywords)
            first = call.args[0]
            first = first.elts[0] if isinstance(first, ast.List) and first.elts else first
            assert not isinstance(first, ast.Constant), f"line {call.lineno}: {ast.unparse(first)}"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_nothing_a_stranger_sent_is_carried_out(path: Path) -> None:
    names = {dotted(call.func) for call in calls(path)}
    assert not names & {"eval", "exec", "pickle.loads", "pickle.load", "marshal.loads", "yaml.load", "compile"}


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_qt_reads_no_command_line(path: Path) -> None:
    for call in calls(path):
        if dotted(call.func) in ("QApplication", "QGuiApplication", "QCoreApplication"):
            assert [ast.unparse(word) for word in call.args] == ["sys.argv[:1]"]
