"""Reads a mail: who wrote what, with which files. Whatever the bytes are, it ends soon and nothing is thrown away."""

import base64
import binascii
import codecs
import email
import hashlib
import logging
import mimetypes
import quopri
import re
from dataclasses import dataclass, field
from email.parser import BytesHeaderParser
from email.policy import Compat32
from email.utils import getaddresses

import deskhtml
import desksubmit

MAIL_LIMIT_BYTES = 36 * 1024 * 1024
"""An attachment of 25 MB as mail writes it, and some text."""
HEADER_LIMIT = 8_000
MOST_PARTS = 100
MOST_FILES = 20
SIZE_HEADER = "X-Desk-Size"
"""Set by whoever fetched only the head of a mail that is too large: its whole size."""

LOG = logging.getLogger("roundup.desk")
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,250}>")
# each opens a level or a part: more of them than any program writes is an attack on whoever reads it
_PARTS = re.compile(rb"boundary|message/rfc822|message/global", re.IGNORECASE)
_WORD = re.compile(r"=\?([\w.:+-]{1,40})(?:\*[\w-]*)?\?([bBqQ])\?([^?]*)\?=")
_BETWEEN_WORDS = re.compile(r"\?=\s+=\?")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_ONE_BYTE = re.compile(r"ascii|iso8859-\d+|cp\d+|koi8-\w|mac-\w+")
_MANY_BYTES = re.compile(r"utf-(?:8|16|32)(?:-[bl]e|-sig)?|gb\w+|big5\w*|euc_\w+|shift_jis\w*|iso2022_\w+|hz|cp9\d\d")
_SIGNATURE_TYPES = ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")
_ROBOTS = ("mailer-daemon", "postmaster", "noreply", "no-reply", "donotreply", "do-not-reply", "bounce", "bounces")
UNREADABLE = "message.eml"


@dataclass
class Incoming:
    """One mail as the help desk sees it."""

    sender: str = ""
    subject: str = ""
    text: str = ""
    files: list = field(default_factory=list)  # (name, media type, bytes)
    left_out: list = field(default_factory=list)  # names of files beyond the limit
    message_id: str = ""
    references: list = field(default_factory=list)  # the nearest first
    digest: str = ""
    loop: str = ""
    is_robot: bool = False
    takes_no_answer: bool = False
    is_too_large: bool = False


class _Policy(Compat32):
    """Headers as they came, cut where they are longer than anybody writes."""

    def header_source_parse(self, sourcelines):
        name, value = super().header_source_parse(sourcelines[:200])
        return name[:HEADER_LIMIT], value[:HEADER_LIMIT]

    def header_fetch_parse(self, name, value):
        return value


def read(raw):
    """The mail in these bytes."""
    mail = BytesHeaderParser(policy=_Policy()).parsebytes(raw[: 64 * 1024])
    found = _head(mail, raw)
    found.is_too_large = len(raw) > MAIL_LIMIT_BYTES or _number(mail.get(SIZE_HEADER)) > MAIL_LIMIT_BYTES
    if found.is_too_large or found.is_robot:
        return found
    try:
        if len(_PARTS.findall(raw)) > 2 * MOST_PARTS:
            raise ValueError("too many parts")
        reader = _Reader()
        reader.take(email.message_from_bytes(raw, policy=_Policy()))
    except Exception:  # the standard library fails in many ways on a spoilt mail
        LOG.exception("mail: %s cannot be taken apart; it is kept whole", found.message_id or found.digest)
        found.files = [(UNREADABLE, "message/rfc822", raw)]
        return found
    found.text = clean("\n\n".join(text.strip("\r\n") for text in reader.texts))
    found.files, found.left_out = reader.files[:MOST_FILES], [name for name, _, _ in reader.files[MOST_FILES:]]
    return found


def _head(mail, raw):
    senders = [address for _, address in getaddresses([_plain(mail.get("From") or "")]) if ADDRESS.fullmatch(address)]
    named = f"{mail.get('References') or ''} {mail.get('In-Reply-To') or ''}"
    own_id = MESSAGE_ID.search(mail.get("Message-ID") or "")
    found = Incoming(
        sender=senders[0].lower() if senders else "",
        subject=" ".join(header_text(mail.get("Subject") or "").split()),
        message_id=own_id[0] if own_id else "",
        references=list(dict.fromkeys(reversed(MESSAGE_ID.findall(named)))),
        digest=hashlib.sha256(raw).hexdigest(),
        loop=(mail.get("X-Loop") or "").strip().lower(),
    )
    precedence = (mail.get("Precedence") or "").strip().lower()
    found.is_robot = (
        (mail.get("Auto-Submitted") or "no").split(";")[0].strip().lower() != "no"
        or (mail.get("Return-Path") or "").strip() == "<>"
        or any(name in mail for name in ("X-Autoreply", "X-Autorespond", "X-Roundup-Loop"))
        or mail.get_content_type() == "multipart/report"
        or precedence == "auto_reply"
        or found.sender.split("@")[0] == "mailer-daemon"
    )
    found.takes_no_answer = (
        found.is_robot
        or precedence in ("bulk", "junk", "list")
        or any(name.lower().startswith("list-") for name in mail)
        or found.sender.split("@")[0] in _ROBOTS
    )
    return found


def _number(text):
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


class _Reader:
    """Goes through the parts of a mail and sorts them into words and files."""

    def __init__(self):
        self.texts = []
        self.files = []
        self.has_html = False

    def take(self, part):
        """Take one part and all within it."""
        kind = part.get_content_type()
        if kind.startswith("message/") and part.is_multipart():
            inner = part.get_payload(0)
            subject = " ".join(header_text(inner.get("Subject") or "").split())
            self._add_file(f"{subject or 'message'}.eml", "message/rfc822", inner.as_bytes())
        elif kind == "multipart/alternative" and part.is_multipart():
            self._take_best(part.get_payload())
        elif part.is_multipart():
            for inner in part.get_payload():
                self.take(inner)
        elif kind not in _SIGNATURE_TYPES:
            self._take_leaf(part, kind)

    def _take_best(self, versions):
        """Of several versions of one text the plain one, unless it is blank; what else there is in them stays."""
        readers = []
        for version in versions:
            readers.append(_Reader())
            readers[-1].take(version)
        written = [reader for reader in readers if any(text.strip() for text in reader.texts)]
        for best in sorted(written, key=lambda reader: reader.has_html)[:1]:
            self.texts += best.texts
            self.has_html |= best.has_html
        for reader in readers:
            self.files += reader.files

    def _take_leaf(self, part, kind):
        content = part.get_payload(decode=True) or b""
        name = header_text(str(part.get_filename() or ""))
        is_text = kind in ("text/plain", "text/html") and not name
        if is_text and part.get_content_disposition() != "attachment":
            text = text_of(content, part.get_content_charset())
            if kind == "text/html":
                self.has_html = True
                if len(text) > deskhtml.HTML_LIMIT:
                    self._add_file("message.html", kind, content)
                text = deskhtml.text_of(text)
            self.texts.append(text)
        elif content or name:
            self._add_file(name or f"unnamed{mimetypes.guess_extension(kind) or ''}", kind, content)

    def _add_file(self, name, kind, content):
        name = desksubmit.NOT_IN_NAMES.sub("_", clean(name)).strip()
        stem, dot, suffix = name.rpartition(".")
        if len(name) > desksubmit.NAME_LIMIT and stem and len(suffix) <= 10:
            name = stem[: desksubmit.NAME_LIMIT - 11] + dot + suffix
        if not desksubmit.MEDIA_TYPE.fullmatch(kind):
            kind = "application/octet-stream"
        self.files.append((name[: desksubmit.NAME_LIMIT] or "unnamed", kind, content))


def header_text(value):
    """A header's words, decoded; what cannot be decoded stays as it is."""
    value = _BETWEEN_WORDS.sub("?==?", _plain(value))
    pieces, at = [], 0
    run, run_charset = b"", ""  # a letter may be split between two encoded words
    for match in _WORD.finditer(value):
        content = _word_bytes(match)
        if match.start() > at or match[1].lower() != run_charset or content is None:
            pieces += [text_of(run, run_charset), value[at : match.start()]]
            run = b""
        if content is None:
            pieces.append(match[0])
        run, run_charset, at = run + (content or b""), match[1].lower(), match.end()
    return clean("".join([*pieces, text_of(run, run_charset), value[at:]]))


def _word_bytes(match):
    try:
        if match[2] in "bB":
            return base64.b64decode(match[3] + "=" * (-len(match[3]) % 4))
        return quopri.decodestring(match[3].encode("ascii"), header=True)
    except (binascii.Error, ValueError):
        return None


def _plain(value):
    """A header that was sent in bytes without saying in which alphabet."""
    return text_of(value.encode("utf-8", "surrogateescape"), None)


def text_of(raw, charset):
    """Bytes as text; a charset that is unknown, or not the one really used, costs no letter that can be saved."""
    try:
        name = codecs.lookup(charset or "ascii").name
    except (LookupError, ValueError):
        name = "ascii"
    # UTF-8 first: nothing else looks like it by accident, and many call it latin-1
    tries = ["utf-8", name] if _ONE_BYTE.fullmatch(name) else [name, "utf-8"]
    if not (_ONE_BYTE.fullmatch(name) or _MANY_BYTES.fullmatch(name)):
        tries = ["utf-8"]  # not an alphabet but a packing, some of which take ages
    for one in tries:
        try:
            return raw.decode(one)
        except UnicodeError:
            continue
    # what Persian and Arabic Windows wrote, where nothing better is said
    return raw.decode("cp1256" if name == "ascii" else tries[0], "replace")


def clean(text):
    """Without what is no letter, and with one kind of line end."""
    return _CONTROLS.sub(
        lambda match: "" if match[0] < " " else "\ufffd", text.replace("\r\n", "\n").replace("\r", "\n")
    )
