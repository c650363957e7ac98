"""Values that no page of ours sends, files a browser has already, and forms whose session ended on their way."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from desktop.desk import routes
from desktop.desk.gate import Gate
from tests.desk.running import database
from tests.desk.test_gate import answer_of, asked
from tests.desk.test_routes import CALLS, PAGES, HelpDesk

ODD = (
    "²", "٣", "9" * 9, "9" * 18, "9" * 5000, "-1", "1.5", "1e3", "\0", "a\0b", '"', '""*"', "a* OR b", "NEAR(", "#²",
    "%", "_", "'", "\\", "\ufffd", "😀" * 40, "x" * 2000, " ", "1,2", ",", "{}",
)  # fmt: skip
OWN = "http://127.0.0.1:4000"


@pytest.fixture(scope="module")
def help_desk(new_tracker: Path, tmp_path_factory: pytest.TempPathFactory) -> HelpDesk:
    return HelpDesk(new_tracker, tmp_path_factory.mktemp("odd"))


def cookie(help_desk: HelpDesk, role: str) -> str:
    return f"otet_desk_session={help_desk.cookies[role]}"


def queries(is_wire: bool) -> Iterator[tuple[str, str]]:
    """Every address with a query, and the names in it."""
    paths = [path for method, path in CALLS if method == "GET"] if is_wire else list(PAGES)
    for path in paths:
        found = routes.find("GET", path)
        assert found is not None
        for name in found.rows[0].query:
            yield path, name


@pytest.mark.parametrize(("role", "is_wire"), [("customer", True), ("customer", False), ("finance", False)])
def test_no_value_of_a_query_makes_a_page_or_call_fail(help_desk: HelpDesk, role: str, is_wire: bool) -> None:
    lines = {"HTTP_COOKIE": cookie(help_desk, role)}
    if is_wire:
        lines = {"HTTP_AUTHORIZATION": f"Bearer {help_desk.tokens[role]}", "HTTP_X_REQUESTED_WITH": "otet-desk"}
    failed, count = [], 0
    for path, name in queries(is_wire):
        for value in ODD:
            query = f"{name}={quote(value)}" + "&timeout=0" * (path.endswith("/wait") and name != "timeout")
            status = answer_of(help_desk.whole, asked("GET", f"/desk/{path}", QUERY_STRING=query, **lines))[0]
            count += 1
            if status >= 500:
                failed.append((path, name, value[:20], status))
    assert count > len(ODD)
    assert failed == []


def test_an_attachment_is_asked_for_each_time_and_sent_once(help_desk: HelpDesk) -> None:
    with database(help_desk.place) as db:
        item = db.file.create(name="a.txt", content="abc", type="text/plain")
        ticket = db.issue.list()[0]
        db.issue.set(ticket, files=[*db.issue.get(ticket, "files"), item])
    path, agent = f"/desk/file{item}/a.txt", cookie(help_desk, "agent")
    status, lines, body = answer_of(help_desk.whole, asked("GET", path, HTTP_COOKIE=agent))
    assert (status, body, lines["Cache-Control"]) == (200, b"abc", "private, no-cache")
    kept = {"HTTP_IF_NONE_MATCH": f'"x", {lines["ETag"]}'}
    assert answer_of(help_desk.whole, asked("GET", path, HTTP_COOKIE=agent, **kept))[::2] == (304, b"")
    # of the same browser, but somebody else's session
    assert answer_of(help_desk.whole, asked("GET", path, HTTP_COOKIE=cookie(help_desk, "customer"), **kept))[0] == 403
    assert answer_of(help_desk.whole, asked("GET", path, **kept))[0] == 401


def test_the_log_names_an_attachment_by_number_only(help_desk: HelpDesk, caplog: pytest.LogCaptureFixture) -> None:
    with database(help_desk.place) as db:
        item = db.file.create(name="a.txt", content="abc")
        ticket = db.issue.list()[0]
        db.issue.set(ticket, files=[*db.issue.get(ticket, "files"), item])
        folder = Path(db.filename("file", item)).parent
    (folder / f"file{item}").unlink()
    environ = asked("GET", f"/desk/file{item}/passport of somebody.pdf", HTTP_COOKIE=cookie(help_desk, "agent"))

    def fail(*_: Any) -> Any:
        raise OSError

    for gate in (help_desk.whole, Gate(help_desk.security, fail)):
        caplog.clear()
        assert answer_of(gate, environ)[0] == 503
        assert f"file{item}" in " ".join(one.getMessage() for one in caplog.records if one.name == "roundup.desk")
        assert "passport" not in caplog.text


@pytest.mark.parametrize(("action", "mode"), [("reply", "Answer"), ("note", "Internal note")])
@pytest.mark.parametrize("kind", ["multipart", "urlencoded"])
def test_a_large_form_whose_session_ended_on_its_way_is_given_back(
    help_desk: HelpDesk, action: str, mode: str, kind: str
) -> None:
    if kind == "multipart":
        media_type = "multipart/form-data; boundary=XX"
        parts = (("@action", action), ("@note", "What I wrote before"), ('@file"; filename="scan.pdf', "x" * 100_000))
        fields = [f'--XX\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n' for name, text in parts]
        body = "".join([*fields, "--XX--\r\n"]).encode()
    else:
        media_type = "application/x-www-form-urlencoded"
        body = f"@action={action}&@note=What+I+wrote+before+{'x' * 70_000}".encode()
    sent = {"CONTENT_TYPE": media_type, "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body)}
    environ = {**asked("POST", "/desk/issue8", HTTP_ORIGIN=OWN, HTTP_COOKIE="otet_desk_session=ended"), **sent}
    status, _, page = answer_of(help_desk.whole, environ)
    assert status == 403
    assert "What I wrote before" in page.decode()
    assert mode in page.decode()
    assert "__login_name" in page.decode()
    foreign = {**environ, "HTTP_ORIGIN": "http://evil.example", "wsgi.input": io.BytesIO(body)}
    status, _, page = answer_of(help_desk.whole, foreign)
    assert (status, "What I wrote" in page.decode()) == (403, False)
