"""Sign-in leaves either an account with a token, or nothing."""

from pathlib import Path

import pytest

from desktop.domain.accounts import BUILT_IN_ADDRESS
from desktop.domain.errors import ErrorCode, OtetError
from desktop.services.accounts import Accounts
from desktop.store import accounts
from tests.client_harness import Client
from tests.fakes import FakeDesk, fails

ADDRESS = "https://desk.example"


def stored(client: Client) -> int:
    return int(client.database.read_connection().execute("SELECT count(*) FROM account").fetchone()[0])


def test_sign_in_stores_account_info_and_token_but_never_the_password(
    client: Client, desk: FakeDesk, tmp_path: Path
) -> None:
    account = client.account
    assert client.services.accounts.current() == account
    assert (account.connector, account.address, account.username) == ("fake", ADDRESS, "trader")
    assert accounts.info(client.database.read_connection(), account.id) == desk.info
    token = client.secrets.get(account.id)
    assert token in desk.tokens
    assert all(connector.is_closed for connector in client.connections)
    for path in tmp_path.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert token.encode() not in data
            assert desk.password.encode() not in data


@pytest.mark.parametrize(
    ("call", "code"),
    [
        ("sign_in", ErrorCode.TOO_MANY_ATTEMPTS),
        ("sign_in", ErrorCode.NOT_A_HELP_DESK),
        ("about", ErrorCode.OFFLINE),
        ("about", ErrorCode.NOT_A_HELP_DESK),
    ],
)
def test_a_failed_sign_in_leaves_nothing(client: Client, desk: FakeDesk, call: str, code: ErrorCode) -> None:
    before = set(desk.tokens)
    desk.next(call, fails(code))
    with pytest.raises(OtetError) as caught:
        client.services.accounts.sign_in("fake", ADDRESS, "other", desk.password)
    assert caught.value.code is code
    assert stored(client) == 1
    assert desk.tokens == before, "a token that nobody has any more"
    assert all(connector.is_closed for connector in client.connections)


def test_a_wrong_password_is_said_to_be_one(client: Client, desk: FakeDesk) -> None:
    with pytest.raises(OtetError) as caught:
        client.services.accounts.sign_in("fake", ADDRESS, "trader", "wrong")
    assert caught.value.code is ErrorCode.WRONG_PASSWORD


def test_the_built_in_help_desk_is_remembered_by_its_name_and_found_by_its_address(
    client: Client, desk: FakeDesk
) -> None:
    service = Accounts(client.services.context, client.secrets, client._connect, lambda account: ADDRESS)
    account = service.sign_in("fake", ADDRESS, "demo", desk.password, label_address=BUILT_IN_ADDRESS)
    assert account.is_built_in
    assert service.current() == account
    assert service.connector(account).about() == desk.info
    service.sign_in_again(account, desk.password)
    assert stored(client) == 2


def test_signing_in_again_is_the_same_account_with_everything_in_it(client: Client, desk: FakeDesk) -> None:
    draft = client.write()
    again = client.services.accounts.sign_in("fake", ADDRESS, "trader", desk.password)
    assert again == client.account
    assert client.services.drafts.all(again.id) == (draft,)


def test_sign_out_revokes_the_token_and_keeps_what_is_written(client: Client, desk: FakeDesk) -> None:
    draft, token = client.write(), client.secrets.get(client.account.id)
    client.services.accounts.sign_out(client.account)
    assert token not in desk.tokens
    assert client.services.accounts.current() is None
    assert client.secrets.get(client.account.id) == ""
    assert client.services.drafts.get(draft.id) == draft
    with pytest.raises(OtetError) as caught:
        client.services.accounts.connector(client.account)
    assert caught.value.code is ErrorCode.SIGN_IN_AGAIN
    client.services.accounts.sign_out(client.account)


def test_sign_out_works_without_a_network(client: Client, desk: FakeDesk) -> None:
    desk.next("sign_out", fails(ErrorCode.OFFLINE))
    client.services.accounts.sign_out(client.account)
    assert client.services.accounts.current() is None
    assert client.secrets.get(client.account.id) == ""


def test_the_e_mail_switch_is_kept_by_the_help_desk_and_remembered_here(client: Client, desk: FakeDesk) -> None:
    info = client.services.accounts.set_email_alerts(client.account, True)
    assert info.email_alerts is True
    assert desk.info.email_alerts is True
    assert accounts.info(client.database.read_connection(), client.account.id) == info
    desk.next("set_email_alerts", fails(ErrorCode.OFFLINE))
    with pytest.raises(OtetError):
        client.services.accounts.set_email_alerts(client.account, False)
    assert accounts.info(client.database.read_connection(), client.account.id) == info
