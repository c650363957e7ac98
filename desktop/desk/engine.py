"""Builds the gate of one open tracker, and hands requests from the gate to Roundup."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from desktop.desk.callers import Callers, Sessions, user_of
from desktop.desk.gate import Environ, Gate, Security, Start
from desktop.desk.hosts import HostGuard
from desktop.desk.nonces import Nonces, secret_of
from desktop.desk.signin import PasswordCheck
from desktop.desk.tracker import notifier, store, texts
from desktop.desk.waits import Waits


def make_gate(tracker: Any, place: Path, port: int, public: str = "") -> Gate:
    """The gate in front of this tracker; `place` is the help desk's folder, `public` its address behind a proxy."""
    callers = Callers(tracker)
    security = Security(
        hosts=HostGuard(port, public),
        callers=callers,
        sessions=Sessions(tracker),
        passwords=PasswordCheck(callers, tracker.config),
        nonces=Nonces(secret_of(place)),
        writing=store.writing,
        text=texts.page,
    )

    def dispatch(environ: Environ, start_response: Start, form: Any) -> Iterable[bytes]:
        return respond(tracker, environ, start_response, form)

    return Gate(security, Waits(dispatch, notifier.HUB, partial(user_of, callers)))


def respond(tracker: Any, environ: Environ, start_response: Start, form: Any) -> Iterable[bytes]:
    """Let the overlay's Client answer one request that the gate has let through."""
    from roundup.cgi.wsgi_handler import RequestHandler

    client = tracker.Client(tracker, RequestHandler(environ, start_response), environ, form)
    client.main()
    # all that is sent went through start_response's writer
    return []
