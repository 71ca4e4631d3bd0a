"""What a trainer reads: labs, the people of a lab, one submission, regrades."""

from labs.submissions.queries.access import (
    attempt_for,
    held_for,
    lab_for,
    labs_for,
    likeness_for,
    regrade_for,
    waiting_for,
)
from labs.submissions.queries.people import (
    Parts,
    likenesses_of,
    narrowed,
    newest_of,
    newest_parts,
    people_of,
    shares_of,
    waiting_beside,
)
from labs.submissions.queries.regrades import (
    Behind,
    behind,
    decisions_about,
    is_handed_in,
    items_of,
    later_than,
    regrades_of,
    running_regrade,
    undoable,
)

__all__ = [
    "Behind",
    "Parts",
    "attempt_for",
    "behind",
    "decisions_about",
    "held_for",
    "is_handed_in",
    "items_of",
    "lab_for",
    "labs_for",
    "later_than",
    "likeness_for",
    "likenesses_of",
    "narrowed",
    "newest_of",
    "newest_parts",
    "people_of",
    "regrade_for",
    "regrades_of",
    "running_regrade",
    "shares_of",
    "undoable",
    "waiting_beside",
    "waiting_for",
]
