"""`desktop.values.dataclass`: what the standard library's does, for all that the app uses of it."""

import dataclasses
from dataclasses import KW_ONLY, FrozenInstanceError, asdict, astuple, field, fields, replace
from typing import Any

import pytest

from desktop import values


def made_by(dataclass: Any) -> list[Any]:
    """The same classes by one of the two decorators."""

    @dataclass(frozen=True)
    class Value:
        """All kinds of fields."""

        name: str
        number: int = 0
        hidden: str = field(default="h", repr=False, compare=False, metadata={"logged": True})
        files: list[str] = field(default_factory=list)
        made: dict[str, int] = field(default_factory=dict, init=False, compare=False)
        _: KW_ONLY
        last: bool = False

        @property
        def twice(self) -> int:
            return 2 * self.number

    @dataclass
    class Place:
        """One that changes."""

        x: int
        y: int = 1
        path: str = field(init=False)

        def __post_init__(self) -> None:
            self.path = f"{self.x}/{self.y}"

    @dataclass(frozen=True, eq=False, repr=False)
    class Bare:
        """Equal to itself only."""

    @dataclass(frozen=True)
    class Wider(Value):  # noqa: PLW1641 - the decorator makes its hash
        """Of a class that is a dataclass itself."""

        more: tuple[int, ...] = ()

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Wider) and other.more == self.more

        def __repr__(self) -> str:
            return "wider"

    return [Value, Place, Bare, Wider]


BOTH = pytest.mark.parametrize("dataclass", [dataclasses.dataclass, values.dataclass])


@BOTH
def test_objects_are_made_by_place_and_by_name(dataclass: Any) -> None:
    Value, Place, Bare, Wider = made_by(dataclass)
    value = Value("a", 2, "x", ["f"], last=True)
    assert (value.name, value.number, value.hidden, value.files, value.made, value.last) == (
        "a", 2, "x", ["f"], {}, True
    )  # fmt: skip
    assert value.twice == 4
    assert Value(name="a").files is not Value(name="a").files
    assert Place(3, y=4).path == "3/4"
    assert Wider("w", more=(1,)).more == (1,)
    assert isinstance(Bare(), Bare)
    for cls, given, named in (
        (Value, (), {}),
        (Value, ("a",), {"x": 1}),
        (Value, ("a", 1, "", [], 1), {}),
        (Bare, (1,), {}),
    ):
        with pytest.raises(TypeError):
            cls(*given, **named)


@BOTH
def test_equality_hash_and_text_come_from_the_fields(dataclass: Any) -> None:
    Value, Place, Bare, Wider = made_by(dataclass)
    assert Value("a", hidden="1") == Value("a", hidden="2")
    assert Value("a") != Value("b")
    assert Value("a") != Wider("a")
    assert Value("a").__eq__("a") is NotImplemented
    assert Wider("a", more=(1,)) == Wider("b", more=(1,))
    assert hash(Wider("a", files=())) == hash(Wider("a", files=()))
    assert repr(Value("a")).endswith("Value(name='a', number=0, files=[], made={}, last=False)")
    assert repr(Wider("a")) == "wider"
    assert repr(Bare()).startswith("<")
    assert Bare() != Bare()
    assert len({Bare(), Bare()}) == 2
    assert Place(1) == Place(1)
    with pytest.raises(TypeError):
        hash(Place(1))

    @dataclass(frozen=True)
    class Key:
        """One field, which is a key of its own."""

        name: str

    assert {Key("a"): 1}[Key("a")] == 1
    assert Key("a") != Key("b")


@BOTH
def test_a_frozen_one_never_changes(dataclass: Any) -> None:
    Value, Place, _, Wider = made_by(dataclass)
    for value in (Value("a"), Wider("a")):
        with pytest.raises(FrozenInstanceError):
            value.name = "b"
        with pytest.raises(FrozenInstanceError):
            del value.name
        assert value.name == "a"
    place = Place(1)
    place.x = 7
    assert place.x == 7
    del place.path
    assert not hasattr(place, "path")


@BOTH
def test_the_standard_functions_know_it(dataclass: Any) -> None:
    Value, _, _, Wider = made_by(dataclass)
    assert [one.name for one in fields(Value)] == ["name", "number", "hidden", "files", "made", "last"]
    assert fields(Value)[2].metadata == {"logged": True}
    assert replace(Value("a"), number=3).number == 3
    assert asdict(Wider("a"))["more"] == ()
    assert astuple(Value("a"))[:2] == ("a", 0)
    assert Value.__match_args__ == ("name", "number", "hidden", "files")
    assert Value.__doc__ == "All kinds of fields."


def test_its_first_object_has_the_constructor_compiled_once() -> None:
    Value = made_by(values.dataclass)[0]
    first = Value.__init__
    assert first.__code__.co_filename == values.__file__
    Value("a")
    compiled = Value.__init__
    assert compiled is not first
    assert compiled.__code__.co_filename == "<string>"
    Value("b")
    assert Value.__init__ is compiled
    # one that was kept from before
    other = Value("c")
    first(other, "d")
    assert other.name == "d"
