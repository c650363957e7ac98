"""What a page of changes holds: each thing once, as it is now."""

import contextlib
import json
from typing import Any

from desktop.desk.tracker import fields, json_answers
from desktop.desk.tracker.roundup_types import Database
from desktop.desk.tracker.wire import api

MOST_BYTES = 4_000_000
"""An app refuses answers above 8 MiB, so a page ends early when its texts are long."""
SINGLE = {"verification": "user", "rates": "rates"}
"""What a page holds one of, or none."""
MOMENTS = {"ticket": "updated", "message": "created", "txn": "date"}
"""When a thing was last active, in its own words."""


class Page:
    """What a page holds, each thing once, in the order of its first change."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.size = 0
        self._found: dict[str, dict[str, Any]] = {
            "ticket": {},
            "message": {},
            "wallet": {},
            "txn": {},
            "user": {},
            "rates": {},
        }
        self._removed: dict[str, set[str]] = {"ticket": set(), "message": set()}
        self._names: dict[str, str] = {}

    def add(self, kind: str, item: str) -> None:
        """Read one changed thing as it is now."""
        if item in self._found[kind] or item in self._removed.get(kind, ()):
            return
        if kind in self._removed and self._is_removed(kind, item):
            self._removed[kind].add(item)
            return
        value = getattr(self, "_" + kind)(item)
        if value is not None:
            self._found[kind][item] = value
            self.size += len(json_answers.encoded(value))

    @property
    def is_full(self) -> bool:
        """Whether nothing more should be added."""
        return self.size >= MOST_BYTES

    def moment(self, kind: str, item: str) -> int:
        """When a thing of this page was last active, in milliseconds; 0 where that is not known."""
        thing = self._found[kind].get(item)
        return int(thing[MOMENTS[kind]]) if thing and kind in MOMENTS else 0

    def data(self) -> dict[str, Any]:
        """The page as the wire wants it."""
        lists = {"tickets": "ticket", "messages": "message", "wallets": "wallet", "transactions": "txn"}
        data = {name: list(self._found[kind].values()) for name, kind in lists.items()}
        single = {name: next(iter(self._found[kind].values()), None) for name, kind in SINGLE.items()}
        removed = {kind + "s": sorted(items, key=int) for kind, items in self._removed.items()}
        return {**data, **single, "removed": removed}

    def _is_removed(self, kind: str, item: str) -> bool:
        klass = self.db.issue if kind == "ticket" else self.db.msg
        return not klass.hasnode(item) or klass.is_retired(item)

    def _ticket(self, item: str) -> dict[str, Any]:
        row = self.db.issue.getnode(item)
        return {
            "id": item,
            "number": item,
            "title": row.title or "",
            "department": row.department or "",
            "status": row.status,
            "created": api.milliseconds(row.opened),
            "updated": api.milliseconds(row.updated),
            "ref": row.ref or "",
        }

    def _message(self, item: str) -> dict[str, Any] | None:
        row = self.db.msg.getnode(item)
        if row.internal:
            return None
        return {
            "id": item,
            "ticket": row.issue,
            "side": "own" if row.author == self.db.getuid() else "support",
            "author": self._display_name(row.author),
            "created": api.milliseconds(row.date),
            "body": row.content,
            "folds": fields.folds(row.folds, row.content),
            "ref": row.ref or "",
            "files": [self._file(name) for name in sorted(row.files, key=int)],
        }

    def _file(self, item: str) -> dict[str, Any]:
        size = 0
        with contextlib.suppress(OSError):
            size = self.db.filesize("file", item)
        row = self.db.file.getnode(item)
        return {"id": item, "name": row.name, "type": row.type or "application/octet-stream", "size": size}

    def _display_name(self, user: str) -> str:
        if user not in self._names:
            self._names[user] = self.db.user.get(user, "realname") or self.db.user.get(user, "username")
        found: str = self._names[user]
        return found

    def _wallet(self, item: str) -> dict[str, str]:
        row = self.db.wallet.getnode(item)
        names = ("number", "currency", "network", "balance")
        return {"id": item, **{name: row[name] or "" for name in names}}

    def _txn(self, item: str) -> dict[str, Any]:
        row = self.db.txn.getnode(item)
        names = ("wallet", "reference", "account", "method", "kind", "amount", "currency", "state")
        date = api.milliseconds(row.date)
        return {"id": item, **{name: row[name] or "" for name in names}, "fee": row.fee or None, "date": date}

    def _user(self, item: str) -> dict[str, Any] | None:
        row = self.db.user.getnode(item)
        if row.verification_level is None:
            return None
        missing = (row.verification_missing or "").split()
        return {"level": row.verification_level, "percent": row.verification_percent or 0, "missing": missing}

    def _rates(self, item: str) -> dict[str, Any]:
        row = self.db.rates.getnode(item)
        return {"base": row.base, "date": api.milliseconds(row.date), "rates": json.loads(row.quotes)}
