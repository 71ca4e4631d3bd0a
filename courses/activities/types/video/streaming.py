"""Serve a stored file in the parts that a player asks for."""

import re

from django.core.files.base import File
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

from lms.kit.storage import part_of

_RANGE = re.compile(r"bytes=(\d*)-(\d*)$")


def file_response(file: File[bytes], media_type: str, asked: str) -> HttpResponseBase:
    """The whole file, or with a `Range` header (RFC 9110, 14) the one range asked for."""
    size = file.size
    span = _span(asked, size)
    if asked and span is None:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    start, end = span or (0, size - 1)
    response = StreamingHttpResponse(
        part_of(file, start, end), content_type=media_type, status=206 if span else 200
    )
    response["Accept-Ranges"] = "bytes"
    response["Content-Length"] = str(end - start + 1)
    response["Cache-Control"] = "private, max-age=3600"
    response["X-Content-Type-Options"] = "nosniff"
    if span:
        response["Content-Range"] = f"bytes {start}-{end}/{size}"
    return response


def _span(asked: str, size: int) -> tuple[int, int] | None:
    """First and last byte of the range, or None for one that cannot be served."""
    match = _RANGE.match(asked)
    if match is None or not any(match.groups()):
        return None
    first, last = match.groups()
    if not first:
        start, end = max(0, size - int(last)), size - 1
    else:
        start, end = int(first), min(int(last or size - 1), size - 1)
    return (start, end) if start <= end else None
