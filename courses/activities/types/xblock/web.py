"""Between Django's requests and the WebOb requests that blocks read."""

import json
import math
from io import BytesIO
from typing import Any

import webob
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException

from courses.activities.types.xblock.errors import CallRefused

MAX_BODY = 512 * 1024
_HIDDEN = frozenset(("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_X_CSRFTOKEN"))
_DROPPED = frozenset(("set-cookie", "connection", "transfer-encoding", "content-length"))


def to_webob(request: HttpRequest) -> webob.Request:
    """The same call without cookies or credentials; its body, if any, is strict JSON.

    Pages of blocks send JSON under any content type, so the type is not asked.
    """
    body = body_of(request)
    if body:
        strict_json(body)
    environ: dict[str, Any] = {
        key: value
        for key, value in request.META.items()
        if key not in _HIDDEN and isinstance(value, str)
    }
    environ["wsgi.input"] = BytesIO(body)
    environ["CONTENT_LENGTH"] = str(len(body))
    return webob.Request(environ, charset=None)


def body_of(request: HttpRequest) -> bytes:
    """The body, within its limit; a form with files, which Django has read already, is refused."""
    try:
        body = request.body
    except (RawPostDataException, RequestDataTooBig):
        raise CallRefused from None
    if len(body) > MAX_BODY:
        raise CallRefused
    return body


def json_call(data: Any) -> webob.Request:
    """A call with a JSON body, made by the site itself."""
    body = json.dumps(data, allow_nan=False).encode()
    return webob.Request.blank("/", method="POST", body=body, content_type="application/json")


def to_django(response: webob.Response) -> HttpResponse:
    """The block's answer, without cookies."""
    answer = HttpResponse(response.body, status=response.status_int)
    for name, value in response.headers.items():
        if name.lower() not in _DROPPED:
            answer[name] = value
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def strict_json(raw: bytes) -> Any:
    """JSON without NaN or infinity, however they are written, and in UTF-8."""
    try:
        return json.loads(raw.decode("utf-8"), parse_constant=_refuse, parse_float=_finite)
    except (ValueError, RecursionError):
        raise CallRefused from None


def _refuse(value: str) -> None:
    raise ValueError(value)


def _finite(text: str) -> float:
    """A number that is too large to be held would become infinity."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number
