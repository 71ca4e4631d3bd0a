"""Build scenarios, rehearse and publish them."""

from typing import Any

from django.db import transaction

from labs.simulators.actions.seating import sit_at_new_run
from labs.simulators.errors import NotProved
from labs.simulators.models import Scenario, ScenarioVersion, Sitting
from labs.simulators.trace import digest_of
from lms.accounts.models import User
from lms.kit import clock


@transaction.atomic
def create(*, title: str, engine: str, content: dict[str, Any], author: User) -> ScenarioVersion:
    """A new scenario with its first version."""
    scenario = Scenario.objects.create(title=title, engine=engine, author=author)
    return _add_version(scenario, 1, content)


@transaction.atomic
def change(*, scenario: Scenario, title: str, content: dict[str, Any]) -> ScenarioVersion:
    """Another title at once; another content as a new version. The same again changes nothing."""
    held = Scenario.objects.select_for_update().get(pk=scenario.pk)
    if held.title != title:
        held.title = title
        held.save(update_fields=["title"])
    latest = held.latest
    if latest.sha256 == digest_of(content):
        return latest
    return _add_version(held, latest.number + 1, content)


@transaction.atomic
def rehearse(*, version: ScenarioVersion, person: User, seat: str, key: str) -> Sitting:
    """A run of the trainer's own: it is in no course and in nobody's record."""
    ScenarioVersion.objects.select_for_update(no_key=True).only("pk").get(pk=version.pk)
    held = Sitting.objects.filter(person=person, run__activity=None, key=key).first()
    return held or sit_at_new_run(version=version, person=person, seat=seat, key=key)


@transaction.atomic
def publish(*, version: ScenarioVersion) -> ScenarioVersion:
    """Let lessons give this version; only once somebody has proved that full marks are possible."""
    held = ScenarioVersion.objects.select_for_update().get(pk=version.pk)
    if held.golden_seed is None:
        raise NotProved
    if held.published_at is None:
        held.published_at = clock.now()
        held.save(update_fields=["published_at"])
    return held


def _add_version(scenario: Scenario, number: int, content: dict[str, Any]) -> ScenarioVersion:
    return ScenarioVersion.objects.create(
        scenario=scenario, number=number, content=content, sha256=digest_of(content)
    )
