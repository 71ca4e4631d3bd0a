"""Reads of activities for those above."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from courses.activities.models import Activity, ActivityVersion, Participation
from lms.accounts.models import User


class Begun(NamedTuple):
    """The version on which a learner began an activity."""

    number: int
    pk: int


def as_begun(activities: Iterable[Activity], learner_id: int) -> list[Activity]:
    """Each activity in the version on which the learner began it, else the newest."""
    listed = list(activities)
    held = Participation.objects.filter(
        learner_id=learner_id, activity_id__in=[one.pk for one in listed]
    ).values_list("activity_id", "version__number", "version")
    return at_versions(listed, {pk: Begun(*version) for pk, *version in held})


def at_versions(activities: Iterable[Activity], begun: Mapping[int, Begun]) -> list[Activity]:
    """Each activity in the version named for it, else as it is: a query only for older ones."""
    listed = list(activities)
    older = [begun[one.pk].pk for one in listed if _is_older(one, begun)]
    if not older:
        return listed
    versions = {one.activity_id: one for one in ActivityVersion.objects.filter(pk__in=older)}
    return [one.at(versions[one.pk]) if one.pk in versions else one for one in listed]


def _is_older(activity: Activity, begun: Mapping[int, Begun]) -> bool:
    return activity.pk in begun and begun[activity.pk].number != activity.version


def as_begun_by(activity: Activity, learner_id: int) -> Activity:
    """The activity in the version on which this person began it, else the newest."""
    held = Participation.objects.filter(learner_id=learner_id, activity=activity)
    row = held.select_related("version").first()
    return activity.at(row.version) if row else activity


def has_begun(activity: Activity, learner: User) -> bool:
    """Whether this learner has sent anything to it."""
    held = Participation.objects.filter(learner_id=learner.pk, activity_id=activity.pk)
    return bool(held.exists())


def state_of(activity: Activity, learner: User) -> dict[str, Any]:
    """Where the learner stopped, in the words of the type; empty before they began."""
    held = Participation.objects.filter(learner_id=learner.pk, activity_id=activity.pk)
    return dict(held.values_list("state", flat=True).first() or {})
