"""Reads of videos."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from courses.activities.gate import is_open
from courses.activities.models import Activity
from courses.activities.types.video.models import Video
from lms.accounts.models import User


def video_of(config: Mapping[str, Any]) -> Video | None:
    """The video of a version; None where an author has deleted it since."""
    return Video.objects.filter(pk=config.get("video")).first()


def video_for(user: User, uuid: UUID) -> Video | None:
    """The video, for those who author, and for learners to whom a lesson that shows it is open."""
    video = Video.objects.filter(uuid=uuid).first()
    if video is None or user.has_perm("wagtailadmin.access_admin"):
        return video
    shown = Activity.objects.filter(
        type="video",
        versions__config__video=video.pk,
        course__enrolments__learner=user,
        course__enrolments__withdrawn_at__isnull=True,
    ).select_related("course")
    return video if any(is_open(activity=one, learner=user) for one in shown) else None
