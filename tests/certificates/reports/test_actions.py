"""Summaries: kept in the transaction, and always equal to a recount."""

import random
import threading
from datetime import date, timedelta

import pytest
from django.db import connection

from certificates.competencies.actions import require, stop_requiring
from certificates.competencies.models import Competency
from certificates.reports.actions import (
    recount_standings,
    recount_summaries,
    refresh,
    refresh_everybody,
)
from certificates.reports.models import Standing, UnitSummary
from lms.kit import clock
from lms.organisation.actions.posts import assign, end_assignment
from lms.organisation.actions.units import move_unit
from lms.outbox.actions import drain
from lms.records.replay import replay
from tests.factories.accounts import UserFactory
from tests.factories.certificates import AchievementRuleFactory, LevelFactory, satisfied
from tests.factories.organisation import AssignmentFactory, PositionFactory, UnitFactory

pytestmark = pytest.mark.django_db
SINCE = date(2026, 1, 1)


def summaries() -> dict[tuple[str, str], tuple[int, int, int]]:
    rows = UnitSummary.objects.values_list(
        "unit__code", "competency__code", "required", "met", "holders"
    )
    return {(unit, code): (required, met, held) for unit, code, required, met, held in rows}


def recounted() -> dict[tuple[str, str], tuple[int, int, int]]:
    recount_standings()
    recount_summaries()
    return summaries()


def needs(position: object, competency: Competency, number: int = 3) -> None:
    level = LevelFactory(framework=competency.framework, number=number)
    require(position=position, competency=competency, level=level, starts_on=SINCE)  # type: ignore[arg-type]


def test_an_award_counts_in_every_unit_above() -> None:
    province = UnitFactory(code="T")
    commune = UnitFactory(code="X", parent=province)
    rule = AchievementRuleFactory(competency__code="NL")
    post = AssignmentFactory(unit=commune)
    AssignmentFactory(unit=commune, position=post.position)
    needs(post.position, rule.competency)
    drain()
    satisfied(post.person, rule.course)

    assert summaries() == {("T", "NL"): (2, 1, 1), ("X", "NL"): (2, 1, 1)}
    assert recounted() == {("T", "NL"): (2, 1, 1), ("X", "NL"): (2, 1, 1)}


def test_a_person_with_two_posts_counts_once_in_what_is_above_both() -> None:
    province = UnitFactory(code="T")
    first, second = UnitFactory(code="A", parent=province), UnitFactory(code="B", parent=province)
    rule = AchievementRuleFactory(competency__code="NL")
    post = AssignmentFactory(unit=first)
    AssignmentFactory(person=post.person, unit=second, concurrent=True)
    needs(post.position, rule.competency)
    drain()

    assert summaries() == {
        ("T", "NL"): (1, 0, 0),
        ("A", "NL"): (1, 0, 0),
        ("B", "NL"): (1, 0, 0),
    }


def test_an_award_below_the_level_needed_is_held_but_does_not_meet() -> None:
    post = AssignmentFactory(unit__code="X")
    rule = AchievementRuleFactory(competency__code="NL")
    needs(post.position, rule.competency, number=4)
    drain()
    satisfied(post.person, rule.course)

    assert summaries() == {("X", "NL"): (1, 0, 1)}


def test_an_award_that_runs_out_no_longer_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    post = AssignmentFactory(unit__code="X")
    rule = AchievementRuleFactory(competency__code="NL", validity_months=1)
    needs(post.position, rule.competency)
    drain()
    satisfied(post.person, rule.course)
    before = summaries()
    later = clock.today() + timedelta(days=40)
    monkeypatch.setattr(clock, "today", lambda: later)

    assert refresh_everybody() == 1
    assert (before, summaries()) == ({("X", "NL"): (1, 1, 1)}, {("X", "NL"): (1, 0, 0)})


def test_a_requirement_that_ends_leaves_no_empty_rows() -> None:
    post = AssignmentFactory()
    rule = AchievementRuleFactory()
    needs(post.position, rule.competency)
    drain()
    requirement = post.position.requirements.get()
    stop_requiring(requirement=requirement, ends_on=clock.today() - timedelta(days=1))
    drain()

    assert (Standing.objects.count(), UnitSummary.objects.count()) == (0, 0)


def test_a_transfer_and_a_moved_unit_carry_the_counts_along() -> None:
    first, second = UnitFactory(code="T1"), UnitFactory(code="T2")
    below = UnitFactory(code="X", parent=first)
    rule = AchievementRuleFactory(competency__code="NL")
    position = PositionFactory()
    needs(position, rule.competency)
    post = assign(person=UserFactory(), unit=below, position=position, starts_on=SINCE)
    drain()
    before = summaries()

    move_unit(unit=below, parent=second)
    drain()
    moved = summaries()
    end_assignment(assignment=post, ends_on=clock.today() - timedelta(days=1))
    drain()

    assert before == {("T1", "NL"): (1, 0, 0), ("X", "NL"): (1, 0, 0)}
    assert moved == {("T2", "NL"): (1, 0, 0), ("X", "NL"): (1, 0, 0)}
    assert summaries() == {}


def test_refreshing_again_changes_nothing(django_assert_num_queries: object) -> None:
    post = AssignmentFactory()
    rule = AchievementRuleFactory()
    needs(post.position, rule.competency)
    drain()

    with django_assert_num_queries(7):  # type: ignore[operator]
        assert refresh(person_ids=[post.person_id]) == 0


def test_a_long_random_history_equals_a_recount_and_a_replay() -> None:
    chance = random.Random(20261123)
    units = [UnitFactory()]
    units += [UnitFactory(parent=chance.choice(units)) for _ in range(6)]
    positions = [PositionFactory() for _ in range(3)]
    rules = [AchievementRuleFactory(validity_months=None) for _ in range(4)]
    people = [UserFactory() for _ in range(12)]
    for step in range(60):
        act = chance.randrange(4)
        person = chance.choice(people)
        if act == 0:
            needs(chance.choice(positions), chance.choice(rules).competency, chance.randint(2, 4))
            drain()
        elif act == 1 and not person.assignments.filter(ends_on=None).exists():
            AssignmentFactory(
                person=person, unit=chance.choice(units), position=chance.choice(positions)
            )
            refresh(person_ids=[person.pk])
        elif act == 2:
            person.assignments.filter(ends_on=None).update(
                ends_on=clock.today() - timedelta(days=1 + step)
            )
            refresh(person_ids=[person.pk])
        else:
            satisfied(person, chance.choice(rules).course)

    kept = summaries()
    assert len(kept) > 10
    assert replay(check=True) == []
    assert recounted() == kept


@pytest.mark.django_db(transaction=True)
def test_awards_at_the_same_time_are_all_counted() -> None:
    province = UnitFactory(code="T")
    position = PositionFactory()
    rules = [AchievementRuleFactory(competency__code=f"NL-{n}") for n in (1, 2)]
    posts = [
        AssignmentFactory(unit=UnitFactory(parent=province), position=position) for _ in range(8)
    ]
    for rule in rules:
        needs(position, rule.competency)
    drain()

    def work(person: object) -> None:
        try:
            for rule in rules:
                satisfied(person, rule.course)  # type: ignore[arg-type]
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(post.person,)) for post in posts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    kept = summaries()
    assert kept["T", "NL-1"] == kept["T", "NL-2"] == (8, 8, 8)
    assert recounted() == kept
