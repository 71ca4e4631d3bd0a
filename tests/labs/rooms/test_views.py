"""The centre's page of practice rooms: what it says, in which order, by how many queries.

The hub is one that holds its servers in memory; test_rooms.py asks a real one.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from labs.hub.models import Place
from labs.rooms import queries
from lms.accounts.models import User
from lms.kit import clock
from tests.factories import labs as make
from tests.factories.courses import enrolment
from tests.factories.organisation import AssignmentFactory, UnitFactory
from tests.labs.browser import begin
from tests.labs.rooms.conftest import Memory, named

pytestmark = pytest.mark.django_db

QUERIES = 8


def waits(person: User, minute: int) -> None:
    asked = clock.now() - timedelta(minutes=minute)
    Place.objects.create(person=person, asked_at=asked, seen_at=clock.now())


def order(text: str, *names: str) -> list[str]:
    return sorted((name for name in names if name in text), key=text.index)


def test_a_room_says_who_where_on_what_since_when_and_how_full(
    memory: Memory, read: Callable[..., str]
) -> None:
    unit = UnitFactory(name="Xã An Bình")
    learner = AssignmentFactory(person=named("Lê Thị Hà"), unit=unit).person
    activity = make.lab_activity()
    enrolment(learner, activity.course)
    begin(activity, memory.run(learner))

    text = read()

    assert "Đang dùng 1/20 phòng" in text
    row = "08:30 23/11/2026 08:45 23/11/2026 124,0 MB"
    assert f"Lê Thị Hà Xã An Bình đang mở {activity.title} {row}" in text


def test_what_is_not_known_is_a_dash(memory: Memory, read: Callable[..., str]) -> None:
    nothing = {"started_at": None, "active_at": None, "memory": None}
    memory.run(named("Lê Thị Hà"), ready=False, pending="spawn", **nothing)
    memory.run(named("Trần Văn Bình"), ready=False, pending="stop")
    memory.limit = None

    text = read()

    assert "2 phòng đang mở." in text
    assert "Lê Thị Hà đang khởi động – – – –" in text
    assert "Trần Văn Bình đang đóng" in text


def test_a_room_of_somebody_added_at_the_hub_counts_and_is_not_shown(
    memory: Memory, read: Callable[..., str]
) -> None:
    memory.run(named("Lê Thị Hà"))
    memory.servers.append(replace(memory.servers[0], name="van-hanh"))

    text = read()

    assert "Đang dùng 2/20 phòng" in text
    assert text.count("Lê Thị Hà") == 1


def test_rooms_stand_by_given_names_and_on_pages(memory: Memory, read: Callable[..., str]) -> None:
    names = ["Vũ An", "Lê Chi", "An Yến"]
    for name in reversed(names):
        memory.run(named(name))
    for _number in range(197):
        memory.run(named("Đỗ Minh"))

    pages = [read(page=str(number)) for number in (1, 4)]

    assert [order(page, *names) for page in pages] == [names[:2], names[2:]]
    assert [page.count("Đỗ Minh") for page in pages] == [48, 49]


def test_the_queue_says_whose_turn_is_when(memory: Memory, read: Callable[..., str]) -> None:
    waits(named("Vũ An"), 3)
    waits(named("Lê Chi"), 8)

    text = read()

    assert "Đang chờ phòng (2)" in text
    assert re.search(r"Lê Chi 1 \d\d:\d\d .* Vũ An 2 \d\d:\d\d", text)


def test_of_a_long_queue_the_first_are_shown(
    memory: Memory, read: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST_WAITING", 1)
    waits(named("Vũ An"), 3)
    waits(named("Lê Chi"), 8)

    text = read()

    assert order(text, "Lê Chi", "Vũ An", "Chỉ hiện 1 người đầu.") == [
        "Lê Chi",
        "Chỉ hiện 1 người đầu.",
    ]


def test_nobody_at_work_is_said_in_words(memory: Memory, read: Callable[..., str]) -> None:
    text = read()

    assert "Đang dùng 0/20 phòng" in text
    assert "Hiện không có phòng thực hành nào đang mở" in text
    assert "Không có ai chờ phòng." in text


def test_while_the_hub_is_away_the_queue_is_still_shown(
    memory: Memory, read: Callable[..., str]
) -> None:
    memory.away = True
    waits(named("Vũ An"), 3)

    text = read()

    assert "Máy chủ phòng thực hành hiện không trả lời" in text
    assert "Hiện không có phòng" not in text
    assert "Vũ An 1" in text


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_asks_a_fixed_number_of_queries(
    memory: Memory, read: Callable[..., str], django_assert_num_queries: Any, people: int
) -> None:
    for number in range(people):
        memory.run(AssignmentFactory().person)
        waits(AssignmentFactory().person, number)
    read()

    with django_assert_num_queries(QUERIES):
        read()
