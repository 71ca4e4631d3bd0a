"""The demonstration of transfer."""

import pytest
from django.core.management import call_command

from lms.organisation.models import UnitKind
from tests.factories.organisation import UnitFactory
from transfer.applications.models import Application, Condition
from transfer.handover.models import Handover
from transfer.phases.models import LessonLearned, Phase


@pytest.mark.django_db
def test_demo_transfer_loads_once() -> None:
    call_command("load_frameworks", verbosity=0)
    UnitFactory(kind=UnitKind.SERVICE_CENTRE)
    UnitFactory(kind=UnitKind.SERVICE_CENTRE, closed=True)

    for _ in range(2):
        call_command("demo_transfer", verbosity=0)

    tables = (Application, Condition, Handover, Phase, LessonLearned)
    assert [table.objects.count() for table in tables] == [2, 3, 3, 2, 2]
