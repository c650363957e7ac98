"""The words' files are fresh and well written: nothing new or untranslated, each language with its own signs."""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.ui.kit.appearance import LANGUAGES
from tests.tools import translations

PLACE = re.compile(r"\{[a-z_]*\}|%L?n|%[0-9]")
PLURALS = {"fa": 1, "ar": 6, "es": 2, "en": 2}
OF_ONE_NUMBER = {"ar": (0, 1, 2)}
"""Forms that stand for one number each and may say it in words: none, one message, two messages."""
RIGHT_TO_LEFT = ("fa", "ar")
MEANING = {"؟": "?", "،": ",", "؛": ";"}
ENDS = tuple(".?!:…,;؟،؛")


@dataclass(frozen=True)
class Entry:
    """One message of a .ts file."""

    source: str
    forms: tuple[str, ...]
    counts: bool


def entries(language: str) -> Iterator[Entry]:
    root = ElementTree.parse(translations.FOLDER / f"{language}.ts").getroot()
    for message in root.iter("message"):
        translation = message.find("translation")
        assert translation is not None
        counts = message.get("numerus") == "yes"
        forms = [form.text or "" for form in translation.iter("numerusform")] if counts else [translation.text or ""]
        yield Entry(message.findtext("source") or "", tuple(forms), counts)


def written(text: str) -> str:
    """What the translator wrote: a ring stands for each place and for each name or address in Latin letters."""
    text = re.sub(r"\u2066[^\u2069]*\u2069", "○", PLACE.sub("○", text))
    return re.sub(r"[A-Za-z][A-Za-z0-9+./:-]*( [0-9.]+)?", "○", text)


def test_the_app_s_languages_are_the_translated_ones() -> None:
    assert set(translations.LANGUAGES) == set(LANGUAGES)


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_source_has_no_new_words(language: str, tmp_path: Path) -> None:
    kept = translations.FOLDER / f"{language}.ts"
    copy = tmp_path / kept.name
    copy.write_bytes(kept.read_bytes())
    translations.update(language, tmp_path)
    assert copy.read_text(encoding="utf-8") == kept.read_text(encoding="utf-8"), (
        "run `python -m tests.tools.translations update`, translate, then `… release`"
    )


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_what_the_app_loads_is_made_of_what_was_translated(language: str, tmp_path: Path) -> None:
    made = tmp_path / f"{language}.qm"
    translations.release(translations.FOLDER / f"{language}.ts", made)
    assert made.read_bytes() == (translations.FOLDER / f"{language}.qm").read_bytes(), (
        "run `python -m tests.tools.translations release`"
    )


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_translations_keep_their_places(language: str) -> None:
    for entry in entries(language):
        assert len(entry.forms) == (PLURALS[language] if entry.counts else 1), entry.source
        for number, form in enumerate(entry.forms):
            assert form.strip(), entry.source
            said_in_words = entry.counts and number in OF_ONE_NUMBER.get(language, ())
            wanted = [place for place in PLACE.findall(entry.source) if not (said_in_words and place.endswith("n"))]
            found = [place for place in PLACE.findall(form) if not (said_in_words and place.endswith("n"))]
            assert sorted(found) == sorted(wanted), entry.source


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_spaces_and_ends_are_those_of_the_source(language: str) -> None:
    for entry in entries(language):
        for form in entry.forms:
            bare = form.strip("\u2066\u2069\u200e\u200f")
            assert (bare[:1].isspace(), bare[-1:].isspace()) == (
                entry.source[:1].isspace(),
                entry.source[-1:].isspace(),
            )
            assert "  " not in form, form
            end, source_end = bare.rstrip()[-1:], entry.source.rstrip()[-1:]
            if end in ENDS or source_end in ENDS:
                assert MEANING.get(end, end) == source_end, form
            assert "&" not in form, "no accelerators: their letters would not be the reader's"


@pytest.mark.parametrize("language", RIGHT_TO_LEFT)
def test_arabic_script_has_its_own_punctuation(language: str) -> None:
    for entry in entries(language):
        for form in map(written, entry.forms):
            assert not re.search(r"[?,;\"'“”‘’]", form), form
            assert not re.search(r"\s[،؛؟.:!…]", form), form
            assert form.count("«") == form.count("»"), form
            assert not re.search(r"[0-9]", form), form


def test_persian_is_written_in_persian_letters_and_with_half_spaces() -> None:
    apart = re.compile(r"(?<!\S)(?:ن?می|بی)\s(?=\S)|\sها(?:ی|یی|یم|یت|یش|یتان)?(?!\S)|\s(?:تر|ترین|ام|اید|اند)(?!\S)")
    for entry in entries("fa"):
        for form in entry.forms:
            assert not re.search("[يكىة٠-٩]", form), form
            assert not apart.search(form), form
            assert "\u200c " not in form and " \u200c" not in form, form


RETIRED = ("گذرواژه", "نشانی", "پیوند", "دور اند", "پشتیبانان", "پشتیبان‌ها", "نسخهٔ نمایشی", "مدرک هویتی",
           "بازگشت کمیسیون", "به‌روز تا", "گردشده", "پراکسی", "دریافت نشد", "میز پشتیبانی", "پاسخ‌گو")  # fmt: skip
"""What stood for password, address, link, discard, agents, demo, … before there was one word for each."""


def test_persian_has_one_word_for_one_thing() -> None:
    for entry in entries("fa"):
        for form in entry.forms:
            found = [word for word in RETIRED if re.search(rf"(?<!\w){word}", form) and form != "هنوز دریافت نشده"]
            assert not found, f"{form}: {found}"


def test_arabic_is_written_in_arabic_letters() -> None:
    for entry in entries("ar"):
        for form in entry.forms:
            assert not re.search("[یکگپچژۀ۰-۹\u200c]", form), form


def test_spanish_opens_its_questions_and_calls() -> None:
    for entry in entries("es"):
        for form in entry.forms:
            assert form.count("¿") == form.count("?"), form
            assert form.count("¡") == form.count("!"), form
            assert not re.search(r"[\"“”]", form), form
            assert not re.search(r"\b(?:tu|tus|tú|te|ti|contigo)\b", form.lower()), "people are addressed as usted"
