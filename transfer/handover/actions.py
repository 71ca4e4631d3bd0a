"""Plan a handover, and take over."""

from dataclasses import asdict
from datetime import date

from django.db import transaction

from lms.accounts.models import User
from lms.kit import clock
from lms.organisation.models import Unit
from lms.records.actions import record
from transfer.applications.models import ApplicationVersion
from transfer.handover.errors import HandoverAccepted, HandoverNotReady
from transfer.handover.models import Handover
from transfer.handover.queries import findings_of
from transfer.handover.rules import HandoverState, state
from transfer.handover.statements import handed_over


@transaction.atomic
def plan_handover(*, version: ApplicationVersion, unit: Unit, planned_on: date) -> Handover:
    """Plan the transfer of a version into a unit, or change the day of one not yet accepted."""
    handover, new = Handover.objects.select_for_update().get_or_create(
        version=version, unit=unit, defaults={"planned_on": planned_on}
    )
    if not new and handover.planned_on != planned_on:
        if handover.accepted_at:
            raise HandoverAccepted
        handover.planned_on = planned_on
        handover.save(update_fields=["planned_on"])
    return handover


@transaction.atomic
def accept_handover(*, handover: Handover, person: User) -> Handover:
    """Take over: every condition must be met now, and what was met is frozen. Again is a no-op."""
    held = Handover.objects.select_for_update().select_related("unit").get(pk=handover.pk)
    if held.accepted_at:
        return held
    found = findings_of(held)
    if state(accepted=False, found=found) is not HandoverState.READY:
        raise HandoverNotReady
    held.accepted_at, held.accepted_by = clock.now(), person
    held.facts = [asdict(one.need) | {"held": one.people} for one in found]
    held.save(update_fields=["accepted_at", "accepted_by", "facts"])
    record(handed_over(held, person))
    return held
