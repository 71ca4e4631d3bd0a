"""Which block types run here, and which of their handlers learners may call.

Any installed distribution may offer block types; nothing runs that is not listed.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from xblock.core import XBlock
from xblock.plugin import PluginMissingError

from courses.activities.types.xblock.errors import BlockNotAllowed, HandlerUnknown

NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Allowed:
    """A block type, the class that serves it, and what its page may call.

    `handlers` change something, `reads` do not; calls to `quiet` are answered and dropped: there
    a page reports what people do, in a form that could be forged into points. `evaluates` says
    that its scripts compile templates in the browser. `words` are what its scripts translate.
    """

    block_type: str
    handlers: frozenset[str]
    reads: frozenset[str] = NONE
    quiet: frozenset[str] = NONE
    evaluates: bool = False
    words: tuple[str, ...] = ()
    block: type[XBlock] | None = None

    @property
    def callable(self) -> frozenset[str]:
        """Everything to which its page is given an address."""
        return self.handlers | self.reads | self.quiet


_allowed: dict[str, Allowed] = {}


def allow(block_type: str, *, handlers: frozenset[str], **options: Any) -> None:
    """List a block type; without a class it is loaded from its installed distribution."""
    if block_type in _allowed:
        raise ValueError(f"{block_type} is listed twice.")
    _allowed[block_type] = Allowed(block_type=block_type, handlers=handlers, **options)


def entry(block_type: str) -> Allowed:
    """What is listed about a type."""
    if block_type not in _allowed:
        raise BlockNotAllowed
    return _allowed[block_type]


def block_class(block_type: str) -> type[XBlock]:
    """The class of a listed type."""
    return entry(block_type).block or _installed(block_type)


def is_installed(block_type: str) -> bool:
    """Whether the distribution of a listed type is here."""
    try:
        block_class(block_type)
    except BlockNotAllowed:
        return False
    return True


def check_handler(block_type: str, handler: str, *, reads: bool = False) -> None:
    """Refuse a handler that learners may not call, as if it did not exist."""
    listed = entry(block_type)
    if handler not in (listed.reads if reads else listed.handlers):
        raise HandlerUnknown


class PlainWords:
    """Takes the `i18n` service as it is.

    Blocks replace a service that counts as false, as ours does: see `services.Words`.
    """

    runtime: Any

    @property
    def i18n_service(self) -> Any:
        """The service of the runtime."""
        return self.runtime.service(self, "i18n")


@cache
def _installed(block_type: str) -> type[XBlock]:
    try:
        loaded: type[XBlock] = XBlock.load_class(block_type)
    except PluginMissingError:
        raise BlockNotAllowed from None
    # The module says where the block's own resources are.
    return type(loaded.__name__, (PlainWords, loaded), {"__module__": loaded.__module__})
