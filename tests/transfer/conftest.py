"""An application that asks for one person with a competency at level 3."""

import uuid
from datetime import date
from types import SimpleNamespace

import pytest

from certificates.achievements.models import Award, Evidence, Trust
from certificates.competencies.models import Competency, Framework, Level
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.organisation.models import RoleGrant
from tests.factories.accounts import UserFactory
from tests.factories.organisation import AssignmentFactory, UnitFactory
from tests.factories.transfer import ApplicationVersionFactory
from transfer.applications.models import Condition
from transfer.handover.actions import plan_handover

DAY = date(2026, 1, 1)


@pytest.fixture
def case(db: None) -> SimpleNamespace:
    framework = Framework.objects.create(code="EGOV", name="Công cụ chính quyền số", certainty="P")
    competency = Competency.objects.create(framework=framework, code="CQS-01", name="Một cửa")
    levels = [
        Level.objects.create(framework=framework, number=number, name=f"Mức {number}")
        for number in (1, 2, 3, 4)
    ]
    version = ApplicationVersionFactory()
    Condition.objects.create(
        application=version.application,
        competency=competency,
        level=3,
        people_needed=1,
        starts_on=DAY,
    )
    unit = UnitFactory()
    return SimpleNamespace(
        competency=competency,
        levels=levels,
        version=version,
        unit=unit,
        handover=plan_handover(version=version, unit=unit, planned_on=DAY),
        head=holder(Role.UNIT_HEAD, unit),
        stranger=holder(Role.UNIT_HEAD, UnitFactory()),
        administrator=holder(Role.CENTRE_ADMIN, None),
    )


def holder(role: Role, unit: object) -> User:
    person = UserFactory()
    RoleGrant.objects.create(person=person, role=role, unit=unit, starts_on=DAY)
    return person


def award(case: SimpleNamespace, level: int, *, unit: object = None, **fields: object) -> Award:
    """Give a person who serves in the unit the competency at `level`."""
    person = UserFactory()
    AssignmentFactory(person=person, unit=unit or case.unit)
    values = {"valid_until": None} | fields
    return Award.objects.create(
        person=person,
        competency=case.competency,
        level=case.levels[level - 1],
        evidence=Evidence.TEST,
        trust=Trust.SERVER,
        course=uuid.uuid4(),
        source=uuid.uuid4(),
        cause=uuid.uuid4(),
        earned_on=DAY,
        **values,
    )
