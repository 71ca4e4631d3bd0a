"""From course results to awards."""

import dataclasses
from datetime import date, timedelta
from decimal import Decimal

import pytest

from certificates.achievements.models import Award
from certificates.achievements.queries import best_levels
from certificates.achievements.registry import Asked, Shown, rule, slugs
from certificates.achievements.rules import course_met, course_met_with_score, last_valid_day
from lms.kit import clock
from lms.records.actions import record
from lms.records.queries import statements_of
from lms.records.replay import replay
from lms.records.verbs import Verb
from tests.factories.accounts import UserFactory
from tests.factories.certificates import AchievementRuleFactory, LevelFactory, satisfied

TODAY = date(2026, 11, 23)


def shown(trust: str = "server", score: str | None = "0.8") -> Shown:
    return Shown(trust=trust, score=Decimal(score) if score else None, on=TODAY)


def asked(trust: str = "server", score: str | None = None) -> Asked:
    return Asked(trust=trust, minimum_score=Decimal(score) if score else None)


@pytest.mark.parametrize(
    ("needed", "given", "met"),
    [
        ("client", "client", True),
        ("client", "server", True),
        ("server", "server", True),
        ("server", "client", False),
    ],
)
def test_a_course_counts_when_it_is_trusted_enough(needed: str, given: str, met: bool) -> None:
    assert course_met(asked(needed), shown(given)) is met


@pytest.mark.parametrize(
    ("score", "met"), [("0.85", True), ("0.849", False), (None, False), ("1", True)]
)
def test_a_score_counts_from_the_least_upwards(score: str | None, met: bool) -> None:
    assert course_met_with_score(asked(score="0.85"), shown(score=score)) is met


def test_kinds_of_rule_are_registered_once() -> None:
    assert slugs() == ["course", "course-score"]
    with pytest.raises(ValueError, match="course"):
        rule("course")(course_met)


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        (date(2026, 11, 23), 24, date(2028, 11, 23)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 12, 1), None, None),
    ],
)
def test_last_valid_day(day: date, months: int | None, last: date | None) -> None:
    assert last_valid_day(day, months) == last


@pytest.mark.django_db
class TestAwards:
    """What statements leave behind."""

    def test_a_met_course_earns_by_its_rules(self) -> None:
        person, given = UserFactory(), AchievementRuleFactory(validity_months=12)
        cause = satisfied(person, given.course)

        award = Award.objects.get()
        today = clock.today()
        assert (award.person, award.competency, award.level) == (
            person,
            given.competency,
            given.level,
        )
        assert (award.evidence, award.trust, award.cause) == ("test", "server", cause.id)
        assert (award.earned_on, award.valid_until) == (today, last_valid_day(today, 12))

    def test_a_result_the_browser_told_is_not_enough(self) -> None:
        given = AchievementRuleFactory()
        person = UserFactory()
        satisfied(person, given.course, context={"trust": "client"})
        satisfied(UserFactory(), given.course, context={"trust": "else"})

        assert Award.objects.count() == 0
        assert [one.verb for one in statements_of(person.pk)] == [Verb.SATISFIED]

    def test_without_a_score_the_evidence_is_no_more_than_the_course(self) -> None:
        given = AchievementRuleFactory(trust="client", evidence="test")
        satisfied(UserFactory(), given.course, result={}, context={"trust": "client"})

        assert Award.objects.get().evidence == "course"

    def test_the_same_result_twice_earns_once(self) -> None:
        given = AchievementRuleFactory()
        cause = satisfied(UserFactory(), given.course)
        again = record(dataclasses.replace(cause))

        assert again.new is False
        assert Award.objects.count() == 1

    def test_a_rule_does_not_reach_back(self) -> None:
        person, given = UserFactory(), AchievementRuleFactory()
        other = AchievementRuleFactory()
        satisfied(person, other.course)
        AchievementRuleFactory(course=other.course, competency=given.competency)

        assert Award.objects.count() == 1
        assert replay(check=True) == []

    @pytest.mark.parametrize(
        ("starts", "ends"), [(1, None), (-30, -1)], ids=["not yet", "no longer"]
    )
    def test_a_rule_holds_on_its_days_only(self, starts: int, ends: int | None) -> None:
        day = clock.today()
        given = AchievementRuleFactory(
            starts_on=day + timedelta(days=starts),
            ends_on=day + timedelta(days=ends) if ends else None,
        )
        satisfied(UserFactory(), given.course)

        assert Award.objects.count() == 0

    def test_the_best_level_is_the_highest_then_the_longest(self) -> None:
        person, first = UserFactory(), AchievementRuleFactory(validity_months=12)
        competency = first.competency
        for number, months in ((2, None), (3, 24)):
            given = AchievementRuleFactory(
                competency=competency,
                level=LevelFactory(framework=competency.framework, number=number),
                validity_months=months,
            )
            satisfied(person, given.course)
        satisfied(person, first.course)

        today = clock.today()
        assert best_levels([person.pk], today) == {
            (person.pk, competency.pk): (3, last_valid_day(today, 24))
        }

    def test_a_replay_rebuilds_awards_that_were_lost_or_changed(self) -> None:
        given = AchievementRuleFactory()
        satisfied(UserFactory(), given.course)
        lost = satisfied(UserFactory(), given.course)
        Award.objects.filter(cause=lost.id).delete()
        Award.objects.update(evidence="lab")

        found = {one.table for one in replay(check=False)}

        assert found >= {"certificates.Award"}
        assert Award.objects.filter(evidence="test").count() == 2
        assert replay(check=True) == []
