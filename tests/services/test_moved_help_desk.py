"""A help desk that moved: the account follows once the other side is shown to be the same, with all that is in it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.errors import ErrorCode, OtetError
from desktop.services.accounts import Accounts
from desktop.store import accounts
from tests.client_harness import Client
from tests.fakes import FakeClock, FakeConnector, FakeDesk

OLD, NEW = "https://desk.example", "https://new.example/desk"


class TwoHelpDesks:
    """Several help desks, each at an address."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.desks = {OLD: client.desk}
        self.service = Accounts(client.services.context, client.secrets, self.connect)

    def connect(self, kind: str, address: str, token: str = "") -> FakeConnector:
        return FakeConnector(self.desks[address], token)

    def move(self, desk: FakeDesk | None = None) -> None:
        """Everything of the old address is at the new one, or another help desk is."""
        del self.desks[OLD]
        self.desks[NEW] = desk or self.client.desk

    def stored_address(self) -> str:
        account = accounts.get(self.client.database.read_connection(), self.client.account.id)
        assert account is not None
        return account.address


def make(folder: Path, *, desk_id: str = "", history: bool = True) -> Iterator[TwoHelpDesks]:
    desk = FakeDesk(FakeClock())
    desk.capabilities = replace(desk.capabilities, can_recall=True)
    desk.info = replace(desk.info, desk_id=desk_id)
    client = Client(folder, desk)
    if history:
        client.services.tickets.submit(client.write("old", "text"), limits=desk.info)
    client.settle()
    yield TwoHelpDesks(client)
    client.close()


@pytest.fixture(params=["", "d1"], ids=["without an id", "with an id"])
def desks(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[TwoHelpDesks]:
    yield from make(tmp_path, desk_id=request.param)


def another(desks: TwoHelpDesks, desk_id: str = "") -> FakeDesk:
    """A help desk where somebody of the same name and password has other tickets."""
    desk = FakeDesk(desks.client.clock, capabilities=desks.client.desk.capabilities)
    desk.info = replace(desk.info, desk_id=desk_id)
    desk.open_ticket("a stranger's", "text")
    return desk


def test_the_account_follows_with_everything_in_it(desks: TwoHelpDesks) -> None:
    client, draft = desks.client, desks.client.write()
    desks.move()
    account = desks.service.sign_in_again(client.account, client.desk.password, f"{NEW}/")
    assert (account.id, account.address, desks.stored_address()) == (client.account.id, NEW, NEW)
    assert client.services.drafts.all(account.id) == (draft,)
    assert desks.service.current() == account
    assert desks.service.connector(account).about() == client.desk.info


def test_another_help_desk_changes_nothing_and_keeps_no_token(desks: TwoHelpDesks) -> None:
    client = desks.client
    for desk_id in ("", "d2"):
        stranger = another(desks, desk_id)
        desks.desks = {OLD: client.desk, NEW: stranger}
        before, token = set(stranger.tokens), client.secrets.get(client.account.id)
        with pytest.raises(OtetError) as caught:
            desks.service.sign_in_again(client.account, stranger.password, NEW)
        assert caught.value.code is ErrorCode.OTHER_HELP_DESK
        assert desks.stored_address() == OLD
        assert client.secrets.get(client.account.id) == token
        assert stranger.tokens == before, "a token that nobody has any more"


def test_the_same_address_in_another_spelling_is_no_move(desks: TwoHelpDesks) -> None:
    client = desks.client
    account = desks.service.sign_in_again(client.account, client.desk.password, "desk.example/")
    assert (account, desks.stored_address()) == (client.account, OLD)
    again = desks.service.sign_in("fake", "https://desk.example", "trader", client.desk.password)
    assert again == client.account


def test_an_address_is_one_account_however_it_is_typed(desks: TwoHelpDesks) -> None:
    desks.desks["desk.example/"] = desks.client.desk
    again = desks.service.sign_in("fake", "desk.example/", "trader", desks.client.desk.password)
    assert again == desks.client.account


def test_an_address_that_is_an_account_already_is_not_taken_over(desks: TwoHelpDesks) -> None:
    client = desks.client
    desks.desks[NEW] = client.desk
    other = desks.service.sign_in("fake", NEW, "trader", client.desk.password)
    assert other.id != client.account.id
    with pytest.raises(OtetError) as caught:
        desks.service.sign_in_again(client.account, client.desk.password, NEW)
    assert caught.value.code is ErrorCode.ADDRESS_TAKEN
    assert desks.stored_address() == OLD


@pytest.mark.parametrize(("ours", "theirs", "follows"), [("", "", True), ("", "d2", True), ("d1", "d2", False)])
def test_an_account_in_which_nothing_is_known_yet(tmp_path: Path, ours: str, theirs: str, follows: bool) -> None:
    for desks in make(tmp_path, desk_id=ours, history=False):
        desks.move(another(desks, theirs))
        if follows:
            desks.service.sign_in_again(desks.client.account, "secret", NEW)
        else:
            with pytest.raises(OtetError):
                desks.service.sign_in_again(desks.client.account, "secret", NEW)
        assert desks.stored_address() == (NEW if follows else OLD)


def test_known_accounts_say_what_waits_in_each(desks: TwoHelpDesks) -> None:
    client = desks.client
    client.write("half a thought")
    client.services.tickets.submit(client.write("waits", "text"), limits=client.desk.info)
    desks.service.sign_out(client.account)
    (known,) = desks.service.known()
    assert (known.account, known.desk_name, known.drafts, known.waiting) == (client.account, "Fake", 1, 1)
    account = desks.service.sign_in_again(client.account, client.desk.password)
    assert desks.service.current() == account
