"""A person as a learner: their courses, the place to go on, their papers, their periods."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Sum

from certificates.credentials.models import Credential
from certificates.credentials.rules import Status, status_on
from courses.activities.models import Activity
from courses.enrolment.models import Enrolment
from courses.progress.models import ActivityProgress, CourseProgress
from courses.progress.queries import ResumePoint, resume_point
from lms.accounts.models import User
from lms.site.rules import CourseLine

PAPERS_SHOWN = 3


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One paper of a person, as their home shows it."""

    uuid: str
    title: str
    document: str
    status: Status
    valid_until: date | None


def courses_of(learner: User, today: date) -> list[CourseLine]:
    """The courses a person takes, the most pressing first: four queries, whatever the number."""
    taken = Enrolment.objects.active().filter(learner=learner)
    rows = taken.values_list("course_id", "course__title", "course__slug", "reason", "due_on")
    held = {row[0]: row for row in rows}
    progress = {one.course_id: one for one in CourseProgress.objects.filter(learner=learner)}
    required = Activity.objects.live().filter(required=True, course__in=list(held))
    met = ActivityProgress.objects.filter(learner=learner, rule_met=True, activity__in=required)
    totals = dict(required.values_list("course_id").annotate(Count("pk")))
    dones = dict(met.values_list("activity__course_id").annotate(Count("pk")))
    lines = []
    for pk, title, slug, reason, due_on in held.values():
        here = progress.get(pk)
        line = CourseLine(
            pk=pk,
            title=title,
            slug=slug,
            reason=reason,
            due_on=due_on,
            done=dones.get(pk, 0),
            total=totals.get(pk, 0),
            last_at=here.last_at if here and here.started_at else None,
            satisfied_at=here.satisfied_at if here else None,
            today=today,
        )
        lines.append(line)
    return sorted(lines, key=lambda line: line.rank)


def place_in(learner: User, line: CourseLine) -> ResumePoint | None:
    """Where a person goes on in a course."""
    enrolment = Enrolment.objects.select_related("course").get(learner=learner, course_id=line.pk)
    return resume_point(enrolment)


def periods_in(learner: User, year: int) -> Decimal:
    """The periods (tiết) of the courses a person completed in a year."""
    met = CourseProgress.objects.filter(learner=learner, satisfied_at__year=year)
    total: Decimal | None = met.aggregate(total=Sum("course__periods"))["total"]
    return total or Decimal(0)


def papers_of(person: User, today: date) -> list[Paper]:
    """A person's papers, the newest first."""
    rows = Credential.objects.filter(holder=person).select_related("definition", "document_type")
    return [
        Paper(
            uuid=str(row.uuid),
            title=row.definition.title,
            document=row.document_type.label,
            status=status_on(today, state=row.state, valid_until=row.valid_until),
            valid_until=row.valid_until,
        )
        for row in rows.newest_first()
    ]
