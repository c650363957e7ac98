"""Bytes that were attached are whole, unchanging and on the disk, whatever the source is or does."""

import hashlib
import os
import resource
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.operations import File
from desktop.store.files.blobs import Blobs

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 1000


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "blobs")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "گزارش.pdf"
    path.write_bytes(b"hello")
    return path


def kept(blobs: Blobs) -> list[Path]:
    return [path for path in blobs.folder.rglob("*") if path.is_file()] if blobs.folder.exists() else []


def test_a_file_is_copied_at_once(blobs: Blobs, source: Path) -> None:
    file = blobs.keep(source, limit_bytes=LIMIT)
    assert file == File("گزارش.pdf", "application/pdf", 5, sha256(b"hello"))
    source.write_bytes(b"changed afterwards")
    source.unlink()
    assert blobs.has(file.sha256)
    assert blobs.path(file.sha256).read_bytes() == b"hello"


def test_the_same_bytes_are_kept_once(blobs: Blobs, source: Path) -> None:
    first = blobs.keep(source, limit_bytes=LIMIT)
    second = blobs.keep_bytes("other.txt", b"hello", limit_bytes=LIMIT)
    assert first.sha256 == second.sha256
    assert kept(blobs) == [blobs.path(first.sha256)]


def test_a_link_to_a_file_is_followed(blobs: Blobs, source: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to(source)
    assert blobs.keep(link, limit_bytes=LIMIT) == File("link.txt", "text/plain", 5, sha256(b"hello"))


def test_only_the_owner_reads_blobs(blobs: Blobs, source: Path) -> None:
    before = os.umask(0)
    try:
        file = blobs.keep(source, limit_bytes=LIMIT)
        download = blobs.partial("k")
        download.write_bytes(b"download")
        other = blobs.adopt(download, "b", "")
    finally:
        os.umask(before)
    for one in (file, other):
        path = blobs.path(one.sha256)
        assert [stat.S_IMODE(place.stat().st_mode) for place in (path, path.parent, path.parents[1])] == [
            0o600,
            0o700,
            0o700,
        ]


def folder(path: Path) -> Path:
    path.mkdir()
    return path


def pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


def link_to(target: str) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.symlink_to(target)
        return path

    return make


def holding(data: bytes) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_bytes(data)
        return path

    return make


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: path, ErrorCode.FILE_GONE),
        (lambda path: path / "below" / "nothing", ErrorCode.FILE_GONE),
        (lambda path: holding(b"x")(path) / "below", ErrorCode.FILE_GONE),
        (link_to("nowhere"), ErrorCode.FILE_GONE),
        (link_to("x"), ErrorCode.FILE_UNREADABLE),
        (folder, ErrorCode.FILE_NOT_REGULAR),
        (pipe, ErrorCode.FILE_NOT_REGULAR),
        (lambda path: Path("/dev/zero"), ErrorCode.FILE_NOT_REGULAR),
        (lambda path: Path("/dev/tty"), ErrorCode.FILE_NOT_REGULAR),
        (link_to("/dev/zero"), ErrorCode.FILE_NOT_REGULAR),
        (link_to("/"), ErrorCode.FILE_NOT_REGULAR),
        (holding(b""), ErrorCode.FILE_EMPTY),
        (lambda path: Path("/proc/self/mem"), ErrorCode.FILE_UNREADABLE),
        (lambda path: path.with_name("n\0ul"), ErrorCode.FILE_UNREADABLE),
        (lambda path: path.with_name("n" * 300), ErrorCode.FILE_UNREADABLE),
        (holding(b"x" * 1001), ErrorCode.FILE_TOO_LARGE),
    ],
)
def test_hostile_sources(blobs: Blobs, tmp_path: Path, make: Callable[[Path], Path], code: ErrorCode) -> None:
    with pytest.raises(OtetError) as raised:
        blobs.keep(make(tmp_path / "x"), limit_bytes=LIMIT)
    assert raised.value.code is code
    assert raised.value.problem.name
    assert kept(blobs) == []


def test_too_large_says_how_large(blobs: Blobs, tmp_path: Path) -> None:
    with pytest.raises(OtetError) as raised:
        blobs.keep(holding(b"x" * 1234)(tmp_path / "film.mov"), limit_bytes=LIMIT)
    assert raised.value.problem == Problem(
        ErrorCode.FILE_TOO_LARGE, name="film.mov", size_bytes=1234, limit_bytes=LIMIT
    )
    assert blobs.keep_bytes("x", b"x" * LIMIT, limit_bytes=LIMIT).size == LIMIT
    with pytest.raises(OtetError):
        blobs.keep_bytes("x", b"y" * (LIMIT + 1), limit_bytes=LIMIT)


def test_a_file_that_grows_while_it_is_read(blobs: Blobs, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a log does: what was there counts, up to the limit and never beyond."""
    read = os.read

    def grow(descriptor: int, count: int) -> bytes:
        with source.open("ab") as more:
            more.write(b"x" * 400)
        return read(descriptor, count)

    monkeypatch.setattr(os, "read", grow)
    with pytest.raises(OtetError) as raised:
        blobs.keep(source, limit_bytes=LIMIT)
    assert raised.value.code is ErrorCode.FILE_TOO_LARGE
    assert kept(blobs) == []


_UNREADABLE = """
import os, sys
from pathlib import Path
from desktop.domain.errors import OtetError
from desktop.store.files.blobs import Blobs
source, blobs = map(Path, sys.argv[1:])
if os.getuid() == 0:  # rights do not bind root
    os.setresuid(65534, 65534, 65534)
try:
    Blobs(blobs).keep(source, limit_bytes=10)
except OtetError as error:
    print(error.code.value)
"""


def test_a_file_that_may_not_be_read() -> None:
    with tempfile.TemporaryDirectory() as name:  # not pytest's folder: another user must reach it
        Path(name).chmod(0o755)
        source = holding(b"hello")(Path(name) / "x")
        source.chmod(0)
        command: list[str | Path] = [sys.executable, "-c", _UNREADABLE, source, Path(name) / "blobs"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "file_unreadable", done.stderr


@pytest.fixture
def small_files() -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.usefixtures("small_files")
def test_a_disk_that_takes_no_more(blobs: Blobs) -> None:
    with pytest.raises(OtetError) as raised:
        blobs.keep_bytes("x", b"x" * 100_000, limit_bytes=10**6)
    assert raised.value.code is ErrorCode.DISK_FULL
    assert kept(blobs) == []


def test_bytes_are_durable_before_they_have_their_name(
    blobs: Blobs, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def note_fsync(descriptor: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        fsync(descriptor)

    def note_replace(path: Path, target: Path) -> Path:
        steps.append("rename")
        return replace(path, target)

    blobs.keep_bytes("first", b"x", limit_bytes=LIMIT)
    monkeypatch.setattr(os, "fsync", note_fsync)
    monkeypatch.setattr(Path, "replace", note_replace)
    blobs.keep(source, limit_bytes=LIMIT)
    assert steps.index("file") < steps.index("rename")
    assert steps[-2:] == ["rename", "folder"]


def test_a_download_is_resumed_and_adopted(blobs: Blobs) -> None:
    path = blobs.partial("1/file/../9")
    assert path == blobs.partial("1/file/../9") != blobs.partial("1/other")
    assert path.parent.parent == blobs.folder
    path.write_bytes(b"half")
    assert blobs.partial("1/file/../9").read_bytes() == b"half"
    file = blobs.adopt(path, "../re\u202eport.txt", "text/plain")
    assert file == File("report.txt", "text/plain", 4, sha256(b"half"))
    assert blobs.path(file.sha256).read_bytes() == b"half"
    assert not path.exists()
    with pytest.raises(OtetError) as raised:
        blobs.adopt(path, "report.txt", "text/plain")
    assert raised.value.code is ErrorCode.FILE_GONE


@pytest.mark.parametrize(
    ("found", "goes_on_from"),
    [
        (b"the first half", b"the first half"),
        (b"the first half and more", b"the first half"),
        (b"the first \0\0\0\0", b""),
        (b"the fir", b""),
    ],
)
def test_another_process_goes_on_from_what_was_vouched_for(blobs: Blobs, found: bytes, goes_on_from: bytes) -> None:
    """After a power cut a file may be as long as it was, and have other bytes."""
    path = blobs.partial("k")
    path.write_bytes(b"the first half")
    blobs.keep_partial(path)
    path.write_bytes(found)
    assert Blobs(blobs.folder).partial("k").read_bytes() == goes_on_from
    assert path.read_bytes() == goes_on_from


def test_another_process_begins_a_download_again_that_nobody_vouched_for(blobs: Blobs) -> None:
    blobs.partial("k").write_bytes(b"half")
    assert Blobs(blobs.folder).partial("k").read_bytes() == b""


def test_nothing_is_left_of_a_download_that_was_adopted(blobs: Blobs) -> None:
    path = blobs.partial("k")
    path.write_bytes(b"whole")
    blobs.keep_partial(path)
    file = blobs.adopt(path, "whole.txt", "")
    assert kept(blobs) == [blobs.path(file.sha256)]


def test_leftovers_go_and_what_is_under_way_stays(blobs: Blobs, tmp_path: Path) -> None:
    blobs.partial("unwanted").write_bytes(b"half")
    blobs.keep_partial(blobs.partial("unwanted"))
    blobs.partial("wanted").write_bytes(b"half")
    open_now = blobs.partial("open")
    open_now.write_bytes(b"half")
    (blobs.folder / "copy-left-by-a-crash").write_bytes(b"x")
    again = Blobs(blobs.folder)
    again.remove_leftovers({"wanted", "open"})
    assert {path.name for path in kept(blobs)} == {blobs.partial("wanted").name, open_now.name}
    blobs.remove_leftovers(set())
    assert open_now.exists()
    blobs.discard_partial(open_now)
    assert not open_now.exists()


COPYING = """
import sys, pathlib
from desktop.store.files.blobs import Blobs
Blobs(pathlib.Path(sys.argv[1])).keep(pathlib.Path(sys.argv[2]), limit_bytes=10**9)
"""


@pytest.mark.skipif(os.name != "posix", reason="holds a copy open by a signal")
def test_a_copy_of_another_process_is_left_to_it(blobs: Blobs, tmp_path: Path) -> None:
    large = tmp_path / "large.bin"
    with large.open("wb") as file:
        file.truncate(400_000_000)
    other = subprocess.Popen([sys.executable, "-c", COPYING, str(blobs.folder), str(large)], cwd=ROOT)
    try:
        while not list(blobs.folder.glob("copy-*")):
            assert other.poll() is None
        other.send_signal(signal.SIGSTOP)
        (copy,) = blobs.folder.glob("copy-*")
        blobs.remove_leftovers(set())
        assert copy.exists()
    finally:
        other.kill()
        other.wait()
    blobs.remove_leftovers(set())
    assert kept(blobs) == []


def test_bytes_that_changed_on_the_disk_are_found_out(blobs: Blobs) -> None:
    file = blobs.keep_bytes("a.txt", b"whole", limit_bytes=LIMIT)
    assert blobs.is_intact(file.sha256)
    blobs.path(file.sha256).write_bytes(b"whol\0")
    assert not blobs.is_intact(file.sha256)
    blobs.keep_bytes("again.txt", b"whole", limit_bytes=LIMIT)
    assert blobs.is_intact(file.sha256)
    assert not blobs.is_intact(sha256(b"never here"))


def test_only_a_hash_is_a_path(blobs: Blobs) -> None:
    for wrong in ("", "../../etc/passwd", "A" * 64, "a" * 63, "g" * 64):
        with pytest.raises(ValueError, match="SHA-256"):
            blobs.path(wrong)
    assert not blobs.has("")
    assert not blobs.has("a" * 64)
