"""Reads of activities for those above."""

from collections.abc import Iterable
from typing import Any

from courses.activities.models import Activity, Participation
from lms.accounts.models import User


def as_begun(activities: Iterable[Activity], learner_id: int) -> list[Activity]:
    """Each activity in the version on which the learner began it, else the newest."""
    listed = list(activities)
    held = Participation.objects.filter(learner_id=learner_id, activity__in=listed)
    versions = {row.activity_id: row.version for row in held.select_related("version")}
    return [one.at(versions[one.pk]) if one.pk in versions else one for one in listed]


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
