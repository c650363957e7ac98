"""What a stranger's JSON may and may not do."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.connectors.http.json import (
    MAX_BYTES,
    MAX_CONTAINERS,
    MAX_DEPTH,
    JsonObject,
    Malformed,
    read_json,
)

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@pytest.mark.slow
@given(VALUES)
def test_reads_what_json_writes(value: object) -> None:
    assert read_json(json.dumps(value).encode()) == value
    assert read_json(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")) == value


@given(st.binary() | st.text(alphabet='[]{}",:\\u0e1-').map(str.encode))
def test_anything_else_is_malformed(body: bytes) -> None:
    try:
        read_json(body)
    except Malformed as error:
        assert error.__cause__ is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"<html>",
        b'{"a":',
        b"{} {}",
        b'{"a":1,}',
        b"\xff\xfe",
        b'"\xed\xa0\x80"',
        b"[" * 1_000_000,
        b'{"a":' * 1_000_000,
        b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1),
        b"[" + b"[]," * MAX_CONTAINERS + b"[]]",
        b'"' + b"\\" * 1_000_001 + b'"',
        b" " * (MAX_BYTES + 1),
        b'"\n"',
    ],
    ids=lambda body: repr(body[:12]),
)
def test_malformed(body: bytes) -> None:
    with pytest.raises(Malformed):
        read_json(body)


def test_depth_counts_structure_and_not_text() -> None:
    assert read_json(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)
    text = '[{"' * 1000 + "\\"
    assert read_json(json.dumps([text]).encode()) == [text]


@given(st.lists(st.text('[]{}"\\\n', max_size=8), min_size=1, max_size=MAX_DEPTH + 4), st.integers(0, 3))
def test_only_what_is_nested_counts(texts: list[str], more: int) -> None:
    nested: object = [{}] * more
    for text in texts:
        nested = [text, nested]
    depth = len(texts) + (2 if more else 1)
    body = json.dumps(nested).encode()
    if depth > MAX_DEPTH:
        with pytest.raises(Malformed):
            read_json(body)
    else:
        assert read_json(body) == nested


@pytest.mark.parametrize(
    "written",
    ["1e400", "-1e400", "NaN", "Infinity", "9" * 30, '{"x":1,"x":2}'],
)
def test_an_unbelievable_value_spoils_only_its_own_field(written: str) -> None:
    fields = JsonObject(read_json(f'{{"bad":{written},"good":"yes"}}'.encode()))
    assert fields.text("good") == "yes"
    for read in (fields.text, fields.id, fields.money, fields.flag, fields.fields, fields.items, fields.time_ms):
        with pytest.raises(Malformed):
            read("bad")
    assert fields.seconds("bad") is None


def test_half_a_surrogate_pair_becomes_something_a_database_takes() -> None:
    fields = JsonObject(read_json(rb'{"body":"a\ud800b\u0000c \ud83d\ude00","id":"\ud800"}'))
    assert fields.text("body") == "a\ufffdb\ufffdc 😀"
    with pytest.raises(Malformed):
        fields.id("id")


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("99.01", Decimal("99.01")),
        ("-0.5", Decimal("-0.5")),
        ("0", Decimal(0)),
        ("1234567.890000001", Decimal("1234567.890000001")),
    ],
)
def test_money(written: str, amount: Decimal) -> None:
    assert JsonObject({"x": written}).money("x") == amount


@pytest.mark.parametrize(
    "value",
    [
        99.01,
        99,
        True,
        None,
        "",
        " 1",
        "1,000",
        "1.",
        ".5",
        "+1",
        "1e3",
        "1E+999999",
        "NaN",
        "Infinity",
        "۱۲",
        "1\n",
        "9" * 25,
        ["1"],
    ],
)
def test_what_is_no_money(value: object) -> None:
    with pytest.raises(Malformed):
        JsonObject({"x": value}).money("x")


@pytest.mark.parametrize("value", [None, "", " ", "a b", "a\nb", "\u06f1", "x" * 201, True, 1.5, []])
def test_what_is_no_id(value: object) -> None:
    with pytest.raises(Malformed):
        JsonObject({"x": value}).id("x")


def test_ids_may_be_numbers_and_may_be_missing() -> None:
    assert JsonObject({"x": 17}).id("x") == "17"
    assert JsonObject({"x": None}).id("x", "") == ""
    assert JsonObject({}).id("x", "") == ""


@pytest.mark.parametrize("value", [-1, 2**62, 1.5, "1", True, None])
def test_what_is_no_time(value: object) -> None:
    with pytest.raises(Malformed):
        JsonObject({"x": value}).time_ms("x")
