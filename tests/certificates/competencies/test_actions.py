"""Frameworks as data, and requirements that are dated."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from certificates.competencies.actions import (
    DATA,
    load_frameworks,
    require,
    require_profile,
    stop_requiring,
)
from certificates.competencies.errors import FrameworkFileInvalid, LevelOfOtherFramework
from certificates.competencies.models import Competency, Framework, Level, PositionRequirement
from certificates.competencies.queries import required_levels
from tests.factories.certificates import CompetencyFactory, LevelFactory
from tests.factories.organisation import PositionFactory

pytestmark = pytest.mark.django_db


def counts() -> dict[str, tuple[int, int]]:
    return {
        one.code: (one.competencies.count(), one.levels.count()) for one in Framework.objects.all()
    }


def test_the_command_loads_all_frameworks_and_repeats_without_change() -> None:
    call_command("load_frameworks")
    first = list(Competency.objects.values_list("pk", "uuid", "name"))
    call_command("load_frameworks")

    assert counts() == {
        "CQS": (13, 4),
        "TT03-2014": (15, 1),
        "DIGCOMP-2.2": (21, 8),
        "TT02-2025": (3, 0),
        "CV3139": (5, 0),
        "QD757-2025": (0, 0),
    }
    assert list(Competency.objects.values_list("pk", "uuid", "name")) == first


def test_a_proposal_is_not_called_official() -> None:
    load_frameworks()

    assert list(Framework.objects.filter(official=False).values_list("code", "certainty")) == [
        ("CQS", "P")
    ]
    assert not Framework.objects.filter(certainty="").exists()
    assert not Framework.objects.filter(official=True, sources=[]).exists()


def test_every_fact_of_the_collected_frameworks_is_kept(shared_data: Path) -> None:
    collected = json.loads((shared_data / "competency-frameworks.json").read_text())["frameworks"]
    digcomp = next(one for one in collected if one["id"] == "DIGCOMP-2.2")
    wanted = [
        (competence["code"], competence["vi"], competence["en"], area["vi"])
        for area in digcomp["areas"]
        for competence in area["competences"]
    ]
    load_frameworks()

    kept = Competency.objects.filter(framework__code="DIGCOMP-2.2")
    assert list(kept.values_list("code", "name", "name_en", "area")) == wanted


@pytest.mark.parametrize("text", ["", "[]", "{", '{"frameworks": [{"code": "X"}]}'])
def test_a_broken_file_changes_nothing(tmp_path: Path, text: str) -> None:
    path = tmp_path / "frameworks.json"
    path.write_text(text)

    with pytest.raises(FrameworkFileInvalid):
        load_frameworks(path=path)

    assert Framework.objects.count() == 0


def test_a_new_level_ends_the_earlier_one_the_day_before() -> None:
    competency, position = CompetencyFactory(), PositionFactory()
    levels = [LevelFactory(framework=competency.framework, number=number) for number in (2, 3)]
    for level, day in zip(levels, (date(2026, 1, 1), date(2026, 7, 1)), strict=True):
        require(position=position, competency=competency, level=level, starts_on=day)

    rows = PositionRequirement.objects.order_by("starts_on")
    assert [(row.level.number, row.starts_on, row.ends_on) for row in rows] == [
        (2, date(2026, 1, 1), date(2026, 6, 30)),
        (3, date(2026, 7, 1), None),
    ]
    assert required_levels([position.pk], date(2026, 6, 30)) == {position.pk: {competency.pk: 2}}
    assert required_levels([position.pk], date(2026, 7, 1)) == {position.pk: {competency.pk: 3}}


def test_requiring_the_same_again_changes_nothing() -> None:
    competency, position = CompetencyFactory(), PositionFactory()
    level = LevelFactory(framework=competency.framework)
    facts = {"position": position, "competency": competency, "level": level}
    first = require(starts_on=date(2026, 1, 1), **facts)

    assert require(starts_on=date(2026, 3, 1), **facts) == first
    assert PositionRequirement.objects.count() == 1


def test_a_level_of_another_framework_is_refused() -> None:
    with pytest.raises(LevelOfOtherFramework):
        require(
            position=PositionFactory(),
            competency=CompetencyFactory(),
            level=LevelFactory(),
            starts_on=date(2026, 1, 1),
        )


def test_a_requirement_holds_to_its_last_day() -> None:
    competency, position = CompetencyFactory(), PositionFactory()
    row = require(
        position=position,
        competency=competency,
        level=LevelFactory(framework=competency.framework),
        starts_on=date(2026, 1, 1),
    )
    stop_requiring(requirement=row, ends_on=date(2026, 5, 31))

    assert required_levels([position.pk], date(2026, 5, 31)) == {position.pk: {competency.pk: 3}}
    assert required_levels([position.pk], date(2026, 6, 1)) == {}


def test_every_profile_of_the_file_can_be_required() -> None:
    load_frameworks()
    profiles = [
        profile
        for framework in json.loads(DATA.read_text())["frameworks"]
        for profile in framework["profiles"]
    ]
    for profile in profiles:
        position = PositionFactory()
        require_profile(position=position, profile=profile["code"], starts_on=date(2026, 1, 1))

        held = position.requirements.values_list("competency__code", "level__number")
        assert dict(held) == profile["levels"]
    assert len(profiles) == 6
    assert Level.objects.filter(framework__code="CQS").count() == 4
