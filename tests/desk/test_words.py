"""The words of the pages and mails: all in four languages, with the same facts in them and every plural form."""

import json
import re
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from desktop import assets
from desktop.desk import tracker
from desktop.desk.tracker import texts

LANGUAGES = {"en", "fa", "ar", "es"}
FORMS = {
    "en": {"one", "other"},
    "es": {"one", "other"},
    "ar": {"zero", "one", "two", "few", "many", "other"},
}
BY_KEY = ("pages", "books", "health", "held", "gate")
BY_LANGUAGE = ("mail", "refusals")
TEMPLATES = assets.path("desk", "html")
SOURCES = Path(tracker.__file__).parent


def table(name: str) -> Any:
    path = texts.FOLDER / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def facts(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def sentences() -> list[tuple[str, dict[str, Any]]]:
    found = [(key, words) for name in BY_KEY for key, words in table(name).items()]
    for name in BY_LANGUAGE:
        words = table(name)
        assert set(words) == LANGUAGES
        keys = set(words["en"])
        assert all(set(words[language]) == keys for language in LANGUAGES), name
        found += [(f"{name}.{key}", {language: words[language][key] for language in LANGUAGES}) for key in sorted(keys)]
    return [*found, ("greeting", table("greetings"))]


@pytest.mark.parametrize(("key", "words"), sentences())
def test_a_sentence_is_whole_in_every_language(key: str, words: dict[str, Any]) -> None:
    assert set(words) == LANGUAGES
    counts = any(isinstance(text, dict) for text in words.values())
    named = set()
    for language, text in words.items():
        forms = text if isinstance(text, dict) else {"other": text}
        if counts and language != "fa":
            assert set(forms) == FORMS[language], language
        for form, one in forms.items():
            assert one.strip() == one or key in ("greeting", "comma"), one
            assert one
            expected = facts(forms["other"])
            assert facts(one) in (expected, expected - {"n"}), (language, form)
        named.add(frozenset(facts(forms["other"])))
    assert len(named) == 1, named


@pytest.mark.parametrize(("key", "words"), sentences())
def test_every_language_is_written_in_its_own_letters(key: str, words: dict[str, Any]) -> None:
    said = {language: json.dumps(text, ensure_ascii=False) for language, text in words.items()}
    if key != "comma":
        assert not re.search(r"[\u0600-\u06ff]", said["en"] + said["es"])
        assert re.search(r"[\u0600-\u06ff]", said["fa"])
        assert re.search(r"[\u0600-\u06ff]", said["ar"])
    # letters of an Arabic keyboard in Persian words, and the other way round
    assert not re.search("[يكة]", said["fa"])
    assert not re.search("[یکگچپژ]", said["ar"])


def test_the_tables_hold_no_word_twice() -> None:
    keys = [key for name in BY_KEY for key in table(name)]
    assert sorted(set(keys)) == sorted(keys)


def test_every_word_a_page_asks_for_exists() -> None:
    known = {key for name in BY_KEY for key in table(name)}
    asked = set()
    for path in [*TEMPLATES.rglob("*.html"), *SOURCES.rglob("*.py")]:
        text = path.read_text(encoding="utf-8")
        asked |= set(re.findall(r"(?:\bt|sentence|InvalidInputError|_wrong)\(\s*['\"]([a-z0-9_-]+)['\"]\s*[,)]", text))
    assert len(asked) > 60
    assert asked <= known, asked - known
