"""Opaque, revocable sign-in tokens: only their SHA-256 is kept, so a stolen database opens no account."""

import hashlib
import secrets
from collections.abc import Mapping
from typing import Any

from roundup import date

from desktop.desk.tracker.roundup_types import Database, Form, Request
from desktop.desk.tracker.routing import route
from desktop.desk.tracker.wire import api

LIFE = "30d"
LABEL_LIMIT = 100


def digest(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def bearer(env: Mapping[str, str]) -> str:
    """The bearer token of a request, or ""."""
    scheme, _, token = env.get("HTTP_AUTHORIZATION", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


@route("/desk/token", "POST")
@api.answers
def sign_in(self: Request, input_payload: Form) -> tuple[int, dict[str, Any]]:
    """Answer a token for the person whose name and password the request has."""
    # the gate has checked the password: this row takes nothing else
    db = self.db
    user = db.getuid()
    _forget_expired(db, user)
    token = secrets.token_urlsafe(32)
    label = api.text(input_payload, "label")[:LABEL_LIMIT]
    db.apitoken.create(user=user, digest=digest(token), label=label, expires=date.Date(f". + {LIFE}"))
    db.commit()
    name = db.user.get(user, "username")
    display_name = db.user.get(user, "realname") or name
    return 201, {"token": token, "user": user, "username": name, "display_name": display_name}


@route("/desk/token", "DELETE")
@api.answers
def sign_out(self: Request, input_payload: Form) -> tuple[int, dict[str, Any]]:
    """Revoke the token that the request has."""
    token = bearer(self.client.env)
    if not token:
        raise api.bad_request("Only a token can be revoked.")
    self.db.apitoken.destroy(self.db.apitoken.lookup(digest(token)))
    self.db.commit()
    return 200, {"revoked": True}


def _forget_expired(db: Database, user: str) -> None:
    now = date.Date(".")
    for item in db.apitoken.find(user=user):
        if db.apitoken.get(item, "expires") < now:
            db.apitoken.destroy(item)
