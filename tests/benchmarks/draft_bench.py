"""How long a draft of 1 KB takes to be on the disk, against pwrite and fdatasync of the same bytes.

python -m tests.benchmarks.draft_bench [count] [folder]
"""

import os
import sys
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path

from desktop.domain.clock import SystemClock
from desktop.domain.drafts import Draft
from desktop.store import accounts, drafts
from desktop.store.database import Database
from tests.benchmarks.figures import line, say, timed


def main(count: int, folder: Path) -> None:
    """Save `count` times both ways in turn, so that both meet the same disk."""
    database = Database.open(folder, SystemClock())
    with database.write() as tx:
        account = accounts.add(tx, "roundup", "built-in", "nasrin", "Nasrin")
    draft = Draft("d", account, subject="برداشت", created_ms=1)
    descriptor = os.open(folder / "floor", os.O_CREAT | os.O_RDWR, 0o600)
    floor: list[float] = []
    app: list[float] = []

    def write(text: bytes) -> None:
        os.pwrite(descriptor, text, 0)
        os.fdatasync(descriptor)

    def keep(draft: Draft) -> None:
        with database.write() as tx:
            drafts.keep(tx, draft)

    for number in range(count):
        body = f"{number:08}" + "متن " * 145
        floor.append(timed(partial(write, body.encode())))
        app.append(timed(partial(keep, replace(draft, body=body, updated_ms=number))))
    os.close(descriptor)
    database.close()
    say(line("floor: pwrite + fdatasync", floor))
    say(line("app: drafts.keep, durable", app, floor))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=sys.argv[2] if len(sys.argv) > 2 else None) as name:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000, Path(name))
