"""What every route of the wire has in common: arguments, limits, and refusals that an app can act upon."""

import functools
import logging
import sqlite3
from collections.abc import Callable
from typing import Any

from roundup.exceptions import Reject

from desktop.desk.tracker import health, moments
from desktop.desk.tracker.roundup_types import Date, Form, Request

ATTACHMENT_LIMIT_BYTES = 25 * 1024 * 1024
ATTACHMENTS_PER_MESSAGE = 5
TEXT_LIMIT = 50_000
SUBJECT_LIMIT = 200
LONGEST_WAIT_S = 300
"""The longest long poll; an app asks for as much as its line bears."""
WAIT_BEAT_S = 12
"""How often a long poll says that it is still there, where its app asks for it."""
GZIP_UPLOAD_BYTES = 8 * 1024 * 1024
"""The largest form that is taken compressed, before its compression."""
UPLOAD_PART_BYTES = 1024 * 1024
"""The largest part of a file that is sent piece by piece."""
RETRY_AFTER_S = 2

LOG = logging.getLogger("roundup.desk")


class RefusedError(Exception):
    """An answer of status 400 and above, with the code of the wire where it has one."""

    def __init__(self, status: int, code: str, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.code = code
        self.words = words


def bad_request(words: str) -> RefusedError:
    """A request that no app of ours makes."""
    return RefusedError(400, "bad_request", words)


def answers(route: Callable[[Request, Form], tuple[int, Any]]) -> Callable[[Request, Form], dict[str, Any]]:
    """Make a route of a function that returns (status, data) or raises `RefusedError`.

    Roundup's own decorator turns a locked database into 400, which an app must take for a refusal; here it is 503.
    """

    @functools.wraps(route)
    def answer(self: Request, input_payload: Form) -> dict[str, Any]:
        client = self.client
        try:
            if client.user == "anonymous":
                raise RefusedError(401, "", "Sign in first.")
            status, data = route(self, input_payload)
        except RefusedError as refusal:
            self.db.rollback()
            return _error(client, refusal.status, refusal.code, refusal.words)
        except Reject as reason:
            self.db.rollback()
            return _error(client, 403, "closed" if str(reason).startswith("closed:") else "bad_request", str(reason))
        except (sqlite3.OperationalError, OSError) as error:
            health.note_failed_write(error)
            # locked, full, unreadable: all of it may be better in a moment, none of it is the sender's fault
            LOG.exception("not now: %s", client.path)
            self.db.rollback()
            client.setHeader("Retry-After", str(RETRY_AFTER_S))
            return _error(client, 503, "", "The help desk cannot do this right now.")
        except Exception:
            LOG.exception("failed: %s", client.path)
            self.db.rollback()
            return _error(client, 500, "", "The help desk failed; its log says why.")
        client.response_code = status
        return {"data": data}

    return answer


def _error(client: Request, status: int, code: str, words: str) -> dict[str, Any]:
    client.response_code = status
    error: dict[str, object] = {"status": status, "msg": words}
    if code:
        error["code"] = code
    return {"error": error}


def text(payload: Any, name: str, default: str = "") -> str:
    """A text argument from a query, a form or a JSON body."""
    field = _field(payload, name)
    if isinstance(field, list):
        field = field[0]
    value = default if field is None else field.value
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return default if value is None else str(value)


def number(payload: Any, name: str, default: int) -> int:
    """A whole number that is not negative."""
    value = text(payload, name)
    if not value:
        return default
    if not (value.isascii() and value.isdigit() and len(value) <= 18):
        raise bad_request(f"{name} has to be a number.")
    return int(value)


def parts(payload: Any, name: str) -> list[Any]:
    """The file parts of a multipart form, in the order sent."""
    field = _field(payload, name)
    if field is None:
        return []
    return field if isinstance(field, list) else [field]


def _field(payload: Any, name: str) -> Any:
    try:
        return payload[name]
    except (KeyError, TypeError):
        return None


def milliseconds(moment: Date) -> int:
    """A Roundup date as milliseconds since 1970 UTC."""
    return round(moments.epoch_s(moment) * 1000) if moment else 0
