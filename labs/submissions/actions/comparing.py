"""Compare submissions of a lab with one another, in a worker."""

from collections.abc import Iterable

from django.db import transaction

from courses.activities.models import Activity
from labs.assignments.master import Master, read_master
from labs.assignments.models import Attempt, LabKind
from labs.assignments.notebook import Cell, NotANotebook, cells, load
from labs.submissions.models import Fingerprint, Likeness
from labs.submissions.prints import prints_of, share_of
from lms.kit import clock
from lms.outbox.actions import enqueue_all

COMPARE = "labs.compare"
THRESHOLD = 0.6


def request_comparison(*, attempt: Attempt) -> None:
    """Have a worker compare the attempt with those of others, once."""
    request_comparisons(attempts=[attempt])


def request_comparisons(*, attempts: Iterable[Attempt]) -> None:
    """The same for several; only notebooks are compared."""
    now = clock.now()
    notebooks = [one for one in attempts if one.version.kind == LabKind.NOTEBOOK]
    enqueue_all(
        kind=COMPARE,
        effects=((str(one.uuid), {"attempt": str(one.uuid)}, now) for one in notebooks),
    )


@transaction.atomic
def compare(*, attempt: Attempt) -> list[Likeness]:
    """Keep the attempt's fingerprints, and a hint for each other person's that is much alike.

    One at a time in a lab: of two alike that are compared at once, the second sees the first.
    """
    mine = _prints(attempt)
    Activity.objects.select_for_update(no_key=True).only("pk").get(pk=attempt.activity_id)
    Fingerprint.objects.update_or_create(attempt=attempt, defaults={"prints": sorted(mine)})
    others = Fingerprint.objects.filter(attempt__activity_id=attempt.activity_id)
    found = []
    for other in others.exclude(attempt__learner_id=attempt.learner_id).iterator():
        share = share_of(mine, set(other.prints))
        if share >= THRESHOLD:
            found.append(_keep(attempt.pk, other.attempt_id, share))
    return found


def own_cells(attempt: Attempt) -> list[Cell]:
    """The cells that are not the master's as it was handed out."""
    master = read_master(bytes(attempt.version.master))
    try:
        handed_in = list(cells(load(bytes(attempt.content))))
    except NotANotebook:
        return []
    fixed = {cell.grade_id for cell in master.cells if cell.grade_id and not cell.solution}
    return [cell for cell in handed_in if cell.grade_id not in fixed]


def master_prints(master: Master) -> set[int]:
    """What everybody was given, and what the author's own solution looks like."""
    given = load(master.learner_version())
    return prints_of(master.cells) | prints_of(cells(given))


def _prints(attempt: Attempt) -> set[int]:
    master = read_master(bytes(attempt.version.master))
    return prints_of(own_cells(attempt)) - master_prints(master)


def _keep(one: int, other: int, share: float) -> Likeness:
    first, second = sorted((one, other))
    row, _new = Likeness.objects.update_or_create(
        first_id=first, second_id=second, defaults={"share": share}
    )
    return row
