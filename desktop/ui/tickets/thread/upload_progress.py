"""How far the files of an own message have come, how fast they go, and how long it will take."""

from collections import deque

from PySide6.QtCore import QCoreApplication

from desktop.ui.language.formats import Formats

_SPAN_MS = 30_000
"""The time over which speed is measured: a line is not judged by one part."""
_LEAST_MS = 2000
_MINUTE_S = 60.0


class UploadProgress:
    """Counts the bytes that the help desk has acknowledged. Times are milliseconds since 1970."""

    def __init__(self) -> None:
        self._samples: deque[tuple[int, int]] = deque()
        self.done = self.total = 0

    def note(self, done: int, total: int, now_ms: int) -> None:
        """`done` of `total` bytes have been acknowledged."""
        if done < self.done or total != self.total or (self._samples and now_ms < self._samples[-1][0]):
            # another try, or a clock that jumped
            self._samples.clear()
        self.done, self.total = done, total
        self._samples.append((now_ms, done))
        while len(self._samples) > 2 and now_ms - self._samples[1][0] >= _SPAN_MS:
            self._samples.popleft()

    @property
    def percent(self) -> int:
        """Whole per cent; 100 only when all of it is there."""
        return 100 * self.done // self.total if self.total else 0

    @property
    def bytes_s(self) -> float:
        """Bytes a second over the last seconds; 0 while that is not known."""
        (began_ms, began), (now_ms, now) = self._samples[0], self._samples[-1]
        return 1000 * (now - began) / (now_ms - began_ms) if now_ms - began_ms >= _LEAST_MS else 0.0

    def words(self, formats: Formats) -> str:
        """Bytes of all bytes, speed and remaining time, as far as they are known."""
        sizes = QCoreApplication.translate("Upload", "{done} of {total}")
        parts = [sizes.format(done=formats.size(self.done), total=formats.size(self.total))]
        speed = self.bytes_s
        if speed and self.done < self.total:
            parts.append(
                QCoreApplication.translate("Upload", "{size} per second").format(size=formats.size(int(speed)))
            )
            left_s = (self.total - self.done) / speed
            if left_s < _MINUTE_S:
                parts.append(QCoreApplication.translate("Upload", "less than a minute left"))
            else:
                left = QCoreApplication.translate("Upload", "about {time} left")
                parts.append(left.format(time=formats.duration(round(left_s / _MINUTE_S))))
        return " · ".join(parts)
