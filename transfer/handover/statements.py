"""Statements about handovers, with their purpose and term."""

from django.utils.translation import gettext_lazy as _

from lms.accounts.models import User
from lms.kit.ids import derived
from lms.records.kinds import declare
from lms.records.statements import Statement
from lms.records.verbs import Verb
from transfer.handover.models import Handover

declare(
    Verb.HANDED_OVER,
    "handover",
    purpose=_("To show who took over which application for a unit, and on what grounds."),
    keep_months=120,
)


def handed_over(handover: Handover, person: User) -> Statement:
    """The head of a unit took over an application; once for each handover."""
    return Statement(
        id=derived(Verb.HANDED_OVER, handover.uuid),
        actor_id=person.pk,
        verb=Verb.HANDED_OVER,
        object_kind="handover",
        object_id=handover.uuid,
        result={"completion": True},
        context={"extensions": {"unit": str(handover.unit.uuid), "facts": handover.facts}},
    )
