"""How far the import of an uploaded file is.

The import is one transaction, so what it is at stands beside the database: in the cache, where
a worker that was killed leaves it, with the time when it was last heard of.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache

from courses.activities.types.h5p.models import Upload
from lms.kit import clock

KEPT = 3600
SILENT = timedelta(seconds=45)


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Percent of the bytes that were looked at; None before it began.

    `is_silent`: nobody has said anything for a while; the import begins again by itself.
    """

    percent: int | None
    is_silent: bool


def note_progress(upload: Upload, percent: int) -> None:
    """Remember how far it is."""
    cache.set(_key(upload), (percent, clock.now().timestamp()), KEPT)


def progress_of(upload: Upload) -> Progress:
    """How far a waiting upload is."""
    percent, at = cache.get(_key(upload)) or (None, upload.created_at.timestamp())
    heard = datetime.fromtimestamp(at, tz=clock.now().tzinfo)
    return Progress(percent=percent, is_silent=clock.now() - heard > SILENT)


def _key(upload: Upload) -> str:
    return f"h5p-import:{upload.uuid}"
