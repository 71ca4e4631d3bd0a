"""How often an effect was begun, kept outside the transaction that a killed worker takes along."""

from collections.abc import Iterable

from django.core.cache import cache

KEPT_SECONDS = 86_400


def begin(pk: int) -> int:
    """Count one more beginning; returns how many there were since the effect last ended."""
    cache.add(_name(pk), 0, timeout=KEPT_SECONDS)
    return int(cache.incr(_name(pk)))


def forget(pks: Iterable[int]) -> None:
    """The effects have ended, well or not."""
    cache.delete_many([_name(pk) for pk in pks])


def _name(pk: int) -> str:
    return f"outbox:begun:{pk}"
