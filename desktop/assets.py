"""Finds the files that ship with the app: beside it in a wheel or bundle, one level up in a checkout."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent
_SHIPPED = _HERE / "_resources"
ROOT = _SHIPPED if _SHIPPED.is_dir() else _HERE.parent / "resources"


def path(*parts: str) -> Path:
    """The place of an asset, such as `path("icons", "send.svg")`."""
    return ROOT.joinpath(*parts)
