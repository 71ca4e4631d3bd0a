"""Signed, expiring addresses for callers without a session: a frame, another service."""

from uuid import UUID

from django.core import signing

from courses.activities.types.xblock.errors import TokenRefused

MAX_AGE = 8 * 3600
_SALT = "courses.xblock.handler"


def sign(*, person: UUID, activity: UUID, handler: str) -> str:
    """A token that lets its holder call one handler of one activity as one person."""
    return signing.dumps([str(person), str(activity), handler], salt=_SALT, compress=True)


def read(token: str) -> tuple[UUID, UUID, str]:
    """Person, activity and handler of a valid token."""
    try:
        person, activity, handler = signing.loads(token, salt=_SALT, max_age=MAX_AGE)
    except signing.BadSignature:
        raise TokenRefused from None
    return UUID(person), UUID(activity), str(handler)
