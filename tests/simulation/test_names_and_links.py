"""File names and links that mean harm: 2,000 names under the rules of three systems, 10,000 links."""

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath
from random import Random

import pytest
from PySide6.QtWidgets import QApplication

from desktop.command_line import ticket_number
from desktop.domain.clock import SystemClock
from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.file_names import clean_name
from desktop.domain.tickets import Attachment, DownloadState
from desktop.running_app import LIMIT_BYTES
from desktop.store import accounts
from desktop.store.database import Database
from desktop.store.files.blobs import Blobs
from desktop.ui.signals import Notice
from tests.client_harness import Client
from tests.connectors.servers import serving
from tests.fakes import FakeDesk
from tests.journeys.robot import running
from tests.services.conftest import client, desk
from tests.simulation import counters

__all__ = ["client", "desk"]

NAMES, LINKS = 2_000, 10_000
PARTS = [
    "..", ".", "/", "\\", "//", "..\\", "../", "C:", "c:\\", "\\\\?\\", "\\\\.\\", "\\\\server\\share\\", "~",
    "~root/", "%2e%2e%2f",
    "..%c0%af", "\u2215", "\uff0f", "\u2044", "\uff0e\uff0e", "\u202e", "\u202dgpj.", "\u2066", "\u2069",
    "\u200f", "\u200b",
    "\ufeff", "\x00", "\n", "\r\n", "\t", "\x1b[2J", "\x7f", "\x85", "\u2028", "\ud800", "\udfff", "CON", "nul",
    "AUX", "com1", "LPT9",
    "COM¹", "PRN", "CONIN$", "clock$", " ", "  ", ". ", " .", ":", "::$DATA", ":Zone.Identifier", "|", "<", ">",
    "*", "?", '"', ";",
    "$(id)", "`id`", "&&", "-rf", "--help", ".bashrc", ".ssh", "authorized_keys", "desktop.ini", "autorun.inf",
    ".desktop", ".lnk", ".exe",
    ".pdf", ".PDF", ".jpg.exe", ".tar.gz", "a", "A", "x" * 130, "ب" * 70, "😀" * 40, "\u0301" * 90, "é",
    "e\u0301", "ı", "İ", "ſ", "K",
    "ﬁ", "ß", "etc/passwd", "/etc/cron.d/x", "/dev/null", "/proc/self/environ", "NUL.txt.", "file.", "report",
]  # fmt: skip
WRITTEN_OUT = [
    "",
    "/",
    "..",
    "../../../../etc/passwd",
    "C:\\Windows\\win.ini",
    "\\\\evil\\c$\\x",
    "con",
    "a/../../b",
    "x:y",
]


def names(count: int, seed: int) -> Iterator[str]:
    """Hostile names, the same ones for the same seed."""
    rng = Random(seed)
    yield from WRITTEN_OUT
    for _ in range(count - len(WRITTEN_OUT)):
        yield "".join(rng.choice(PARTS) for _ in range(rng.randint(1, 6)))


def leaves_folder(name: str, system: str) -> bool:
    """Whether a file of that name would lie anywhere but in the folder, by the rules of that system."""
    if system == "windows":
        path = PureWindowsPath("D:\\Downloads") / name
        renamed = name != name.rstrip(". ") or PureWindowsPath(name).is_reserved() or bool(set(name) & set('<>:"|?*'))
        return path.parent != PureWindowsPath("D:\\Downloads") or path.name != name or renamed
    if system == "macos":
        # the Finder's ":" is the "/" of the disk, and the disk may take names apart into letters and marks
        apart = unicodedata.normalize("NFD", name)
        return bool(set(apart) & set("/:\0")) or apart in ("", ".", "..") or len(apart.encode()) > 255
    place = PurePosixPath("/home/t/Downloads") / name
    return place.parent != PurePosixPath("/home/t/Downloads") or place.name != name or "\0" in name


@pytest.mark.parametrize("system", ["posix", "windows", "macos"])
def test_no_name_leads_out_of_its_folder(system: str) -> None:
    escaped = [name for name in names(NAMES, 1) if leaves_folder(clean_name(name), system)]
    counters.add("hostile file names", NAMES, escapes=len(escaped))
    assert escaped == []


def test_saved_under_any_name_nothing_else_is_touched(client: Client, desk: FakeDesk, tmp_path: Path) -> None:
    """Each name meets a file and a link that are there already, under the name it will get."""
    kept = client.blobs.keep_bytes("a", b"stranger's bytes", limit_bytes=100)
    precious = tmp_path / "precious"
    precious.write_bytes(b"precious")
    place = tmp_path / "Downloads"
    place.mkdir()
    outside = set(tmp_path.iterdir())
    overwritten = followed = 0
    for number, name in enumerate(names(NAMES, 2)):
        attachment = Attachment(1, name, "", 16, DownloadState.DOWNLOADED, kept.sha256)
        target = place / clean_name(name)
        if number % 2:
            target.symlink_to(precious if number % 4 == 1 else tmp_path / "made through a link")
        else:
            target.write_bytes(b"mine")
        with pytest.raises(OtetError) as raised:
            client.services.attachments.save_as(attachment, place)
        assert raised.value.code is ErrorCode.FILE_EXISTS
        overwritten += not number % 2 and target.read_bytes() != b"mine"
        followed += precious.read_bytes() != b"precious" or (tmp_path / "made through a link").exists()
        target.unlink()
        saved = client.services.attachments.save_as(attachment, place)
        assert saved.parent == place and saved.read_bytes() == b"stranger's bytes" and not saved.is_symlink()
        saved.unlink()
    counters.add("hostile names saved", NAMES, overwrites=overwritten, links_followed=followed)
    assert (overwritten, followed) == (0, 0)
    assert list(place.iterdir()) == []
    assert set(tmp_path.iterdir()) == outside


def test_blobs_lie_where_they_belong_whatever_they_are_called(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path / "blobs")
    for name in names(300, 3):
        blobs.keep_bytes(name, b"x", limit_bytes=10)
        blobs.partial(name).write_bytes(b"y")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.relative_to(tmp_path).parts[0] for path in files} == {"blobs"}
    assert all(re.fullmatch(r"[0-9a-f]{64}", path.name) for path in files)


LINK_PARTS = [
    "otet://ticket/", "otet://ticket/12", "otet:ticket/12", "OTET://ticket/12", "otet://TICKET/12",
    "otet:///ticket/12", "otet://ticket//12",
    "otet://ticket/12/", "otet://ticket/12?x=1", "otet://ticket/12#a", "otet://user@ticket/12",
    "otet://ticket:80/12", "otet://server/",
    "https://evil.example/", "file:///etc/passwd", "javascript:alert(1)", "http:\\\\", "\\\\host\\x",
    "--no-sandbox", "-platformpluginpath",
    "-platform offscreen:/tmp", "--data-dir", "/tmp/evil", "-style", "-qwindowtitle", '"', "'", "`id`", "$(id)",
    ";", "|", "&", "\n", "\r", "\0",
    "\t", " ", "%0a", "%00", "%31", "+", "-", "1e3", "0x10", "١٢", "۱۲", "１２", "²", "\u200f", "\u202e",
    "\ud800", "token=", "text=", "../", "..",
    "9" * 12, "9" * 13, "0", "007", "x" * 300,
]  # fmt: skip


def links(count: int, seed: int) -> Iterator[str]:
    """Links as a page, a mail or another program might hand them over."""
    rng = Random(seed)
    for number in range(count):
        if number % 5 == 0:
            good = f"otet://ticket/{rng.randrange(10**12)}"
            place = rng.randrange(len(good) + 1)
            yield good[:place] + rng.choice(LINK_PARTS) + good[place + rng.randrange(2) :]
        elif number % 20 == 1:
            yield f"otet://ticket/{rng.randrange(10 ** rng.randint(1, 14))}"
        elif number % 1000 == 1:
            yield "otet://ticket/" + "1" * 1_000_000
        else:
            yield "".join(rng.choice(LINK_PARTS) for _ in range(rng.randint(1, 4)))


def is_a_ticket(link: str) -> bool:
    """The grammar once more, written without the expression that is tested."""
    head, digits = link[:14], link[14:]
    return head == "otet://ticket/" and 1 <= len(digits) <= 12 and all(planned in "0123456789" for planned in digits)


def test_a_link_shows_one_ticket_or_does_nothing(qapp: QApplication, tmp_path: Path) -> None:

    home = tmp_path / "profile"
    wrong: list[str] = []
    with serving(lambda visit: None) as server:
        sign_in(home, server.url)
        with running(qapp, home) as robot:
            notices: list[Notice] = []
            robot.app.signals.notice.connect(notices.append)
            robot.until(lambda: robot.app.session.account is not None, "the account")
            before = sorted(path.name for path in home.iterdir())
            shown = 0
            for link in links(LINKS, 4):
                number = ticket_number(link)
                shown += number is not None
                notices.clear()
                robot.app.open_link(link)
                told = [notice.problem.code for notice in notices if notice.key == "link" and notice.problem]
                well_read = link == f"otet://ticket/{number}" if is_a_ticket(link) else number is None
                # of a ticket that is not here nobody can tell before the help desk was asked
                code = ErrorCode.NOT_YOUR_TICKET if number is None else ErrorCode.TICKET_NOT_HERE
                if not well_read or told != [code]:
                    wrong.append(link[:80])
            robot.app.open_link("otet://ticket/none")
            robot.until(lambda: "does not point to one of your tickets" in robot.words("notice_bar"), "the word")
            assert sorted(path.name for path in home.iterdir()) == before
        assert server.visits == 0
    counters.add("deep links", LINKS, did_anything_else=len(wrong))
    assert wrong == []
    assert 200 < shown < LINKS / 2
    assert len("otet://ticket/" + "9" * 12) <= min(64, LIMIT_BYTES)


def sign_in(home: Path, address: str) -> None:
    """A profile with an account whose token is gone, so that nothing is sent by itself."""
    home.mkdir()
    database = Database.open(home, SystemClock())
    with database.write() as tx:
        accounts.add(tx, "roundup", address, "trader", "Trader")
    database.close()


@pytest.mark.skipif(os.name == "nt", reason="names of files are other there")
def test_a_name_of_bytes_that_are_no_letters(tmp_path: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe\x80.txt"))
    odd.write_bytes(b"x")
    assert Blobs(tmp_path / "blobs").keep(odd, limit_bytes=10).name.isprintable()
