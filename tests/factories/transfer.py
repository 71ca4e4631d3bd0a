"""Phases, by states that have a name."""

from datetime import date

import factory

from transfer.phases.models import Phase


class PhaseFactory(factory.django.DjangoModelFactory[Phase]):
    """An open phase without a review; `reviewed=True` has one."""

    class Meta:
        model = Phase

    class Params:
        reviewed = factory.Trait(review="Đã hoàn thành 3 trên 4 nhiệm vụ.")

    name = factory.Sequence(lambda n: f"Giai đoạn {n}")
    starts_on = date(2026, 1, 1)
