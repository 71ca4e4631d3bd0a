"""Videos and captions, for those who may see them."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponseBase
from django.views.decorators.http import require_safe

from courses.activities.types.video.models import Video
from courses.activities.types.video.queries import video_for
from courses.activities.types.video.streaming import file_response
from lms.accounts.requests import SignedInRequest


@require_safe
@login_required
def film(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """The video, in the ranges that the player asks for."""
    video = _video(request, uuid)
    return file_response(video.file, video.media_type, request.headers.get("Range", ""))


@require_safe
@login_required
def captions(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Its captions."""
    return file_response(_video(request, uuid).captions, "text/vtt; charset=utf-8", "")


def _video(request: SignedInRequest, uuid: UUID) -> Video:
    video = video_for(request.user, uuid)
    if video is None:
        raise Http404
    return video
