"""From course results to awards."""

from certificates.achievements import actions
from certificates.achievements.models import Award
from lms.records.handlers import on
from lms.records.replay import derived
from lms.records.statements import Stored
from lms.records.verbs import Verb

derived(
    Award,
    key=("source",),
    compare=(
        "uuid", "person_id", "competency_id", "level_id", "evidence", "trust", "course", "cause",
        "earned_on", "valid_until",
    ),
)  # fmt: skip


@on(Verb.SATISFIED, order=40)
def earn(stored: Stored) -> None:
    """A course was met: record what it earns."""
    if stored.object_kind == "course":
        actions.apply_rules(cause=stored)


@on(Verb.EARNED, order=10)
def award(stored: Stored) -> None:
    """A competency was earned: write the award."""
    actions.award(statement=stored)
