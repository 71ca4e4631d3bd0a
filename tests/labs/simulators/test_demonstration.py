"""The demonstration's scenarios: proved by a real trace, loaded once, placed in the course."""

import pytest

from courses.demo.reading import course
from courses.demo.stream import stream
from labs.simulators.demonstration import SCENARIOS, SECURE, load
from labs.simulators.models import Run, Scenario
from lms.records.queries import count
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_scenarios_are_proved_and_published() -> None:
    before = count()

    versions = load(UserFactory())

    assert [one.scenario.title for one in versions] == [*SCENARIOS, *SECURE]
    assert [one.scenario.published for one in versions] == versions
    assert all(len(one.golden) > 8 for one in versions)
    assert count() == before


def test_second_load_changes_nothing() -> None:
    author = UserFactory()
    first = load(author)

    assert load(author) == first
    assert (Scenario.objects.count(), Run.objects.count()) == (4, 4)


@pytest.mark.parametrize(
    ("slug", "titles"), [("mot-cua-dien-tu", SCENARIOS), ("an-toan-thong-tin", SECURE)]
)
def test_course_places_every_scenario(slug: str, titles: dict[str, object]) -> None:
    load(UserFactory())
    whole = course(slug)

    placed = [
        one["value"]
        for lesson in whole.lessons
        for one in stream(whole.slug, lesson)
        if one["type"] == "simulator"
    ]

    chosen = Scenario.objects.filter(pk__in=[one["scenario"] for one in placed])
    assert set(chosen.values_list("title", flat=True)) == set(titles)
    assert [one["required"] for one in placed] == [False, False]
