"""The types of activity by slug; a slug has one type."""

from courses.activities.base import ActivityType
from courses.catalogue.blocks import register_activity_block

_types: dict[str, ActivityType] = {}


def register(activity_type: ActivityType) -> None:
    """Add a type, and its block to the blocks of a lesson."""
    if activity_type.slug in _types:
        raise ValueError(f"Two activity types named {activity_type.slug!r}.")
    register_activity_block(activity_type.slug, activity_type.block)
    _types[activity_type.slug] = activity_type


def get(slug: str) -> ActivityType:
    """The type of this slug; `KeyError` when nobody registered it."""
    return _types[slug]


def is_registered(slug: str) -> bool:
    """Whether a block of this name is an activity."""
    return slug in _types


def all_types() -> list[ActivityType]:
    """Every type, by slug."""
    return [_types[slug] for slug in sorted(_types)]
