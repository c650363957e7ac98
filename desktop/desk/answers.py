"""The answers that the gate gives itself: JSON for apps, a small page in the person's language for browsers."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape
from http import HTTPStatus
from typing import Any

LANGUAGES = ("en", "fa", "ar", "es")
RIGHT_TO_LEFT = ("fa", "ar")
RETRY_AFTER_S = 2
Headers = list[tuple[str, str]]
Start = Callable[..., Any]
Text = Callable[[str, str], str]
"""A text of the pages by key and language."""
_KEYS = {
    400: "failed",
    403: "gate_foreign",
    404: "not_here",
    413: "gate_too_large",
    414: "not_here",
    429: "gate_too_often",
    500: "broken",
    503: "gate_busy",
}
"""What a person reads, by status."""
_STYLE = """:root{color-scheme:light dark}*{box-sizing:border-box}
body{font:.875rem/1.6 Vazirmatn,system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem;
background:light-dark(#F5F8F6,#121715);color:light-dark(#15201B,#E6EDE9)}h1{font-size:1.25rem}
textarea{width:100%;padding:.75rem;font:inherit}a{color:light-dark(#0A6546,#5CD3A5)}"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True)
class Answer:
    """A refusal or a redirection."""

    status: int
    words: str = ""
    """English, for apps and logs."""
    code: str = ""
    """Of the wire, where it has one."""
    retry_after_s: int = 0
    headers: Headers = field(default_factory=list)
    kept: str = ""
    """A text that a person wrote and that was not taken in."""

    def as_json(self, start: Start) -> Iterable[bytes]:
        """Answer an app."""
        error: dict[str, object] = {"status": self.status, "msg": self.words}
        if self.code:
            error["code"] = self.code
        return self._send(start, json.dumps({"error": error}).encode(), [("Content-Type", "application/json")])

    def as_page(self, start: Start, text: Text, language: str, home: str) -> Iterable[bytes]:
        """Answer a browser, with a link to `home`, the path of the help desk's front page."""
        key = _KEYS.get(self.status, "failed")
        direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
        kept = ""
        if self.kept:
            kept = f'<p id="kept">{escape(text("gate_kept", language))}</p>'
            kept += f'<textarea dir="auto" rows="12" readonly aria-labelledby="kept">{escape(self.kept)}</textarea>'
        page = f'<!doctype html><html lang="{language}" dir="{direction}"><meta charset="utf-8">'
        page += '<meta name="viewport" content="width=device-width, initial-scale=1">'
        name = escape(text("desk", language))
        page += f"<title>{name}</title><style>{_STYLE}</style><body>"
        page += f'<main><h1>{name}</h1><p role="alert">{escape(text(key, language))}</p>{kept}'
        page += f'<p><a href="{escape(home)}">{name}</a></p></main></body></html>'
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Security-Policy", _POLICY)]
        return self._send(start, page.encode("utf-8", "replace"), headers)

    def _send(self, start: Start, body: bytes, headers: Headers) -> Iterable[bytes]:
        headers = [*headers, ("Content-Length", str(len(body))), ("Cache-Control", "no-store"), *self.headers]
        if self.retry_after_s or self.status == 503:
            headers.append(("Retry-After", str(self.retry_after_s or RETRY_AFTER_S)))
        start(f"{self.status} {HTTPStatus(self.status).phrase}", headers)
        return [body]


def language_of(language: str, accepted: str) -> str:
    """The person's own language, else the first of the browser's that is one of ours, else English."""
    if language in LANGUAGES:
        return language
    wanted = [part.split(";")[0].strip()[:2].lower() for part in accepted[:500].split(",")]
    return next((code for code in wanted if code in LANGUAGES), "en")
