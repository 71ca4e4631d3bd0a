"""Say that people or units moved, so that what is summed up over them is counted again.

The effect is written in the transaction that moves them; whoever sums up takes it.
"""

from collections.abc import Iterable

from lms.kit.ids import uuid7
from lms.outbox.actions import enqueue


def posts_changed(person_ids: Iterable[int]) -> None:
    """These people serve elsewhere, or from or until another day."""
    people = sorted(set(person_ids))
    if people:
        enqueue(kind="organisation.posts", key=str(uuid7()), payload={"people": people})


def tree_changed() -> None:
    """A unit has other units above it, or none: everybody may count elsewhere."""
    enqueue(kind="organisation.tree", key=str(uuid7()), payload={})
