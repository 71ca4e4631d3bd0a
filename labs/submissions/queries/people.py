"""The people of a lab, and how they stand."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from courses.activities.base import State
from courses.activities.models import Activity
from courses.enrolment.models import Enrolment
from courses.progress.models import ActivityProgress
from labs.assignments.models import Attempt
from labs.grading.models import HandMark, Marking, MarkingState
from labs.grading.rules import BY_HAND, share
from labs.submissions.models import Likeness
from labs.submissions.queries.standings import number, with_state
from lms.accounts.models import User, UserQuerySet


def people_of(activity: Activity) -> UserQuerySet:
    """Everybody who takes the course or has handed in, by given name, with how they stand."""
    taking = Enrolment.objects.active().filter(course_id=activity.course_id).values("learner")
    attempts = Attempt.objects.filter(activity_id=activity.pk)
    mine = attempts.filter(learner=OuterRef("pk")).order_by()
    progress = ActivityProgress.objects.filter(activity_id=activity.pk, learner=OuterRef("pk"))
    hints = _hints(activity)
    people = User.objects.filter(Q(pk__in=taking) | Q(pk__in=attempts.values("learner")))
    return people.annotate(
        state=Coalesce(Subquery(progress.values("state")[:1]), Value(State.NOT_STARTED.value)),
        score=Subquery(progress.values("score")[:1]),
        max_score=Subquery(progress.values("max_score")[:1]),
        trust=Coalesce(Subquery(progress.values("trust")[:1]), Value("")),
        attempts=number(mine.values("learner").annotate(n=Count("pk"))),
        handed_at=Subquery(mine.values("learner").annotate(at=Max("created_at")).values("at")),
        newest=Subquery(mine.order_by("-number").values("uuid")[:1]),
        to_mark=_newest_in(mine, MarkingState.BY_HAND),
        fault=_newest_in(mine, MarkingState.FAULT),
        alike=Subquery(hints.values("share")[:1]),
        hint=Subquery(hints.values("uuid")[:1]),
    ).by_name()


def narrowed(people: UserQuerySet, words: str, shown: str) -> UserQuerySet:
    """Those whose name or code holds the words, accents aside, and to whom the filter applies."""
    found = people.matching(words) if words else people
    filters = {
        "to_mark": Q(to_mark__isnull=False),
        "fault": Q(fault__isnull=False),
        "alike": Q(alike__isnull=False),
        "passed": Q(state__in=[State.PASSED, State.COMPLETED]),
        "failed": Q(state=State.FAILED),
        "not_handed_in": Q(attempts=0),
    }
    return found.filter(filters[shown]) if shown in filters else found


def newest_of(people: UserQuerySet) -> list[UUID]:
    """The newest submissions of people as `people_of` gives them."""
    shown: Any = people  # with what people_of annotates
    return [person.newest for person in shown if person.newest is not None]


def waiting_beside(attempt: Attempt) -> tuple[UUID | None, int]:
    """What a trainer marks next in this lab, by given name from here on, and how many wait."""
    rows = with_state(Attempt.objects.filter(activity=attempt.activity_id), MarkingState.BY_HAND)
    others = rows.exclude(pk=attempt.pk).order_by("learner__sort_key", "learner_id", "number")
    key = attempt.learner.sort_key
    after = (
        Q(learner__sort_key__gt=key)
        | Q(learner__sort_key=key, learner_id__gt=attempt.learner_id)
        | Q(learner_id=attempt.learner_id, number__gt=attempt.number)
    )
    found = others.filter(after).first() or others.first()
    return (found.uuid if found else None), others.count()


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


@dataclass(frozen=True, kw_only=True)
class Parts:
    """The marks of a person's newest attempt that was marked, with what people gave for it."""

    learner: int
    marks: list[dict[str, Any]]
    by_hand: Mapping[str, float]

    def points(self, mark: Mapping[str, Any]) -> float | None:
        """The points of one of the marks; nothing while it waits for a person."""
        given = self.by_hand.get(mark["cell"]) if mark["state"] in BY_HAND else None
        return given if given is not None else mark["score"]


def newest_parts(activity: Activity) -> list[Parts]:
    """Of everybody who has an attempt that was marked."""
    rows = Marking.objects.counting().filter(
        attempt__activity_id=activity.pk, state__in=[MarkingState.DONE, MarkingState.BY_HAND]
    )
    newest = rows.order_by("attempt__learner", "-attempt__number", "-number")
    found = newest.distinct("attempt__learner").values_list(
        "attempt__learner", "attempt", "report__marks"
    )
    given: defaultdict[int, dict[str, float]] = defaultdict(dict)
    hand = HandMark.objects.filter(attempt__activity_id=activity.pk, taken_back_at=None)
    for attempt, cell, points in hand.order_by("created_at", "id").values_list(
        "attempt", "cell", "points"
    ):
        given[attempt][cell] = points
    return [
        Parts(learner=learner, marks=marks or [], by_hand=given[attempt])
        for learner, attempt, marks in found
    ]


def _newest_in(attempts: QuerySet[Attempt], state: MarkingState) -> Subquery:
    """The newest of these attempts that stands so; nothing where none does."""
    return Subquery(with_state(attempts, state).order_by("-number").values("uuid")[:1])


def _hints(activity: Activity) -> QuerySet[Likeness]:
    """The hints about the outer person's submissions, the strongest first."""
    theirs = Q(first__learner=OuterRef("pk")) | Q(second__learner=OuterRef("pk"))
    rows = Likeness.objects.filter(theirs, first__activity_id=activity.pk)
    return rows.order_by("-share", "pk")
