"""Identifiers: ordered by time where rows are many, derived where they must be repeatable."""

import secrets
import time
import uuid

NAMESPACE = uuid.UUID("3f0f7c5a-5f0e-5b6c-9a55-6f1f0c7d1e20")


def uuid7() -> uuid.UUID:
    """A new UUIDv7 (RFC 9562): 48 bits of milliseconds, then random bits."""
    value = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value)


def derived(*parts: object) -> uuid.UUID:
    """The one id for these parts: the same parts give the same id, today and in a replay."""
    return uuid.uuid5(NAMESPACE, "\x1f".join(str(part) for part in parts))
