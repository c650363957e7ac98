"""What every service works with."""

from collections.abc import Callable

from desktop.domain.clock import Clock
from desktop.domain.ids import IdSource
from desktop.store.database import Database
from desktop.store.files.blobs import Blobs
from desktop.store.read.search import SearchIndex
from desktop.values import dataclass


@dataclass(frozen=True)
class Context:
    """The store, the seams of time and ids, and `wake`, which tells the sync engine that there is work."""

    database: Database
    blobs: Blobs
    search: SearchIndex
    clock: Clock
    new_id: IdSource
    wake: Callable[[], None]
