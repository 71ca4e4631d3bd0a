"""Images of the site's library inside contents: their place in a package, their bytes."""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.safestring import mark_safe
from PIL import Image as Pillow
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.widgets import AdminImageChooser

# Large enough for a full screen, small enough for a phone on a slow line.
SIZE = "max-1600x1600"
KINDS = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp"}
_OURS = re.compile(r"images/anh-(\d{1,9})-[0-9a-f]{12}\.(?:jpg|png|gif|webp)")
# Wagtail's and Willow's own refusals of what is not an image are OSErrors too.
_UNREADABLE = (OSError, Pillow.DecompressionBombError)


def describe(key: str) -> dict[str, Any] | None:
    """An image of the library as contents hold it; None where there is none, or none to read."""
    image = get_image_model().objects.filter(pk=int(key)).first() if key.isdigit() else None
    found = _rendition(image) if image else None
    if image is None or found is None:
        return None
    raw, kind = found
    width, height = Pillow.open(io.BytesIO(raw)).size
    return {
        "path": f"images/anh-{image.pk}-{image.get_file_hash()[:12]}.{KINDS[kind]}",
        "mime": f"image/{kind.lower()}",
        "width": width,
        "height": height,
        "copyright": {"license": "U"},
    }


def key_of(value: Any) -> str:
    """The library's key of an image in a content; empty for one that came with a package."""
    found = _OURS.fullmatch(_path(value))
    known = found and get_image_model().objects.filter(pk=int(found[1])).exists()
    return found[1] if found and known else ""


def chooser(name: str, element: str, key: str) -> str:
    """The chooser of the administration, which its page brings to life."""
    widget = AdminImageChooser()
    html: str = widget.render_html(name, widget.get_value_data(key or None), {"id": element})
    return mark_safe(html)  # noqa: S308  # made by Wagtail's own template, which escapes


def read(path: str) -> bytes | None:
    """The bytes of a library's image by its place in a content."""
    found = _OURS.fullmatch(path)
    image = get_image_model().objects.filter(pk=int(found[1])).first() if found else None
    rendition = _rendition(image) if image else None
    return rendition[0] if rendition else None


def paths(value: Any) -> Iterator[str]:
    """The media that a content names."""
    if isinstance(value, Mapping):
        if isinstance(value.get("path"), str):
            yield value["path"]
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from paths(one)


def _path(value: Any) -> str:
    return str(value.get("path", "")) if isinstance(value, Mapping) else ""


def _rendition(image: AbstractImage) -> tuple[bytes, str] | None:
    """A size of the image, written anew from its points: what is not an image cannot pass."""
    try:
        rendition: AbstractRendition = image.get_rendition(SIZE)
        with rendition.file.open("rb") as file:
            raw = file.read()
        kind = str(Pillow.open(io.BytesIO(raw)).format)
    except _UNREADABLE:
        return None
    return (raw, kind) if kind in KINDS else None
