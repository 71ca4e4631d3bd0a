"""From course results to papers."""

from certificates.credentials import actions
from lms.records.handlers import on
from lms.records.statements import Stored
from lms.records.verbs import Verb


@on(Verb.SATISFIED, order=60)
def issue(stored: Stored) -> None:
    """A course was met: issue its paper, after what it earned has been recorded."""
    if stored.object_kind == "course":
        actions.issue(cause=stored)
