"""Summaries follow awards in the same transaction; a replay counts them anew."""

from certificates.reports import actions
from certificates.reports.models import Standing, UnitSummary
from lms.kit.replaying import is_replaying
from lms.records.handlers import on
from lms.records.replay import derived
from lms.records.statements import Stored
from lms.records.verbs import Verb

derived(
    Standing,
    key=("person_id", "competency_id"),
    compare=("required", "level", "valid_until", "units"),
    rebuild=actions.recount_standings,
)
derived(
    UnitSummary,
    key=("unit_id", "competency_id"),
    compare=("required", "met", "holders"),
    rebuild=actions.recount_summaries,
)


@on(Verb.EARNED, order=30)
def summarise(stored: Stored) -> None:
    """A person earned a competency: every unit above them counts it."""
    if not is_replaying():
        actions.refresh(person_ids=[stored.actor_id])
