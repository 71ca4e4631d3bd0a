"""Reads of scenarios and runs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404

from courses.activities.gate import require_open
from courses.activities.models import Activity
from courses.activities.queries import as_begun_by
from courses.catalogue.queries import courses_cared_for
from courses.enrolment.queries import is_enrolled
from labs.simulators.engine import Engine, Seat, Taken
from labs.simulators.errors import ScenarioNotReady
from labs.simulators.models import (
    Run,
    Scenario,
    ScenarioVersion,
    Sitting,
    SittingQuerySet,
    Step,
)
from labs.simulators.trace import engine_of, replay, steps_of
from lms.accounts.models import User
from lms.kit import clock

PATIENCE = timedelta(minutes=10)


def version_of(activity: Activity) -> ScenarioVersion:
    """The version on which this activity, as begun, stands."""
    uuid = activity.config.get("version")
    rows = ScenarioVersion.objects.select_related("scenario")
    held = rows.filter(uuid=uuid).first() if uuid else None
    if held is None:
        raise ScenarioNotReady
    return held


def simulator_or_404(learner: Any, uuid: UUID) -> Activity:
    """The simulator with this uuid, for a learner of its course; refused while it is closed."""
    rows = Activity.objects.filter(uuid=uuid, type="simulator").select_related("course", "lesson")
    activity = rows.first()
    if activity is None or not is_enrolled(learner, activity.course_id):
        raise Http404
    require_open(activity=activity, learner=learner)
    return activity


def seats_of(version: ScenarioVersion) -> tuple[Seat, ...]:
    """The seats of a scenario, in their order."""
    return engine_of(version).seats(version.content)


def sittings_of(activity: Activity, learner: User) -> list[Sitting]:
    """A learner's goes, newest first; in a preview there is no learner, and so no go."""
    if learner.pk is None:
        return []
    rows = Sitting.objects.filter(person=learner, activity__uuid=activity.uuid)
    return list(rows.select_related("run").order_by("-number"))


def goes_left(activity: Activity, learner: User) -> int | None:
    """How many more goes a learner may hand in; None where any number may be."""
    allowed = int(activity.config.get("attempts") or 0)
    if not allowed:
        return None
    mine = Sitting.objects.filter(person=learner, activity__uuid=activity.uuid)
    return max(0, allowed - mine.filter(score__isnull=False).count())


def sitting_or_404(person: Any, uuid: UUID) -> Sitting:
    """The place of a person in the run with this uuid."""
    rows = Sitting.objects.filter(run__uuid=uuid, person_id=person.pk)
    related = rows.select_related("run__version__scenario", "run__activity__course")
    sitting: Sitting | None = related.order_by("-pk").first()
    if sitting is None:
        raise Http404
    return sitting


def goes_of(scenario: Scenario, trainer: User, words: str = "") -> SittingQuerySet:
    """What learners of the trainer's own courses did in a scenario, newest first.

    `words` leaves those whose name or code holds them, accents aside.
    """
    rows = _theirs(trainer).filter(run__version__scenario=scenario)
    if words:
        rows = rows.filter(person__in=User.objects.matching(words))
    return rows.order_by("-created_at", "-pk")


def newest_trial(version: ScenarioVersion, trainer: User) -> Sitting | None:
    """How the trainer's own last work through a version came out."""
    trials = Sitting.objects.filter(run__version=version, person=trainer, activity=None)
    return trials.filter(score__isnull=False).select_related("run").order_by("-pk").first()


def go_or_404(trainer: User, uuid: UUID) -> Sitting:
    """One closed go of a learner of the trainer's own courses."""
    sitting = _theirs(trainer).filter(uuid=uuid, closed_at__isnull=False).first()
    if sitting is None:
        raise Http404
    return sitting


def _theirs(trainer: User) -> SittingQuerySet:
    rows: SittingQuerySet = Sitting.objects.filter(
        activity__course__in=courses_cared_for(trainer), person__isnull=False
    )
    return rows.select_related("person", "run__version__scenario", "activity__course")


def last_sign_of(sitting: Sitting) -> datetime:
    """When this person last did something in the run."""
    said = Step.objects.filter(sitting=sitting).order_by("-number")
    return said.values_list("created_at", flat=True).first() or sitting.created_at


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A seat as the room shows it: who sits there, and whether it is their turn."""

    seat: Seat
    sitting: Sitting | None
    mine: bool
    turn: bool

    @property
    def is_free(self) -> bool:
        """Whether nobody sits there yet."""
        return self.sitting is None

    @property
    def is_system(self) -> bool:
        """Whether the system plays it."""
        return self.sitting is not None and self.sitting.person_id is None


@dataclass(frozen=True)
class Room:
    """A run as one of those in it sees it, worked out from its steps."""

    sitting: Sitting

    @property
    def run(self) -> Run:
        """The run."""
        return self.sitting.run

    @property
    def version(self) -> ScenarioVersion:
        """What is practised."""
        return self.run.version

    @cached_property
    def engine(self) -> Engine:
        """The simulator."""
        return engine_of(self.version)

    @cached_property
    def steps(self) -> list[Taken]:
        """The trace so far."""
        return steps_of(self.run)

    @cached_property
    def state(self) -> Any:
        """Where the trace leads."""
        return replay(self.engine, self.version.content, self.run.seed, self.steps)

    @cached_property
    def desks(self) -> list[Desk]:
        """All seats with those who sit there."""
        there = Sitting.objects.filter(run=self.run, left=False).select_related("person")
        by_seat = {one.seat: one for one in there}
        turn = self.engine.turn(self.state)
        return [
            Desk(
                seat=seat,
                sitting=by_seat.get(seat.slug),
                mine=seat.slug == self.sitting.seat,
                turn=seat.slug in turn,
            )
            for seat in self.engine.seats(self.version.content)
        ]

    @property
    def is_paired(self) -> bool:
        """Whether this is work for two."""
        return len(self.desks) > 1

    @property
    def my_turn(self) -> bool:
        """Whether there is something to do at my desk."""
        return any(desk.turn for desk in self.desks if desk.mine)

    @property
    def is_open(self) -> bool:
        """Whether steps may still be taken."""
        return self.run.closed_at is None and not self.sitting.left

    @property
    def needs_partner(self) -> bool:
        """Whether the other desk is empty, or its person has not moved for a while."""
        others = [one.sitting for one in self.desks if not one.mine]
        return any(one is None or self._is_away(one) for one in others)

    @property
    def signs(self) -> dict[str, str]:
        """What a page tells to learn whether it is still true."""
        there = (str(one.sitting.pk if one.sitting else 0) for one in self.desks)
        away = "x" if self.needs_partner else ""
        return {
            "steps": str(len(self.steps)),
            "desks": "-".join(there) + away,
            "mine": str(int(self.my_turn)),
        }

    @property
    def signs_query(self) -> str:
        """The signs as part of an address."""
        return urlencode(self.signs)

    @property
    def may_redo(self) -> bool:
        """Whether a single step may be taken anew."""
        activity, person = self.run.activity, self.sitting.person
        if activity is None or person is None:
            return activity is None
        begun = as_begun_by(activity, person.pk)
        return bool(begun.config.get("redo", True)) and goes_left(begun, person) != 0

    @property
    def partner_works(self) -> bool:
        """Whether it is the turn of a person at the other desk, and not mine."""
        others = [one for one in self.desks if one.turn and not one.mine]
        return not self.my_turn and any(not (one.is_free or one.is_system) for one in others)

    @property
    def pass_percent(self) -> int:
        """What is enough here; a rehearsal must reach everything."""
        activity = self.run.activity
        return int(activity.config.get("pass_percent", 0)) if activity else 100

    @property
    def has_passed(self) -> bool:
        """Whether this go alone is enough."""
        score, most = self.sitting.score, self.sitting.max_score
        if score is None or most is None:
            return False
        return 100 * score >= self.pass_percent * most - 1e-7

    def _is_away(self, sitting: Sitting) -> bool:
        there = sitting.person_id is not None and not self.my_turn
        return there and last_sign_of(sitting) < clock.now() - PATIENCE
