"""What was answered stays: through `kill -9` in the middle, and with two tabs at once."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from courses.activities.models import Activity
from labs.sheets import actions, changes
from labs.sheets.models import Cell, Draft, Edit
from lms.accounts.models import User
from tests.labs.browser import begin
from tests.labs.killing import told_until_killed

pytestmark = pytest.mark.django_db(transaction=True)
SHEET = "Tổng hợp"
TYPIST = """
import sys, django
django.setup()
from labs.sheets import actions, changes
from labs.sheets.models import Draft
draft = Draft.objects.get(uuid=sys.argv[1])
for number in range(1, 10**6):
    work = changes.put("Tổng hợp", f"C{number % 9 + 1}", str(number))
    print(actions.edit(draft=draft, key=f"k{number}", work=work).edits, flush=True)
"""


@pytest.fixture
def draft(lab: Activity, learner: User) -> Draft:
    begin(lab, learner)
    return actions.open_draft(activity=lab, learner=learner)


def put(draft: Draft, address: str, content: str, key: str) -> int:
    work = changes.put(SHEET, address, content)
    return actions.edit(draft=draft, key=key, work=work).edits


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    gate = threading.Barrier(len(calls))

    def one(call: Callable[[], Any]) -> Any:
        gate.wait()
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


def test_killed_in_the_middle_of_edits(draft: Draft, service_environment: Any) -> None:
    told = told_until_killed(TYPIST, draft.uuid, after=20, environment=service_environment)

    draft.refresh_from_db()
    kept = list(Edit.objects.values_list("number", flat=True))
    assert kept == list(range(1, draft.edits + 1))
    assert set(told) <= set(kept)
    assert len(kept) - len(told) <= 1
    expected = {f"C{number % 9 + 1}": str(number) for number in kept}
    assert dict(Cell.objects.values_list("address", "text")) == expected


def test_two_tabs_at_once_lose_nothing(draft: Draft) -> None:
    def tab(letter: str) -> list[int]:
        return [put(draft, f"{letter}{row}", str(row), f"{letter}{row}") for row in range(2, 12)]

    numbers = at_once(lambda: tab("C"), lambda: tab("D"))

    assert sorted(numbers[0] + numbers[1]) == list(range(1, 21))
    assert Cell.objects.count() == 20


def test_a_double_click_is_one_edit(draft: Draft) -> None:
    assert at_once(*[lambda: put(draft, "C2", "1", "same")] * 5) == [1] * 5
    assert Edit.objects.count() == 1


def test_two_that_open_at_once_share_a_draft(draft: Draft) -> None:
    Draft.objects.all().delete()

    def open_it() -> int:
        return actions.open_draft(activity=draft.activity, learner=draft.learner).pk

    assert len(set(at_once(*[open_it] * 4))) == 1


def test_one_that_was_not_there_yet_is_not_set_aside(
    draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "draft_of", lambda activity, learner: None)

    assert actions.open_draft(activity=draft.activity, learner=draft.learner) == draft
    assert Draft.objects.filter(set_aside_at__isnull=True).count() == 1


def test_two_that_take_up_at_once_leave_one_open(draft: Draft) -> None:
    earlier = [draft]
    for number in range(2):
        put(earlier[-1], "C2", str(number), "k")
        earlier.append(actions.begin_again(draft=earlier[-1]))

    at_once(*[lambda one=one: actions.take_up(draft=one) for one in earlier[:2]])

    assert Draft.objects.filter(set_aside_at__isnull=True).count() == 1
