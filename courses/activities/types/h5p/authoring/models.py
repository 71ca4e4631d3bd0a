"""What a trainer is writing and has not saved yet."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from courses.activities.types.h5p.models import Package
from lms.kit.models import Model


class Draft(Model):
    """The form of one trainer as it was left: for a new content, or for the next version of one.

    It goes when it is saved as a package. Nothing of it is ever shown to learners.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="h5p_drafts", db_index=False
    )
    machine_name = models.CharField(max_length=255)
    base = models.ForeignKey(Package, models.CASCADE, null=True, related_name="drafts")
    title = models.CharField(max_length=250, blank=True)
    parameters = models.JSONField(default=dict)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        db_table = "courses_h5p_draft"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "machine_name", "base"],
                name="h5p_draft_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return self.title or self.machine_name
