"""Keeps pages of other sites out: a request has to name this help desk as its host, and as its origin if it has one."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit


class HostGuard:
    """Knows the names that this help desk answers to."""

    def __init__(self, port: int, public: str = "") -> None:
        """`public` is the address behind a proxy that speaks https, "" without one."""
        # a page of another site reaches 127.0.0.1 through the person's browser; its Host or Origin gives it away
        here = (f"127.0.0.1:{port}", f"localhost:{port}")
        outside = (urlsplit(public).netloc,) if public else ()
        self.public_host = outside[0] if outside else ""
        self._hosts = here + outside
        self._origins = (*(f"http://{host}" for host in here), *(f"https://{host}" for host in outside))

    def refusal(self, environ: Mapping[str, Any]) -> str:
        """Why this request is not answered, "" where it may go on."""
        if environ.get("HTTP_HOST") not in self._hosts:
            return "This help desk answers to its own name only."
        if environ.get("HTTP_ORIGIN", self._origins[0]) not in self._origins:
            return "This help desk answers its own pages only."
        # a browser says so where another page, also one of another port here, asks without an Origin
        is_foreign = environ.get("HTTP_SEC_FETCH_SITE", "none") not in ("none", "same-origin")
        followed = environ["REQUEST_METHOD"] == "GET" and environ.get("HTTP_SEC_FETCH_MODE") == "navigate"
        if is_foreign and not (followed and environ.get("HTTP_SEC_FETCH_DEST", "document") == "document"):
            return "This help desk answers its own pages only."
        return ""

    def is_own_form(self, environ: Mapping[str, Any]) -> bool:
        """Whether a browser says that a form of one of our own pages was sent, by its Origin or else its Referer."""
        if "HTTP_ORIGIN" in environ:
            return environ["HTTP_ORIGIN"] in self._origins
        return self._origin_of(environ.get("HTTP_REFERER", "")) in self._origins

    def own_path(self, address: str) -> str:
        """Path and query of an address of ours, "" for any other."""
        if not address.isprintable() or "\\" in address or self._origin_of(address) not in self._origins:
            return ""
        parts = urlsplit(address)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def is_secure(self, environ: Mapping[str, Any]) -> bool:
        """Whether the browser speaks https, which only the proxy does."""
        return bool(self.public_host) and environ.get("HTTP_HOST") == self.public_host

    @staticmethod
    def _origin_of(address: str) -> str:
        try:
            parts = urlsplit(address)
        except ValueError:
            return ""
        return f"{parts.scheme}://{parts.netloc}"
