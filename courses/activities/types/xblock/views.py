"""The page of a block, and the addresses of its handlers and resources."""

import logging
import mimetypes
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from csp.decorators import csp_exempt
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from xblock.exceptions import DisallowedFileError

from courses.activities import actions, registry
from courses.activities.gate import require_open
from courses.activities.models import Activity
from courses.activities.queries import as_begun_by
from courses.activities.types.xblock import allowed, page, runtime, tokens, web
from courses.activities.types.xblock.calls import Call
from courses.activities.types.xblock.errors import HandlerUnknown, TokenRefused
from courses.activities.types.xblock.type import BlockActivity
from courses.enrolment.queries import is_enrolled
from lms.accounts.models import User
from lms.accounts.requests import SignedInRequest
from lms.kit.errors import DomainError
from lms.kit.ids import uuid7

logger = logging.getLogger(__name__)

KINDS = frozenset(("text/css", "text/javascript", "image/png", "image/gif", "image/jpeg"))


@login_required
@require_GET
@csp_exempt()
@xframe_options_sameorigin
def play(request: SignedInRequest, activity: UUID) -> HttpResponse:
    """The sandboxed page of a block, in the version that the learner is on."""
    found = _find(activity)
    kind = _kind(found)
    if not is_enrolled(request.user, found.course_id) or not allowed.is_installed(kind.block_type):
        raise Http404
    require_open(activity=found, learner=request.user)
    usage = kind.usage_of(as_begun_by(found, request.user.pk))
    made = page.of(usage, request.user, origin=f"{request.scheme}://{request.get_host()}")
    template = "courses/activities/types/xblock/player.html"
    response = render(request, template, {"title": found.title, "page": made})
    response["Content-Security-Policy"] = made.policy
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
def handler(request: SignedInRequest, activity: UUID, name: str, suffix: str = "") -> HttpResponse:
    """A call with the learner's session; Django has checked its CSRF token."""
    return _call(request, person=request.user, activity=_find(activity), name=name, suffix=suffix)


@csrf_exempt
@require_http_methods(["GET", "POST", "OPTIONS"])
def signed(request: HttpRequest, token: str, suffix: str = "") -> HttpResponse:
    """A call without a session: the token says who, where and which handler, for some hours."""
    if request.method == "OPTIONS":
        response = HttpResponse(status=204)
        response["Access-Control-Allow-Methods"] = "GET, POST, OPTIONS"
        response["Access-Control-Allow-Headers"] = "Content-Type, Idempotency-Key"
    else:
        response = _answer(request, token, suffix)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _answer(request: HttpRequest, token: str, suffix: str) -> HttpResponse:
    """What the block answers; a refusal is told in words, and noted."""
    try:
        who, activity, name = tokens.read(token)
        person = User.objects.active().filter(uuid=who).first()
        if person is None:
            raise TokenRefused
        found = _find(activity)
        kind = registry.get(found.type)
        listed = allowed.entry(kind.block_type) if isinstance(kind, BlockActivity) else None
        if request.method == "GET" or (listed and name in listed.reads):
            return _read(request, person=person, activity=found, name=name)
        if listed and name in listed.quiet:
            return JsonResponse({})
        return _call(request, person=person, activity=found, name=name, suffix=suffix)
    except DomainError as refusal:
        logger.warning("A call to a block was refused: %s", refusal)
        return JsonResponse({"error": str(refusal)}, status=refusal.status)


@require_GET
def resource(request: HttpRequest, block_type: str, path: str) -> HttpResponse:
    """A public script, style or picture of a listed block's package."""
    kind = mimetypes.guess_type(path)[0]
    if kind not in KINDS:
        raise Http404
    try:
        with allowed.block_class(block_type).open_local_resource(path) as file:
            content = file.read()
    except (OSError, ValueError, DisallowedFileError):
        raise Http404 from None
    response = HttpResponse(content, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "public, max-age=86400"
    return response


def _find(activity: UUID) -> Activity:
    found = Activity.objects.filter(uuid=activity).select_related("course").first()
    if found is None:
        raise Http404
    return found


def _kind(activity: Activity) -> BlockActivity:
    kind = registry.get(activity.type)
    if not isinstance(kind, BlockActivity):
        raise Http404
    return kind


def _read(request: HttpRequest, *, person: User, activity: Activity, name: str) -> HttpResponse:
    """Reading begins nothing and binds the learner to no version."""
    if not is_enrolled(person, activity.course_id):
        raise HandlerUnknown
    require_open(activity=activity, learner=person)
    usage = _kind(activity).usage_of(as_begun_by(activity, person.pk))
    call = web.to_webob(request)
    return web.to_django(runtime.read(usage=usage, person=person, handler=name, request=call))


def _call(
    request: HttpRequest, *, person: User, activity: Activity, name: str, suffix: str
) -> HttpResponse:
    """Pass the call through the one entry, and answer what the block answered."""
    call = Call(
        kind=name,
        data=_data(request),
        key=request.headers.get("Idempotency-Key", "")[:64] or str(uuid7()),
        request=web.to_webob(request),
        suffix=suffix,
    )
    actions.receive(activity=activity, learner=person, message=call)
    if call.reply.response is None:
        return HttpResponse(status=204)
    return web.to_django(call.reply.response)


def _data(request: HttpRequest) -> Mapping[str, Any]:
    body = web.body_of(request)
    data = web.strict_json(body) if body else {}
    return data if isinstance(data, dict) else {}
