"""The real app on a real screen, for a test at the other end of its input: says how its window stands."""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QSocketNotifier

from desktop.app.desktop_app import DesktopApp
from desktop.paths import Paths
from desktop.secrets import Secrets
from desktop.ui.kit import appearance


def main(home: Path) -> None:
    qt = appearance.create()
    paths = Paths(home)
    paths.make()
    app = DesktopApp(qt, paths, secrets=Secrets("test", use_key_store=False))

    def asked(*_: object) -> None:
        word = sys.stdin.readline().strip()
        if word in ("", "quit"):
            app.quit()
        elif word == "close":
            app.window.close()
        window = app.window
        state = {"visible": window.isVisible(), "minimised": window.isMinimized(), "tray": window.tray.is_there()}
        sys.stdout.write(json.dumps(state) + "\n")
        sys.stdout.flush()

    ears = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    ears.activated.connect(asked)
    app.show()
    sys.stdout.write(json.dumps({"ready": True}) + "\n")
    sys.stdout.flush()
    qt.exec()
    app.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
