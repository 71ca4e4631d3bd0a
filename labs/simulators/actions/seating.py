"""Who sits where: begin a run, join the run of a partner, leave, let the system sit down."""

import secrets

from django.db import transaction
from django.db.models import QuerySet

from courses.activities.models import Activity
from labs.simulators.actions.steps import hold, let_system_play
from labs.simulators.errors import GoesUsedUp, PartnerPresent, RunOver, SeatUnknown
from labs.simulators.models import Run, ScenarioVersion, Sitting
from labs.simulators.queries import PATIENCE, goes_left, last_sign_of, seats_of, version_of
from labs.simulators.trace import engine_of
from lms.accounts.models import User
from lms.kit import clock

SYSTEM_KEY = "system"


@transaction.atomic
def begin(*, activity: Activity, learner: User, seat: str, key: str) -> Sitting:
    """Sit down: at the go still open, at the desk for which a partner waits, or at a new run.

    The caller holds the learner's participation, so that goes follow one another.
    """
    mine = Sitting.objects.filter(person=learner, activity__uuid=activity.uuid)
    held = mine.filter(key=key).first() or mine.filter(closed_at__isnull=True).first()
    if held is not None:
        return held
    require_go_left(activity, learner)
    version = version_of(activity)
    seat = _seat(version, seat)
    run = _waiting_run(activity, version, seat, learner)
    if run is None:
        return sit_at_new_run(
            version=version, person=learner, seat=seat, key=key, activity=activity
        )
    return _sit(run, learner, seat, key, activity)


def require_go_left(activity: Activity, learner: User) -> None:
    """Refuse another go when as many as allowed were handed in."""
    if goes_left(activity, learner) == 0:
        raise GoesUsedUp


@transaction.atomic
def sit_at_new_run(
    *,
    version: ScenarioVersion,
    person: User,
    seat: str,
    key: str,
    activity: Activity | None = None,
) -> Sitting:
    """A run of its own, with a seed that nobody chose."""
    run = Run.objects.create(
        version=version,
        activity_id=activity.pk if activity else None,
        seed=secrets.randbits(31),
    )
    return _sit(run, person, _seat(version, seat), key, activity)


@transaction.atomic
def leave(*, sitting: Sitting) -> None:
    """Set the go aside: it stays as it is, and a partner's run goes on without this person.

    Under the lock of the run: of two who leave at once, the second is the last.
    """
    _run, held = hold(sitting)
    if held.closed_at is not None:
        return
    held.left, held.closed_at = True, clock.now()
    held.save(update_fields=["left", "closed_at"])
    present = Sitting.objects.present().filter(run_id=held.run_id, person__isnull=False)
    if not present.exists():
        Run.objects.filter(pk=held.run_id).update(closed_at=clock.now())


@transaction.atomic
def go_alone(*, sitting: Sitting) -> int:
    """The system sits down wherever nobody sits, or where nobody has moved for a while.

    Only for somebody who sits there, and only while work goes on: a run that is over is evidence.
    """
    run, own = hold(sitting)
    if run.closed_at is not None or own.left:
        raise RunOver
    for other in Sitting.objects.present().filter(run=run, person__isnull=False):
        if other.pk != sitting.pk:
            if last_sign_of(other) > clock.now() - PATIENCE:
                raise PartnerPresent
            leave(sitting=other)
    return seat_system(run)


def seat_system(run: Run) -> int:
    """Fill every empty seat with the system, which plays at once where it is its turn."""
    taken = set(Sitting.objects.present().filter(run=run).values_list("seat", flat=True))
    empty = [seat.slug for seat in seats_of(run.version) if seat.slug not in taken]
    for seat in empty:
        Sitting.objects.create(run=run, seat=seat, key=SYSTEM_KEY)
    let_system_play(run)
    return len(empty)


def sit_again(*, run: Run, person: User, seat: str, key: str, activity: Activity | None) -> Sitting:
    """At a run that takes over part of another."""
    return _sit(run, person, seat, key, activity)


def _sit(run: Run, person: User, seat: str, key: str, activity: Activity | None) -> Sitting:
    number = 1
    if activity is not None:
        earlier = Sitting.objects.filter(person=person, activity__uuid=activity.uuid)
        number += earlier.count()
    return Sitting.objects.create(
        run=run,
        person=person,
        activity_id=activity.pk if activity else None,
        seat=seat,
        number=number,
        key=key,
    )


def _seat(version: ScenarioVersion, wanted: str) -> str:
    slugs = [seat.slug for seat in engine_of(version).seats(version.content)]
    if not wanted:
        return slugs[0]
    if wanted not in slugs:
        raise SeatUnknown
    return wanted


def _waiting_run(
    activity: Activity, version: ScenarioVersion, seat: str, learner: User
) -> Run | None:
    """The oldest open run of somebody else in which this seat is empty.

    One at a time in an activity: of two partners who begin at once, the second joins the first.
    """
    if len(seats_of(version)) == 1:
        return None
    Activity.objects.select_for_update(no_key=True).only("pk").get(pk=activity.pk)
    for pk in list(_runs_with_free(seat, activity, version, learner).values_list("pk", flat=True)):
        run: Run = Run.objects.select_for_update().get(pk=pk)
        if _runs_with_free(seat, activity, version, learner).filter(pk=pk).exists():
            return run  # still free: who held it may have sat down there, or closed it
    return None


def _runs_with_free(
    seat: str, activity: Activity, version: ScenarioVersion, learner: User
) -> QuerySet[Run]:
    """Runs that wait for somebody at this seat, the oldest first; not those of who cannot come."""
    there = Sitting.objects.present()
    ended = there.filter(person__is_active=False)
    own = Sitting.objects.filter(person=learner, activity_id=activity.pk)
    rows = Run.objects.filter(activity_id=activity.pk, version=version, closed_at=None)
    for one in (there.filter(seat=seat), ended, own):
        rows = rows.exclude(pk__in=one.values("run"))
    return rows.order_by("pk")
