"""Journals are read by one thread at a time, since some versions of Python cannot parse in two."""

import ast
import threading
from pathlib import Path

import pytest
from roundup import instance
from roundup.backends import rdbms_common


def test_two_threads_never_parse_at_the_same_moment(
    new_tracker: Path, umask: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    instance.open(str(new_tracker))  # loads the overlay
    first_is_inside, second_asks, second_is_inside = threading.Event(), threading.Event(), threading.Event()
    overlaps: list[bool] = []
    parse = ast.literal_eval

    def literal_eval(text: str) -> object:
        if first_is_inside.is_set():
            second_is_inside.set()
            return parse(text)
        first_is_inside.set()
        assert second_asks.wait(20)
        overlaps.append(second_is_inside.wait(0.3))
        return parse(text)

    monkeypatch.setattr(ast, "literal_eval", literal_eval)
    values: list[object] = []

    def read() -> None:
        values.append(rdbms_common.eval_import("('set', {'status': '1'})"))

    def read_second() -> None:
        second_asks.set()
        read()

    threads = [threading.Thread(target=read)]
    threads[0].start()
    assert first_is_inside.wait(20)
    threads.append(threading.Thread(target=read_second))
    threads[1].start()
    for thread in threads:
        thread.join(20)
    assert overlaps == [False]
    assert values == [("set", {"status": "1"})] * 2
