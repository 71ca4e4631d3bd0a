"""The newest file of everybody in one archive, for a trainer who marks away from the site."""

from collections.abc import Iterable
from tempfile import SpooledTemporaryFile
from typing import IO
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from django.db.models import Sum
from django.db.models.functions import Length
from django.utils.text import slugify

from courses.activities.models import Activity
from labs.assignments import kinds
from labs.assignments.models import Attempt
from labs.submissions.errors import ArchiveTooLarge
from lms.kit.text import fold

MOST_BYTES = 200 << 20
IN_MEMORY = 8 << 20
AT_ONCE = 10


def archive(activity: Activity, uuids: Iterable[UUID]) -> IO[bytes]:
    """These submissions of the lab, each under its person's name."""
    rows = Attempt.objects.filter(activity_id=activity.pk, uuid__in=list(uuids))
    size = rows.aggregate(size=Sum(Length("content")))["size"] or 0
    if size > MOST_BYTES:
        raise ArchiveTooLarge
    ending = kinds.kind_of(activity.type).ending
    made = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  # the response closes it
    listed = rows.select_related("learner").order_by("learner__sort_key", "learner_id")
    with ZipFile(made, "w", ZIP_DEFLATED, compresslevel=1) as parts:
        for attempt in listed.iterator(chunk_size=AT_ONCE):
            parts.writestr(f"{_stem(attempt)}.{ending}", bytes(attempt.content))
    made.seek(0)
    return made


def _stem(attempt: Attempt) -> str:
    """Name, code and attempt in letters that every system takes."""
    name = slugify(fold(attempt.learner.full_name))[:60].strip("-")
    code = slugify(fold(attempt.learner.username)) or str(attempt.learner_id)
    return f"{name}-{code}-{attempt.number}"
