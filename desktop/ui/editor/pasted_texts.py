"""Pasted texts that are to become files and are not on disk yet: only this window holds them."""

from dataclasses import replace

from desktop.domain.drafts import Draft


class PastedTexts:
    """Texts under their draft's id and the name of the file that each becomes."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], Draft] = {}

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """Each text as the body of a draft, oldest first."""
        return tuple(self._held.values())

    def hold(self, draft: Draft, name: str, text: str) -> None:
        """Hold a text until `release`."""
        self._held[draft.id, name] = replace(draft, body=text, files=(), evidence=())

    def release(self, draft_id: str, name: str) -> None:
        """It is on disk, or not wanted."""
        self._held.pop((draft_id, name), None)

    def release_all(self, draft_id: str) -> None:
        """The draft has been thrown away."""
        for name in self.names(draft_id):
            self.release(draft_id, name)

    def names(self, draft_id: str) -> tuple[str, ...]:
        """The names of the files that texts of that draft are to become."""
        return tuple(name for id, name in self._held if id == draft_id)
