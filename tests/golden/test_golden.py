"""Every page in each language and both themes is drawn as accepted: pixel for pixel where letters are drawn alike.

On a computer that draws letters with another library a shade's difference is none.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.golden import pictures


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A folder for each language; side by side, as most of the time is spent waiting for a page to come to rest."""
    folders = {language: tmp_path_factory.mktemp(language) for language in pictures.LANGUAGES}
    with ThreadPoolExecutor(len(folders)) as pool:
        list(pool.map(pictures.take, folders.values(), folders))
    return folders


def differing(language: str, folder: Path) -> list[str]:
    """The names of the pages that are drawn otherwise than they were accepted."""
    drawn = {path.stem for path in folder.glob(f"{language}-*")}
    kept = {path.stem for path in pictures.KEPT.glob(f"{language}-*")}
    agree = pictures.same if pictures.same(*both(folder, pictures.CANARY)) else pictures.alike
    return sorted(name for name in drawn | kept if not agree(*both(folder, name)))


def both(folder: Path, name: str) -> tuple[Path, Path]:
    """A picture as it was drawn now and as it was accepted."""
    return folder / f"{name}.{pictures.TAKEN_AS}", pictures.KEPT / f"{name}.{pictures.KEPT_AS}"


@pytest.mark.timeout(900)
@pytest.mark.parametrize("language", pictures.LANGUAGES)
def test_pages_look_as_accepted(language: str, taken: dict[str, Path]) -> None:
    wrong = differing(language, taken[language])
    assert not wrong, (
        f"look at {wrong} in {taken[language]}, beside those in tests/golden/kept; "
        "if they are right, `python -m tests.golden.pictures accept`"
    )


def test_one_other_pixel_is_seen(tmp_path: Path) -> None:
    from PySide6.QtGui import QImage, qRgb

    kept = next(iter(sorted(pictures.KEPT.glob("*.webp"))))
    picture = QImage(str(kept))
    colour = picture.pixelColor(7, 7)
    picture.setPixel(7, 7, qRgb(colour.red() ^ 1, colour.green(), colour.blue()))
    other = tmp_path / "other.webp"
    assert picture.save(str(other), quality=100)
    assert not pictures.same(other, kept)
    assert pictures.same(kept, kept)


def test_alike_forgives_a_shade_and_nothing_else(tmp_path: Path) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter

    kept = next(iter(sorted(pictures.KEPT.glob("en-light-*.webp"))))
    picture = QImage(str(kept))
    for place in range(600):
        colour = picture.pixelColor(place, 9)
        picture.setPixelColor(place, 9, colour.lighter(104) if colour.value() < 128 else colour.darker(104))
    other = tmp_path / "other.webp"
    assert picture.save(str(other), quality=100)
    assert not pictures.same(other, kept)
    assert pictures.alike(other, kept)
    painter = QPainter(picture)
    painter.fillRect(300, 300, 120, 40, Qt.GlobalColor.magenta)
    painter.end()
    assert picture.save(str(other), quality=100)
    assert not pictures.alike(other, kept)
