"""Writes resources/schema/newest.json anew after a script was added: `python -m tests.tools.newest_schema`."""

import json
import sqlite3
import sys

from desktop import assets
from desktop.store import migrate
from desktop.store.recovery import integrity


def text() -> str:
    """What the file has to hold."""
    memory = sqlite3.connect(":memory:", isolation_level=None)
    migrate.migrate(memory, migrate.scripts())
    rows = sorted(integrity.schema(memory), key=str)
    memory.close()
    return json.dumps(rows, indent=0, ensure_ascii=False) + "\n"


def main() -> int:
    """Write the file."""
    assets.path("schema", migrate.NEWEST).write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
