"""In a language that nobody speaks, every word on the window is a strange one, and none is cut."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import __version__
from desktop.settings import Settings
from desktop.ui.kit.appearance import LANGUAGES
from tests.house.test_translations import entries
from tests.ui.cut_off_texts import cut_off
from tests.ui.frame import Frame, open_frame
from tests.ui.pseudo import ALPHABETS, pseudo, speaking
from tests.ui.readings import Reading, cut, painted, said
from tests.ui.walker import Stand, fill, settle, stands

SIZES = ((1280, 800), (760, 600))
_LETTERS = re.compile("[A-Za-z]{2,}")
_ISOLATES = re.compile("[\u2066-\u2069]")
_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")


@pytest.fixture(params=["es", "fa"])
def spoken(request: pytest.FixtureRequest, qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Frame]:
    """A full window that speaks the pseudo-language in the place of one of ours."""
    language = request.param
    with (
        open_frame(tmp_path / "profile", Settings(language=language, theme="light")) as frame,
        speaking(qapp, language, tmp_path),
    ):
        with qtbot.waitExposed(frame.window):
            frame.window.show()
        fill(frame)
        yield frame
        frame.appearance.apply(Settings(language="en", theme="light"))


def data(frame: Frame) -> Callable[[str], str]:
    """Takes away what is no word of ours: addresses, folders, names of languages, months and keys."""
    locale = QLocale()
    names = [frame.session.services.context.database.path.parent, __version__, "trader", *LANGUAGES.values()]
    for form in (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat):
        names += [locale.monthName(month, form) for month in range(1, 13)]
        names += [locale.dayName(day, form) for day in range(1, 8)]
    known = "|".join(re.escape(str(name)) for name in sorted(map(str, names), key=len, reverse=True))
    pattern = re.compile(
        rf"{known}|https://\S+|xn--\S+|\b(?:Ctrl|Control|Shift|Enter)\b|--data-dir|(?<![A-Za-z])(?:exe|pdf)(?![A-Za-z])"
    )
    return lambda text: pattern.sub("", _ISOLATES.sub("", text))


def test_the_pseudo_language_keeps_places_and_makes_no_ellipsis() -> None:
    for language in ALPHABETS:
        words = pseudo("Saving {name}… %Ln file(s)", language)
        assert "{name}" in words and "%Ln" in words and "…" not in words
        assert not _LETTERS.search(words.replace("{name}", "").replace("%Ln", ""))
        assert len(words) >= 1.4 * len("Saving {name}… %Ln file(s)")


def walk(frame: Frame, look: Callable[[Stand], Iterator[Reading]]) -> str:
    """What `look` finds wrong on the way round, each once with the first stand where it is so."""
    found: dict[Reading, str] = {}
    walked = 0
    for stand in stands(frame):
        walked += 1
        for reading in look(stand):
            found.setdefault(reading, stand.name)
    assert walked > 80
    return "\n".join(f"{stand}: {reading.text!r} of {reading.place}" for reading, stand in found.items())


def test_every_word_comes_from_the_catalogue(spoken: Frame) -> None:
    without_data = data(spoken)

    def strangers(stand: Stand) -> Iterator[Reading]:
        drawn = (Reading("the picture", text) for window in stand.windows for text in painted(window))
        for reading in (*said(stand.windows), *drawn):
            if _LETTERS.search(without_data(reading.text)):
                yield reading

    assert walk(spoken, strangers) == ""


@pytest.mark.parametrize("size", SIZES, ids=["wide", "narrow"])
def test_words_that_are_longer_have_room(spoken: Frame, size: tuple[int, int]) -> None:
    def lost(stand: Stand) -> Iterator[Reading]:
        for window in stand.windows:
            if window.isVisible():
                # here words never are within a name that says more: each stands in brackets of its own
                faults = (fault for fault in cut_off(window) if "no name" not in fault)
                yield from (Reading(window.objectName(), fault) for fault in faults)

    spoken.window.resize(*size)
    settle(spoken)
    assert walk(spoken, lost) == ""


@pytest.mark.parametrize("size", SIZES, ids=["wide", "narrow"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_ours_is_shortened(qtbot: QtBot, tmp_path: Path, language: str, size: tuple[int, int]) -> None:
    def lost(stand: Stand) -> Iterator[Reading]:
        windows = [window for window in stand.windows if window.isVisible()]
        yield from (reading for reading in cut(windows) if not _GREEK.search(reading.text))
        for window in windows:
            texts = painted(window)
            for before, text in zip(["", *texts], texts, strict=False):
                if text.endswith("…") and text not in whole and not _GREEK.search(before + text):
                    yield Reading("the picture", text)

    words = {form for entry in (*entries(language), *entries("fa")) for form in (*entry.forms, entry.source)}
    whole = words | {form.split()[-1] for form in words}
    with open_frame(tmp_path, Settings(language=language, theme="light")) as frame:
        frame.window.resize(*size)
        with qtbot.waitExposed(frame.window):
            frame.window.show()
        fill(frame)
        faults = walk(frame, lost)
        frame.appearance.apply(Settings(language="en", theme="light"))
    assert faults == ""
