"""What is allowed nowhere, and for which ruff has no rule; its `banned-api` names what one place alone may do."""

import ast

from tests.house.sources import FILES, ROOT, all_calls, dotted, nodes, place


def test_certificates_are_always_verified() -> None:
    found = []
    for path in FILES:
        for node in nodes(path):
            if isinstance(node, ast.keyword) and node.arg in ("verify", "check_hostname"):
                names, value = [f".{node.arg}"], node.value
            elif isinstance(node, ast.Assign):
                names, value = [dotted(target) for target in node.targets], node.value
            else:
                continue
            is_off = isinstance(value, ast.Constant) and value.value is False
            if is_off and any(name.endswith((".verify", ".check_hostname")) for name in names):
                found.append(place(path, value))
    assert found == []


def test_no_formatted_string_goes_into_tr() -> None:
    assert [
        place(path, call)
        for path, called, call in all_calls()
        if called.split(".")[-1] in ("tr", "translate")
        and any(isinstance(argument, ast.JoinedStr) for argument in call.args)
    ] == []


TRANSLATED = ROOT / "desktop/ui/kit/translated.py"
UI_FILES = [path for path in FILES if (ROOT / "desktop/ui") in path.parents]


def test_only_one_base_watches_for_the_language() -> None:
    assert [
        place(path, node)
        for path in UI_FILES
        if path != TRANSLATED
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and dotted(node).endswith("Type.LanguageChange")
    ] == []


def test_no_widget_asks_whether_it_is_half_built() -> None:
    assert [
        place(path, node)
        for path in UI_FILES
        for node in nodes(path)
        if isinstance(node, ast.Call)
        and (dotted(node.func) == "hasattr" or (dotted(node.func) == "getattr" and dotted(node.args[0]) == "self"))
    ] == []
