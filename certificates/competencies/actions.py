"""Load frameworks; require competencies of positions."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from certificates.competencies.errors import FrameworkFileInvalid, LevelOfOtherFramework
from certificates.competencies.models import Competency, Framework, Level, PositionRequirement
from lms.kit.ids import uuid7
from lms.kit.text import nfc
from lms.organisation.models import Position
from lms.outbox.actions import enqueue

DATA = Path(__file__).parent / "data" / "frameworks.json"
_FACTS = (
    "name", "name_en", "issued_by", "document", "dated", "official", "certainty", "sources", "notes"
)  # fmt: skip


def load_frameworks(*, path: Path = DATA) -> list[Framework]:
    """Bring the frameworks of a file into the tables: add what is new, correct what changed.

    Nothing is removed: awards and requirements may rest on it.
    """
    with transaction.atomic():
        return [_load(facts) for facts in _read(path)["frameworks"]]


def require(
    *, position: Position, competency: Competency, level: Level, starts_on: date
) -> PositionRequirement:
    """From a day on, the position requires this level; an earlier level ends the day before."""
    if level.framework_id != competency.framework_id:
        raise LevelOfOtherFramework
    held = PositionRequirement.objects.filter(position=position, competency=competency)
    with transaction.atomic():
        Position.objects.select_for_update().get(pk=position.pk)
        open_ = held.filter(ends_on__isnull=True)
        same = open_.filter(starts_on__lte=starts_on, level=level).first()
        if same:
            return same
        earlier = open_.filter(starts_on__lt=starts_on)
        earlier.update(ends_on=starts_on - timedelta(days=1))
        row, _new = held.update_or_create(
            starts_on=starts_on,
            defaults={"level": level, "ends_on": None},
            create_defaults={"position": position, "competency": competency, "level": level},
        )
        _announce(position)
    return row


def require_profile(
    *, position: Position, profile: str, starts_on: date, path: Path = DATA
) -> list[PositionRequirement]:
    """Require of a position all that a proposed profile of the file holds."""
    with transaction.atomic():
        return [
            require(position=position, competency=competency, level=level, starts_on=starts_on)
            for competency, level in _profile(profile, path)
        ]


def stop_requiring(*, requirement: PositionRequirement, ends_on: date) -> PositionRequirement:
    """End a requirement on a day, which is the last day it holds."""
    with transaction.atomic():
        requirement.ends_on = ends_on
        requirement.save(update_fields=["ends_on"])
        _announce(requirement.position)
    return requirement


def _announce(position: Position) -> None:
    """Let the summaries follow, outside this transaction: many people may serve there."""
    enqueue(kind="certificates.requirement", key=str(uuid7()), payload={"position": position.pk})


def _read(path: Path) -> Mapping[str, Any]:
    try:
        data = json.loads(nfc(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise FrameworkFileInvalid from error
    if not isinstance(data, dict) or not isinstance(data.get("frameworks"), list):
        raise FrameworkFileInvalid
    return data


def _load(facts: Mapping[str, Any]) -> Framework:
    try:
        framework, _new = Framework.objects.update_or_create(
            code=facts["code"], defaults={name: facts[name] for name in _FACTS}
        )
        for level in facts["levels"]:
            _load_level(framework, level)
        for place, competency in enumerate(facts["competencies"], start=1):
            _load_competency(framework, competency, place)
    except KeyError as error:
        raise FrameworkFileInvalid from error
    return framework


def _load_level(framework: Framework, facts: Mapping[str, Any]) -> None:
    Level.objects.update_or_create(
        framework=framework,
        number=facts["number"],
        defaults={"name": facts["name"], "name_en": facts["name_en"]},
    )


def _load_competency(framework: Framework, facts: Mapping[str, Any], place: int) -> None:
    names = ("name", "name_en", "area", "area_en", "tasks")
    Competency.objects.update_or_create(
        framework=framework,
        code=facts["code"],
        defaults={name: facts[name] for name in names} | {"position": place},
    )


def _profile(code: str, path: Path) -> list[tuple[Competency, Level]]:
    for facts in _read(path)["frameworks"]:
        for profile in facts["profiles"]:
            if profile["code"] == code:
                return _rows_of_profile(facts["code"], profile["levels"])
    raise FrameworkFileInvalid


def _rows_of_profile(framework: str, wanted: Mapping[str, int]) -> list[tuple[Competency, Level]]:
    competencies = Competency.objects.filter(framework__code=framework, code__in=wanted)
    levels = {one.number: one for one in Level.objects.filter(framework__code=framework)}
    return [(one, levels[wanted[one.code]]) for one in competencies.order_by("position")]
