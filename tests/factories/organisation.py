"""Units, posts and roles."""

from datetime import date
from typing import Any

import factory

from lms.accounts.roles import Role
from lms.organisation.models import Assignment, Position, RoleGrant, Unit, UnitKind
from tests.factories.accounts import UserFactory

START = date(2025, 7, 1)


class UnitFactory(factory.django.DjangoModelFactory[Unit]):
    """A commune that exists since the two-tier government; `parent` places it in the tree."""

    class Meta:
        model = Unit

    class Params:
        closed = factory.Trait(ends_on=date(2025, 12, 31))

    code = factory.Sequence(lambda n: f"DV{n:05}")
    name = factory.Sequence(lambda n: f"Xã Thử Nghiệm {n}")
    kind = UnitKind.COMMUNE
    starts_on = START

    @classmethod
    def _create(cls, model_class: type[Unit], *args: Any, **kwargs: Any) -> Unit:
        unit = model_class.objects.create(*args, **kwargs)
        unit.path = f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
        unit.save(update_fields=["path"])
        return unit


class PositionFactory(factory.django.DjangoModelFactory[Position]):
    """A post of the approved list."""

    class Meta:
        model = Position

    code = factory.Sequence(lambda n: f"VT{n:03}")
    name = factory.Sequence(lambda n: f"Chuyên viên thử nghiệm {n}")


class AssignmentFactory(factory.django.DjangoModelFactory[Assignment]):
    """A main post, held since the two-tier government; `head=True` leads the unit."""

    class Meta:
        model = Assignment

    class Params:
        head = factory.Trait(is_head=True)
        concurrent = factory.Trait(is_primary=False)
        ended = factory.Trait(ends_on=date(2025, 12, 31))

    person = factory.SubFactory(UserFactory)
    unit = factory.SubFactory(UnitFactory)
    position = factory.SubFactory(PositionFactory)
    starts_on = START


class RoleGrantFactory(factory.django.DjangoModelFactory[RoleGrant]):
    """A role over one unit; `centre_admin=True` holds over everything."""

    class Meta:
        model = RoleGrant

    class Params:
        centre_admin = factory.Trait(role=Role.CENTRE_ADMIN, unit=None)
        ended = factory.Trait(ends_on=date(2025, 12, 31))

    person = factory.SubFactory(UserFactory)
    role = Role.HR_OFFICER
    unit = factory.SubFactory(UnitFactory)
    starts_on = START
