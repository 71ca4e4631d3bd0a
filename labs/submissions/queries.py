"""What a trainer reads: labs, the people of a lab, one submission. Outside their courses: 404."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import (
    Count,
    Exists,
    F,
    FloatField,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, Greatest, NullIf
from django.http import Http404

from courses.activities.base import State
from courses.activities.models import Activity, ActivityQuerySet
from courses.catalogue.queries import courses_cared_for
from courses.enrolment.models import Enrolment
from courses.progress.models import ActivityProgress
from labs.assignments import kinds
from labs.assignments.models import Attempt, LabVersion
from labs.grading.models import Marking, MarkingState
from labs.grading.rules import share
from labs.submissions.models import Likeness, Regrade, RegradeItem
from lms.accounts.models import User, UserQuerySet

SHOWN = ("to_mark", "fault", "alike", "passed", "failed", "not_handed_in")


def labs_for(trainer: User) -> ActivityQuerySet:
    """The labs of the courses that a trainer cares for, with what waits in each."""
    rows = Activity.objects.filter(
        type__in=kinds.slugs(), course__in=courses_cared_for(trainer).values("pk")
    )
    rows = rows.filter(Q(retired_at__isnull=True) | Q(lab_attempts__isnull=False)).distinct()
    handed_in = Attempt.objects.filter(activity=OuterRef("pk")).order_by().values("activity")
    return (
        rows.annotate(
            people=_number(handed_in.annotate(n=Count("learner", distinct=True))),
            to_mark=_number(_in_state(MarkingState.BY_HAND)),
            faults=_number(_in_state(MarkingState.FAULT)),
        )
        .select_related("course", "lesson")
        .order_by("course__path", "lesson__path", "position")
    )


def waiting_for(trainer: User) -> int:
    """How many submissions wait for the trainer's points."""
    rows = Attempt.objects.filter(
        activity__course__in=courses_cared_for(trainer).values("pk"),
        activity__type__in=kinds.slugs(),
    )
    return _with_state(rows, MarkingState.BY_HAND).count()


def lab_for(trainer: User, uuid: UUID) -> Activity:
    """One of them."""
    rows = Activity.objects.filter(uuid=uuid, type__in=kinds.slugs())
    activity = rows.select_related("course", "lesson").first()
    if activity is None or not _cares(trainer, activity):
        raise Http404
    return activity


def attempt_for(trainer: User, uuid: UUID) -> Attempt:
    """One submission in a lab of theirs."""
    rows = Attempt.objects.select_related(
        "learner", "activity__course", "activity__lesson", "version__lab"
    )
    attempt = rows.filter(uuid=uuid).first()
    if attempt is None or not _cares(trainer, attempt.activity):
        raise Http404
    return attempt


def regrade_for(trainer: User, uuid: UUID) -> Regrade:
    """One regrade of a lab of theirs."""
    rows = Regrade.objects.select_related("activity__course", "requested_by", "version")
    regrade = rows.filter(uuid=uuid).first()
    if regrade is None or not _cares(trainer, regrade.activity):
        raise Http404
    return regrade


def likeness_for(trainer: User, uuid: UUID) -> Likeness:
    """One hint in a lab of theirs."""
    rows = Likeness.objects.select_related(
        "first__learner", "second__learner", "first__version", "second__version",
        "first__activity__course",
    )  # fmt: skip
    likeness = rows.filter(uuid=uuid).first()
    if likeness is None or not _cares(trainer, likeness.first.activity):
        raise Http404
    return likeness


def people_of(activity: Activity) -> UserQuerySet:
    """Everybody who takes the course or has handed in, by given name, with how they stand."""
    taking = Enrolment.objects.active().filter(course_id=activity.course_id).values("learner")
    attempts = Attempt.objects.filter(activity_id=activity.pk)
    mine = attempts.filter(learner=OuterRef("pk")).order_by()
    progress = ActivityProgress.objects.filter(activity_id=activity.pk, learner=OuterRef("pk"))
    people = User.objects.filter(Q(pk__in=taking) | Q(pk__in=attempts.values("learner")))
    return people.annotate(
        state=Coalesce(Subquery(progress.values("state")[:1]), Value(State.NOT_STARTED.value)),
        score=Subquery(progress.values("score")[:1]),
        max_score=Subquery(progress.values("max_score")[:1]),
        trust=Coalesce(Subquery(progress.values("trust")[:1]), Value("")),
        attempts=_number(mine.values("learner").annotate(n=Count("pk"))),
        handed_at=Subquery(mine.values("learner").annotate(at=Max("created_at")).values("at")),
        newest=Subquery(mine.order_by("-number").values("uuid")[:1]),
        to_mark=Exists(_with_state(mine, MarkingState.BY_HAND)),
        fault=Exists(_with_state(mine, MarkingState.FAULT)),
        alike=_likest(activity),
    ).by_name()


def narrowed(people: UserQuerySet, words: str, shown: str) -> UserQuerySet:
    """Those whose name or code holds the words, accents aside, and to whom the filter applies."""
    found = people.matching(words) if words else people
    filters = {
        "to_mark": Q(to_mark=True),
        "fault": Q(fault=True),
        "alike": Q(alike__isnull=False),
        "passed": Q(state__in=[State.PASSED, State.COMPLETED]),
        "failed": Q(state=State.FAILED),
        "not_handed_in": Q(attempts=0),
    }
    return found.filter(filters[shown]) if shown in filters else found


@dataclass(frozen=True, kw_only=True)
class Behind:
    """Attempts whose result rests on the checks of an older version than the lab's newest."""

    newest: LabVersion
    attempts: int
    people: int


def behind(activity: Activity) -> Behind | None:
    """Who would be affected by marking with the newest version; None where nobody would."""
    held = LabVersion.objects.filter(uuid=activity.config.get("version")).first()
    newest = (
        LabVersion.objects.filter(lab=held.lab_id).order_by("-number").first() if held else None
    )
    if newest is None:
        return None
    graded_by = _newest_marking().values(by=Coalesce("version", "attempt__version"))[:1]
    rows = Attempt.objects.filter(activity_id=activity.pk).annotate(by=Subquery(graded_by))
    old = rows.exclude(by=newest.pk).exclude(by__isnull=True)
    counts = old.aggregate(attempts=Count("pk"), people=Count("learner", distinct=True))
    return Behind(newest=newest, **counts) if counts["attempts"] else None


def running_regrade(activity: Activity) -> Regrade | None:
    """The regrade that still works on a lab."""
    rows = Regrade.objects.filter(activity_id=activity.pk)
    return rows.filter(items__marking__state=MarkingState.WAITING).first()


def regrades_of(activity: Activity) -> list[Regrade]:
    """The newest regrades of a lab, with how many attempts they took and hold back."""
    held = Q(items__marking__state=MarkingState.HELD)
    rows = Regrade.objects.filter(activity_id=activity.pk).select_related("requested_by")
    counted = rows.annotate(all=Count("items"), held=Count("items", filter=held))
    return list(counted.order_by("-created_at")[:5])


def items_of(regrade: Regrade) -> QuerySet[RegradeItem]:
    """What came of each attempt: those that changed first, the lower ones before all."""
    rows = regrade.items.select_related("marking__attempt__learner", "before")
    after = F("marking__score") / NullIf(F("marking__max_score"), Value(0.0))
    before = F("score_before") / NullIf(F("max_before"), Value(0.0))
    change = Coalesce(after - before, Value(0.0), output_field=FloatField())
    return rows.annotate(change=change).order_by(
        "change", "marking__attempt__learner__sort_key", "marking__attempt__number"
    )


def likenesses_of(attempt: Attempt) -> list[tuple[Likeness, Attempt]]:
    """The hints about a submission, the strongest first, each with the other submission."""
    rows = Likeness.objects.filter(Q(first=attempt) | Q(second=attempt)).order_by("-share")
    listed = rows.select_related("first__learner", "second__learner")
    listed = listed.defer("first__content", "second__content")
    return [(one, one.second if one.first_id == attempt.pk else one.first) for one in listed]


def shares_of(activity: Activity) -> list[float]:
    """The best share of all points of everybody who has a mark."""
    rows = ActivityProgress.objects.filter(activity_id=activity.pk, score__isnull=False)
    return [share(*one) for one in rows.values_list("score", "max_score")]


def newest_reports(activity: Activity) -> Iterable[list[dict[str, Any]]]:
    """The marks of each person's newest attempt that was marked."""
    rows = Marking.objects.counting().filter(
        attempt__activity_id=activity.pk, state__in=[MarkingState.DONE, MarkingState.BY_HAND]
    )
    newest = rows.order_by("attempt__learner", "-attempt__number", "-number")
    found = newest.distinct("attempt__learner").values_list("report__marks", flat=True)
    return (marks or [] for marks in found)


def _cares(trainer: User, activity: Activity) -> bool:
    return bool(courses_cared_for(trainer, activity.course).exists())


def _number(rows: QuerySet[Any]) -> Coalesce:
    return Coalesce(Subquery(rows.values("n"), output_field=IntegerField()), Value(0))


def _newest_marking() -> QuerySet[Marking]:
    return Marking.objects.counting().filter(attempt=OuterRef("pk")).order_by("-number")


def _with_state(attempts: QuerySet[Attempt], state: MarkingState) -> QuerySet[Attempt]:
    """Attempts whose marking that counts is in this state."""
    newest = Subquery(_newest_marking().values("state")[:1])
    return attempts.annotate(stands=newest).filter(stands=state)


def _in_state(state: MarkingState) -> QuerySet[Any]:
    rows = Attempt.objects.filter(activity=OuterRef("pk")).order_by()
    return _with_state(rows, state).values("activity").annotate(n=Count("pk"))


def _likest(activity: Activity) -> Greatest:
    """The strongest hint about a person's submissions; nothing where there is none."""
    rows = Likeness.objects.filter(first__activity_id=activity.pk).order_by()
    sides = [
        rows.filter(**{f"{side}__learner": OuterRef("pk")})
        .values(f"{side}__learner")
        .annotate(most=Max("share"))
        .values("most")
        for side in ("first", "second")
    ]
    return Greatest(*(Subquery(one, output_field=FloatField()) for one in sides))
