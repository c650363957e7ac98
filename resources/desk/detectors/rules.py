"""Where Roundup finds the help desk's rules; `init` is called at every opening of the database."""

from desktop.desk.tracker.detectors import init

__all__ = ["init"]
