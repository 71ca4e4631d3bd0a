"""What a marking says in the record."""

from typing import Any

from labs.grading.models import Marking
from lms.kit.ids import derived
from lms.records.statements import Statement
from lms.records.verbs import Verb


def scored(marking: Marking) -> Statement:
    """The score of one attempt by one marking; the file's digest and the seed are its evidence."""
    attempt = marking.attempt
    return Statement(
        id=derived(Verb.SCORED, marking.uuid),
        actor_id=attempt.learner_id,
        verb=Verb.SCORED,
        object_kind="activity",
        object_id=attempt.activity.uuid,
        result=_result(marking),
        context={
            "attempt": attempt.number,
            "marking": marking.number,
            "lab_version": str(attempt.version.uuid),
            "sha256": attempt.sha256,
            "seed": str(marking.report.get("seed", "")),
        },
    )


def _result(marking: Marking) -> dict[str, Any]:
    """Without checks there is no score: what is handed in then only counts as done."""
    raw, most = marking.score or 0.0, marking.max_score or 0.0
    if not most:
        return {"completion": True}
    return {"score": {"raw": raw, "min": 0.0, "max": most, "scaled": round(raw / most, 6)}}
