"""A browser as far as forms go: pages, cookies, hidden fields, files."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests

Files = tuple[tuple[str, bytes, str], ...]
"""Names, contents and media types."""


@dataclass
class Form:
    action: str
    multipart: bool
    fields: dict[str, str] = field(default_factory=dict)
    selects: dict[str, dict[str, str]] = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._select = self._option = self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given["action"], given.get("enctype") == "multipart/form-data"))
        if not self.forms:
            return
        form, name = self.forms[-1], given.get("name", "")
        if tag == "input" and name and given.get("type") not in ("checkbox", "file"):
            form.fields[name] = given.get("value", "")
        if tag == "textarea" and name:
            form.fields[name], self._textarea = "", name
        if tag == "select":
            self._select = name
            form.selects[name] = {}
        if tag == "option":
            self._option = given["value"]
            if "selected" in given or self._select not in form.fields:
                form.fields[self._select] = self._option

    def handle_endtag(self, tag: str) -> None:
        if tag in ("option", "textarea"):
            self._option = self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._option:
            self.forms[-1].selects[self._select][data] = self._option
        if self._textarea:
            self.forms[-1].fields[self._textarea] += data


@dataclass
class Page:
    status: int
    url: str
    html: str

    @property
    def text(self) -> str:
        return " ".join(re.sub(r"<[^>]+>", " ", self.html).split())

    def form(self, action: str) -> Form:
        found = _Forms()
        found.feed(self.html)
        return next(form for form in found.forms if form.fields.get("@action") == action)


def match_of(pattern: str, text: str, flags: int = 0) -> re.Match[str]:
    """The first match, which has to be there."""
    found = re.search(pattern, text, flags)
    assert found is not None, f"{pattern} in {text}"
    return found


class Browser:
    def __init__(self, base: str) -> None:
        self.base = base if base.endswith("/") else base + "/"
        self.session = requests.Session()

    def close(self) -> None:
        self.session.close()

    def get(self, path: str = "", **headers: str) -> Page:
        answer = self.session.get(urljoin(self.base, path), headers=headers, timeout=20)
        return Page(answer.status_code, answer.url, answer.text)

    def send(self, page: Page, form: Form, files: Files = (), /, **values: str) -> Page:
        fields = {**form.fields, **{name.replace("at_", "@"): value for name, value in values.items()}}
        root = urlsplit(page.url)
        headers = {"Origin": f"{root.scheme}://{root.netloc}", "Referer": page.url}
        url = urljoin(page.url, form.action)
        if form.multipart:
            parts: list[tuple[str, Any]] = [(name, (None, value)) for name, value in fields.items()]
            parts += [("@file", (name, content, kind)) for name, content, kind in files] or [("@file", ("", b""))]
            answer = self.session.post(url, files=parts, headers=headers, timeout=20)
        else:
            answer = self.session.post(url, data=fields, headers=headers, timeout=20)
        return Page(answer.status_code, answer.url, answer.text)

    def sign_in(self, user: str, password: str) -> Page:
        page = self.get()
        return self.send(page, page.form("Login"), __login_name=user, __login_password=password)
