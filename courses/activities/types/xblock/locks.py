"""Locks around a call to a block, so that no written field is lost."""

from xblock.core import XBlock
from xblock.fields import Scope

from lms.kit.locks import hold


def take(block: type[XBlock], usage: str, person: int) -> None:
    """Hold, until the transaction ends, what a call may change.

    Fields are read, changed and written back whole. A block with fields that all learners share
    is locked for everyone; any other only for the same person.
    """
    hold(usage if is_shared(block) else f"{usage}/{person}")


def is_shared(block: type[XBlock]) -> bool:
    """Whether the block has a field that all learners of a usage write."""
    return any(field.scope == Scope.user_state_summary for field in block.fields.values())
