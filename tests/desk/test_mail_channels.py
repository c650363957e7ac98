"""The whole way of mail as a broker has it: out by SMTP, in by IMAP or a Maildir, through the running help desk."""

import imaplib
import ssl
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from desktop.desk.process import DeskProcess
from desktop.desk.tracker.mail import fetch, parse
from tests.connectors.certificates import LOOPBACK, Authority, der
from tests.desk.browser import Browser
from tests.desk.imap_server import ImapServer
from tests.desk.local_tracker import TRADER, Desk, new_mail, opened, plain, reply_to, shown
from tests.desk.polling import until
from tests.desk.running import Agent, Person, address_of, running_desk
from tests.desk.smtp_server import SmtpServer

PASSWORD = 'a "password" of the tests'


@pytest.fixture
def local_desk(new_tracker: Path, tmp_path: Path) -> Iterator[Desk]:
    with opened(new_tracker, tmp_path) as desk:
        yield desk


def settings(place: Path, imap: ImapServer, **more: object) -> None:
    (place / "imap.secret").write_text(PASSWORD + "\n", encoding="utf-8")
    (place / "imap.secret").chmod(0o600)
    words = {"host": "127.0.0.1", "port": imap.port, "user": "support", "password_file": "imap.secret", "every_s": 1}
    lines = [f"{name} = {value}" for name, value in {**words, **more}.items()]
    with (place / "mail.ini").open("a", encoding="utf-8") as file:
        file.write("\n".join(["[imap]", *lines, ""]))


def fetch_all(local_desk: Desk) -> int:
    """Fetch, deal with what came; how many were fetched."""
    count = int(fetch.fetch(local_desk.place))
    local_desk.take_in()
    return count


def test_out_by_smtp_and_back_by_imap(tmp_path: Path) -> None:
    """An agent's answer reaches the customer's mail program, whose answer reaches the ticket, once."""
    authority = Authority("broker")
    (tmp_path / "ca.pem").write_text(ssl.DER_cert_to_PEM_cert(der(authority.certificate)))
    tls = authority.context(tmp_path, LOOPBACK)
    home = tmp_path / "home"
    home.mkdir()
    with SmtpServer() as smtp, ImapServer("support", PASSWORD, tls) as imap, ExitStack() as stack:
        (home / "mail.ini").write_text(f"[smtp]\nhost=127.0.0.1\nport={smtp.port}\nsecurity=none\n", encoding="utf-8")
        settings(home, imap, ca=tmp_path / "ca.pem")
        address = address_of(stack.enter_context(running_desk(home)))
        trader = Person(address.url, address.demo_user, address.demo_password)
        agent = Agent(address.url, address.agent_user, address.agent_password)
        ticket = trader.new_ticket(title="By mail, please")["issue"]
        agent.answer(ticket, "Hello Sara, is it there now?")
        assert until(lambda: len(smtp.mails) == 1)
        (mail,) = smtp.mails
        assert f"otet://ticket/{ticket}" in plain(mail)
        assert smtp.recipients == [TRADER]
        since = trader.cursor()
        reply = reply_to(mail, "Not yet.\n\n" + quoted(plain(mail)), From=f"Sara <{TRADER}>")
        reply.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="proof.png")
        imap.deliver(reply.as_bytes())
        imap.deliver(reply.as_bytes())
        assert until(lambda: bool(trader.sync(since)["messages"]) and len(imap.seen) == 2)
        imap.deliver(new_mail("A question of its own").as_bytes())
        assert until(lambda: bool(trader.sync(since)["tickets"].keys() - {ticket}))
        synced = trader.sync(since)
        bodies = {shown(row["body"], row["folds"]): row for row in synced["messages"].values()}
        assert set(bodies) == {"Not yet.", "A question of its own"}
        assert quoted(plain(mail)).strip() in bodies["Not yet."]["body"], "kept, though it starts folded"
        assert (bodies["Not yet."]["ticket"], bodies["Not yet."]["side"]) == (ticket, "own")
        assert [file["name"] for file in bodies["Not yet."]["files"]] == ["proof.png"]
        assert len(smtp.mails) == 1, "a customer's own words are not mailed back"


def quoted(text: str) -> str:
    """What a mail program puts below an answer."""
    lines = "\n".join(f"> {line}".rstrip() for line in text.splitlines())
    return f"On Mon, 1 Jan 2030 at 12:00 Rachel (Otet Desk) <support@otet.example>\nwrote:\n\n{lines}\n"


def test_the_running_help_desk_takes_a_maildir_in(
    desk: DeskProcess, desk_home: Path, other_customer: Person, agent: Agent
) -> None:
    ticket = other_customer.new_ticket(title="The first title")["issue"]
    agent.change(ticket, status="Solved")
    since = other_customer.cursor()
    new = desk_home / "inbox-mail" / "new"
    new.mkdir(parents=True, exist_ok=True)
    reply = new_mail("از ایمیل", From="stranger@otet.example", Subject=f"Re: [issue{ticket}] x")
    for name in ("1", "2"):
        (new / name).write_bytes(reply.as_bytes())
    assert until(lambda: bool(other_customer.sync(since)["messages"]) and not list(new.iterdir()))
    synced = other_customer.sync(since)
    (message,) = synced["messages"].values()
    assert (message["body"], message["side"], message["ticket"]) == ("از ایمیل", "own", ticket)
    kinds = {row["id"]: row["kind"] for row in other_customer.get("/rest/desk/about")["statuses"]}
    assert kinds[synced["tickets"][ticket]["status"]] == "open"
    browser = Browser(f"{other_customer.url}/")
    address = address_of(desk)
    browser.sign_in(address.agent_user, address.agent_password)
    assert browser.get(f"issue{ticket}").html.count("by e-mail</span>") == 1, "agents see what came by mail"
    browser.close()


def test_agents_see_what_became_of_their_mail(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with SmtpServer(refuse="450 greylisted") as server:
        (home / "mail.ini").write_text(f"[smtp]\nhost=127.0.0.1\nport={server.port}\nsecurity=none\n")
        with running_desk(home) as desk:
            address = address_of(desk)
            browser = Browser(address.agent_url)
            browser.sign_in(address.agent_user, address.agent_password)
            page = browser.get("issue8")
            browser.send(page, page.form("reply"), at_note="An answer")
            assert until(lambda: "could not be sent yet" in browser.get("issue8").text)
            browser.close()


def test_the_first_visit_leaves_old_mail_alone_and_later_ones_take_all(local_desk: Desk) -> None:
    with ImapServer("support", PASSWORD) as imap:
        settings(local_desk.place, imap, security="none")
        old, unread = imap.deliver(new_mail("Old").as_bytes()), imap.deliver(new_mail("Unread").as_bytes())
        imap.seen.add(imap.deliver(new_mail("Read, though last").as_bytes()))
        imap.seen.add(old)
        tickets = local_desk.tickets()
        assert fetch_all(local_desk) == 1
        assert local_desk.bodies(local_desk.newest()) == ["Unread"]
        assert unread in imap.seen
        assert fetch_all(local_desk) == 0
        imap.seen.add(imap.deliver(new_mail("A person has already looked at it").as_bytes()))
        assert fetch_all(local_desk) == 1
        assert len(local_desk.tickets()) == len(tickets) + 2


def test_an_empty_mailbox_is_a_first_visit_too(local_desk: Desk) -> None:
    with ImapServer("support", PASSWORD) as imap:
        settings(local_desk.place, imap, security="none")
        assert fetch_all(local_desk) == 0
        imap.seen.add(imap.deliver(new_mail("The first").as_bytes()))
        assert fetch_all(local_desk) == 1


def test_a_mailbox_made_anew_brings_nothing_twice(local_desk: Desk) -> None:
    with ImapServer("support", PASSWORD) as imap:
        settings(local_desk.place, imap, security="none")
        imap.deliver(new_mail("Once").as_bytes())
        assert fetch_all(local_desk) == 1
        tickets = local_desk.tickets()
        imap.validity, imap.seen = 8, set()
        assert fetch_all(local_desk) == 1
        assert local_desk.tickets() == tickets


def test_a_crash_between_keeping_and_remembering_is_one_message(local_desk: Desk) -> None:
    with ImapServer("support", PASSWORD) as imap:
        settings(local_desk.place, imap, security="none")
        assert fetch_all(local_desk) == 0
        memory = (local_desk.place / "imap.json").read_bytes()
        imap.deliver(new_mail("Once", Message_ID="").as_bytes())
        assert fetch_all(local_desk) == 1
        tickets = local_desk.tickets()
        (local_desk.place / "imap.json").write_bytes(memory)
        assert fetch_all(local_desk) == 1
        assert local_desk.tickets() == tickets


def test_a_mail_too_large_is_not_even_fetched_and_its_sender_is_told(local_desk: Desk) -> None:
    limit = parse.MAIL_LIMIT_BYTES
    with ImapServer("support", PASSWORD) as imap:
        settings(local_desk.place, imap, security="none")
        assert fetch_all(local_desk) == 0
        number = imap.deliver(new_mail("x").as_bytes().replace(b"\n", b"\r\n") + b"x" * limit)
        tickets = local_desk.tickets()
        assert fetch_all(local_desk) == 1
        assert (number, "BODY.PEEK[]") not in imap.fetched
        assert local_desk.tickets() == tickets
    (refusal,) = local_desk.mails_to(TRADER)
    assert "36" in plain(refusal)


def test_a_server_that_cannot_prove_itself_hears_no_password(local_desk: Desk, tmp_path: Path) -> None:
    tls = Authority("somebody").context(tmp_path, LOOPBACK)
    with ImapServer("support", PASSWORD, tls) as imap:
        settings(local_desk.place, imap)
        with pytest.raises(OSError, match="certificate"):
            fetch_all(local_desk)


def test_a_wrong_password_is_said(local_desk: Desk) -> None:
    with ImapServer("support", "another") as imap:
        settings(local_desk.place, imap, security="none")
        with pytest.raises(imaplib.IMAP4.error):
            fetch_all(local_desk)


def test_without_settings_nothing_is_fetched(local_desk: Desk) -> None:
    assert fetch_all(local_desk) == 0
