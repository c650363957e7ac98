"""The page of faults names a proof for each of its 32 faults."""

import re

import pytest

from tests.house.documents import proofs, text

PAGE = text("docs/faults.md")
_SECTIONS = re.split(r"^### (\d+)\. ", PAGE, flags=re.MULTILINE)[1:]
SECTIONS = {int(number): body.split("\n#")[0] for number, body in zip(_SECTIONS[::2], _SECTIONS[1::2], strict=True)}


def test_every_fault_is_there() -> None:
    assert sorted(SECTIONS) == list(range(1, 33))


@pytest.mark.parametrize("number", sorted(SECTIONS))
def test_every_fault_has_a_proof(number: int) -> None:
    assert list(proofs(SECTIONS[number]))
