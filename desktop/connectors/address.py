"""What counts as a help desk's address, and its one canonical form."""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import quote, urlsplit

from desktop.domain.errors import ErrorCode, OtetError
from desktop.values import dataclass

_LONGEST = 2000
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMERIC_LABEL = re.compile(r"[0-9]+|0x[0-9a-f]*")
_PATH = re.compile(r"(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:-]|%[0-9A-Fa-f]{2})+)*")
_HIDDEN_STEP = re.compile(r"%(?:2e|2f|5c|25|[01][0-9a-f]|7f)", re.IGNORECASE)
# What a copied address often brings along, unseen: direction marks, isolates, zero-width and byte-order marks.
_UNSEEN = dict.fromkeys([0x200B, 0x200E, 0x200F, 0x061C, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


@dataclass(frozen=True)
class BaseAddress:
    """A checked base address. `url` has no slash at its end, `host` is in ASCII (punycode), IPv6 without brackets."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """Scheme, host and port, as the `Origin` header wants it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _DEFAULT_PORTS[self.scheme] else f":{self.port}")

    @property
    def url(self) -> str:
        """What the paths of calls are appended to."""
        return self.origin + self.path

    def is_origin_of(self, url: str) -> bool:
        """Whether an absolute `url` leads to the same scheme, host and port."""
        try:
            parts = urlsplit(url)
            port = parts.port or _DEFAULT_PORTS.get(parts.scheme)
        except ValueError:
            return False
        return (parts.scheme, parts.hostname, port) == (self.scheme, self.host, self.port)


def parse_address(text: str) -> BaseAddress:
    """Read what a user typed or pasted; a bare host name means https.

    Errors: BAD_ADDRESS; INSECURE_ADDRESS for http to another computer. Neither carries the address, because there
    may be a password in it.
    """
    cleaned = text.translate(_UNSEEN).strip()
    if not cleaned or len(cleaned) > _LONGEST or re.search(r"[\s\\@?#\"<>{}|^`\x00-\x1f\x7f-\x9f]", cleaned):
        raise OtetError(ErrorCode.BAD_ADDRESS)
    if not _SCHEME.match(cleaned):
        cleaned = f"https://{cleaned}"
    try:
        parts = urlsplit(cleaned)
        scheme, host, port = parts.scheme, _host(parts.netloc, parts.hostname or ""), parts.port
    except ValueError:
        raise OtetError(ErrorCode.BAD_ADDRESS) from None
    if scheme not in _DEFAULT_PORTS or port == 0:
        raise OtetError(ErrorCode.BAD_ADDRESS)
    if scheme == "http" and not is_loopback(host):
        raise OtetError(ErrorCode.INSECURE_ADDRESS)
    return BaseAddress(scheme, host, port or _DEFAULT_PORTS[scheme], _path(parts.path))


def is_loopback(host: str) -> bool:
    """Whether `host` can only be this computer."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _host(netloc: str, name: str) -> str:
    """The canonical host; raises ValueError for what is none."""
    if netloc.startswith("["):
        if not re.fullmatch(r"\[[0-9a-fA-F:.]+\](:[0-9]*)?", netloc):
            raise ValueError
        return str(IPv6Address(name))
    name = name.removesuffix(".")
    if not name.isascii():
        # Loaded here: its tables cost time, and few addresses need them. `requests` depends on it.
        import idna

        name = idna.encode(name, uts46=True).decode("ascii")
    labels = name.split(".")
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise ValueError
    # `127.1`, `0x7f.1` and `2130706433` mean different hosts to different resolvers.
    return str(IPv4Address(name)) if _NUMERIC_LABEL.fullmatch(labels[-1]) else name


def _path(path: str) -> str:
    escaped = quote(path, safe="/%!$&'()*+,;=:~").rstrip("/")
    steps = escaped.split("/")
    if not _PATH.fullmatch(escaped) or _HIDDEN_STEP.search(escaped) or "." in steps or ".." in steps:
        raise OtetError(ErrorCode.BAD_ADDRESS)
    return escaped
