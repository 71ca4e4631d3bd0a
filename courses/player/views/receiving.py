"""The one address to which activities send: form posts, fragments, JSON."""

import json
from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses.activities.actions import receive as receive_message
from courses.activities.base import Message
from courses.activities.errors import MessageInvalid
from courses.activities.models import Activity
from courses.player.parts import Typed, render_activity
from courses.player.queries import activity_or_404, lesson_view, taught_or_404
from courses.player.views.learning import show
from courses.progress.queries import line_of
from lms.accounts.requests import SignedInRequest
from lms.kit import clock
from lms.kit.ids import uuid7
from lms.kit.text import storable

HEAD = "courses/player/activity_head.html"


@require_POST
def receive(request: HttpRequest, uuid: UUID, kind: str) -> HttpResponseBase:
    """What an activity sends. Sent twice under one key, it counts once."""
    if not request.user.is_authenticated:
        return _sign_in_first(request)
    return _receive(cast("SignedInRequest", request), uuid, kind)


def _receive(request: SignedInRequest, uuid: UUID, kind: str) -> HttpResponseBase:
    activity = activity_or_404(uuid)
    data: Mapping[str, Any] = {}
    try:
        data = _data(request)
        message = Message(kind=kind, data=data, key=_key(request, data))
        receive_message(activity=activity, learner=request.user, message=message)
    except MessageInvalid as error:
        return _again(request, activity, data, error)
    return _received(request, activity)


def _sign_in_first(request: HttpRequest) -> HttpResponseBase:
    """A page goes to sign-in; a script is told, and keeps what it has."""
    if _is_json(request):
        return JsonResponse({"error": _("Please sign in again.")}, status=401)
    return redirect_to_login("/")


def _is_json(request: HttpRequest) -> bool:
    return request.content_type == "application/json"


def _data(request: HttpRequest) -> Mapping[str, Any]:
    if not _is_json(request):
        typed = {name: _one_or_many(request.POST.getlist(name)) for name in request.POST}
        return {**typed, **request.FILES.dict()}
    try:
        data = json.loads(request.body)
    except ValueError as error:
        raise MessageInvalid from error
    if not isinstance(data, dict):
        raise MessageInvalid
    return data


def _one_or_many(values: list[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else values


def _key(request: HttpRequest, data: Mapping[str, Any]) -> str:
    sent = data.get("key") or request.headers.get("Idempotency-Key") or uuid7()
    return storable(str(sent))[:100]


def _received(request: SignedInRequest, activity: Activity) -> HttpResponseBase:
    if not _is_json(request):
        return _fragment(request, activity, None)
    line = line_of(activity, request.user)
    return JsonResponse(
        {
            "saved_at": clock.now().isoformat(),
            "state": line.state.value,
            "state_word": str(line.state.label),
            "rule_met": line.rule_met,
            "activity": str(activity.uuid),
            "head": render_to_string(HEAD, {"activity": activity, "line": line}),
        }
    )


def _again(
    request: SignedInRequest, activity: Activity, data: Mapping[str, Any], error: MessageInvalid
) -> HttpResponseBase:
    """The same input again, with what needs correcting beside it."""
    if _is_json(request):
        errors = {name: str(sentence) for name, sentence in error.errors.items()}
        return JsonResponse({"error": str(error), "errors": errors}, status=error.status)
    typed = Typed(activity=str(activity.uuid), data=data, errors=error.errors, sentence=str(error))
    return _fragment(request, activity, typed)


def _fragment(
    request: SignedInRequest, activity: Activity, typed: Typed | None
) -> HttpResponseBase:
    """To htmx the one activity as it stands now; to a plain form its whole lesson."""
    held = taught_or_404(activity.course.slug)
    view = lesson_view(request.user, held, activity.lesson.slug)
    here = [one for one in view.activities if one.pk == activity.pk] if view else []
    if view is None or not here:
        return redirect("player:outline", activity.course.slug)
    if request.headers.get("HX-Request"):
        line = view.line_of(here[0])
        return HttpResponse(render_activity(request, request.user, here[0], line, typed))
    if typed:
        return show(request, held, view, typed)
    at = reverse("player:lesson", args=[activity.course.slug, activity.lesson.slug])
    return redirect(f"{at}#activity-{activity.uuid}")
