"""What is allowed nowhere, and for which ruff has no rule; its `banned-api` names what one place alone may do."""

import ast

from tests.house.sources import FILES, all_calls, dotted, nodes, place


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
