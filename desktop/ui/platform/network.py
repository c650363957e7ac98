"""What the operating system knows of the network: its proxies, and that a connection may be back."""

from collections.abc import Callable, Mapping
from urllib.parse import quote

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtNetwork import QNetworkInformation, QNetworkProxy, QNetworkProxyFactory, QNetworkProxyQuery

_SCHEMES = {QNetworkProxy.ProxyType.HttpProxy: "http", QNetworkProxy.ProxyType.Socks5Proxy: "socks5h"}
_ONLINE = QNetworkInformation.Reachability.Online
Reachability = QNetworkInformation.Reachability


def system_proxies(address: str) -> Mapping[str, str]:
    """The proxies to reach `address` through, by scheme. May block while the system asks a script: not for the window.

    SOCKS, which the connectors cannot speak, is named where there is nothing else: going around it would show to the
    network what its owner wanted hidden.
    """
    url = QUrl(address)
    found = QNetworkProxyFactory.systemProxyForQuery(QNetworkProxyQuery(url))
    for kind, scheme in _SCHEMES.items():
        for proxy in found:
            if proxy.type() == kind:
                return {url.scheme(): f"{scheme}://{_user(proxy)}{_host(proxy.hostName())}:{proxy.port()}"}
    return {}


def _user(proxy: QNetworkProxy) -> str:
    user = quote(proxy.user(), safe="")
    return f"{user}:{quote(proxy.password(), safe='')}@" if user else ""


def _host(name: str) -> str:
    return f"[{name}]" if ":" in name else name


class Metered(QObject):
    """Calls `tell` with whether the line costs money by its bytes, now and whenever the system says otherwise.

    Where the system does not know, it does not.
    """

    def __init__(self, tell: Callable[[bool], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tell = tell
        QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Metered)
        information = QNetworkInformation.instance()
        is_known = information is not None and information.supports(QNetworkInformation.Feature.Metered)
        if information is not None and is_known:
            information.isMeteredChanged.connect(self.changed)
            self.changed(information.isMetered())

    @Slot(bool)
    def changed(self, is_metered: bool) -> None:
        """The system says so."""
        self._tell(is_metered)


class NetworkReturn(QObject):
    """Calls `tell` when the system says that a connection is back, or that another one is used.

    Only a hint to try sooner: whether there is a way to the help desk is known from requests alone.
    """

    def __init__(self, tell: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tell = tell
        self._was_online = False
        QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Reachability)
        information = QNetworkInformation.instance()
        # some systems have nobody to ask; the back-off's own tries are enough there
        if information is not None:
            self._was_online = information.reachability() == _ONLINE
            information.reachabilityChanged.connect(self.changed)
            information.transportMediumChanged.connect(self.moved)

    @Slot(QNetworkInformation.Reachability)
    def changed(self, reachability: Reachability) -> None:
        """The system changed its mind about the connection."""
        was_online, self._was_online = self._was_online, reachability == _ONLINE
        if self._was_online and not was_online:
            self._tell()

    @Slot()
    def moved(self) -> None:
        """From a cable to Wi-Fi, say: what was cut off there may go on here."""
        self._tell()
