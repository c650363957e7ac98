"""Saves what a statement shows as a CSV file: asks where, writes in the background, can be stopped."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QWidget

from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.file_names import clean_name
from desktop.services.statements import CsvExport, Words
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.labels import Label
from desktop.ui.language import texts
from desktop.ui.language.formats import isolate
from desktop.ui.money.transaction_cells import heading, kind_word, state_word
from desktop.ui.platform.external_links import open_folder
from desktop.ui.session import Session
from desktop.ui.signals import Toast

_MARKS = "\u2066\u2067\u2068\u2069"


class Exporting(QWidget):
    """A line with progress and Cancel, hidden while nothing is written. `ended` says that it is."""

    ended = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._export: CsvExport | None = None
        self._count = 0
        self._stopping = False
        self._words = Label(role="caption")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.cancel = Button(kind="link")
        self.cancel.setObjectName("wallets.export.cancel")
        self.cancel.clicked.connect(self.stop)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.SPACE_3)
        line.addWidget(self._words)
        line.addWidget(self.progress, 1)
        line.addWidget(self.cancel)
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Whether a file is being written."""
        return self._export is not None

    def ask(self, name: str, ids: Sequence[int]) -> None:
        """Ask where to, offering a file name made of `name`."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        start = str(Path(folder) / offered_name(name))
        chosen, _ = QFileDialog.getSaveFileName(
            self.window(), self.tr("Export as CSV"), start, self.tr("CSV files (*.csv)")
        )
        if chosen:
            self.save(Path(chosen), ids)

    def save(self, target: Path, ids: Sequence[int]) -> None:
        """Write these bookings to the file that the person has named; a toast tells how it went."""
        account = self._session.account
        if account is None or self.is_busy:
            return
        self._count = len(ids)
        self._stopping = False
        self._export = self._session.services.statements.export(account.id, tuple(ids), target, self._csv_words())
        self._words.setText(self.tr("Writing {name}").format(name=isolate(target.name)))
        self.cancel.setText(self.tr("Cancel"))
        self.cancel.setEnabled(True)
        self.progress.setAccessibleName(self._words.text())
        self.progress.setRange(0, max(self._count, 1))
        self.progress.setValue(0)
        self.show()
        self._go_on(self._export)

    def _csv_words(self) -> Words:
        columns = (
            self.tr("Date (UTC)"),
            *(heading(column) for column in (1, 2)),
            self.tr("Kind"),
            heading(3),
            self.tr("Currency"),
            heading(4),
            self.tr("State"),
            self.tr("Reference"),
        )
        # the background has no business with translations: what it may need is said here
        kinds = {kind: _bare(kind_word(kind)) for kind in ("deposit", "withdrawal", "transfer", "rebate")}
        states = {
            state: _bare(state_word(state)) for state in ("done", "completed", "pending", "rejected", "cancelled")
        }
        states[""] = state_word("done")
        has_comma = self._session.formats.locale.decimalPoint() == ","
        return Words(
            columns,
            lambda kind: kinds.get(kind, kind),
            lambda state: states.get(state, state),
            separator=";" if has_comma else ",",
            decimal_point="," if has_comma else ".",
        )

    def _go_on(self, export: CsvExport) -> None:
        self._session.run(export.step, partial(self._stepped, export))

    def _stepped(self, export: CsvExport, result: int | OtetError) -> None:
        if isinstance(result, OtetError):
            self._end(Toast(self._refusal(result, isolate(export.target.name)), seconds=10))
        elif result < self._count and self._stopping:
            self._session.run(export.cancel, self._stopped)
        elif result < self._count:
            self.progress.setValue(result)
            self._go_on(export)
        else:
            told = self.tr("Saved {name}").format(name=isolate(export.target.name))
            self._end(Toast(told, self.tr("Show in folder"), partial(open_folder, export.target.parent)))

    def _refusal(self, error: OtetError, name: str) -> str:
        if error.code is ErrorCode.DISK_FULL:
            return self.tr("{name} was not saved: the disk is full.").format(name=name)
        if error.code is ErrorCode.DISK_ERROR:
            return self.tr("{name} was not saved: the folder did not take it. Choose another one.").format(name=name)
        return texts.problem(error.problem, self._session.formats)

    @Slot()
    def stop(self) -> None:
        """Stop writing; what was written goes away, and a file that was there before stays as it was."""
        self._stopping = True
        self.cancel.setEnabled(False)

    def _stopped(self, _result: OtetError | None) -> None:
        self._end(Toast(self.tr("The export was cancelled.")))

    def _end(self, toast: Toast) -> None:
        self._export = None
        self.hide()
        self._session.signals.toast.emit(toast)
        self.ended.emit()


def offered_name(name: str) -> str:
    """A file name that every system takes."""
    return clean_name(f"{_bare(name)}.csv".replace("/", "-"))


def _bare(words: str) -> str:
    return "".join(sign for sign in words if sign not in _MARKS)
