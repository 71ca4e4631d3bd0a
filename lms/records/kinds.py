"""Every kind of statement declares why it is kept and for how long.

Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 asks for a purpose and a term before collection;
`record()` refuses a kind that nobody declared.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise

from lms.records.verbs import Verb


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of statement: verb and kind of object, purpose, and months it is kept."""

    verb: Verb
    object_kind: str
    purpose: str | Promise
    keep_months: int


_kinds: dict[tuple[Verb, str], Kind] = {}


def declare(verb: Verb, object_kind: str, *, purpose: str | Promise, keep_months: int) -> Kind:
    """Declare a kind; declaring it twice, or for ever, is an error."""
    key = (verb, object_kind)
    if key in _kinds:
        raise ValueError(f"{verb} {object_kind} is declared twice.")
    if not purpose or not 0 < keep_months <= 1200:
        raise ValueError(f"{verb} {object_kind} needs a purpose and a term.")
    _kinds[key] = Kind(verb=verb, object_kind=object_kind, purpose=purpose, keep_months=keep_months)
    return _kinds[key]


def is_declared(verb: Verb, object_kind: str) -> bool:
    """Whether such a statement may be recorded."""
    return (verb, object_kind) in _kinds


def declared() -> Iterator[Kind]:
    """All kinds, by verb and object."""
    for key in sorted(_kinds):
        yield _kinds[key]
