"""Hand a run in, and begin again before a step that went wrong."""

from dataclasses import asdict

from django.db import transaction

from courses.activities.models import Activity
from labs.simulators.actions.seating import leave, require_go_left, seat_system, sit_again
from labs.simulators.actions.steps import hold
from labs.simulators.engine import Verdict
from labs.simulators.errors import RunOver, StepUnknown
from labs.simulators.models import Run, ScenarioVersion, Sitting, Step
from labs.simulators.statements import scored
from labs.simulators.trace import digest, engine_of, steps_of
from lms.accounts.models import User
from lms.kit import clock
from lms.records.statements import Statement


@transaction.atomic
def hand_in(*, sitting: Sitting) -> Run:
    """Close the run for all who sit in it, grade its trace, keep the evidence; once."""
    run, own = hold(sitting)
    if own.left:
        raise RunOver
    if run.closed_at is not None:
        return run
    steps, engine = steps_of(run), engine_of(run.version)
    verdict = engine.grade(run.version.content, run.seed, steps)
    run.closed_at, run.sha256 = clock.now(), digest(run.version, run.seed, steps)
    run.report = _report(verdict)
    run.save(update_fields=["closed_at", "sha256", "report"])
    _close(run, verdict)
    if run.activity_id is None:
        _prove(run, verdict)
    return run


def results(run: Run, activity: Activity) -> list[Statement]:
    """What a closed run says of each person who sat in it to the end."""
    sittings = Sitting.objects.present().filter(run=run, person__isnull=False)
    return [scored(sitting=one, run=run, activity=activity) for one in sittings.order_by("pk")]


@transaction.atomic
def again(
    *, sitting: Sitting, person: User, number: int, key: str, activity: Activity | None
) -> Sitting:
    """A new go that stands just before step `number` of this one; the old one stays beside it.

    Only of a go that was handed in: one that is open has no way back, as work has none.
    One step past the last goes on where this go was handed in.
    """
    Run.objects.select_for_update(no_key=True).only("pk").get(pk=sitting.run_id)
    mine = Sitting.objects.filter(person=person, activity=activity)
    held = mine.filter(key=key).first()
    if held is not None:
        return held
    if not mine.filter(pk=sitting.pk, score__isnull=False).exists():
        raise StepUnknown
    if activity is not None:
        require_go_left(activity, person)
    kept = list(Step.objects.filter(run_id=sitting.run_id, number__lt=number).order_by("number"))
    if number < 1 or len(kept) != number - 1:
        raise StepUnknown
    open_ = mine.filter(closed_at__isnull=True, activity__isnull=False).first()
    if open_ is not None:
        leave(sitting=open_)
    old: Run = sitting.run
    run = Run.objects.create(
        version=old.version, activity=old.activity, seed=old.seed, again_of=old, kept=len(kept)
    )
    new = sit_again(run=run, person=person, seat=sitting.seat, key=key, activity=activity)
    _take_over(kept, run, new)
    return new


def _take_over(kept: list[Step], run: Run, own: Sitting) -> None:
    """The steps so far; a partner's as if the system had taken them."""
    seats = dict(
        Sitting.objects.filter(steps__in=kept).exclude(seat=own.seat).values_list("pk", "seat")
    )
    others = {
        seat: Sitting.objects.create(run=run, seat=seat, key="system")
        for seat in sorted(set(seats.values()))
    }
    Step.objects.bulk_create(
        [
            Step(
                run=run,
                sitting=others[seats[one.sitting_id]] if one.sitting_id in seats else own,
                number=one.number,
                kind=one.kind,
                data=one.data,
                key=f"kept-{one.number}",
            )
            for one in kept
        ]
    )
    seat_system(run)


def _report(verdict: Verdict) -> dict[str, object]:
    return {
        "findings": [asdict(one) for one in verdict.findings],
        "scores": dict(verdict.scores),
        "max_score": verdict.max_score,
    }


def _close(run: Run, verdict: Verdict) -> None:
    for sitting in Sitting.objects.present().filter(run=run):
        sitting.closed_at = run.closed_at
        if sitting.person_id is not None:
            sitting.score = verdict.scores[sitting.seat]
            sitting.max_score = verdict.max_score
        sitting.save(update_fields=["closed_at", "score", "max_score"])


def _prove(run: Run, verdict: Verdict) -> None:
    """A rehearsal that reaches full marks without help proves its version."""
    if all(score == verdict.max_score for score in verdict.scores.values()):
        steps = [asdict(one) for one in steps_of(run)]
        ScenarioVersion.objects.filter(pk=run.version_id, golden_seed=None).update(
            golden=steps, golden_seed=run.seed
        )
