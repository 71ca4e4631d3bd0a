"""Keep what was watched."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from courses.activities.actions import keep_state
from courses.activities.errors import ActivityUnknown, MessageInvalid
from courses.activities.models import Activity
from courses.activities.queries import state_of
from courses.activities.types.video.queries import video_of
from courses.activities.types.video.watching import Span, merge, share, spans_in
from lms.accounts.models import User


def watch(
    *, activity: Activity, learner: User, data: Mapping[str, Any]
) -> tuple[list[Span], float, bool]:
    """Add the spans reported to those watched before.

    Returns the new ones, the position, and whether enough was watched.
    """
    video = video_of(activity.config)
    if video is None:
        raise ActivityUnknown
    try:
        spans = spans_in(data.get("spans"), video.seconds)
        position = round(min(max(float(data.get("position") or 0), 0), video.seconds), 1)
    except (TypeError, ValueError) as error:
        raise MessageInvalid({"spans": _("This report of the player cannot be read.")}) from error
    before = state_of(activity, learner).get("watched", [])
    watched = merge([*((one[0], one[1]) for one in before), *spans])
    keep_state(activity=activity, learner=learner, state={"watched": watched, "position": position})
    needed = int(activity.config.get("share") or 90) / 100
    return spans, position, share(watched, video.seconds) >= needed
