"""The keys that controls name in their tooltips, and how keys are called: as it is printed on them."""

import sys

from PySide6.QtGui import QKeySequence

from desktop.ui.language.formats import ltr, tip

PAGE_KEYS = {"dashboard": "Ctrl+1", "helpdesk": "Ctrl+2", "wallets": "Ctrl+3", "settings": "Ctrl+,"}
CREATE_KEYS, SEARCH_KEYS, SEND_KEYS, ASK_KEYS = "Ctrl+N", "Ctrl+F", "Ctrl+Return", "Ctrl+Shift+A"
NEXT_HIT_KEYS, PREVIOUS_HIT_KEYS = "F3", "Shift+F3"
_PRINTED = {"Return": "Enter", "PgUp": "Page Up", "PgDown": "Page Down", "Del": "Delete"}


def key_text(keys: str) -> str:
    """A key sequence of `QKeySequence` for a tooltip or a list, such as "Ctrl+Enter"; signs of their own on a Mac."""
    sequence = QKeySequence(keys)
    if sys.platform == "darwin":
        return sequence.toString(QKeySequence.SequenceFormat.NativeText)
    text = sequence.toString(QKeySequence.SequenceFormat.PortableText)
    held, plus, last = text.rpartition("+")
    return f"{held}{plus}{_PRINTED.get(last, last)}" if last else text


def key_tip(keys: str) -> str:
    """The tooltip of a control that has words of its own: the key that does the same."""
    return tip(ltr(key_text(keys)))
