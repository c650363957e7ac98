"""A bar that moves while something of unknown length goes on."""

from PySide6.QtWidgets import QProgressBar, QWidget


class BusyBar(QProgressBar):
    """Hidden at first; its room is kept, so that nothing moves when it comes and goes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(0, 0)
        self.setTextVisible(False)
        kept = self.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.setSizePolicy(kept)
        self.hide()
