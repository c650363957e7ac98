"""The only place that hands an address to the operating system: web, mail, and folders of this computer."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

SCHEMES = frozenset({"http", "https", "mailto"})


def open_web(address: str) -> bool:
    """Open a web or mail address in the person's own program; any other scheme does nothing.

    For addresses that a stranger wrote only after the person has seen where they lead.
    """
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    return url.scheme().lower() in SCHEMES and QDesktopServices.openUrl(url)  # noqa: TID251 - the one place


def open_folder(folder: Path) -> bool:
    """Show a folder of this computer; a file is never opened, as opening one can mean running it."""
    return folder.is_dir() and QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))  # noqa: TID251 - the one place
