"""Keeps secrets and people's words out of `desk.log`: one formatter for every line that this process logs.

Messages of our own loggers are written as they are, but for what looks like a secret. Of other libraries' messages only
the template is written, since their arguments may be session ids, form fields or texts. Of an exception its type and
place are written, and its message only where that comes from the system.
"""

import io
import logging
import re
import sqlite3
import sys
import threading
import time
import traceback
from types import TracebackType
from typing import Any, TextIO

OWN = ("roundup.desk", "desktop")
"""Loggers whose messages we write ourselves."""
HIDDEN = "[hidden]"
_SECRETS = re.compile(
    r"(?P<kept>\b(?:bearer|basic)\s+|(?:password|passwd|secret|token|cookie|session|csrf|authorization)\w*[\"']?\s*[=:]\s*)"
    r"(?:(?:bearer|basic)\s+)?[^\s,;&]+"
    r"|(?<![\w-])[\w-]{43}(?![\w-])|(?<![0-9a-fA-F])[0-9a-fA-F]{32,}(?![0-9a-fA-F])",
    re.IGNORECASE,
)
_OF_THE_SYSTEM = re.compile(r"(?:database|disk|unable|attempt|readonly|interrupted|out of memory)[\w /]*")


def install(stream: TextIO) -> None:
    """Send everything that is logged or raised in this process to `stream`, through the formatter."""
    from roundup.configuration import CoreConfig

    # Roundup would give its loggers handlers and formats of their own at every opening of a tracker
    CoreConfig.init_logging = lambda config: None
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Formatter())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    for name in list(logging.root.manager.loggerDict):
        logging.getLogger(name).handlers.clear()
    for name in OWN:
        logging.getLogger(name).setLevel(logging.INFO)
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_uncaught_in_thread


def hide(text: str) -> str:
    """The text without what looks like a token, digest, password or cookie."""
    return _SECRETS.sub(lambda match: (match["kept"] or "") + HIDDEN, text)


class Formatter(logging.Formatter):
    """Writes one record as one line, and an exception as further lines."""

    def format(self, record: logging.LogRecord) -> str:
        """The whole record as text."""
        when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
        lines = [f"{when} {record.levelname} {record.name}: {self._message(record)}"]
        if record.exc_info and record.exc_info[1] is not None:
            lines += _described(record.exc_info[1])
        return "\n".join(lines)

    @staticmethod
    def _message(record: logging.LogRecord) -> str:
        if record.name in OWN or record.name.startswith(tuple(f"{name}." for name in OWN)):
            message = record.getMessage()
        elif record.args:
            message = str(record.msg)
        else:
            message = f"at {record.module}:{record.lineno}"
        return hide(message).replace("\r", "\\r").replace("\n", "\\n")


class MaskedStream(io.TextIOBase):
    """A text stream that hides what looks like a secret, for what libraries print."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream

    def write(self, text: str) -> int:
        """Write the text without secrets."""
        self._stream.write(hide(text))
        return len(text)

    def flush(self) -> None:
        """Flush the stream below."""
        self._stream.flush()

    def fileno(self) -> int:
        """The descriptor of the stream below."""
        return self._stream.fileno()

    def writable(self) -> bool:
        """Always: it is a log."""
        return True


def _described(error: BaseException | None) -> list[str]:
    lines: list[str] = []
    while error is not None:
        lines.append(f"  {_name(error)}")
        lines += [
            f"    {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)
        ]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return lines


def _name(error: BaseException) -> str:
    name = type(error).__name__
    if isinstance(error, sqlite3.Error):
        message = str(error)
        return f"{name}: {message}" if _OF_THE_SYSTEM.fullmatch(message) else name
    if isinstance(error, OSError) and error.strerror and error.errno is not None:
        return f"{name}: {error.strerror}"
    return name


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> Any:
    logging.getLogger("desktop.desk").critical("not caught", exc_info=(kind, error, trace))


def _log_uncaught_in_thread(words: threading.ExceptHookArgs) -> None:
    error = words.exc_value
    logging.getLogger("desktop.desk").critical(
        "not caught in a thread", exc_info=(words.exc_type, error, words.exc_traceback) if error else None
    )
