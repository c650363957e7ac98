"""JSON answers for apps: UTF-8, compressed where the app takes that, and 304 where it has the same already."""

import gzip
import hashlib
import json
import re
from typing import Any

from desktop.desk.tracker.roundup_types import Request

LEAST_COMPRESSED_BYTES = 400
"""Shorter answers fit into one packet anyway."""
COMPRESSION_LEVEL = 6
_GZIP = re.compile(r"\s*(?:gzip|\*)\s*(?:;\s*q\s*=\s*(?!0(?:\.0*)?\s*$)[0-9.]+\s*)?", re.IGNORECASE)


def encoded(value: object) -> bytes:
    """`value` as compact JSON in UTF-8; escaped where a text holds half of a surrogate pair."""
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str).encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"), default=str).encode()


def takes_gzip(accepted: str) -> bool:
    """Whether an `Accept-Encoding` header allows gzip."""
    return any(_GZIP.fullmatch(one) for one in accepted[:500].split(","))


def tag(body: bytes) -> str:
    """The entity tag of an answer."""
    return f'"{hashlib.sha256(body).hexdigest()[:16]}"'


def send(client: Request, output: Any, *, is_tagged: bool = False) -> None:
    """Send one answer with the client's response code; `is_tagged` answers keep an ETag and can be 304."""
    body = encoded(output)
    client.setHeader("Cache-Control", "private, no-cache" if is_tagged else "no-store")
    if is_tagged and client.response_code == 200:
        etag = tag(body)
        client.setHeader("ETag", etag)
        if etag in client.env.get("HTTP_IF_NONE_MATCH", "").replace(" ", "").replace("W/", "").split(","):
            client.response_code = 304
            client.header()
            return
    client.setHeader("Content-Type", "application/json")
    if len(body) >= LEAST_COMPRESSED_BYTES and takes_gzip(client.env.get("HTTP_ACCEPT_ENCODING", "")):
        body = gzip.compress(body, COMPRESSION_LEVEL, mtime=0)
        client.setHeader("Content-Encoding", "gzip")
        client.setHeader("Vary", "Accept-Encoding")
    client.setHeader("Content-Length", str(len(body)))
    client.write(body)
