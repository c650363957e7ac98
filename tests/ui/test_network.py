"""What the operating system says of the network: its proxies, and that a connection is back."""

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.app.connection import Connection
from desktop.paths import Paths
from desktop.ui.platform.network import Metered, NetworkReturn, Reachability, system_proxies

HELP = "https://help.example.com"


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def test_without_proxies_there_is_none(qapp: QApplication) -> None:
    assert system_proxies(HELP) == {}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems keep their proxies elsewhere")
@pytest.mark.parametrize(
    ("environment", "address", "proxies"),
    [
        ({"https_proxy": "http://proxy.example:3128"}, HELP, {"https": "http://proxy.example:3128"}),
        ({"https_proxy": "http://a%40b:p%2Fw@proxy.example:1"}, HELP, {"https": "http://a%40b:p%2Fw@proxy.example:1"}),
        ({"https_proxy": "http://[::1]:3128"}, HELP, {"https": "http://[::1]:3128"}),
        ({"https_proxy": "http://proxy.example:3128", "no_proxy": "example.com"}, HELP, {}),
        ({"https_proxy": "socks5://proxy.example:1080"}, HELP, {"https": "socks5h://proxy.example:1080"}),
    ],
)
def test_the_systems_proxies_are_used(
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    environment: Mapping[str, str],
    address: str,
    proxies: Mapping[str, str],
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert system_proxies(address) == proxies


def test_a_connection_that_is_back_is_told_of_once(qapp: QApplication) -> None:
    told: list[int] = []
    watch = NetworkReturn(lambda: told.append(1))
    watch.changed(Reachability.Online)
    told.clear()
    for state in (Reachability.Online, Reachability.Disconnected, Reachability.Local, Reachability.Unknown):
        watch.changed(state)
    assert told == []
    watch.changed(Reachability.Online)
    watch.changed(Reachability.Online)
    assert told == [1]
    watch.moved()
    assert told == [1, 1]


@pytest.mark.parametrize(
    ("choice", "expected"), [("off", [False, False]), ("on", [True, True]), ("metered", [False, True])]
)
def test_data_is_saved_as_the_user_chose(tmp_path: Path, choice: str, expected: list[bool]) -> None:
    connection = Connection(Paths(tmp_path), lambda status: None, lambda *seen: None)
    connection.save_data(choice)
    saving = [connection.is_saving()]
    line = Metered(connection.line_is_metered)
    line.changed(True)
    saving.append(connection.is_saving())
    assert saving == expected
    line.changed(False)
    assert connection.is_saving() is (choice == "on")
