"""What every test shares: Qt off screen, the app's own QApplication, no Qt warning overlooked."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
