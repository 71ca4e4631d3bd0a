"""Who may do what, over which units."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.kit import clock
from lms.organisation.errors import (
    EndsBeforeStart,
    LastAdministrator,
    PersonDisabled,
    RoleNeedsUnit,
    UnitNotOpen,
)
from lms.organisation.models import RoleGrant, Unit


@transaction.atomic
def grant_role(
    *,
    person: User,
    role: Role,
    unit: Unit | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> RoleGrant:
    """Give a person a role over a unit and all below it; a role held already is not doubled."""
    person = User.objects.select_for_update().get(pk=person.pk)
    day = starts_on or clock.today()
    if unit is None and role != Role.CENTRE_ADMIN:
        raise RoleNeedsUnit
    if ends_on is not None and ends_on < day:
        raise EndsBeforeStart
    if not person.is_active:
        raise PersonDisabled
    if unit is not None and not (unit.starts_on <= day <= (unit.ends_on or day)):
        raise UnitNotOpen
    held = RoleGrant.objects.on(day).filter(person=person, role=role, unit=unit)
    grant: RoleGrant | None = held.filter(Q(ends_on=ends_on) | Q(ends_on__isnull=True)).first()
    return grant or RoleGrant.objects.create(
        person=person, role=role, unit=unit, starts_on=day, ends_on=ends_on
    )


@transaction.atomic
def end_grant(*, grant: RoleGrant) -> None:
    """Take a role back at once: yesterday was its last day; one given today never was."""
    found = RoleGrant.objects.select_for_update().filter(pk=grant.pk).first()
    yesterday = clock.today() - timedelta(days=1)
    if found is None or (found.ends_on is not None and found.ends_on <= yesterday):
        return
    if found.role == Role.CENTRE_ADMIN:
        _keep_an_administrator(found)
    if found.starts_on > yesterday:
        found.delete()
        return
    found.ends_on = yesterday
    found.save(update_fields=["ends_on"])


def _keep_an_administrator(grant: RoleGrant) -> None:
    others = RoleGrant.objects.on(clock.today()).filter(
        role=Role.CENTRE_ADMIN, person__is_active=True
    )
    others = others.select_for_update().exclude(pk=grant.pk).exclude(ends_on__isnull=False)
    if not others.exists() and not User.objects.active().filter(is_superuser=True).exists():
        raise LastAdministrator
