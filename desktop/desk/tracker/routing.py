"""Registers functions as routes of the REST interface, for Roundup's own decorator is not typed."""

from collections.abc import Callable
from typing import Any, TypeVar

from roundup.rest import Routing

Function = TypeVar("Function", bound=Callable[..., Any])


def route(rule: str, method: str) -> Callable[[Function], Function]:
    """Have a function answer this method of this path."""
    register: Callable[[Function], Function] = Routing.route(rule, method)
    return register
