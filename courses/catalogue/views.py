"""Illustrations: the sizes that pages show of an image; the originals stay behind."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from courses.catalogue.queries import illustration


@require_safe
@cache_control(max_age=31_536_000, immutable=True)
def show_illustration(request: HttpRequest, name: str) -> HttpResponseBase:
    """One size of one image, as pages of the catalogue show it to anyone."""
    found = illustration(name)
    if found is None:
        raise Http404
    response = FileResponse(found.file.open("rb"))
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return response
