"""Videos as authors keep them."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from courses.activities.types.video.content import is_captions, kind_of, seconds_of
from lms.kit.models import Model

MAX_BYTES = 500_000_000


class Video(Model):
    """A video file with its captions and the same in words; both are asked for, always."""

    title = models.CharField(_("title"), max_length=250)
    file = models.FileField(_("video file (MP4 or WebM)"), upload_to="videos")
    captions = models.FileField(_("captions (WebVTT)"), upload_to="captions")
    transcript = models.TextField(_("the same in words"))
    media_type = models.CharField(max_length=20, editable=False, default="")
    seconds = models.FloatField(editable=False, default=0)
    size = models.BigIntegerField(editable=False, default=0)

    objects: ClassVar[Any] = models.Manager()
    panels: ClassVar = [
        FieldPanel("title"),
        FieldPanel("file"),
        FieldPanel("captions"),
        FieldPanel("transcript"),
    ]

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Look into the files: a name proves nothing. Derive kind, length and size."""
        if not self.file or not self.captions:
            return
        self.media_type = kind_of(self.file)
        if not self.media_type:
            raise ValidationError({"file": _("This file is neither an MP4 nor a WebM video.")})
        if self.file.size > MAX_BYTES:
            raise ValidationError({"file": _("This file is larger than 500 MB.")})
        if not is_captions(self.captions):
            raise ValidationError({"captions": _("These captions are not a WebVTT file.")})
        self.seconds, self.size = seconds_of(self.file), self.file.size
        if self.seconds <= 0:
            raise ValidationError({"file": _("The length of this video cannot be read.")})
        self.file.seek(0)
        self.captions.seek(0)
