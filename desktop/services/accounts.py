"""Signing in and out of help desks."""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from desktop.connectors.address import parse_address
from desktop.domain.accounts import Account, DeskInfo, KnownAccount, SignedIn
from desktop.domain.errors import ErrorCode, OtetError
from desktop.secrets import Secrets
from desktop.services.context import Context
from desktop.store import accounts

if TYPE_CHECKING:
    from desktop.connectors.base import Connector

_log = logging.getLogger(__name__)


class Connect(Protocol):
    """Makes a connector, as `connectors.registry.connect` does."""

    def __call__(self, kind: str, address: str, token: str = "") -> "Connector":
        """A connector of that kind for a base address."""


def _own_address(account: Account) -> str:
    return account.address


class Accounts:
    """Who is signed in. Everything that reaches the network blocks: call it in the background."""

    def __init__(
        self,
        context: Context,
        secrets: Secrets,
        connect: Connect,
        resolve: Callable[[Account], str] = _own_address,
    ) -> None:
        """`resolve` gives the base address of an account now (the built-in help desk's changes at every start)."""
        self._context = context
        self._secrets = secrets
        self._connect = connect
        self._resolve = resolve
        self._is_token_kept = True

    def current(self) -> Account | None:
        """The account that is signed in."""
        return accounts.current(self._context.database.read_connection())

    def known(self) -> tuple[KnownAccount, ...]:
        """Every account of this computer, signed in or not; the newest sign-in first."""
        return accounts.known(self._context.database.read_connection())

    @property
    def is_token_kept(self) -> bool:
        """Whether the key store has the token of the last sign-in; otherwise it ends with this session."""
        return self._is_token_kept

    def sign_in(
        self, connector: str, address: str, username: str, password: str, *, label_address: str | None = None
    ) -> Account:
        """Exchange the password for a token and remember the account; a failure leaves nothing behind.

        `label_address` is remembered in place of `address`. Raises BAD_ADDRESS, INSECURE_ADDRESS, NOT_A_HELP_DESK,
        WRONG_PASSWORD, TOO_MANY_ATTEMPTS, OFFLINE, CERTIFICATE …
        """
        link = self._connect(connector, address)
        try:
            signed_in = link.sign_in(username, password, _device())
            try:
                info = link.about()
                label = label_address or self._spelling(connector, address)
                account = self._remember(connector, label, signed_in, info)
            except OtetError:
                _revoke(link)
                raise
        finally:
            link.close()
        self._context.wake()
        return account

    def sign_in_again(self, account: Account, password: str, address: str = "") -> Account:
        """Get a new token for the same account, which may have been signed out; what waits goes on.

        `address` is where its help desk is now, "" where it was. A help desk there that is not the account's own is
        OTHER_HELP_DESK, and nothing changes. Raises as `sign_in`, and ADDRESS_TAKEN.
        """
        moved = bool(address) and not account.is_built_in and _canonical(address) != _canonical(account.address)
        link = self._connect(account.connector, _canonical(address) if moved else self._resolve(account))
        try:
            signed_in = link.sign_in(account.username, password, _device())
            try:
                info = link.about()
                if moved:
                    account = self._move(account, _canonical(address), link, info)
                # the same row whatever spelling of the name the help desk answers with
                signed_in = replace(signed_in, username=account.username)
                account = self._remember(account.connector, account.address, signed_in, info)
            except OtetError:
                _revoke(link)
                raise
        finally:
            link.close()
        self._context.wake()
        return account

    def _move(self, account: Account, address: str, link: "Connector", info: DeskInfo) -> Account:
        from desktop.services.identity import is_same_help_desk

        database = self._context.database
        if not is_same_help_desk(database.read_connection(), account.id, link, info):
            raise OtetError(ErrorCode.OTHER_HELP_DESK)
        with database.write() as tx:
            accounts.move(tx, account.id, address)
        return replace(account, address=address)

    def _spelling(self, connector: str, address: str) -> str:
        """The address as an account here has it already, else its canonical form: one account, however it is typed."""
        canonical = _canonical(address)
        spellings = (known.account.address for known in self.known() if known.account.connector == connector)
        return next((known for known in spellings if _canonical(known) == canonical), canonical)

    def sign_out(self, account: Account, on_forgotten: Callable[[], None] = lambda: None) -> None:
        """Forget the token here, then revoke it at the help desk if that can be reached. What is mirrored stays.

        `on_forgotten` is called in between: the help desk may take long to answer.
        """
        link: Connector | None = None
        with suppress(OtetError):
            link = self.connector(account)
        try:
            with self._context.database.write() as tx:
                accounts.sign_out(tx, account.id)
            self._secrets.forget(account.id)
            on_forgotten()
            if link is not None:
                _revoke(link)
        finally:
            if link is not None:
                link.close()

    def connector(self, account: Account, address: str | None = None) -> "Connector":
        """A connector with the account's token. Raises SIGN_IN_AGAIN when there is none."""
        token = self._secrets.get(account.id)
        if not token:
            raise OtetError(ErrorCode.SIGN_IN_AGAIN)
        return self._connect(account.connector, address or self._resolve(account), token)

    def set_email_alerts(self, account: Account, wanted: bool) -> DeskInfo:
        """Have the help desk mail about answers, or not; returns what it offers now. Raises as `sign_in`."""
        link = self.connector(account)
        try:
            link.set_email_alerts(wanted)
        finally:
            link.close()
        with self._context.database.write() as tx:
            kept = accounts.info(self._context.database.read_connection(), account.id) or DeskInfo(account.address)
            info = replace(kept, email_alerts=wanted)
            accounts.keep_info(tx, account.id, info)
        return info

    def _remember(self, connector: str, address: str, signed_in: SignedIn, info: DeskInfo) -> Account:
        with self._context.database.write() as tx:
            id = accounts.add(tx, connector, address, signed_in.username, signed_in.display_name)
            accounts.keep_info(tx, id, info)
        self._is_token_kept = self._secrets.keep(id, signed_in.token)
        if not self._is_token_kept:
            _log.info("the token is kept for this session only")
        return Account(id, connector, address, signed_in.username, signed_in.display_name)


def _canonical(address: str) -> str:
    """The one spelling of an address; what is none stays as it is."""
    try:
        return parse_address(address).url
    except OtetError:
        return address


def _device() -> str:
    import platform

    return platform.node() or "desktop"


def _revoke(link: "Connector") -> None:
    try:
        link.sign_out()
    except OtetError as error:
        _log.info("token not revoked: %s", error.code.value)
