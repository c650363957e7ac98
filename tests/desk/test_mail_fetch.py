"""Mail from a mailbox: no mail is lost, skipped or taken twice, whatever the server does."""

import imaplib
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.desk.tracker import health, wakeups
from desktop.desk.tracker.mail import fetch
from desktop.desk.tracker.mail.imap import SignInRefused
from tests.desk.imap_server import ImapServer
from tests.desk.local_tracker import Desk, new_mail, opened
from tests.desk.polling import until
from tests.desk.scripted_smtp import SILENT, ScriptedSmtp

PASSWORD = 'contraseña "گذرواژه"'


@pytest.fixture
def local_desk(new_tracker: Path, tmp_path: Path) -> Iterator[Desk]:
    with opened(new_tracker, tmp_path) as desk:
        yield desk


@pytest.fixture
def imap() -> Iterator[ImapServer]:
    with ImapServer("support", "word") as server:
        yield server


def use(local_desk: Desk, imap: Any, password: str = "word", user: str = "support", **more: object) -> None:
    (local_desk.place / "imap.secret").write_text(password + "\n", encoding="utf-8")
    (local_desk.place / "imap.secret").chmod(0o600)
    words = {"host": "127.0.0.1", "port": imap.port, "security": "none", "user": user, "every_s": 1}
    local_desk.settings("imap", **words, password_file="imap.secret", **more)


def fetch_all(local_desk: Desk) -> int:
    count = int(fetch.fetch(local_desk.place))
    local_desk.take_in()
    return count


def problems(local_desk: Desk) -> dict[str, str]:
    return {problem["part"]: problem["code"] for problem in health.problems()}


def deliver(imap: ImapServer, *texts: str) -> list[int]:
    return [imap.deliver(new_mail(text, Subject=text).as_bytes().replace(b"\n", b"\r\n")) for text in texts]


def new_bodies(local_desk: Desk, since: int) -> list[str]:
    return [local_desk.bodies(ticket)[0] for ticket in local_desk.tickets()[since:]]


def make_due(local_desk: Desk) -> None:
    """Let the time pass until what was put aside is tried again."""
    path = local_desk.place / "imap.json"
    kept = json.loads(path.read_text())
    for facts in kept["aside"].values():
        facts["next_s"] = 0
    path.write_text(json.dumps(kept))


@pytest.mark.parametrize("offers", [(), ("AUTH=PLAIN",), ("AUTH=PLAIN", "LOGINDISABLED")])
def test_user_and_password_may_have_any_letters(local_desk: Desk, offers: tuple[str, ...]) -> None:
    with ImapServer("peña@example.org", PASSWORD) as imap:
        imap.offers = offers
        use(local_desk, imap, PASSWORD, "peña@example.org")
        assert fetch_all(local_desk) == 0
        deliver(imap, "x")
        assert fetch_all(local_desk) == 1


def test_a_failed_sign_in_loses_and_skips_nothing(local_desk: Desk, imap: ImapServer) -> None:
    use(local_desk, imap)
    assert fetch_all(local_desk) == 0
    tickets = len(local_desk.tickets())
    use(local_desk, imap, "wrong")
    imap.seen |= set(deliver(imap, "one", "two"))
    with pytest.raises(SignInRefused):
        fetch_all(local_desk)
    use(local_desk, imap)
    assert fetch_all(local_desk) == 2
    assert new_bodies(local_desk, tickets) == ["one", "two"]


@pytest.mark.parametrize("folder", ["پشتیبانی", "R&D", "Entrée/日本語", "&BkUGMQ-"])
def test_a_folder_may_have_any_name(local_desk: Desk, imap: ImapServer, folder: str) -> None:
    encoded = {"پشتیبانی": "&Bn4GNAYqBswGKAYnBkYGzA-", "R&D": "R&-D", "Entrée/日本語": "Entr&AOk-e/&ZeVnLIqe-"}
    imap.folder = encoded.get(folder, folder)
    use(local_desk, imap, folder=folder)
    deliver(imap, "x")
    assert fetch_all(local_desk) == 1


@pytest.mark.parametrize("fault", ["refused", "withheld", "dropping"])
def test_a_mail_that_cannot_be_fetched_holds_up_no_other(local_desk: Desk, imap: ImapServer, fault: str) -> None:
    use(local_desk, imap)
    assert fetch_all(local_desk) == 0
    tickets = len(local_desk.tickets())
    _, bad, _ = deliver(imap, "one", "bad", "three")
    getattr(imap, fault).add(bad)
    for _ in range(3):
        try:
            fetch_all(local_desk)
        except imaplib.IMAP4.abort:
            local_desk.take_in()
    assert new_bodies(local_desk, tickets) == ["one", "three"]
    assert problems(local_desk)["mail_unfetched"] == "mails_unfetched"
    getattr(imap, fault).clear()
    assert fetch_all(local_desk) == 0, "not due yet"
    make_due(local_desk)
    assert fetch_all(local_desk) == 1
    assert new_bodies(local_desk, tickets) == ["one", "three", "bad"]
    assert "mail_unfetched" not in problems(local_desk)
    assert fetch_all(local_desk) == 0


def test_a_mail_put_aside_that_somebody_removed_is_forgotten(local_desk: Desk, imap: ImapServer) -> None:
    use(local_desk, imap)
    fetch_all(local_desk)
    (bad,) = deliver(imap, "bad")
    imap.refused.add(bad)
    fetch_all(local_desk)
    del imap.mails[bad]
    imap.refused.clear()
    make_due(local_desk)
    assert fetch_all(local_desk) == 0
    assert "mail_unfetched" not in problems(local_desk)


@pytest.mark.parametrize("command", ["UID STORE", "UID FETCH", "UID SEARCH", "SELECT"])
def test_a_connection_that_ends_anywhere_costs_nothing(local_desk: Desk, imap: ImapServer, command: str) -> None:
    use(local_desk, imap)
    assert fetch_all(local_desk) == 0
    tickets = len(local_desk.tickets())
    deliver(imap, "one", "two")
    imap.drop_at = command
    for _ in range(2):
        with pytest.raises(imaplib.IMAP4.abort):
            fetch_all(local_desk)
        local_desk.take_in()
    imap.drop_at = ""
    if command == "UID FETCH":
        make_due(local_desk)
    fetch_all(local_desk)
    assert sorted(new_bodies(local_desk, tickets)) == ["one", "two"]


def test_a_first_visit_that_was_cut_takes_the_rest_later(local_desk: Desk, imap: ImapServer) -> None:
    tickets = len(local_desk.tickets())
    use(local_desk, imap)
    deliver(imap, "one", "two", "three")
    imap.dropping.add(2)
    with pytest.raises(imaplib.IMAP4.abort):
        fetch_all(local_desk)
    imap.dropping.clear()
    imap.seen |= {2, 3}
    make_due(local_desk)
    assert fetch_all(local_desk) == 2
    assert sorted(new_bodies(local_desk, tickets)) == ["one", "three", "two"]


def test_another_uidvalidity_loses_no_mail_that_somebody_has_read(local_desk: Desk, imap: ImapServer) -> None:
    use(local_desk, imap)
    fetch_all(local_desk)
    deliver(imap, "taken before")
    fetch_all(local_desk)
    tickets = len(local_desk.tickets())
    imap.validity = 8
    imap.seen |= set(deliver(imap, "read by a person", "old and read"))
    imap.recent = {1, 2}
    assert fetch_all(local_desk) == 2
    assert new_bodies(local_desk, tickets) == ["read by a person"]


def test_another_mailbox_is_begun_at_its_end(local_desk: Desk, imap: ImapServer) -> None:
    use(local_desk, imap)
    fetch_all(local_desk)
    imap.folder = "Support"
    imap.recent = set(deliver(imap, "read long ago"))
    imap.seen |= imap.recent
    use(local_desk, imap, folder="Support")
    assert fetch_all(local_desk) == 0


def test_a_memory_that_cannot_be_read_is_a_fault_of_the_disk(local_desk: Desk, imap: ImapServer) -> None:
    (local_desk.place / "imap.json").mkdir()
    use(local_desk, imap)
    with pytest.raises(fetch.StorageError):
        fetch_all(local_desk)


@pytest.mark.parametrize("fault", ["is_read_only", "refuses_marks"])
def test_a_mailbox_that_may_not_be_changed_is_read(local_desk: Desk, imap: ImapServer, fault: str) -> None:
    setattr(imap, fault, True)
    imap.refuses_marks = True
    use(local_desk, imap)
    assert fetch_all(local_desk) == 0
    deliver(imap, "one", "two")
    assert fetch_all(local_desk) == 2
    assert fetch_all(local_desk) == 0


def test_very_many_mails_come_in_bounded_rounds(
    local_desk: Desk, imap: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "MOST_AT_ONCE", 4)
    tickets = len(local_desk.tickets())
    imap.has_uidnext = True
    deliver(imap, *(f"before {number}" for number in range(5)))
    use(local_desk, imap)
    assert fetch_all(local_desk) == 4
    deliver(imap, *(f"after {number}" for number in range(6)))
    assert [fetch_all(local_desk) for _ in range(3)] == [4, 3, 0]
    assert len(local_desk.tickets()) == tickets + 11
    assert "UID SEARCH ALL" not in imap.commands


def test_an_inbox_that_cannot_be_written_leaves_the_mail_in_the_mailbox(local_desk: Desk, imap: ImapServer) -> None:
    use(local_desk, imap)
    fetch_all(local_desk)
    tickets = len(local_desk.tickets())
    deliver(imap, "one", "two")
    inbox = local_desk.place / "inbox-mail"
    if inbox.exists():
        inbox.rename(local_desk.place / "elsewhere")
    inbox.write_text("no folder")
    with pytest.raises(fetch.StorageError):
        fetch.fetch(local_desk.place)
    assert imap.seen == set()
    inbox.unlink()
    assert fetch_all(local_desk) == 2
    assert new_bodies(local_desk, tickets) == ["one", "two"]
    assert "mail_unfetched" not in problems(local_desk)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"mailbox": 1}', b"\xff"])
def test_a_damaged_memory_is_a_first_visit(local_desk: Desk, imap: ImapServer, content: bytes) -> None:
    use(local_desk, imap)
    fetch_all(local_desk)
    (local_desk.place / "imap.json").write_bytes(content)
    imap.recent = set(deliver(imap, "one"))
    imap.seen |= imap.recent
    assert fetch_all(local_desk) == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"password": "wrong"}, "auth_refused"),
        ({"folder": "Nowhere"}, "folder_missing"),
        ({"port": "x"}, "settings"),
        ({"every_s": "often"}, "settings"),
        ({"security": "starttls"}, "starttls_missing"),
        ({"security": "tls"}, "unreachable"),
        ({"host": "no.such.host.invalid", "user": ""}, "unknown_host"),
    ],
)
def test_what_keeps_mail_from_coming_in_is_said_and_cleared(
    local_desk: Desk, imap: ImapServer, change: dict[str, Any], code: str
) -> None:
    fault = dict(change)
    use(local_desk, imap, fault.pop("password", "word"))
    words = {"host": "127.0.0.1", "port": imap.port, "security": "none", "user": "support", "every_s": 1}
    local_desk.settings("imap", **{**words, "password_file": "imap.secret", **fault})
    stop = wakeups.Stop()
    thread = threading.Thread(target=fetch.run, args=(local_desk.place, stop))
    thread.start()
    try:
        assert until(lambda: problems(local_desk).get("mail_in") == code), problems(local_desk)
        use(local_desk, imap)
        assert until(lambda: "mail_in" not in problems(local_desk)), problems(local_desk)
    finally:
        stop.set()
        thread.join(10)
    assert not thread.is_alive()


def test_settings_that_change_while_a_look_fails_are_seen_at_once(
    local_desk: Desk, imap: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(local_desk, imap)
    local_desk.settings("imap", **{"host": "127.0.0.1", "port": imap.port, "every_s": "often"})
    report = fetch._report

    def report_and_mend(error: Exception) -> None:
        report(error)
        use(local_desk, imap)

    monkeypatch.setattr(fetch, "_report", report_and_mend)
    stop = wakeups.Stop()
    thread = threading.Thread(target=fetch.run, args=(local_desk.place, stop))
    thread.start()
    try:
        assert until(lambda: bool(imap.commands)), "the next look comes at once, not after the usual pause"
    finally:
        stop.set()
        thread.join(10)
    assert not thread.is_alive()


def test_a_server_that_never_answers_is_left_when_the_help_desk_stops(local_desk: Desk) -> None:
    with ScriptedSmtp(greeting=SILENT) as server:
        use(local_desk, server)
        stop = wakeups.Stop()
        thread = threading.Thread(target=fetch.run, args=(local_desk.place, stop))
        thread.start()
        assert until(lambda: server.connections > 0)
        stop.set()
        thread.join(5)
        assert not thread.is_alive()


def test_a_slow_line_ends_a_round_between_two_mails(
    local_desk: Desk, imap: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(local_desk, imap)
    fetch_all(local_desk)
    deliver(imap, "one", "two", "three")
    monkeypatch.setattr(fetch, "LONGEST_ROUND_S", -1)
    assert fetch_all(local_desk) == 0
    monkeypatch.undo()
    assert fetch_all(local_desk) == 3
