"""Says on a page that it shows the demo."""

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QWidget

from desktop.ui.kit.labels import Label, Pill
from desktop.ui.kit.translated import Translated
from desktop.ui.language.formats import tip
from desktop.ui.session import Session


class DemoMark(Translated, Pill):
    """A small word beside a page's title while the demo is signed in; the sentence is in its tooltip."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(kind="info", parent=parent)
        self._session = session
        session.signals.account_changed.connect(self.retranslate)

    @Slot()
    def retranslate(self) -> None:
        """Show it, or not, in the language now in force."""
        sentence = demo_sentence()
        self.setText(self.tr("Demo"))
        self.setToolTip(tip(sentence))
        self.setAccessibleName(sentence)
        self.setVisible(is_demo(self._session))


class DemoLine(Translated, Label):
    """The same in a sentence, for a page with room."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(role="caption", wrap=True, parent=parent)
        self._session = session
        session.signals.account_changed.connect(self.retranslate)

    @Slot()
    def retranslate(self) -> None:
        """Show it, or not, in the language now in force."""
        self.setText(demo_sentence())
        self.setVisible(is_demo(self._session))


def is_demo(session: Session) -> bool:
    """Whether the demo of this computer is signed in."""
    return session.account is not None and session.account.is_built_in


def demo_sentence() -> str:
    """What a demo is."""
    return QCoreApplication.translate(
        "Demo", "This is a demo: its money and tickets are made up, and everything stays on this computer."
    )
