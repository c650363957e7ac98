"""The rules that Roundup calls at every change of a row."""

from desktop.desk.tracker import store
from desktop.desk.tracker.roundup_types import Database
from desktop.desk.tracker.rules import change_log, permissions, workflow


def init(db: Database) -> None:
    """Fit a database that was just opened with the rules and with the storage of the help desk."""
    workflow.init(db)
    permissions.init(db)
    change_log.init(db)
    store.fit(db)
