"""Takes the pictures: `python -m tests.golden.pictures take FOLDER [LANGUAGE…]`, or `… accept` to keep them as right.

`… sheet FILE` puts all of them side by side into one JPEG. Letters are drawn alike on every computer of one kind,
because the process reads no setting of the desktop's: its own font configuration, no hinting, one scale.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parents[2]
KEPT = Path(__file__).parent / "kept"
LANGUAGES = ("en", "fa", "ar", "es")
THEMES = ("light", "dark")
CANARY = "canary"
KEPT_AS, TAKEN_AS = "webp", "png"
"""WebP without loss is small and slow to make: only what is kept is worth it."""
SHADE, FEW = 48, 0.0005
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <match target="pattern">
    <edit name="antialias" mode="assign"><bool>true</bool></edit>
    <edit name="hinting" mode="assign"><bool>false</bool></edit>
    <edit name="rgba" mode="assign"><const>none</const></edit>
  </match>
</fontconfig>
"""


def same(one: Path, other: Path) -> bool:
    """Whether two pictures agree in every pixel."""
    from PySide6.QtGui import QImage

    first, second = QImage(str(one)), QImage(str(other))
    return not first.isNull() and first == second


def alike(one: Path, other: Path) -> bool:
    """Whether a person sees the same: on computers of another kind edges of letters differ by a shade."""
    from PySide6.QtGui import QImage

    first, second = (QImage(str(path)).convertToFormat(QImage.Format.Format_RGB888) for path in (one, other))
    if first.isNull() or first.size() != second.size():
        return False
    parts = zip(bytes(first.constBits()), bytes(second.constBits()), strict=True)
    return sum(abs(a - b) > SHADE for a, b in parts) <= first.sizeInBytes() * FEW


def take(folder: Path, *languages: str, kind: str = TAKEN_AS) -> None:
    """Take the pictures of these languages in a process of its own."""
    with tempfile.TemporaryDirectory() as place:
        config = Path(place) / "fonts.conf"
        config.write_text(FONTS.format(fonts=ROOT / "resources" / "fonts", cache=place), encoding="utf-8")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "LC_"))}
        environment |= {
            "QT_QPA_PLATFORM": "offscreen",
            "QT_SCALE_FACTOR": "1",
            "FONTCONFIG_FILE": str(config),
            "LANG": "C.UTF-8",
            "TZ": "UTC",
        }
        command = [sys.executable, "-m", "tests.golden.pictures", "_take", str(folder), kind, *(languages or LANGUAGES)]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=600)


def _canary() -> "QImage":
    """Letters of all weights, round edges and a blend: whether this computer draws as the one of the kept pictures."""
    from PySide6.QtCore import QRectF, Qt
    from PySide6.QtGui import QColor, QFont, QImage, QLinearGradient, QPainter

    picture = QImage(480, 160, QImage.Format.Format_RGB888)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    blend = QLinearGradient(0, 0, 480, 160)
    blend.setColorAt(0, QColor("#0e7a53"))
    blend.setColorAt(1, QColor("#f4f8f6"))
    painter.setBrush(blend)
    painter.drawRoundedRect(QRectF(8.3, 8.7, 300.5, 140.2), 12, 12)
    for row, weight in enumerate((QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.Bold)):
        font = QFont("Vazirmatn")
        font.setPixelSize(13 + 7 * row)
        font.setWeight(weight)
        painter.setFont(font)
        painter.drawText(20, 40 + 40 * row, "Otet 1,250.00 USD — پشتیبانی ۱۲٫۵ الدعم ñ")
    painter.end()
    return picture


def _take(folder: Path, kind: str, languages: tuple[str, ...]) -> None:
    from PySide6.QtGui import QImage

    from desktop.ui.kit import appearance
    from tests.golden import scenes

    folder.mkdir(parents=True, exist_ok=True)

    def save(name: str, picture: QImage) -> None:
        # a quality of 100 is WebP without loss, and PNG that is not packed
        flat = picture.convertToFormat(QImage.Format.Format_RGB888)
        assert flat.save(str(folder / f"{name}.{kind}"), quality=100)

    app = appearance.create()
    save(CANARY, _canary())
    for language in languages:
        for theme in THEMES:

            def keep(name: str, picture: QImage, place: str = f"{language}-{theme}") -> None:
                save(f"{place}-{name}", picture)

            with tempfile.TemporaryDirectory() as home:
                scenes.show_all(Path(home), language, theme, keep)
    app.processEvents()


def sheet(file: Path) -> None:
    """Every page small, a language a column, light and dark in turn."""
    from PySide6.QtCore import QRect, Qt
    from PySide6.QtGui import QImage, QPainter

    names = sorted({path.stem.split("-", 2)[2] for path in KEPT.glob("*-*-*.webp")})
    width, height, gap = 480, 304, 8
    whole = QImage(len(LANGUAGES) * (width + gap) + gap, len(names) * (height + gap) + gap, QImage.Format.Format_RGB888)
    whole.fill(Qt.GlobalColor.gray)
    painter = QPainter(whole)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for row, name in enumerate(names):
        for column, language in enumerate(LANGUAGES):
            picture = QImage(str(KEPT / f"{language}-{THEMES[(row + column) % 2]}-{name}.webp"))
            small = picture.scaled(
                width, height, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            painter.drawImage(QRect(gap + column * (width + gap), gap + row * (height + gap), width, height), small)
    painter.end()
    assert whole.save(str(file), "JPEG", 82)  # type: ignore[call-overload] # bytes, as typed, are refused


def main(words: list[str]) -> int:
    """Carry out the one command."""
    match words:
        case ["take", folder, *languages]:
            take(Path(folder), *languages)
        case ["_take", folder, kind, *languages]:
            _take(Path(folder), kind, tuple(languages))
        case ["accept"]:
            for old in KEPT.glob("*.webp"):
                old.unlink()
            take(KEPT, kind=KEPT_AS)
        case ["sheet", file]:
            sheet(Path(file))
        case _:
            print(__doc__, file=sys.stderr)  # noqa: T201
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
