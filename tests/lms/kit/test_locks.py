"""Whoever holds a name is waited for."""

import pytest
from django.db import transaction

from lms.kit.locks import hold
from tests.interleaving import while_open

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("name", "order"), [("one", ["first", "second"]), ("other", ["second", "first"])]
)
def test_the_same_name_waits_and_another_does_not(name: str, order: list[str]) -> None:
    done: list[str] = []

    @transaction.atomic
    def second() -> None:
        hold(name)
        done.append("second")

    while_open(lambda: hold("one"), second, last=lambda: done.append("first"))

    assert done == order
