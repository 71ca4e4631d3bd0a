"""What a run says in the record."""

from courses.activities.models import Activity
from labs.simulators.models import Run, Sitting
from lms.kit.ids import derived
from lms.records.statements import Statement
from lms.records.verbs import Verb


def scored(*, sitting: Sitting, run: Run, activity: Activity) -> Statement:
    """One person's score; the trace's digest, the version and the seed are its evidence."""
    raw, most = sitting.score or 0.0, sitting.max_score or 100.0
    return Statement(
        id=derived(Verb.SCORED, sitting.uuid),
        actor_id=sitting.person_id or 0,
        verb=Verb.SCORED,
        object_kind="activity",
        object_id=activity.uuid,
        result={"score": {"raw": raw, "min": 0.0, "max": most, "scaled": round(raw / most, 6)}},
        context={
            "run": str(run.uuid),
            "attempt": sitting.number,
            "seat": sitting.seat,
            "scenario_version": str(run.version.uuid),
            "sha256": run.sha256,
            "seed": str(run.seed),
            "kept": run.kept,
        },
    )
