"""Phases, by states that have a name."""

from datetime import date

import factory

from transfer.applications.models import Application, ApplicationVersion
from transfer.phases.models import Phase


class PhaseFactory(factory.django.DjangoModelFactory[Phase]):
    """An open phase without a review; `reviewed=True` has one."""

    class Meta:
        model = Phase

    class Params:
        reviewed = factory.Trait(review="Đã hoàn thành 3 trên 4 nhiệm vụ.")

    name = factory.Sequence(lambda n: f"Giai đoạn {n}")
    starts_on = date(2026, 1, 1)


class ApplicationVersionFactory(factory.django.DjangoModelFactory[ApplicationVersion]):
    """Version 5.1 of an application."""

    class Meta:
        model = ApplicationVersion

    application = factory.SubFactory("tests.factories.transfer.ApplicationFactory")
    label = "5.1"
    goes_live_on = date(2026, 3, 1)


class ApplicationFactory(factory.django.DjangoModelFactory[Application]):
    """An application that no unit has taken over."""

    class Meta:
        model = Application

    code = factory.Sequence(lambda n: f"UD{n:03}")
    name = factory.Sequence(lambda n: f"Hệ thống một cửa điện tử {n}")
