"""Reads `mail.ini`, which stands beside the tracker: how mails leave, how they come in, and under which name."""

import configparser
import ipaddress
import os
import re
import ssl
import stat
from dataclasses import dataclass
from pathlib import Path

import deskincoming

SETTINGS = "mail.ini"
SECURITIES = ("none", "starttls", "tls")


class SettingsError(ValueError):
    """The settings cannot be used; the text says why."""


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

    def context(self):
        """What a certificate has to pass."""
        return ssl.create_default_context(cafile=self.ca or None)


def read(place):
    """The settings as they are now; none is a fine answer."""
    settings = configparser.ConfigParser(interpolation=None)
    try:
        settings.read(Path(place) / SETTINGS, encoding="utf-8")
    except (configparser.Error, UnicodeDecodeError) as error:
        raise SettingsError(f"{SETTINGS}: {error}") from error
    return settings


def server(place, name, ports):
    """The server of one section; None without one. `ports` are the usual ones by security."""
    settings = read(place)
    if not settings.has_option(name, "host"):
        return None
    section = settings[name]
    security = section.get("security", "tls" if name == "imap" else "starttls")
    if security not in SECURITIES:
        raise SettingsError(f"{SETTINGS}: security is none, starttls or tls, not {security!r}")
    host, user = section["host"].strip(), section.get("user", "").strip()
    if security == "none" and user and not _is_here(host):
        raise SettingsError(f"{SETTINGS}: [{name}] would send its password unencrypted to {host}")
    try:
        port = section.getint("port", ports[security])
    except ValueError as error:
        raise SettingsError(f"{SETTINGS}: [{name}] port: {error}") from error
    password = _password(Path(place), section) if user else ""
    return Server(host, port, security, user, password, section.get("ca", ""))


def present(place, config):
    """Show the help desk under the operator's own name and addresses: section `[desk]`; the public address, or ""."""
    settings = read(place)
    desk = settings["desk"] if settings.has_section("desk") else {}
    name, address, web = (desk.get(key, "").strip() for key in ("name", "address", "web"))
    if name:
        config["TRACKER_NAME"] = name
    if address:
        if not deskincoming.ADDRESS.fullmatch(address):
            raise SettingsError(f"{SETTINGS}: {address!r} is no mail address")
        config["TRACKER_EMAIL"] = address
        config["MAIL_DOMAIN"] = address.partition("@")[2]
    if web and not re.fullmatch(r"https://[A-Za-z0-9.-]+(:\d{1,5})?/desk/?", web):
        raise SettingsError(f"{SETTINGS}: web has to be like https://help.example.com/desk/, not {web!r}")
    if web:
        config["TRACKER_WEB"] = web.rstrip("/") + "/"
    return web


def groups(place):
    """The addresses of mail groups that pass customers' mails on in their own name: `groups` in `[desk]`."""
    words = read(place).get("desk", "groups", fallback="")
    return {word.lower() for word in words.replace(",", " ").split()}


def _is_here(host):
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _password(place, section):
    """From the variable or the file that is named; in the settings themselves only when no one else reads them."""
    if section.get("password_env"):
        password = os.environ.get(section["password_env"], "")
        if not password:
            raise SettingsError(f"{SETTINGS}: the variable {section['password_env']} is not set")
        return password
    if section.get("password_file"):
        path = place / Path(section["password_file"]).expanduser()
        _refuse_open(path)
        return path.read_text(encoding="utf-8").rstrip("\r\n")
    if section.get("password"):
        _refuse_open(place / SETTINGS)
    return section.get("password", "")


def _refuse_open(path):
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise SettingsError(f"{path.name} holds a password and can be read by others; chmod 600 it")
