"""Signed, expiring paths to a content's media: the frame has no cookies to show."""

import time
from uuid import UUID

from django.core.signing import BadSignature, Signer

PERIOD = 12 * 3600
_signer = Signer(salt="courses.h5p.content", sep="~")


def sign(package: UUID) -> str:
    """A token that is good for 12 to 24 hours, and the same all that time, so caches work."""
    expires = (int(time.time()) // PERIOD + 2) * PERIOD
    return _signer.sign(f"{package.hex}.{expires}")


def read(token: str) -> UUID | None:
    """The package a token opens; None for a wrong or old one."""
    try:
        package, _, expires = _signer.unsign(token).partition(".")
    except BadSignature:
        return None
    return UUID(package) if int(expires) > time.time() else None
