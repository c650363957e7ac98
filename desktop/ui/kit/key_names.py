"""How keys are called: as it is printed on them, which no language changes."""

import sys

from PySide6.QtGui import QKeySequence

_PRINTED = {"Return": "Enter", "Up": "↑", "Down": "↓", "PgUp": "Page Up", "PgDown": "Page Down", "Del": "Delete"}


def key_text(keys: str) -> str:
    """A key sequence of `QKeySequence` for a tooltip or a list, such as "Ctrl+Enter"; signs of their own on a Mac."""
    sequence = QKeySequence(keys)
    if sys.platform == "darwin":
        return sequence.toString(QKeySequence.SequenceFormat.NativeText)
    text = sequence.toString(QKeySequence.SequenceFormat.PortableText)
    held, plus, last = text.rpartition("+")
    return f"{held}{plus}{_PRINTED.get(last, last)}" if last else text
