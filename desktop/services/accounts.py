"""Signing in and out of help desks."""

import logging
import platform
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Protocol

from desktop.connectors.base import Connector
from desktop.domain.accounts import Account, DeskInfo, SignedIn
from desktop.domain.errors import ErrorCode, OtetError
from desktop.secrets import Secrets
from desktop.services.context import Context
from desktop.store import accounts

_log = logging.getLogger(__name__)


class Connect(Protocol):
    """Makes a connector, as `connectors.registry.connect` does."""

    def __call__(self, kind: str, address: str, token: str = "") -> Connector:
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

    def current(self) -> Account | None:
        """The account that is signed in."""
        return accounts.current(self._context.database.reader())

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
                account = self._remember(connector, label_address or address, signed_in, info)
            except OtetError:
                _revoke(link)
                raise
        finally:
            link.close()
        self._context.wake()
        return account

    def sign_in_again(self, account: Account, password: str, address: str | None = None) -> None:
        """Get a new token for the same account; what waits goes on. Raises as `sign_in`."""
        link = self._connect(account.connector, address or self._resolve(account))
        try:
            signed_in = link.sign_in(account.username, password, _device())
            try:
                info = link.about()
                # the same row whatever spelling of the name the help desk answers with
                self._remember(account.connector, account.address, replace(signed_in, username=account.username), info)
            except OtetError:
                _revoke(link)
                raise
        finally:
            link.close()
        self._context.wake()

    def sign_out(self, account: Account) -> None:
        """Forget the token here, then revoke it at the help desk if that can be reached. What is mirrored stays."""
        link: Connector | None = None
        with suppress(OtetError):
            link = self.connector(account)
        try:
            with self._context.database.write() as tx:
                accounts.sign_out(tx, account.id)
            self._secrets.forget(account.id)
            if link is not None:
                _revoke(link)
        finally:
            if link is not None:
                link.close()

    def connector(self, account: Account, address: str | None = None) -> Connector:
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
            kept = accounts.info(self._context.database.reader(), account.id) or DeskInfo(account.address)
            info = replace(kept, email_alerts=wanted)
            accounts.keep_info(tx, account.id, info)
        return info

    def _remember(self, connector: str, address: str, signed_in: SignedIn, info: DeskInfo) -> Account:
        with self._context.database.write() as tx:
            id = accounts.add(tx, connector, address, signed_in.username, signed_in.display_name)
            accounts.keep_info(tx, id, info)
        if not self._secrets.keep(id, signed_in.token):
            _log.info("the token is kept for this session only")
        return Account(id, connector, address, signed_in.username, signed_in.display_name)


def _device() -> str:
    return platform.node() or "desktop"


def _revoke(link: Connector) -> None:
    try:
        link.sign_out()
    except OtetError as error:
        _log.info("token not revoked: %s", error.code.value)
