"""A hundred megabytes go in, out and through without being held in memory; what is sent is what was shown."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.client_harness import Client
from tests.fakes import FakeClock, FakeDesk

ROOT = Path(__file__).resolve().parents[2]
LARGE = 100 * 1024 * 1024
MOST = 32 * 1024 * 1024

_ATTACH = """
import resource
import sys
from dataclasses import replace
from pathlib import Path
from tests.fakes import FakeClock, FakeDesk
from tests.client_harness import Client

folder, size = Path(sys.argv[1]), int(sys.argv[2])
def most():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
client = Client(folder / "profile", FakeDesk(FakeClock()))
limits = replace(client.desk.info, attachment_limit_bytes=size)
small = folder / "small"
small.write_bytes(b"x")
client.services.drafts.attach(client.write(), small, limits)
before = most()
large = folder / "large"
with large.open("wb") as file:
    file.truncate(size)
draft = client.services.drafts.attach(client.write(), large, limits)
kept = client.blobs.path(draft.files[0].sha256)
print(most() - before, kept.stat().st_size)
client.close()
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="resource is POSIX")
def test_a_hundred_megabytes_are_attached_in_a_small_memory(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _ATTACH, str(tmp_path), str(LARGE)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    grown, kept = map(int, done.stdout.split())
    assert kept == LARGE
    assert grown <= MOST


@pytest.mark.parametrize("harm", ["overwritten", "removed", "replaced by a folder"])
def test_what_happens_to_the_source_later_changes_nothing(tmp_path: Path, harm: str) -> None:
    client = Client(tmp_path / "profile", FakeDesk(FakeClock()))
    try:
        client.settle()
        source = tmp_path / "receipt.pdf"
        source.write_bytes(b"as it was attached")
        draft = client.services.drafts.attach(client.write(), source, client.desk.info)
        shown = draft.files[0].sha256
        source.unlink()
        if harm == "overwritten":
            source.write_bytes(b"something else of another size")
        elif harm == "replaced by a folder":
            source.mkdir()
        id = client.services.tickets.submit(replace(draft), limits=client.desk.info)
        client.settle()
        operation = client.operation(id)
        assert operation is not None
        assert operation.files[0].sha256 == shown
        assert list(client.desk.files.values()) == [b"as it was attached"]
    finally:
        client.close()
