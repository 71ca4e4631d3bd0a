"""Filters for what templates cannot look up."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from courses.catalogue.richtext import safe_html

register = template.Library()


@register.filter
def lookup(held: Mapping[str, Any] | None, key: str) -> Any:
    """What is held under a key, or nothing."""
    return (held or {}).get(key, "")


@register.filter
def in_list(value: str, held: Any) -> bool:
    """Whether a value is what was sent, or among it."""
    return value in held if isinstance(held, list) else value == held


@register.filter
def rich(source: str) -> SafeString:
    """Stored rich text, cleaned."""
    return mark_safe(safe_html(source))  # noqa: S308  # cleaned by nh3


@register.filter
def megabytes(size: int) -> str:
    """A size in bytes as people read it."""
    return f"{max(0.1, size / 1_000_000):.0f}" if size >= 10_000_000 else f"{size / 1_000_000:.1f}"


@register.filter
def clock_time(seconds: float) -> str:
    """A position in a video: 4:07."""
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02}"
