"""What a marking says in the record."""

from typing import Any

from labs.grading.models import Marking
from labs.grading.rules import share
from lms.kit.ids import derived
from lms.records.statements import Statement
from lms.records.verbs import Verb


def scored(marking: Marking, *, change: str = "", pending: int = 0) -> Statement:
    """The score of one attempt by one marking; the file's digest and the seed are its evidence.

    `change` names what a person did to it since; `pending` counts the cells that wait for one.
    """
    attempt = marking.attempt
    return Statement(
        id=derived(Verb.SCORED, marking.uuid, *([change] if change else [])),
        actor_id=attempt.learner_id,
        verb=Verb.SCORED,
        object_kind="activity",
        object_id=attempt.activity.uuid,
        result=_result(marking, pending),
        context={
            "attempt": attempt.number,
            "marking": marking.number,
            "lab_version": str(marking.graded_by.uuid),
            "sha256": attempt.sha256,
            "seed": str(marking.report.get("seed", "")),
        }
        | ({"pending": pending} if pending else {}),
    )


def _result(marking: Marking, pending: int) -> dict[str, Any]:
    """Without checks there is no score: what is handed in then only counts as done."""
    if pending:
        return {"completion": False}
    raw, most = marking.score or 0.0, marking.max_score or 0.0
    if not most:
        return {"completion": True}
    scaled = round(share(raw, most), 6)
    return {"score": {"raw": raw, "min": 0.0, "max": most, "scaled": scaled}}
