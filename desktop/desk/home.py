"""Makes the built-in help desk's folder whole or not at all, and keeps our overlay in it up to date."""

import contextlib
import hashlib
import json
import os
import secrets
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import roundup
from roundup import configuration, init, instance, password

import desktop
from desktop import assets, durable_files
from desktop.desk import demo, tracker
from desktop.desk.tracker.pages import icons

KEYS_FILE = "desk.json"
STAMP_FILE = "overlay.json"
CONFIG_FILE = "config.ini"
IDENTITY_FILE = "identity"
"""Names the help desk wherever it is moved: apps compare it before they follow an account to another address."""
FORMAT = 4
"""Goes up when the schema gains a class or property: Roundup drops what an older schema does not name."""
ADMIN = "admin"
AGENTS = ("rachel", "raha")
ROLES = {"rachel": "Agent,Finance", "raha": "Agent"}
DEMO = "demo"
MAIL_DOMAIN = "otet.example"
FONTS = "fonts"
SHARED_FILES = (
    *(f"{FONTS}/Vazirmatn-{weight}.ttf" for weight in ("Regular", "Medium", "Bold")),
    *(f"icons/{name}.svg" for name in ("app", *icons.NAMES)),
)
"""What the pages have in common with the app."""
REPLACED_FILES = ("detectors/nosyreaction.py", "detectors/statusauditor.py")
"""Parts of Roundup's template that would work against ours: mail inside the transaction, other statuses."""
RETIRED_FILES = (
    "lib/desk*.py",
    "lib/texts/*.json",
    "lib/__pycache__/desk*.pyc",
    "detectors/desk*.py",
    "extensions/desk*.py",
)
"""What earlier versions kept in a home, as patterns: the help desk's program, which is in this package now."""
RETIRED_FOLDERS = ("lib/texts", "lib/__pycache__", "lib")
"""Where those files were; what is empty is removed, the innermost first."""

SETTINGS = {
    "rdbms_backend": "sqlite",
    "rdbms_sqlite_timeout": 2,
    "indexer": "native-fts",
    "umask": "0o077",
    "mail_domain": MAIL_DOMAIN,
    "mail_host": "127.0.0.1",
    "tracker_name": "Otet Desk",
    "tracker_web": "http://127.0.0.1/desk/",
    "tracker_email": f"support@{MAIL_DOMAIN}",
    "admin_email": f"admin@{MAIL_DOMAIN}",
    "email_from_tag": "support",
    "new_web_user_roles": "Customer",
    "new_email_user_roles": "Customer",
    "web_enable_xmlrpc": "no",
    "web_dynamic_compression": "no",
}


@dataclass(frozen=True)
class Keys:
    """The passwords of one home, by user name."""

    admin: str
    agents: dict[str, str]
    demo: str

    @classmethod
    def new(cls) -> "Keys":
        """Passwords nobody can guess, different in every home."""
        return cls(_password(), {name: _password() for name in AGENTS}, _password())

    @classmethod
    def read(cls, home: Path) -> "Keys":
        """The passwords of an existing home."""
        kept = json.loads((home / KEYS_FILE).read_text(encoding="utf-8"))
        return cls(kept["admin"], kept["agents"], kept["demo"])

    def write(self, home: Path) -> None:
        """Keep the passwords where only the owner reads them."""
        kept = {"admin": self.admin, "agents": self.agents, "demo": self.demo}
        write_private(home / KEYS_FILE, json.dumps(kept, indent=1))


def ready(home: Path) -> None:
    """Make the home on first use; bring its overlay up to this app's version otherwise."""
    clear_half_homes(home)
    if not home.exists():
        _make(home)
    elif _stamp(home)["format"] > FORMAT:
        raise RuntimeError("a newer version of this app made the help desk's folder")
    elif _stamp(home)["digest"] != digest():
        _refresh(home)
    _identify(home)


def _identify(home: Path) -> None:
    if not (home / IDENTITY_FILE).exists():
        write_private(home / IDENTITY_FILE, secrets.token_hex(16))


def clear_half_homes(home: Path) -> None:
    """Remove what a killed first start left beside the home."""
    for half in home.parent.glob(f"{home.name}.making-*"):
        shutil.rmtree(half, ignore_errors=True)


def _make(home: Path) -> None:
    durable_files.make_folder(home.parent)
    half = home.with_name(f"{home.name}.making-{os.getpid()}")
    init.install(str(half), str(template()), settings=dict(SETTINGS))
    half.chmod(0o700)
    shutil.rmtree(half / "html")  # our pages are complete: nothing of Roundup's own look may show
    _lay_over(half)
    keys = Keys.new()
    keys.write(half)
    opened = instance.open(str(half))
    opened.init(password.Password(keys.admin, config=opened.config), tx_Source="cli")
    _add_people(opened, keys)
    demo.fill(opened)
    _settle(half)
    # the name appears only once everything is on the disk
    durable_files.move(half, home)


def _add_people(opened: instance.Tracker, keys: Keys) -> None:
    db = opened.open(ADMIN)
    try:
        people = [(name, word, ROLES[name]) for name, word in keys.agents.items()] + [(DEMO, keys.demo, "Customer")]
        for name, word, role in people:
            db.user.create(
                username=name,
                password=password.Password(word, config=opened.config),
                address=f"{name}@{MAIL_DOMAIN}",
                realname=name.title(),
                roles=role,
            )
        db.commit()
    finally:
        db.close()


def _refresh(home: Path) -> None:
    """Replace the overlay file by file; the stamp comes last, so a kill half-way only means doing it again."""
    _keep_settings(home)
    _lay_over(home, set(_stamp(home)["files"]))


def _keep_settings(home: Path) -> None:
    """Write our settings into Roundup's, in one step: its own way leaves a moment without any."""
    kept, fresh = home / CONFIG_FILE, home / "config.making.ini"
    before = home / "config.bak"
    if before.exists() and not kept.exists():
        # an earlier version ended in that moment
        shutil.copyfile(before, kept)
    config = configuration.CoreConfig(str(home))
    for name, value in SETTINGS.items():
        config[name.upper()] = str(value)
    fresh.unlink(missing_ok=True)
    config.save(str(fresh))
    durable_files.replace(kept, fresh.read_bytes())
    fresh.unlink()


def _lay_over(home: Path, before: frozenset[str] | set[str] = frozenset()) -> None:
    now = dict(overlay_files())
    gone = (before | set(REPLACED_FILES) | set(_retired(home))) - set(now)
    for name, source in now.items():
        target = home / name
        durable_files.make_folder(target.parent)
        fresh = target.with_name(f"{target.name}.new")
        shutil.copyfile(source, fresh)
        durable_files.flush_file(fresh)
        fresh.replace(target)
    for name in gone:
        (home / name).unlink(missing_ok=True)
    for folder in {(home / name).parent for name in (*now, *gone)}:
        if folder.is_dir():
            durable_files.flush_folder(folder)
    _remove_retired_folders(home)
    # last of all: it says that everything above is on the disk
    write_private(home / STAMP_FILE, json.dumps({"format": FORMAT, "digest": digest(), "files": sorted(now)}, indent=1))


def _retired(home: Path) -> Iterator[str]:
    """The files of earlier versions, found by their names: a stamp that is damaged lists none."""
    for pattern in RETIRED_FILES:
        for path in home.glob(pattern):
            yield path.relative_to(home).as_posix()


def _remove_retired_folders(home: Path) -> None:
    for name in RETIRED_FOLDERS:
        folder = home / name
        with contextlib.suppress(OSError):  # an operator's own files are in it, or it is not there
            folder.rmdir()
    durable_files.flush_folder(home)


def overlay_files() -> Iterator[tuple[str, Path]]:
    """Every file of our overlay, with its place inside the home."""
    root = assets.path("desk")
    for path in sorted(root.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(root).as_posix(), path
    for name in SHARED_FILES:
        yield f"html/{Path(name).name}", assets.path(*name.split("/"))


def digest() -> str:
    """Names what runs in a home, and our settings: another digest means that the home has to be refreshed.

    The program is named too, although it is not in the home: a mail that it could not write is tried again by another.
    """
    facts = (desktop.__version__, roundup.__version__, sorted(SETTINGS.items()))
    summed = hashlib.sha256(repr(facts).encode())
    for name, path in (*overlay_files(), *_program_files()):
        summed.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return summed.hexdigest()


def _program_files() -> Iterator[tuple[str, Path]]:
    """The files of the help desk's program, where they are files: a bundle has the version in place of them."""
    root = Path(tracker.__file__).parent
    for path in sorted(root.rglob("*")):
        if path.suffix in (".py", ".json"):
            yield f"program/{path.relative_to(root).as_posix()}", path


def template() -> Path:
    """Roundup's shipped template, wherever pip, a virtual environment or a bundle put Roundup's shared files."""
    package = Path(roundup.__file__).resolve().parent
    roots = [*package.parents[:5], Path(sys.prefix), Path(sys.base_prefix)]
    for root in roots:
        place = root / "share" / "roundup" / "templates" / "classic"
        if (place / "schema.py").is_file():
            return place
    raise FileNotFoundError("Roundup's template 'classic' is not installed")


def write_private(path: Path, text: str) -> None:
    """Replace a file readable by its owner only; it is on the disk when this returns."""
    durable_files.replace(path, text.encode())


def _stamp(home: Path) -> Mapping[str, Any]:
    nothing = {"format": 0, "digest": "", "files": []}
    try:
        stamp = json.loads((home / STAMP_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return nothing
    return {**nothing, **stamp} if isinstance(stamp, dict) else nothing


def _settle(home: Path) -> None:
    """Bring a whole home to the disk, also what Roundup wrote."""
    for path in (*home.rglob("*"), home):
        (durable_files.flush_file if path.is_file() else durable_files.flush_folder)(path)


def _password() -> str:
    return secrets.token_urlsafe(18)
