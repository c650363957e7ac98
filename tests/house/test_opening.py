"""A stranger's words never become markup, a program or an address that opens by itself."""

import ast

from tests.house.sources import FILES, all_calls, calls, dotted, name_of, nodes, place

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


def test_nothing_is_shown_as_markup() -> None:
    assert [
        place(path, node)
        for path in FILES
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and node.attr in MARKUP
    ] == []


def test_no_bare_label_is_made_with_words() -> None:
    """A `QLabel` guesses at markup: one with words is a `Label`, one for a picture is made without arguments."""
    assert [
        place(path, call)
        for path, called, call in all_calls()
        if called == "QLabel" and name_of(path) != LABEL and (call.args or call.keywords)
    ] == []


def test_bare_labels_hold_pictures_only() -> None:
    """`self._x = QLabel()` may be given a pixmap, never words."""
    for path in FILES:
        bare = {
            dotted(node.targets[0])
            for node in nodes(path)
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and dotted(node.value.func) == "QLabel"
        }
        worded = {called.rsplit(".", 1)[0] for called, _ in calls(path) if called.endswith(".setText")}
        assert not bare & worded, name_of(path)


def test_dialogs_are_ours() -> None:
    """Qt's own have another look, read markup, and hold buttons in the words of the system's language."""
    stock = {"QMessageBox", "QInputDialog", "QErrorMessage", "QProgressDialog", "QDialogButtonBox", "QColorDialog"}
    assert [
        place(path, node)
        for path in FILES
        for node in nodes(path)
        if isinstance(node, ast.Name | ast.alias) and (node.id if isinstance(node, ast.Name) else node.name) in stock
    ] == []
    made = [name_of(path) for path, called, _ in all_calls() if called == "QDialog"]
    assert made == []


def test_tooltips_are_made_plain() -> None:
    for path, called, call in all_calls():
        if called.endswith(".setToolTip"):
            (words,) = call.args
            assert isinstance(words, ast.Call) and dotted(words.func) in ("tip", "key_tip"), (
                f"{place(path, call)}: use tip()"
            )
    for path in FILES:
        if any(isinstance(node, ast.Attribute) and node.attr == "ToolTipRole" for node in nodes(path)):
            assert any(called in ("tip", "tip_text") for called, _ in calls(path)), name_of(path)


def test_no_view_hands_addresses_to_the_system() -> None:
    for path in FILES:
        names = {node.attr for node in nodes(path) if isinstance(node, ast.Attribute)}
        assert "setOpenExternalLinks" not in names, name_of(path)
    for path, called, call in all_calls():
        if called.endswith(".setOpenLinks"):
            assert isinstance(call.args[0], ast.Constant) and call.args[0].value is False, place(path, call)


def test_qt_reads_no_command_line() -> None:
    for path, called, call in all_calls():
        if called in ("QApplication", "QGuiApplication", "QCoreApplication"):
            (words,) = map(ast.unparse, call.args)
            assert words in {"sys.argv[:1]", "[*sys.argv[:1], '-style', 'fusion']"}, place(path, call)
