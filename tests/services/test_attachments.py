"""Saving an attachment never harms a file that is there."""

import os
from pathlib import Path

import pytest

from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.tickets import Attachment, DownloadState
from tests.client_harness import Client
from tests.fakes import FakeDesk

DATA = b"%PDF" * 1000


@pytest.fixture
def attachment(client: Client, desk: FakeDesk) -> Attachment:
    file = client.blobs.keep_bytes("form.pdf", DATA, limit_bytes=10**6)
    return Attachment(
        1, "../../form\u202efdp.exe\n", "application/pdf", len(DATA), DownloadState.DOWNLOADED, file.sha256
    )


@pytest.fixture
def place(tmp_path: Path) -> Path:
    made = tmp_path / "Downloads"
    made.mkdir()
    return made


def test_a_copy_under_a_cleaned_name_stays_in_the_folder(client: Client, attachment: Attachment, place: Path) -> None:
    saved = client.services.attachments.save_as(attachment, place)
    assert saved.parent == place
    assert saved.read_bytes() == DATA
    assert not set(saved.name) & {"\u202e", "\n", "/"}


def test_an_existing_file_is_replaced_only_when_the_person_said_so(
    client: Client, attachment: Attachment, place: Path
) -> None:
    target = place / "mine.pdf"
    target.write_bytes(b"mine")
    with pytest.raises(OtetError) as caught:
        client.services.attachments.save_as(attachment, target)
    assert caught.value.problem == Problem(ErrorCode.FILE_EXISTS, name="mine.pdf")
    assert target.read_bytes() == b"mine"
    assert client.services.attachments.save_as(attachment, target, replace=True) == target
    assert target.read_bytes() == DATA
    assert [path.name for path in place.iterdir()] == ["mine.pdf"]


@pytest.mark.parametrize("replace", [False, True])
def test_a_link_is_never_written_through(
    client: Client, attachment: Attachment, place: Path, tmp_path: Path, replace: bool
) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b"precious")
    link = place / "form.pdf"
    link.symlink_to(precious)
    if replace:
        client.services.attachments.save_as(attachment, link, replace=True)
        assert not link.is_symlink()
    else:
        with pytest.raises(OtetError):
            client.services.attachments.save_as(attachment, link)
    assert precious.read_bytes() == b"precious"


def test_what_is_not_here_cannot_be_saved(client: Client, place: Path) -> None:
    remote = Attachment(1, "form.pdf", "application/pdf", 3, DownloadState.NOT_DOWNLOADED)
    assert client.services.attachments.path(remote) is None
    with pytest.raises(OtetError) as caught:
        client.services.attachments.save_as(remote, place)
    assert caught.value.code is ErrorCode.FILE_GONE
    assert list(place.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="folders have other rights there")
def test_a_folder_that_is_not_there_is_an_error_of_the_disk(
    client: Client, attachment: Attachment, place: Path
) -> None:
    with pytest.raises(OtetError) as caught:
        client.services.attachments.save_as(attachment, place / "missing" / "form.pdf")
    assert caught.value.code is ErrorCode.DISK_ERROR
