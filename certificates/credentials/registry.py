"""The formats a credential is given in: one function each, by slug, none twice."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from certificates.credentials.models import Credential

Render = Callable[[Credential], bytes]


@dataclass(frozen=True, kw_only=True)
class Format:
    """One format: how it is made and what it is called."""

    slug: str
    label: str | Promise
    suffix: str
    content_type: str
    render: Render


_formats: dict[str, Format] = {}


def register(one: Format) -> Format:
    """Register a format; a second one with the same slug is an error."""
    if one.slug in _formats:
        raise ValueError(f"Two formats {one.slug!r}.")
    _formats[one.slug] = one
    return one


def format_of(slug: str) -> Format:
    """The format with this slug; `KeyError` when nobody registered it."""
    return _formats[slug]


def formats() -> list[Format]:
    """All formats in the order in which they were registered."""
    return list(_formats.values())
