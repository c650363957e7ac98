"""The words' files are fresh: nothing new in the source, nothing untranslated, .qm made from .ts."""

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from tests.tools import translations

PLACE = re.compile(r"\{[a-z_]*\}|%L?n|%[0-9]")


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
    root = ElementTree.parse(translations.FOLDER / f"{language}.ts").getroot()
    for message in root.iter("message"):
        source = message.findtext("source") or ""
        translation = message.find("translation")
        assert translation is not None
        forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
        for form in forms:
            assert sorted(PLACE.findall(form)) == sorted(PLACE.findall(source)), source
            assert form.strip(), source


def test_no_word_is_built_before_it_is_translated() -> None:
    wrong = re.compile(r"""(?:\btr|translate)\(\s*(?:"[^"]*",\s*)?f["']""")
    sources = (translations.ROOT / "desktop" / "ui").rglob("*.py")
    assert [str(path) for path in sources if wrong.search(path.read_text(encoding="utf-8"))] == []
