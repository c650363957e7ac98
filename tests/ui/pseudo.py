"""A language that nobody speaks: every word of the catalogue in strange letters and 40 per cent longer.

What stands on the window in plain Latin letters has then not come through the catalogue.
"""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from tests.tools import translations

_PLACES = re.compile(r"(\{[a-z_]*\}|%L?n)")
_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ALPHABETS = {
    "es": "áƀćđéƒǵĥíĵķļɱńóṕɋŕśťúṽŵẋýžÁƁĆĐÉƑǴĤÍĴĶĻṀŃÓṔɊŔŚŤÚṼŴẊÝŽ",
    "fa": "ابپتثجچحخدذرزژسشصضطظعغفقکگابپتثجچحخدذرزژسشصضطظعغفقکگ",
}
"""By the language whose place it takes: one written from the left, one from the right."""
_LONGER = 0.4
_WORD = 7


def pseudo(text: str, language: str) -> str:
    """The text in brackets, in strange letters and longer; places stay, and no ellipsis: only eliding makes one."""
    table = str.maketrans(dict(zip(_PLAIN, ALPHABETS[language], strict=True)) | {"…": "⋯"})
    parts = [part if _PLACES.fullmatch(part) else part.translate(table) for part in _PLACES.split(text)]
    extra = ALPHABETS[language][0] * max(2, round(len(text) * _LONGER))
    # a long sentence grows by words, a short word by letters
    extra = " ".join(extra[start : start + _WORD] for start in range(0, len(extra), _WORD)) if " " in text else extra
    return f"⟦{''.join(parts)}{' ' if len(extra) > _WORD else ''}{extra}⟧"


def make_catalogue(language: str, folder: Path) -> Path:
    """The .qm of the pseudo-language, made of the .ts of the language whose place it takes."""
    tree = ElementTree.parse(translations.FOLDER / f"{language}.ts")
    for message in tree.getroot().iter("message"):
        words = pseudo(message.findtext("source") or "", language)
        translation = message.find("translation")
        assert translation is not None
        forms = list(translation.iter("numerusform"))
        for form in forms:
            form.text = words
        if not forms:
            translation.text = words
    source, target = folder / f"pseudo_{language}.ts", folder / f"pseudo_{language}.qm"
    tree.write(source, encoding="utf-8", xml_declaration=True)
    translations.run("pyside6-lrelease", "-silent", source, "-qm", target)
    return target


class _QtsOwn(QTranslator):
    """Qt's buttons and menus, which have a catalogue of Qt's own."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, text: str, disambiguation: str = "", n: int = -1) -> str | None:  # type: ignore[override]
        """Words of widgets; names of keys and all that is ours are left to others."""
        ours = not context.startswith("Q") or context == "QShortcut"
        return None if ours else pseudo(text, self._language)


@contextmanager
def speaking(app: QApplication, language: str, folder: Path) -> Iterator[None]:
    """Speak the pseudo-language on top of the language whose place it takes."""
    ours, qts = QTranslator(), _QtsOwn(language)
    assert ours.load(str(make_catalogue(language, folder)))
    rtl = Qt.LayoutDirection.RightToLeft if language == "fa" else Qt.LayoutDirection.LeftToRight
    for translator in (qts, ours):
        assert QCoreApplication.installTranslator(translator)
    app.setLayoutDirection(rtl)
    try:
        yield
    finally:
        for translator in (ours, qts):
            QCoreApplication.removeTranslator(translator)
