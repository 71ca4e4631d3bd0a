"""Reads of labs and attempts."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from courses.activities.gate import require_open
from courses.activities.models import Activity, Participation
from courses.activities.queries import as_begun_by
from courses.enrolment.queries import is_enrolled
from labs.assignments.models import Attempt, LabVersion
from lms.accounts.models import User

# The types of activity whose attempts the grader marks; files are handed in by upload.
FILES = ("spreadsheet", "document")
GRADED = ("lab", *FILES)


def version_of(activity: Activity) -> LabVersion:
    """The lab's version on which this activity, as begun, stands."""
    return LabVersion.objects.select_related("lab").get(uuid=activity.config["version"])


def attempts_of(activity: Activity, learner: User) -> list[Attempt]:
    """The learner's attempts, newest first, without their content."""
    rows = Attempt.objects.filter(learner_id=learner.pk, activity__uuid=activity.uuid)
    return list(rows.defer("content").order_by("-number"))


def attempts_left(activity: Activity, learner: User) -> int | None:
    """How many attempts the learner may still hand in; None for any number."""
    allowed = int(activity.config.get("attempts") or 0)
    if not allowed:
        return None
    rows = Attempt.objects.filter(learner_id=learner.pk, activity__uuid=activity.uuid)
    return max(allowed - rows.count(), 0)


def lab_or_404(learner: Any, uuid: UUID, *types: str) -> Activity:
    """The lab with this uuid, for a learner of its course; refused while its lesson is closed."""
    found = Activity.objects.filter(uuid=uuid, type__in=types or ["lab"])
    rows = found.select_related("course", "lesson")
    activity = rows.first()
    if activity is None or not is_enrolled(learner, activity.course_id):
        raise Http404
    require_open(activity=activity, learner=learner)
    return activity


def begun_or_404(learner: Any, uuid: UUID, *types: str) -> Activity:
    """The lab in the version on which the learner began it, else the newest."""
    return as_begun_by(lab_or_404(learner, uuid, *types), learner.pk)


def has_begun(activity: Activity, learner: User) -> bool:
    """Whether the learner is bound to a version: before, nothing is laid out for them."""
    return Participation.objects.filter(learner_id=learner.pk, activity=activity).exists()


def lesson_address(activity: Activity) -> str:
    """Where the activity stands in its lesson."""
    lesson = reverse("player:lesson", args=[activity.course.slug, activity.lesson.slug])
    return f"{lesson}#activity-{activity.uuid}"


@contextmanager
def laid_out(version: LabVersion, *, kept: bool = False) -> Iterator[Path | None]:
    """The version's files in a folder that any account may read; None when it has none.

    Those kept for the checks are there only where they are asked for.
    """
    files = list(version.files.all() if kept else version.files.given())
    if not files:
        yield None
        return
    with TemporaryDirectory(prefix="lab-files-") as folder:
        for one in files:
            (Path(folder) / one.name).write_bytes(bytes(one.content))
        Path(folder).chmod(0o755)
        yield Path(folder)
