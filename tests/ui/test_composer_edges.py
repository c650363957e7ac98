"""The composer at its edges: left empty, twenty files at once, bytes of a draft that was discarded."""

from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.store.files.blobs import Blobs
from desktop.store.files.sweep import sweep
from desktop.ui.language.bidi import file_name
from desktop.ui.window.toasts import Toasts
from tests.ui.helpdesk_client import INFO, HelpdeskClient, client, type_text
from tests.ui.test_composer import attach, button, description, subject, write

__all__ = ["client"]


def test_an_empty_composer_that_was_left_is_not_red(client: HelpdeskClient, qtbot: QtBot) -> None:
    client.page.compose(None)
    description(client).setFocus()
    assert "few words" in subject(client).accessibleDescription()
    client.page.filters.content.setFocus()
    assert subject(client).accessibleDescription() == description(client).accessibleDescription() == ""
    client.page.create_button.click()
    assert subject(client).accessibleDescription() == description(client).accessibleDescription() == ""
    # what was begun is told of, and so is what was tried
    type_text(subject(client), "Fee")
    description(client).setFocus()
    client.page.filters.content.setFocus()
    assert subject(client).accessibleDescription() == ""
    assert "few words" in description(client).accessibleDescription()
    subject(client).clear()
    client.page.composer.submit()
    client.page.filters.content.setFocus()
    assert "few words" in subject(client).accessibleDescription()


def test_an_empty_composer_is_not_red_when_the_window_was_left(client: HelpdeskClient, qtbot: QtBot) -> None:
    client.page.compose(None)
    other = QWidget()
    qtbot.addWidget(other)
    with qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    qtbot.waitUntil(lambda: not subject(client).hasFocus())
    assert subject(client).accessibleDescription() == ""


def test_bytes_of_a_discarded_draft_stay_while_undo_is_offered(
    client: HelpdeskClient, qtbot: QtBot, tmp_path: Path
) -> None:
    proof = tmp_path / "proof.png"
    proof.write_bytes(b"picture")
    context = client.services.context
    stored = Blobs(client.folder / "blobs").stored
    write(client, "Fee", "Why?")
    attach(client, qtbot, proof)
    button(client, "composer.discard").click()
    assert sweep(context.database, context.blobs) == 0
    undo = client.toasts[-1]
    assert undo.run is not None and undo.ended is not None
    undo.run()
    undo.ended()
    assert sweep(context.database, context.blobs) == 0
    button(client, "composer.discard").click()
    toasts = Toasts(client.page, client.page.history)
    toasts.show_toast(client.toasts[-1])
    assert len(stored()) == 1
    toasts.shown()[0].leave()
    assert sweep(context.database, context.blobs) == 1
    assert stored() == set()


def test_twenty_files_at_once_are_told_of_in_a_line_that_names_them(
    client: HelpdeskClient, qtbot: QtBot, tmp_path: Path
) -> None:
    names = [f"{number:02} گزارش.png" for number in range(20)]
    for name in names:
        (tmp_path / name).write_bytes(name.encode())
    for number in range(2):
        (tmp_path / f"empty {number}.txt").touch()
    write(client, "Fee", "Why?")
    emptys = [tmp_path / f"empty {number}.txt" for number in range(2)]
    attach(client, qtbot, *emptys, *(tmp_path / name for name in names))
    words = client.page.composer.file_problems.words
    assert "\n" not in words
    left_out = [file_name(name) for name in names[INFO.attachments_per_message :]]
    assert all(words.count(name) == 1 for name in left_out), words
    assert not any(file_name(file.name) in words for file in client.drafts()[0].files)
    assert words.count("Support accepts") == 1 and words.count("empty, so") == 1
    assert all(words.count(file_name(path.name)) == 1 for path in emptys)


def test_of_a_whole_folder_only_some_are_named_and_the_rest_are_counted(
    client: HelpdeskClient, qtbot: QtBot, tmp_path: Path
) -> None:
    write(client, "Fee", "Why?")
    attach(client, qtbot, *(tmp_path / f"gone {number}.png" for number in range(50)))
    words = client.page.composer.file_problems.words
    assert words.count("gone ") == 20
    assert "30 more." in words
