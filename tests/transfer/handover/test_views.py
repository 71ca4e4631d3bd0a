"""The board and one handover, over HTTP."""

import uuid
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from lms.accounts.roles import Role
from tests.factories.accounts import UserFactory
from tests.factories.organisation import RoleGrantFactory
from tests.transfer.conftest import award
from transfer.handover.models import Handover


def signed_in(person: object) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]  # a person
    return client


def test_a_head_takes_over_by_one_button(case: SimpleNamespace) -> None:
    award(case, 3)
    client = signed_in(case.head)
    page = client.get(reverse("transfer:handover", args=[case.handover.uuid]))

    answer = client.post(reverse("transfer:accept", args=[case.handover.uuid]))

    assert b"<button" in page.content
    assert answer.status_code == 302
    assert Handover.objects.get().accepted_by == case.head


def test_taking_over_too_early_says_why_and_changes_nothing(case: SimpleNamespace) -> None:
    answer = signed_in(case.head).post(reverse("transfer:accept", args=[case.handover.uuid]))

    assert answer.status_code == 409
    assert Handover.objects.get().accepted_at is None


@pytest.mark.parametrize("act", ["handover", "accept"])
def test_a_handover_of_another_unit_does_not_exist(case: SimpleNamespace, act: str) -> None:
    award(case, 3)
    client = signed_in(case.stranger)
    address = reverse(f"transfer:{act}", args=[case.handover.uuid])

    answer = client.post(address) if act == "accept" else client.get(address)

    assert answer.status_code == 404
    assert Handover.objects.get().accepted_at is None


def test_who_only_reads_in_a_unit_does_not_take_over_for_it(case: SimpleNamespace) -> None:
    award(case, 3)
    RoleGrantFactory(person=case.stranger, role=Role.HR_OFFICER, unit=case.unit)
    client = signed_in(case.stranger)

    page = client.get(reverse("transfer:handover", args=[case.handover.uuid]))
    answer = client.post(reverse("transfer:accept", args=[case.handover.uuid]))

    assert (page.status_code, page.context["may_accept"]) == (200, False)
    assert answer.status_code == 404
    assert Handover.objects.get().accepted_at is None


def test_a_learner_finds_no_board(case: SimpleNamespace) -> None:
    assert signed_in(UserFactory()).get(reverse("transfer:board")).status_code == 404


def test_only_the_centre_plans(case: SimpleNamespace) -> None:
    values = {"version": case.version.pk, "unit": case.stranger.pk, "planned_on": "2026-05-01"}

    signed_in(case.head).post(reverse("transfer:board"), values)

    assert Handover.objects.count() == 1


def test_a_bad_day_is_said_beside_the_field_and_nothing_is_planned(case: SimpleNamespace) -> None:
    values = {"version": case.version.pk, "unit": case.unit.pk, "planned_on": "32/13/2026"}

    answer = signed_in(case.administrator).post(reverse("transfer:board"), values)

    assert list(answer.context["form"].errors) == ["planned_on"]
    assert Handover.objects.count() == 1


def test_an_unknown_phase_does_not_exist(case: SimpleNamespace) -> None:
    address = reverse("transfer:phase", args=[uuid.uuid4()])

    assert signed_in(case.administrator).get(address).status_code == 404


@pytest.mark.parametrize(("state", "shown"), [("", 1), ("blocked", 1), ("ready", 0), ("x", 1)])
def test_the_board_is_filtered_by_state(case: SimpleNamespace, state: str, shown: int) -> None:
    answer = signed_in(case.administrator).get(reverse("transfer:board"), {"state": state})

    assert len(answer.context["standings"]) == shown
