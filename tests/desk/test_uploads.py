"""Files that come piece by piece: exactly what was sent is joined, once, and nothing can pile up."""

import hashlib
import json
import os
import time
from pathlib import Path
from typing import Any

import pytest

from desktop.connectors.base import PARTS_MISSING, OutgoingMessage
from desktop.connectors.roundup import RoundupConnector
from desktop.desk.tracker.wire import api, uploads
from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.operations import File, OperationKind
from tests.desk.running import Person, new_ref

DATA = bytes(range(256)) * 1000


def no_progress(done: int, total: int) -> None:
    pass


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def send(person: Person, ref: str, part: bytes, offset: int | str, *, data: bytes = DATA, **changes: str) -> Any:
    """Send a part; the whole answer."""
    fields = {"ref": ref, "sha256": digest(data), "size": str(len(data)), "offset": str(offset), **changes}
    files: list[tuple[str, Any]] = [(name, (None, value)) for name, value in fields.items()]
    files.append(("part", ("part", part, "application/octet-stream")))
    return person.call("POST", "/rest/desk/upload", files=files)


def kept(person: Person, ref: str, data: bytes = DATA) -> int:
    return int(person.get(f"/rest/desk/upload?ref={ref}&sha256={digest(data)}")["kept"])


def submit(person: Person, ref: str, *files: tuple[str, str], **changes: Any) -> Any:
    """Submit a ticket whose files, as (name, digest), came before it; the whole answer."""
    named = [{"name": name, "type": "text/csv", "sha256": sha256} for name, sha256 in files]
    fields = {"ref": ref, "title": "Proof", "content": "See the file.", "kept": json.dumps(named), **changes}
    return person.submit(**fields)


def test_parts_are_joined_in_whatever_order_and_however_often_they_come(trader: Person) -> None:
    ref = new_ref()
    assert kept(trader, ref) == 0
    steps = [
        (DATA[:1000], 0, 1000),
        (DATA[:1000], 0, 1000),
        # the second of two tries that were cut short
        (DATA[500:1500], 500, 1500),
        # it follows something that never came
        (DATA[9000:9500], 9000, 1500),
        (DATA[1500:], 1500, len(DATA)),
        (DATA[100:200], 100, len(DATA)),
    ]
    for part, offset, after in steps:
        answer = send(trader, ref, part, offset)
        assert (answer.status_code, answer.json()["data"]["kept"]) == (200, after)
    first = submit(trader, ref, ("statement.csv", digest(DATA)))
    assert first.status_code == 201, first.text
    made = first.json()["data"]
    assert trader.call("GET", f"/file{made['files'][0]}/statement.csv").content == DATA
    assert kept(trader, ref) == 0, "what was taken in is not kept twice"
    again = submit(trader, ref, ("statement.csv", digest(DATA)))
    assert (again.status_code, again.json()["data"]["message"]) == (200, made["message"])


def test_a_message_with_and_one_without_parts_are_the_same_message(trader: Person, tmp_path: Path) -> None:
    """The reference stands for the content, whichever way it came."""
    place = tmp_path / "a.csv"
    place.write_bytes(DATA)
    file = File("a.csv", "text/csv", len(DATA), digest(DATA))
    whole = OutgoingMessage(new_ref(), OperationKind.CREATE, "", "1", "Proof", "See the file.", ((file, place),))
    connector = RoundupConnector(trader.url, trader.token)
    receipt = connector.deliver(whole, no_progress)
    in_parts = OutgoingMessage(whole.ref, whole.kind, "", "1", "Proof", "See the file.", whole.files, in_parts=True)
    assert connector.deliver(in_parts, no_progress) == receipt
    assert connector.find_receipt(in_parts) == receipt
    connector.close()


def test_the_connector_sends_parts_and_goes_on_where_it_was(trader: Person, tmp_path: Path) -> None:
    place = tmp_path / "a.csv"
    place.write_bytes(DATA)
    file = File("a.csv", "text/csv", len(DATA), digest(DATA))
    outgoing = OutgoingMessage(
        new_ref(), OperationKind.CREATE, "", "", "Proof", "See the file.", ((file, place),), in_parts=True
    )
    connector = RoundupConnector(trader.url, trader.token)
    with pytest.raises(OtetError) as early:
        connector.deliver(outgoing, no_progress)
    assert (early.value.code, early.value.problem.reason) == (ErrorCode.SERVER_ERROR, PARTS_MISSING)
    assert connector.send_part(outgoing.ref, file, place, 0, 100_000) == 100_000
    connector.close()
    another = RoundupConnector(trader.url, trader.token)
    assert another.kept_bytes(outgoing.ref, file) == 100_000
    assert another.send_part(outgoing.ref, file, place, 100_000, len(DATA) - 100_000) == len(DATA)
    receipt = another.deliver(outgoing, no_progress)
    target = tmp_path / "back"
    another.download(receipt.files[0], file.name, target, no_progress, 100_000)
    assert target.read_bytes() == DATA[:100_000]
    another.download(receipt.files[0], file.name, target, no_progress, len(DATA))
    assert target.read_bytes() == DATA
    another.close()


def test_parts_belong_to_their_sender(trader: Person, other_customer: Person) -> None:
    ref = new_ref()
    send(trader, ref, DATA, 0)
    assert kept(other_customer, ref) == 0
    assert submit(other_customer, ref, ("a", digest(DATA))).status_code == 409
    assert kept(trader, ref) == len(DATA)


def test_bytes_that_are_not_what_was_announced_are_not_taken_in(trader: Person) -> None:
    ref = new_ref()
    send(trader, ref, b"?" * len(DATA), 0)
    refused = submit(trader, ref, ("a", digest(DATA)))
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, PARTS_MISSING)
    assert kept(trader, ref) == 0, "only from the start can it become right"


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"ref": "../../x"}, 400),
        ({"sha256": "../" + "a" * 61}, 400),
        ({"sha256": "A" * 64}, 400),
        ({"size": str(api.ATTACHMENT_LIMIT_BYTES + 1)}, 413),
        ({"size": "0"}, 413),
        ({"size": "-5"}, 400),
        ({"size": "999"}, 400),
        ({"offset": "x"}, 400),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_what_is_no_part_is_refused(trader: Person, changes: dict[str, str], status: int) -> None:
    changes = dict(changes)
    ref = changes.pop("ref", new_ref())
    offset = changes.pop("offset", "0")
    assert send(trader, ref, DATA[:1000], offset, data=DATA, **changes).status_code == status


def test_a_part_is_bounded_and_not_empty(trader: Person) -> None:
    data = b"x" * (api.UPLOAD_PART_BYTES + 1)
    assert send(trader, new_ref(), data, 0, data=data).status_code == 413
    assert send(trader, new_ref(), b"", 0).status_code == 400


@pytest.mark.parametrize(
    "named",
    ["{}", "[1]", '[{"name": "a"}]', "[" * 5000, '[{"name": "a", "type": "b", "sha256": "../x"}]'],
    ids=["no list", "no file", "no digest", "deep", "path"],
)
def test_what_names_no_files_is_refused(trader: Person, named: str) -> None:
    answer = trader.submit(ref=new_ref(), title="Proof", content="See the file.", kept=named)
    assert answer.status_code == 400


def test_a_message_has_no_more_files_than_otherwise(trader: Person) -> None:
    ref = new_ref()
    send(trader, ref, DATA, 0)
    many = [(f"{number}.csv", digest(DATA)) for number in range(api.ATTACHMENTS_PER_MESSAGE + 1)]
    assert submit(trader, ref, *many).status_code == 413


def test_a_user_keeps_so_many_unfinished_files(trader: Person) -> None:
    refs = [new_ref() for _ in range(uploads.FILES_PER_USER + 2)]
    for ref in refs:
        send(trader, ref, DATA[:10], 0)
    # the newest are there, the oldest have made room
    assert [kept(trader, ref) for ref in refs[-uploads.FILES_PER_USER :]] == [10] * uploads.FILES_PER_USER
    assert kept(trader, refs[0]) == 0


def unfinished(home: Path, user: str, name: str, size: int, age_s: float) -> Path:
    path = home / uploads.FOLDER / user / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    os.truncate(path, size)
    os.utime(path, (time.time() - age_s,) * 2)
    return path


def test_what_waits_too_long_is_swept(tmp_path: Path) -> None:
    old = unfinished(tmp_path, "3", "a", 10, uploads.KEPT_S + 60)
    new = unfinished(tmp_path, "3", "b", 10, 60)
    uploads.sweep(tmp_path)
    assert (old.exists(), new.exists()) == (False, True)


def test_all_unfinished_files_are_bounded_together(tmp_path: Path) -> None:
    older = unfinished(tmp_path, "3", "a", uploads.BYTES_IN_ALL // 2, 600)
    newer = unfinished(tmp_path, "4", "b", uploads.BYTES_IN_ALL // 2 + 1, 60)
    uploads.sweep(tmp_path)
    assert (older.exists(), newer.exists()) == (False, True)
