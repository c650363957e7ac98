"""What is to be known about layouts, which Qt for Python handles with less care than widgets.

A layout is nested before it is filled: nesting a filled one gives Qt for Python objects for all its items, which it
keeps after Qt has deleted the items, and takes for whatever has their address next. The app has crashed by that. For
the same reason nothing asks a layout for its items; `tests/ui/test_layouts.py` looks for such objects.
"""

from PySide6.QtWidgets import QLayout, QWidget


def remove(widget: QWidget, layout: QLayout) -> None:
    """Take a widget out of its layout and delete it."""
    layout.removeWidget(widget)
    widget.hide()
    widget.deleteLater()
