"""Labs on files: what the learner starts from, what is drawn for each, what is checked."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from labs.assignments.models import Lab
from labs.files.blocks import ChecksBlock, InputsBlock


class FileKind(models.TextChoices):
    """What is handed in."""

    SPREADSHEET = "spreadsheet", _("Spreadsheet (.xlsx)")
    DOCUMENT = "document", _("Document (.docx)")


class ChecksField(StreamField):
    """A stream whose migration does not name its blocks: checks come and go."""

    def deconstruct(self) -> tuple[str, str, list[object], dict[str, object]]:
        """The field without its blocks."""
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs


class FileLab(Lab):
    """A lab whose answer is a file; each saving freezes a version of it."""

    kind = models.CharField(
        _("what is handed in"),
        max_length=12,
        choices=FileKind.choices,
        default=FileKind.SPREADSHEET,
    )
    start = models.BinaryField()
    start_name = models.CharField(max_length=100)
    inputs = ChecksField(InputsBlock(), verbose_name=_("drawn for each learner"), blank=True)
    checks = ChecksField(ChecksBlock(), verbose_name=_("checks"))

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("lab on a file")
        verbose_name_plural = _("labs on files")
        ordering: ClassVar = ["title"]
