"""Goes through the parts of a mail and sorts them into words and files."""

import hashlib
import mimetypes
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from desktop.desk.tracker.mail import charsets, html_text, mime, rtf, smime, text_types, tnef
from desktop.desk.tracker.wire import submit

HTML_LETTERS = html_text.HTML_LIMIT
"""Characters of pages that are read of one mail; pages beyond that are kept as files only."""
TINY_BYTES = 1_500
REAL, SHOWN_IN_PAGE, TINY, SIGNATURE = range(4)
_SIGNATURES = ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")
_SMIME = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_TNEF = ("application/ms-tnef", "application/vnd.ms-tnef")
_MAILS = ("message/rfc822", "message/global")
_ONLY_FILES = ("text/csv", "text/vcard", "text/x-vcard", "text/directory", "text/xml", "text/css", "text/javascript")
_PREAMBLE = re.compile(r"mime|multi-?part", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\[(?:image|cid|bild|imagen)[^\]\n]{0,300}\]", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_NO_SIGNS = {*map(chr, range(128)), "\ufffc", "\ufffd"}
_SUFFIXES = {"image/jpeg": ".jpg", "text/plain": ".txt", "message/rfc822": ".eml", "text/calendar": ".ics",
             "text/html": ".html", "text/rtf": ".rtf", "application/octet-stream": ""}  # fmt: skip


@dataclass
class _File:
    name: str
    media_type: str
    content: bytes
    rank: int = REAL
    ids: tuple[str, ...] = ()  # by which a page may refer to it
    is_inline: bool = False


@dataclass
class _Context:
    """What the readers of one mail share."""

    budget: mime.Budget
    language: str
    html_letters: int = HTML_LETTERS
    cids: set[str] = field(default_factory=set)


class Reader:
    """The words and files of one mail, or of one of several versions of it."""

    def __init__(self, budget: mime.Budget | None, language: str = "", context: _Context | None = None) -> None:
        self.context = context or _Context(budget or mime.Budget(0), language)
        self.texts: list[str] = []
        self.originals: list[mime.File] = []  # of the texts, as files
        self.found: list[_File] = []
        self.named_texts: list[str] = []  # texts with a file name, in case there are no others
        self.has_html = self.has_marks = False

    def text(self) -> str:
        """Return the words of the mail."""
        texts = self.texts if any(text.strip() for text in self.texts) else self.named_texts[:1]
        texts = [charsets.clean(text).strip("\n") for text in texts]
        return _without_leading_marks("\n\n".join(text for text in texts if text.strip()))

    def files(self) -> list[mime.File]:
        """Return (name, media type, bytes) of each file: what people attached first, small pictures last and once."""
        ranked, seen = [], set()
        for file in self.found:
            self._rank(file)
        for file in sorted(self.found, key=lambda file: file.rank):
            digest = hashlib.sha256(file.content).digest()
            key = (digest, "" if file.rank in (SHOWN_IN_PAGE, TINY) else file.name, file.media_type)
            if key not in seen:
                ranked.append((file.name, file.media_type, file.content))
            seen |= {key, (digest, "", file.media_type)}
        return ranked

    def _rank(self, file: _File) -> None:
        is_picture = file.media_type.startswith("image/")
        if file.rank == REAL and is_picture and any(name in self.context.cids for name in file.ids):
            file.rank = SHOWN_IN_PAGE
        if is_picture and len(file.content) <= TINY_BYTES and (file.rank == SHOWN_IN_PAGE or file.is_inline):
            file.rank = TINY

    def take(self, part: mime.Entity, depth: int = 0) -> None:
        """Take one part and all within it; raises `mime.TooMuchError` where that costs too much."""
        if depth > mime.MOST_LEVELS:
            self.context.budget.is_exceeded = True
            raise mime.TooMuchError
        kind = part.kind
        if kind.startswith("multipart/"):
            self._take_multipart(part, depth)
        elif kind in _MAILS:
            self._take_mail(part)
        else:
            self._take_leaf(part, kind, depth)

    def _take_multipart(self, part: mime.Entity, depth: int) -> None:
        parts, before, after = mime.parts_of(part, self.context.budget)
        if parts is None:
            self._take_text(before, "text/plain", part.charset, is_flowed=False)
            return
        preamble = charsets.text_of(before, part.charset, self.context.language).strip()
        if re.search(r"\w", preamble) and not (_PREAMBLE.search(preamble) and len(preamble) < 2000):
            self.texts.append(preamble)
        if part.kind == "multipart/alternative":
            self._take_best(parts, depth)
        else:
            for inner in parts:
                self.take(inner, depth + 1)
        for raw in after:
            words = charsets.text_of(raw, part.charset, self.context.language).strip()
            if re.search(r"\w", words):
                self.texts.append(words)

    def _take_best(self, versions: list[mime.Entity], depth: int) -> None:
        """Take the version of a text that loses no word; the others' words are kept as files where they differ."""
        readers = []
        for version in versions:
            readers.append(Reader(None, context=self.context))
            readers[-1].take(version, depth + 1)
        written = [reader for reader in readers if reader.text().strip()]
        best = _best(written)
        for reader in readers:
            self.found += reader.found
            self.named_texts += reader.named_texts if not best else []
        if best:
            self.texts += best.texts or best.named_texts[:1]
            self.originals += best.originals
            self.has_html |= best.has_html
            self.has_marks |= best.has_marks
            said = _words(best.text())
            for reader in written:
                if reader is not best and _words(reader.text()) - said:
                    for name, kind, content in reader.originals:
                        self.add_file(name, kind, content)

    def _take_mail(self, part: mime.Entity) -> None:
        """An attached mail stays a file."""
        content = part.body
        if part.coding() and not mime.looks_like_headers(content):
            content = part.content()
        name = self._name(part)
        if not name:
            inner = mime.entity(content[:64_000], is_mail=True)
            subject = charsets.header_text(inner.get("subject"), inner.charset, self.context.language)
            name = f"{' '.join(subject.split()) or 'message'}.eml"
        self.add_file(name, "message/rfc822", content)

    def _take_leaf(self, part: mime.Entity, kind: str, depth: int) -> None:
        content, name = part.content(), self._name(part)
        self.context.budget.spend(len(content))
        word = part.disposition()[0]
        ids = [part.get("content-id").strip(" \t<>").lower(), part.get("content-location").strip().lower()]
        facts = {"ids": tuple(filter(None, ids)), "is_inline": bool(ids[0] and word != "attachment")}
        if kind in _SIGNATURES:
            self.add_file(name or ("signature.asc" if "pgp" in kind else "smime.p7s"), kind, content, rank=SIGNATURE)
        elif kind in _SMIME or name.lower().endswith((".p7m", ".p7c")):
            self._take_signed(name or "smime.p7m", kind, content, depth)
        elif kind in _TNEF or content.startswith(tnef.SIGNATURE):
            self._take_tnef(name or "winmail.dat", kind, content)
        elif kind.startswith("text/") and not name and word != "attachment" and kind not in _ONLY_FILES:
            flow = part.type_parameters()
            self._take_text(
                content,
                kind,
                part.charset,
                is_flowed=flow.get("format", "").lower() == "flowed",
                deletes_blank=flow.get("delsp", "").lower() == "yes",
            )
        elif content or name:
            if kind in ("text/plain", "text/html") and word != "attachment":
                self.named_texts.append(self._as_text(content, kind, part.charset))
            self.add_file(name or f"unnamed{_suffix(kind)}", kind, content, **facts)

    def _name(self, part: mime.Entity) -> str:
        parameters = part.type_parameters()
        name = part.disposition()[1].get("filename", "") or parameters.get("filename", "") or parameters.get("name", "")
        return charsets.header_text(name, part.charset, self.context.language).strip()

    def _take_signed(self, name: str, kind: str, content: bytes, depth: int) -> None:
        signed = smime.signed_content(content)
        if signed:
            self.context.budget.spend(len(signed))
            self.take(mime.entity(signed), depth + 10)
        self.add_file(name, kind, content, rank=SIGNATURE if signed else REAL)

    def _take_tnef(self, name: str, kind: str, content: bytes) -> None:
        try:
            unpacked = tnef.read(content, self.context.language)
        except ValueError:
            self.add_file(name, kind, content)
            return
        reader = Reader(None, context=self.context)
        if unpacked.html.strip():
            reader._take_page(unpacked.html, unpacked.html.encode("utf-8", "replace"))
        plain = Reader(None, context=self.context)
        if unpacked.text.strip():
            plain._add_text(unpacked.text, "message.txt", "text/plain")
        best = _best([one for one in (plain, reader) if one.text().strip()])
        self.found += reader.found
        if best:
            # Outlook often repeats what another part of the mail says
            if _words(best.text()) - _words("\n".join(self.texts)):
                self.texts += best.texts
                self.has_html |= best.has_html
            other = plain if best is reader else reader
            if _words(other.text()) - _words(best.text()):
                self.found += [_File(*self._checked(*original)) for original in other.originals]
        for file in unpacked.files:
            kind_of = file.media_type or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            ids = (file.content_id.strip("<> ").lower(),) if file.content_id else ()
            if file.content or file.name:
                self.add_file(file.name or "unnamed", kind_of, file.content, ids=ids)
        if not unpacked.is_whole or not (best or unpacked.files):
            self.add_file(name, kind, content)

    def _take_text(
        self, content: bytes, kind: str, charset: str, *, is_flowed: bool, deletes_blank: bool = False
    ) -> None:
        language = self.context.language
        if kind == "text/html":
            meta = html_text.charset_of(content)
            others = (meta,) if not meta.lower().startswith("utf-16") else ()
            text = charsets.text_of(content, charset or meta, language, others=others)
            if text_types.has_tags(text[:200_000]):
                self._take_page(text, content)
                return
        text = charsets.clean(charsets.text_of(content, charset, language))
        if kind == "text/plain" and text_types.is_html(text[:1000]):
            self._take_page(text, content)
        elif is_flowed:
            self._add_text(text_types.flowed(text, deletes_blank=deletes_blank), "message.txt", kind)
        elif kind in ("text/enriched", "text/richtext"):
            self._add_text(text_types.enriched(text), "message.txt", "text/plain")
        elif kind == "text/rtf":
            self.named_texts.append(rtf.text_of(content))
            self.add_file("message.rtf", kind, content)
        elif kind == "text/calendar":
            self.named_texts.append(text_types.calendar(text))
            self.add_file("invite.ics", kind, content)
        else:
            self._add_text(text_types.with_letters(text), "message.txt", "text/plain")

    def _take_page(self, html: str, original: bytes) -> None:
        letters_left = self.context.html_letters
        page = html_text.read(html, min(html_text.HTML_LIMIT, max(0, letters_left)))
        self.context.html_letters -= page.letters
        self.has_html, self.has_marks = True, self.has_marks or page.has_marks
        self.context.cids |= page.cids
        self.texts.append(page.text)
        self.originals.append(("message.html", "text/html", original))
        if not page.is_whole or _words(page.hidden) - _words(page.text):
            self.add_file("message.html", "text/html", original)
        for name, kind, content in page.embedded:
            self.add_file(name, kind, content, rank=SHOWN_IN_PAGE if kind.startswith("image/") else REAL)

    def _add_text(self, text: str, name: str, kind: str) -> None:
        self.texts.append(text)
        self.originals.append((name, kind, text.encode("utf-8", "replace")))

    def _as_text(self, content: bytes, kind: str, charset: str) -> str:
        text = charsets.text_of(content, charset, self.context.language)
        return html_text.text_of(text) if kind == "text/html" else text

    def add_file(self, name: str, kind: str, content: bytes, **facts: Any) -> None:
        """Add a file under a name that is only a name."""
        self.found.append(_File(*self._checked(name, kind, content), **facts))

    def _checked(self, name: str, kind: str, content: bytes) -> tuple[str, str, bytes]:
        name = submit.NOT_IN_NAMES.sub("_", charsets.clean(name)).strip()
        stem, dot, suffix = name.rpartition(".")
        if len(name) > submit.NAME_LIMIT and stem and len(suffix) <= 10:
            name = stem[: submit.NAME_LIMIT - 11] + dot + suffix
        kind = kind.lower()
        if not submit.MEDIA_TYPE.fullmatch(kind):
            kind = "application/octet-stream"
        return name[: submit.NAME_LIMIT] or "unnamed", kind, content


def _best(readers: list[Reader]) -> Reader | None:
    """The plain version, unless a page says more; readers of versions with text."""
    plain = next((reader for reader in readers if not reader.has_html), None)
    page = next((reader for reader in reversed(readers) if reader.has_html), None)
    if not plain or not page:
        return plain or page
    return page if page.has_marks or _words(page.text()) - _words(plain.text()) else plain


def _words(text: str) -> set[str]:
    """The words and signs of a text, however they are written, without programs' placeholders of pictures."""
    text = unicodedata.normalize("NFKC", _PLACEHOLDER.sub(" ", text))
    if text.isascii():
        return set(_WORD.findall(text.casefold()))
    text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    # a plain version in a small charset has `?` or nothing where the page has € or ✔
    signs = {letter for letter in set(text) - _NO_SIGNS if unicodedata.category(letter) in ("Sc", "Sm", "So")}
    return {*_WORD.findall(text.casefold()), *signs}


def _without_leading_marks(text: str) -> str:
    return text.lstrip("\ufeff\u200b\u2060\ufffe")


def _suffix(kind: str) -> str:
    return _SUFFIXES[kind] if kind in _SUFFIXES else mimetypes.guess_extension(kind) or ""
