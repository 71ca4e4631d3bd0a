"""Serve one file with byte ranges, without letting it act as a page of the site."""

import mimetypes
import re
from collections.abc import Iterator
from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

CHUNK = 64 * 1024
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".vtt": "text/vtt; charset=utf-8",
    ".m4a": "audio/mp4",
    ".webp": "image/webp",
}
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def below(folder: Path, name: str) -> Path:
    """The file `name` inside `folder`; 404 for anything outside or missing."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        raise Http404
    return path


def serve(request: HttpRequest, path: Path, *, max_age: int) -> HttpResponseBase:
    """A file, whole or in part."""
    response = _respond(request, path)
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = f"private, max-age={max_age}"
    return _harmless(response)


def serve_bytes(path: str, raw: bytes) -> HttpResponse:
    """A medium that is not a file yet; the kind goes by its name."""
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    response = HttpResponse(raw, content_type=kind)
    response["Cache-Control"] = "private, max-age=3600"
    _harmless(response)
    return response


def preflight() -> HttpResponse:
    """The answer to OPTIONS: a frame without an origin may read, and only read."""
    response = HttpResponse(status=204)
    response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    response["Access-Control-Allow-Headers"] = "Range"
    response["Access-Control-Max-Age"] = "86400"
    _harmless(response)
    return response


def _harmless(response: HttpResponseBase) -> HttpResponseBase:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "Content-Range, Content-Length, Accept-Ranges"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _respond(request: HttpRequest, path: Path) -> HttpResponseBase:
    size = path.stat().st_size
    kind = _TYPES.get(path.suffix.lower()) or mimetypes.guess_type(path.name)[0]
    kind = kind or "application/octet-stream"
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None or asked[1] == asked[2] == "":
        return FileResponse(path.open("rb"), content_type=kind)
    first, last = _bounds(asked[1], asked[2], size)
    if not 0 <= first <= last < size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    headers = {
        "Content-Range": f"bytes {first}-{last}/{size}",
        "Content-Length": str(last - first + 1),
    }
    part = _read(path, first, last - first + 1)
    return StreamingHttpResponse(part, status=206, content_type=kind, headers=headers)


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    """The bytes meant: `5-9`, `5-` to the end, `-5` the last five."""
    if first == "":
        return max(size - int(last), 0), size - 1
    return int(first), min(int(last), size - 1) if last else size - 1


def _read(path: Path, start: int, count: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while count > 0:
            chunk = file.read(min(CHUNK, count))
            if not chunk:
                return
            count -= len(chunk)
            yield chunk
