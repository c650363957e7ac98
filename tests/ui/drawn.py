"""A paint device that notes what letters are drawn where, so that what a reader sees can be compared."""

import unicodedata
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QPaintDevice, QPaintEngine, QPaintEngineState, QTextItem

MIRRORED = dict(zip("()[]{}<>«»“”", ")(][}{><»«”“", strict=True))


@dataclass(frozen=True)
class Run:
    """Letters of one direction, as they were drawn."""

    x: float
    y: float
    text: str
    rtl: bool


class _Engine(QPaintEngine):
    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.runs: list[Run] = []

    def begin(self, device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: QPaintEngineState) -> None:
        return

    def drawPixmap(self, *shape: Any, **flags: Any) -> None:
        return

    drawPath = drawPolygon = drawRects = drawLines = drawPoints = drawEllipse = drawImage = drawPixmap
    drawTiledPixmap = drawPixmap

    def drawTextItem(self, place: Any, item: QTextItem) -> None:
        rtl = bool(item.renderFlags() & QTextItem.RenderFlag.RightToLeft)
        self.runs.append(Run(place.x(), place.y(), item.text(), rtl))


_METRICS = {
    QPaintDevice.PaintDeviceMetric.PdmWidth: 2000,
    QPaintDevice.PaintDeviceMetric.PdmHeight: 2000,
    QPaintDevice.PaintDeviceMetric.PdmWidthMM: 529,
    QPaintDevice.PaintDeviceMetric.PdmHeightMM: 529,
    QPaintDevice.PaintDeviceMetric.PdmDpiX: 96,
    QPaintDevice.PaintDeviceMetric.PdmDpiY: 96,
    QPaintDevice.PaintDeviceMetric.PdmPhysicalDpiX: 96,
    QPaintDevice.PaintDeviceMetric.PdmPhysicalDpiY: 96,
    QPaintDevice.PaintDeviceMetric.PdmDepth: 32,
    QPaintDevice.PaintDeviceMetric.PdmNumColors: 1 << 24,
    QPaintDevice.PaintDeviceMetric.PdmDevicePixelRatio: 1,
    QPaintDevice.PaintDeviceMetric.PdmDevicePixelRatioScaled: 1 << 16,
}


class Sheet(QPaintDevice):
    """Paint or `render` onto it, then read."""

    def __init__(self) -> None:
        super().__init__()
        self._engine = _Engine()

    def paintEngine(self) -> QPaintEngine:
        return self._engine

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        return _METRICS.get(metric, 0)

    def lines(self) -> list[str]:
        """What stands in each line from left to right, without blanks and unseen signs."""
        # one line has one baseline; what merely stands near it, in letters of another size, is a text of its own
        rows: dict[float, list[Run]] = {}
        for run in self._engine.runs:
            rows.setdefault(round(run.y, 2), []).append(run)
        found = [
            "".join(_seen(run.text, run.rtl) for run in sorted(rows[y], key=lambda run: run.x)) for y in sorted(rows)
        ]
        return [line for line in found if line]


def as_seen(runs: str) -> str:
    """What a reader sees of `runs`, written from left to right with "|" between them, each as it is typed."""
    return "".join(_seen(run, _is_rtl(run)) for run in runs.split("|"))


def _is_rtl(run: str) -> bool:
    kinds = [unicodedata.bidirectional(planned) for planned in run]
    return any(kind in ("R", "AL") for kind in kinds)


def _seen(text: str, rtl: bool) -> str:
    kept = [planned for planned in text if not planned.isspace() and unicodedata.category(planned) not in ("Cf", "Cc")]
    if not rtl:
        return "".join(kept)
    return "".join(MIRRORED.get(planned, planned) for planned in reversed(kept))
