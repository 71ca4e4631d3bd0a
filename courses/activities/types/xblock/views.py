"""The addresses of handlers and resources of blocks."""

import mimetypes
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST
from xblock.exceptions import DisallowedFileError

from courses.activities import actions
from courses.activities.models import Activity
from courses.activities.types.xblock import allowed, tokens, web
from courses.activities.types.xblock.calls import Call
from courses.activities.types.xblock.errors import TokenRefused
from lms.accounts.models import User
from lms.kit.ids import uuid7


@login_required
@require_POST
def handler(request: HttpRequest, activity: UUID, name: str, suffix: str = "") -> HttpResponse:
    """A call with the learner's session; Django has checked its CSRF token."""
    person = request.user
    if not isinstance(person, User):
        raise Http404
    return _call(request, person=person, activity=activity, name=name, suffix=suffix)


@csrf_exempt
@require_POST
def signed(request: HttpRequest, token: str, suffix: str = "") -> HttpResponse:
    """A call without a session: the token says who, where and which handler, for some hours."""
    who, activity, name = tokens.read(token)
    person = User.objects.active().filter(uuid=who).first()
    if person is None:
        raise TokenRefused
    response = _call(request, person=person, activity=activity, name=name, suffix=suffix)
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_GET
def resource(request: HttpRequest, block_type: str, path: str) -> HttpResponse:
    """A public file of a listed block's package."""
    try:
        with allowed.block_class(block_type).open_local_resource(path) as file:
            content = file.read()
    except (OSError, ValueError, DisallowedFileError):
        raise Http404 from None
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    response = HttpResponse(content, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "public, max-age=86400"
    return response


def _call(
    request: HttpRequest, *, person: User, activity: UUID, name: str, suffix: str
) -> HttpResponse:
    """Pass the call through the one entry, and answer what the block answered."""
    call = Call(
        kind=name,
        data=_data(request),
        key=request.headers.get("Idempotency-Key", "")[:64] or str(uuid7()),
        request=web.to_webob(request),
        suffix=suffix,
    )
    found = Activity.objects.filter(uuid=activity).select_related("course").first()
    if found is None:
        raise Http404
    actions.receive(activity=found, learner=person, message=call)
    if call.reply.response is None:
        return HttpResponse(status=204)
    return web.to_django(call.reply.response)


def _data(request: HttpRequest) -> Mapping[str, Any]:
    if request.content_type != "application/json":
        return request.POST.dict()
    data = web.strict_json(request.body[: web.MAX_BODY + 1])
    return data if isinstance(data, dict) else {}
