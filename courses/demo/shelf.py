"""What lessons refer to: pictures, films, interactive contents, labs; brought in once."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from wagtail.blocks import ChooserBlock
from wagtail.images import get_image_model
from wagtail.utils.file import hash_filelike

from courses.activities import registry
from courses.activities.types.h5p.actions import import_package
from courses.activities.types.h5p.archives import bundled
from courses.activities.types.h5p.models import Package
from courses.activities.types.video.models import Video
from courses.demo.storyboard import MEDIA, storyboard


def picture(name: str, alt: str) -> int:
    """The image of a file; its title is the file's name."""
    images = get_image_model().objects
    held = images.filter(title=name).first()
    data = (MEDIA / name).read_bytes()
    if held is None:
        held = images.model(title=name, description=alt[:255])
    elif held.get_file_hash() == hash_filelike(BytesIO(data)):
        return int(held.pk)
    held.file = ImageFile(BytesIO(data), name=name)
    held._set_image_file_metadata()  # Wagtail's own forms do the same
    held.save()
    return int(held.pk)


def film(name: str) -> int:
    """The video of a storyboard, with its captions and its words."""
    board = storyboard(name)
    held = Video.objects.filter(title=board.title).first() or Video(title=board.title)
    data = (MEDIA / f"{name}.webm").read_bytes()
    if (held.size, held.transcript) == (len(data), board.transcript):
        return held.pk
    held.transcript = board.transcript
    held.file = ContentFile(data, name=f"{name}.webm")
    held.captions = ContentFile(board.captions.encode(), name=f"{name}.vtt")
    held.full_clean()
    held.save()
    return held.pk


def content(slug: str) -> Package:
    """One of our own interactive contents."""
    return import_package(file=BytesIO(bundled.package(slug)), by=None, may_install=True)


def chosen(activity_type: str, title: str) -> int | None:
    """What the block of an activity type chooses, by its title; nothing while it is not there."""
    if not registry.is_registered(activity_type):
        return None
    blocks = registry.get(activity_type).block.child_blocks.values()
    choosers = [block for block in blocks if isinstance(block, ChooserBlock)]
    found: Any = choosers[0].target_model.objects.filter(title=title).first()
    return found.pk if found else None
