"""The base of every widget that shows words of its own: follows the language and the theme."""

from functools import wraps
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    _Base = QWidget
else:
    _Base = object


class Translated(_Base):
    """Mixin that calls `retranslate` and `apply_theme` on a finished widget, and never on one under construction.

    It stands left of the Qt class (`class Header(Translated, QWidget)`): PySide looks for an override in the order of
    resolution, and only classes left of the Qt class can override. It has no constructor of its own.

    `retranslate` runs once when the outermost constructor has returned, so a constructor need not call it, and again
    on every change of the language. `apply_theme` runs when colours or the size of text change; a constructor reads
    the theme itself. Qt's change events during construction are left out: the object is not whole yet, and the call at
    the end knows everything. Hidden widgets are told as well; a parent does not pass the call on to its children.
    """

    _is_constructed = False

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        construct = cls.__init__

        @wraps(construct)
        def construct_and_translate(self: "Translated", *args: Any, **named: Any) -> None:
            construct(self, *args, **named)
            if type(self) is cls:
                self._is_constructed = True
                self.retranslate()

        cls.__init__ = construct_and_translate  # type: ignore[assignment]

    def retranslate(self) -> None:
        """Set every text in the language, digits and calendar now in force; cheap, and right when nothing is shown."""

    def apply_theme(self) -> None:
        """Set what neither style sheet nor painter takes from the theme by itself: sizes, pictures, widths."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if not self._is_constructed:
            return
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.StyleChange:
            self.apply_theme()
