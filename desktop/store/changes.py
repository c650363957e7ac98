"""What a committed transaction touched: ids and kinds, never values; readers read again."""

from enum import Enum

from desktop.values import dataclass


class Kind(str, Enum):
    """What sort of thing changed."""

    TICKET = "ticket"
    DRAFT = "draft"
    OPERATION = "operation"
    WALLETS = "wallets"
    VERIFICATION = "verification"
    DESK_INFO = "desk_info"
    ACCOUNT = "account"
    NOTIFICATION = "alert"
    SEARCH = "search"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Changes:
    """Pairs of kind and id (ids as text; "" where the kind has only one thing)."""

    items: frozenset[tuple[Kind, str]]

    def has(self, *kinds: Kind) -> bool:
        """Whether anything of these kinds changed."""
        return any(kind in kinds for kind, _ in self.items)

    def ids(self, kind: Kind) -> frozenset[str]:
        """The ids of that kind."""
        return frozenset(id for item_kind, id in self.items if item_kind is kind)
