"""The connectors by name; a connector's module is imported when it is first used."""

from collections.abc import Mapping
from importlib import import_module
from typing import cast

from desktop.connectors.base import Connector

_CONNECTORS = {"roundup": ("desktop.connectors.roundup", "RoundupConnector")}


def connect(kind: str, address: str, token: str = "", *, proxies: Mapping[str, str] | None = None) -> Connector:
    """A connector of that kind for a base address; `token` from an earlier sign-in, `proxies` by scheme.

    Errors: BAD_ADDRESS (not an http(s) URL, or with user, query or fragment in it), INSECURE_ADDRESS
    (http to anything but this computer). Importing is deferred because `requests` costs a tenth of a second at start.
    """
    module, name = _CONNECTORS[kind]
    return cast(Connector, getattr(import_module(module), name)(address, token, proxies=proxies))
