"""Which handler carries out which kind of effect."""

from collections.abc import Callable
from typing import Any

Handler = Callable[[dict[str, Any]], None]

_handlers: dict[str, Handler] = {}


def effect(kind: str) -> Callable[[Handler], Handler]:
    """Register the handler of a kind; a second one for the same kind is an error."""

    def register(handler: Handler) -> Handler:
        if kind in _handlers:
            raise ValueError(f"Two handlers for the effect {kind!r}.")
        _handlers[kind] = handler
        return handler

    return register


def handler_of(kind: str) -> Handler:
    """The handler of a kind; `KeyError` when nobody registered one."""
    return _handlers[kind]


def kinds() -> list[str]:
    """All kinds that somebody carries out."""
    return sorted(_handlers)
