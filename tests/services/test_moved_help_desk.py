"""A help desk that moved: the account follows once the other side is shown to be the same, with all that is in it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.errors import ErrorCode, OtetError
from desktop.services.accounts import Accounts
from desktop.store import accounts
from tests.fakes import FakeClock, FakeConnector, FakeDesk
from tests.rig import Client

OLD, NEW = "https://desk.example", "https://new.example/desk"


class World:
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


def make(folder: Path, *, desk_id: str = "", history: bool = True) -> Iterator[World]:
    desk = FakeDesk(FakeClock())
    desk.capabilities = replace(desk.capabilities, can_recall=True)
    desk.info = replace(desk.info, desk_id=desk_id)
    client = Client(folder, desk)
    if history:
        client.services.tickets.submit(client.write("old", "text"), limits=desk.info)
    client.settle()
    yield World(client)
    client.close()


@pytest.fixture(params=["", "d1"], ids=["without an id", "with an id"])
def world(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[World]:
    yield from make(tmp_path, desk_id=request.param)


def another(world: World, desk_id: str = "") -> FakeDesk:
    """A help desk where somebody of the same name and password has other tickets."""
    desk = FakeDesk(world.client.clock, capabilities=world.client.desk.capabilities)
    desk.info = replace(desk.info, desk_id=desk_id)
    desk.open_ticket("a stranger's", "text")
    return desk


def test_the_account_follows_with_everything_in_it(world: World) -> None:
    client, draft = world.client, world.client.write()
    world.move()
    account = world.service.sign_in_again(client.account, client.desk.password, f"{NEW}/")
    assert (account.id, account.address, world.stored_address()) == (client.account.id, NEW, NEW)
    assert client.services.drafts.all(account.id) == (draft,)
    assert world.service.current() == account
    assert world.service.connector(account).about() == client.desk.info


def test_another_help_desk_changes_nothing_and_keeps_no_token(world: World) -> None:
    client = world.client
    for desk_id in ("", "d2"):
        stranger = another(world, desk_id)
        world.desks = {OLD: client.desk, NEW: stranger}
        before, token = set(stranger.tokens), client.secrets.get(client.account.id)
        with pytest.raises(OtetError) as caught:
            world.service.sign_in_again(client.account, stranger.password, NEW)
        assert caught.value.code is ErrorCode.OTHER_HELP_DESK
        assert world.stored_address() == OLD
        assert client.secrets.get(client.account.id) == token
        assert stranger.tokens == before, "a token that nobody has any more"


def test_the_same_address_in_another_spelling_is_no_move(world: World) -> None:
    client = world.client
    account = world.service.sign_in_again(client.account, client.desk.password, "desk.example/")
    assert (account, world.stored_address()) == (client.account, OLD)
    again = world.service.sign_in("fake", "https://desk.example", "trader", client.desk.password)
    assert again == client.account


def test_an_address_is_one_account_however_it_is_typed(world: World) -> None:
    world.desks["desk.example/"] = world.client.desk
    again = world.service.sign_in("fake", "desk.example/", "trader", world.client.desk.password)
    assert again == world.client.account


def test_an_address_that_is_an_account_already_is_not_taken_over(world: World) -> None:
    client = world.client
    world.desks[NEW] = client.desk
    other = world.service.sign_in("fake", NEW, "trader", client.desk.password)
    assert other.id != client.account.id
    with pytest.raises(OtetError) as caught:
        world.service.sign_in_again(client.account, client.desk.password, NEW)
    assert caught.value.code is ErrorCode.ADDRESS_TAKEN
    assert world.stored_address() == OLD


@pytest.mark.parametrize(("ours", "theirs", "follows"), [("", "", True), ("", "d2", True), ("d1", "d2", False)])
def test_an_account_in_which_nothing_is_known_yet(tmp_path: Path, ours: str, theirs: str, follows: bool) -> None:
    for world in make(tmp_path, desk_id=ours, history=False):
        world.move(another(world, theirs))
        if follows:
            world.service.sign_in_again(world.client.account, "secret", NEW)
        else:
            with pytest.raises(OtetError):
                world.service.sign_in_again(world.client.account, "secret", NEW)
        assert world.stored_address() == (NEW if follows else OLD)


def test_known_accounts_say_what_waits_in_each(world: World) -> None:
    client = world.client
    client.write("half a thought")
    client.services.tickets.submit(client.write("waits", "text"), limits=client.desk.info)
    world.service.sign_out(client.account)
    (known,) = world.service.known()
    assert (known.account, known.desk_name, known.drafts, known.waiting) == (client.account, "Fake", 1, 1)
    account = world.service.sign_in_again(client.account, client.desk.password)
    assert world.service.current() == account
