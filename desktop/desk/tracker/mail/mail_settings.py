"""Reads `mail.ini`, which stands beside the tracker: how mails leave, how they come in, and under which name."""

import configparser
import functools
import hashlib
import ipaddress
import os
import re
import ssl
import stat
from dataclasses import dataclass
from pathlib import Path

from desktop.desk.tracker.roundup_types import Config

SETTINGS = "mail.ini"
SECURITIES = ("none", "starttls", "tls")
SECTIONS = ("desk", "smtp", "imap")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_DIGEST_ROUNDS = 100_000


class SettingsError(ValueError):
    """The settings cannot be used; the text says why, `code` names the sentence for people."""

    def __init__(self, text: str, code: str = "settings") -> None:
        super().__init__(text)
        self.code = code


@dataclass(frozen=True)
class Server:
    """A mail server, and who we are to it."""

    host: str
    port: int
    security: str
    user: str
    password: str
    ca: str
    """A file of certificates to trust instead of the system's."""

    def __repr__(self) -> str:
        return f"Server({self.host}:{self.port} {self.security})"

    def context(self) -> ssl.SSLContext:
        """What a certificate has to pass."""
        try:
            return ssl.create_default_context(cafile=self.ca or None)
        except OSError as error:
            raise SettingsError(f"{SETTINGS}: ca {self.ca!r}: {error}") from error

    def digest(self) -> str:
        """Names these settings: other ones have another digest. Nothing secret can be read from it."""
        try:
            trusted = Path(self.ca).read_bytes() if self.ca else b""
        except OSError:
            trusted = b"unreadable"
        return _digest(
            (self.host, self.port, self.security, self.user, hashlib.sha256(trusted).hexdigest()), self.password
        )


@functools.lru_cache(maxsize=8)
def _digest(facts: tuple[int | str, ...], password: str) -> str:
    # slow on purpose: whoever reads the database must not be able to try passwords against it
    return hashlib.pbkdf2_hmac("sha256", _bytes(password), _bytes(repr(facts)), _DIGEST_ROUNDS).hex()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def read(place: Path) -> configparser.ConfigParser:
    """The settings as they are now; no file is a fine answer, one that cannot be read or understood is not."""
    settings = _parsed(place)
    unknown = [name for name in settings.sections() if name not in SECTIONS]
    if unknown:
        raise SettingsError(f"{SETTINGS}: unknown section [{unknown[0]}]; there are {', '.join(SECTIONS)}")
    return settings


def _parsed(place: Path) -> configparser.ConfigParser:
    settings = configparser.ConfigParser(interpolation=None)
    path = Path(place) / SETTINGS
    try:
        settings.read_string(path.read_text(encoding="utf-8-sig"), SETTINGS)
    except FileNotFoundError:
        return settings
    except (OSError, configparser.Error, UnicodeDecodeError) as error:
        # the parser's own words quote the lines of the file, which may hold a password
        said = error.strerror if isinstance(error, OSError) else _without_lines(error)
        raise SettingsError(f"{SETTINGS}: {said}", "settings_unreadable") from None
    return settings


def _without_lines(error: Exception) -> str:
    at = getattr(error, "lineno", None) or next((line for line, _ in getattr(error, "errors", ())), None)
    return f"{type(error).__name__}{f' in line {at}' if at else ''}"


def server(place: Path, name: str, ports: dict[str, int]) -> Server | None:
    """The server of one section; None without the section. `ports` are the usual ones by security."""
    settings = read(place)
    if not settings.has_section(name):
        return None
    section = settings[name]
    host = section.get("host", "").strip()
    if not host:
        raise SettingsError(f"{SETTINGS}: [{name}] names no host")
    _check_host(name, host)
    security = section.get("security", "tls" if name == "imap" else "starttls").strip().lower()
    if security not in SECURITIES:
        raise SettingsError(f"{SETTINGS}: security is none, starttls or tls, not {security!r}")
    user = section.get("user", "").strip()
    if security == "none" and user and not _is_here(host):
        raise SettingsError(f"{SETTINGS}: [{name}] would send its password unencrypted to {host}")
    password = _password(Path(place), section) if user else ""
    if user and not password:
        raise SettingsError(f"{SETTINGS}: [{name}] has a user and no password", "secret")
    if "\0" in user + password:
        raise SettingsError(f"{SETTINGS}: [{name}] user or password holds a NUL character", "secret")
    return Server(host, _port(name, section, ports[security]), security, user, password, section.get("ca", "").strip())


def _port(name: str, section: configparser.SectionProxy, usual: int) -> int:
    try:
        port = section.getint("port", usual)
    except ValueError:
        port = 0
    if not 1 <= port <= 65535:
        raise SettingsError(f"{SETTINGS}: [{name}] port has to be a number from 1 to 65535")
    found: int = port
    return found


def _check_host(name: str, host: str) -> None:
    try:
        host.encode("idna")
    except UnicodeError as error:
        raise SettingsError(f"{SETTINGS}: [{name}] {host!r} is no name of a host") from error
    if re.search(r"[\s/@\x00-\x1f]", host):
        raise SettingsError(f"{SETTINGS}: [{name}] {host!r} is no name of a host")


def present(place: Path, config: Config) -> str:
    """Show the help desk under the operator's own name and addresses: section `[desk]`; the public address, or ""."""
    settings = _parsed(place)
    desk = settings["desk"] if settings.has_section("desk") else {}
    name, address, web = (desk.get(key, "").strip() for key in ("name", "address", "web"))
    if name:
        config["TRACKER_NAME"] = name
    if address:
        if not _ADDRESS.fullmatch(address):
            raise SettingsError(f"{SETTINGS}: {address!r} is no mail address")
        config["TRACKER_EMAIL"] = address
        config["MAIL_DOMAIN"] = address.partition("@")[2]
    if web and not re.fullmatch(r"https://[A-Za-z0-9.-]+(:\d{1,5})?/desk/?", web):
        raise SettingsError(f"{SETTINGS}: web has to be like https://help.example.com/desk/, not {web!r}")
    if web:
        config["TRACKER_WEB"] = web.rstrip("/") + "/"
    found: str = web
    return found


def groups(place: Path) -> set[str]:
    """The addresses of mail groups that pass customers' mails on in their own name: `groups` in `[desk]`."""
    words = read(place).get("desk", "groups", fallback="")
    return {word.lower() for word in words.replace(",", " ").split()}


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _password(place: Path, section: configparser.SectionProxy) -> str:
    """From the variable or the file that is named; in the settings themselves only when no one else reads them."""
    if section.get("password_env"):
        password = os.environ.get(section["password_env"], "")
        if not password:
            raise SettingsError(f"{SETTINGS}: the variable {section['password_env']} is not set", "secret")
        return password
    if section.get("password_file"):
        return _secret(place / Path(section["password_file"]).expanduser())
    if section.get("password"):
        _refuse_open(place / SETTINGS)
    return section.get("password", "")


def _secret(path: Path) -> str:
    _refuse_open(path)
    try:
        return path.read_text(encoding="utf-8-sig").rstrip("\r\n")
    except OSError as error:
        raise SettingsError(f"{path.name}: {error.strerror}", "secret") from error
    except UnicodeDecodeError:
        raise SettingsError(f"{path.name} is no UTF-8 text", "secret") from None


def _refuse_open(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise SettingsError(f"{path.name}: {error.strerror}", "secret") from error
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        text = f"{path.name} holds a password and can be read by others; chmod 600 it"
        raise SettingsError(text, "secret_open")
