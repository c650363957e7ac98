"""Two people's pages at the same moment: neither shows what belongs to the other."""

import threading
from pathlib import Path

from roundup import instance
from roundup.cgi.PageTemplates.Expressions import getEngine


def test_expressions_of_two_requests_do_not_share_names(new_tracker: Path, umask: None) -> None:
    instance.open(str(new_tracker))  # loads the overlay
    expression = getEngine().compile("python:wait() and who")
    first_waits, second_is_done = threading.Event(), threading.Event()
    seen: list[str] = []

    def wait() -> bool:
        first_waits.set()
        return second_is_done.wait(20)

    def evaluate(who: str, wait: object) -> None:
        seen.append(str(expression(getEngine().getContext({"who": who, "wait": wait}))))

    first = threading.Thread(target=evaluate, args=("sara", wait))
    first.start()
    assert first_waits.wait(20)
    evaluate("omid", lambda: True)
    second_is_done.set()
    first.join()
    assert seen == ["omid", "sara"]
