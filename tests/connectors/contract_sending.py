"""The contract's first half: who may come in, and that what is sent arrives once, unchanged, or is refused."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.connectors.base import OutgoingMessage
from desktop.domain.accounts import DeskInfo, StatusKind
from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.tickets import Side
from tests.connectors.contract import (
    PERSIAN,
    Contract,
    HelpDeskUnderTest,
    Person,
    SignIn,
    attachment,
    create,
    no_progress,
    refused,
    reply,
    whole,
)


class Steps:
    """Keeps the progress that it is told."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, int]] = []

    def __call__(self, done: int, total: int) -> None:
        self.seen.append((done, total))


class SignInContract(Contract):
    """Who may come in."""

    def test_a_password_buys_a_token(self, desk: HelpDeskUnderTest) -> None:
        customer, connector = desk.customer(), desk.connector()
        signed_in = connector.sign_in(customer.username, customer.password, "laptop")
        assert signed_in.username == customer.username
        assert signed_in.display_name == customer.display_name
        assert customer.password not in signed_in.token
        again = desk.connector(signed_in.token)
        assert again.about() == connector.about()
        for each in (connector, again):
            each.close()

    def test_a_wrong_password(self, desk: HelpDeskUnderTest) -> None:
        customer, connector = desk.customer(), desk.connector()
        with refused(ErrorCode.WRONG_PASSWORD):
            connector.sign_in(customer.username, "wrong", "laptop")
        with refused(ErrorCode.SIGN_IN_AGAIN):
            connector.about()
        connector.close()

    @pytest.mark.parametrize("username", ["nobody-at-all", "", "سارا", "a:b", "a b"])
    def test_an_unknown_name_looks_like_a_wrong_password(self, desk: HelpDeskUnderTest, username: str) -> None:
        connector = desk.connector()
        with refused(ErrorCode.WRONG_PASSWORD):
            connector.sign_in(username, "رمز", "laptop")
        connector.close()

    def test_too_many_tries(self, desk: HelpDeskUnderTest) -> None:
        customer, connector = desk.customer(), desk.connector()
        codes = []
        for _ in range(12):
            with pytest.raises(OtetError) as raised:
                connector.sign_in(customer.username, "wrong", "laptop")
            codes.append(raised.value.code)
        assert codes[0] is ErrorCode.WRONG_PASSWORD
        assert codes[-1] is ErrorCode.TOO_MANY_ATTEMPTS
        wait_s = raised.value.problem.retry_after_s
        assert isinstance(wait_s, int)
        assert 0 <= wait_s <= 900
        connector.close()

    def test_signed_out_is_signed_out(self, desk: HelpDeskUnderTest, person: Person) -> None:
        other = desk.connector(person.token)
        person.connector.sign_out()
        with refused(ErrorCode.SIGN_IN_AGAIN):
            person.connector.changes("", 10)
        with refused(ErrorCode.SIGN_IN_AGAIN):
            other.changes("", 10)
        with refused(ErrorCode.SIGN_IN_AGAIN):
            other.deliver(create(), no_progress)
        other.sign_out()
        other.close()

    def test_other_devices_stay_signed_in(self, sign_in: SignIn, person: Person) -> None:
        second = sign_in(person.customer)
        assert second.token != person.token
        person.connector.sign_out()
        second.connector.about()

    def test_a_made_up_token(self, desk: HelpDeskUnderTest) -> None:
        connector = desk.connector("made-up-token")
        with refused(ErrorCode.SIGN_IN_AGAIN):
            connector.about()
        connector.close()

    def test_about(self, info: DeskInfo, person: Person) -> None:
        assert info.name
        assert info.guarantee is person.connector.capabilities.guarantee
        assert {status.kind for status in info.statuses} >= {StatusKind.OPEN, StatusKind.CLOSED}
        for items in (info.departments, info.statuses):
            assert items
            assert len({item.id for item in items}) == len(items)
            assert all(item.name for item in items)

    def test_email_alerts(self, person: Person) -> None:
        if person.connector.about().email_alerts is None:
            pytest.skip("no such switch")
        for wanted in (False, True, True, False):
            person.connector.set_email_alerts(wanted)
            assert person.connector.about().email_alerts is wanted


class DeliveryContract(Contract):
    """What is sent arrives, once, unchanged, or is refused in so many words."""

    def test_a_ticket_arrives_as_it_was_written(self, person: Person, info: DeskInfo) -> None:
        department = info.departments[-1].id
        sent = create("کیف پول من", PERSIAN, department=department)
        receipt = person.send(sent)
        page = whole(person.connector)
        (ticket,), (message,) = page.tickets, page.messages
        assert (ticket.id, ticket.subject, ticket.department) == (receipt.ticket, sent.subject, department)
        assert person.status_kind(ticket.id) is StatusKind.OPEN
        assert (message.id, message.ticket, message.body) == (receipt.message, receipt.ticket, PERSIAN)
        assert (message.side, message.author, message.ref) == (Side.OWN, person.customer.display_name, sent.ref)
        assert 0 < ticket.created_ms <= message.created_ms + 1000
        assert ticket.updated_ms >= ticket.created_ms

    def test_a_ticket_needs_no_department(self, person: Person) -> None:
        assert person.ticket(person.send(create()).ticket).department == ""

    def test_attachments_come_back_byte_for_byte(self, person: Person, tmp_path: Path) -> None:
        contents = {
            "گزارش برداشت ۱۴۰۵.pdf": bytes(range(256)) * 999,
            "a 'b' \"c\".txt": b"\r\n--\r\n",
            "عکس.png": b"\x89PNG\r\n",
        }
        files = [attachment(tmp_path, name, data) for name, data in contents.items()]
        steps = Steps()
        receipt = person.connector.deliver(create(files=files), steps)
        assert len(receipt.files) == len(files)
        done, total = zip(*steps.seen, strict=True)
        assert list(done) == sorted(done)
        assert set(total) == {done[-1]}
        told = person.message(receipt.message).files
        assert [file.id for file in told] == list(receipt.files)
        assert [file.name for file in told] == list(contents)
        assert [file.size for file in told] == [len(data) for data in contents.values()]
        for file, data in zip(told, contents.values(), strict=True):
            target = tmp_path / f"fetched-{file.id}"
            person.connector.download(file.id, file.name, target, no_progress)
            assert target.read_bytes() == data

    def test_a_download_goes_on_where_it_stopped(self, person: Person, tmp_path: Path) -> None:
        data = bytes(range(256)) * 2000
        (file_id,) = person.send(create(files=[attachment(tmp_path, "long.bin", data)])).files
        for here in (data[:100_000], data[:-1], data, data + b"x"):
            target = tmp_path / "partial"
            target.write_bytes(here)
            steps = Steps()
            person.connector.download(file_id, "long.bin", target, steps)
            assert target.read_bytes() == data
            assert steps.seen[-1] == (len(data), len(data))
            if len(here) < len(data):
                assert steps.seen[0][0] > len(here)

    def test_a_file_that_is_not_there_or_not_ours(self, person: Person, sign_in: SignIn, tmp_path: Path) -> None:
        (file_id,) = person.send(create(files=[attachment(tmp_path, "mine.txt", b"secret")])).files
        stranger = sign_in()
        for id in (file_id, "999999", "../../etc/passwd"):
            with refused(ErrorCode.FILE_GONE):
                stranger.connector.download(id, "mine.txt", tmp_path / "stolen", no_progress)
        assert not (tmp_path / "stolen").exists()

    def test_the_same_reference_again_is_the_same_ticket(self, person: Person, tmp_path: Path) -> None:
        sent = create(files=[attachment(tmp_path, "a.txt", b"a"), attachment(tmp_path, "b.txt", b"b")])
        first = person.send(sent)
        for _ in range(3):
            assert person.send(sent) == first
        page = whole(person.connector)
        assert (len(page.tickets), len(page.messages)) == (1, 1)

    def test_eight_at_once_are_one(self, desk: HelpDeskUnderTest, person: Person, tmp_path: Path) -> None:
        first = person.send(create())
        file = attachment(tmp_path, "a.bin", bytes(100_000))
        for sent in (create(files=[file]), reply(first.ticket, files=[file])):
            connectors = [desk.connector(person.token) for _ in range(8)]
            with ThreadPoolExecutor(8) as pool:
                receipts = list(pool.map(lambda one, sent=sent: one.deliver(sent, no_progress), connectors))
            assert len(set(receipts)) == 1
            for connector in connectors:
                connector.close()
        page = whole(person.connector)
        assert (len(page.tickets), len(page.messages)) == (2, 3)

    def test_two_customers_may_use_one_reference(self, person: Person, sign_in: SignIn) -> None:
        sent = create()
        assert person.send(sent).ticket != sign_in().send(sent).ticket

    def test_the_longest_text(self, person: Person, info: DeskInfo) -> None:
        # Without a line break, and of letters of two and of four bytes: no piece of it may be cut in two on the way.
        text = "ن😀" * (info.text_limit // 2)
        receipt = person.send(create("x" * info.subject_limit, text))
        assert person.message(receipt.message).body == text
        with refused(ErrorCode.REFUSED):
            person.send(create(body=text + "yy"))

    @pytest.mark.parametrize(
        "sent",
        [create(""), create("  "), create(body=""), create(body=" \n\t"), create(department="no-such-department")],
        ids=["no subject", "blank subject", "no text", "blank text", "department"],
    )
    def test_documented_refusals(self, person: Person, sent: OutgoingMessage) -> None:
        with refused(ErrorCode.REFUSED):
            person.send(sent)
        assert whole(person.connector).tickets == ()

    def test_an_attachment_over_the_limit(self, person: Person, info: DeskInfo, tmp_path: Path) -> None:
        file = attachment(tmp_path, "big.bin", b"")
        with file[1].open("wb") as sparse:
            sparse.truncate(info.attachment_limit_bytes + 1)
        with refused(ErrorCode.TOO_LARGE):
            person.send(create(files=[(replace(file[0], size=info.attachment_limit_bytes + 1), file[1])]))
        assert whole(person.connector).tickets == ()

    def test_a_file_that_vanished_is_known_before_anything_is_sent(self, person: Person, tmp_path: Path) -> None:
        gone = attachment(tmp_path, "gone.txt", b"x")
        gone[1].unlink()
        other = attachment(tmp_path, "changed.txt", b"y")
        other[1].write_bytes(b"longer")
        for file, code in ((gone, ErrorCode.FILE_GONE), (other, ErrorCode.FILE_UNREADABLE)):
            with refused(code):
                person.send(create(files=[file]))
        assert whole(person.connector).tickets == ()
