"""Which block types run here, and which of their handlers learners may call.

Any installed distribution may offer block types; nothing runs that is not listed.
"""

from dataclasses import dataclass

from xblock.core import XBlock
from xblock.plugin import PluginMissingError

from courses.activities.types.xblock.errors import BlockNotAllowed, HandlerUnknown


@dataclass(frozen=True, kw_only=True)
class Allowed:
    """A block type, the class that serves it, and its learner handlers."""

    block_type: str
    handlers: frozenset[str]
    block: type[XBlock] | None = None


_allowed: dict[str, Allowed] = {}


def allow(block_type: str, *, handlers: frozenset[str], block: type[XBlock] | None = None) -> None:
    """List a block type; without a class it is loaded from its installed distribution."""
    if block_type in _allowed:
        raise ValueError(f"{block_type} is listed twice.")
    _allowed[block_type] = Allowed(block_type=block_type, handlers=handlers, block=block)


def block_class(block_type: str) -> type[XBlock]:
    """The class of a listed type."""
    entry = _entry(block_type)
    if entry.block is not None:
        return entry.block
    try:
        return XBlock.load_class(block_type)
    except PluginMissingError:
        raise BlockNotAllowed from None


def check_handler(block_type: str, handler: str) -> None:
    """Refuse a handler that learners may not call, as if it did not exist."""
    if handler not in _entry(block_type).handlers:
        raise HandlerUnknown


def _entry(block_type: str) -> Allowed:
    if block_type not in _allowed:
        raise BlockNotAllowed
    return _allowed[block_type]
