"""Fields of blocks: one row a scope target."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models


class FieldRow(models.Model):
    """All fields of one scope for one target, as one JSON object.

    `target` is the definition, the usage or the block type, by scope; `person` is set for the
    scopes that are one person's.
    """

    scope = models.CharField(max_length=20)
    target = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+"
    )
    data = models.JSONField(default=dict)
    changed_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        db_table = "courses_xblock_fields"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["scope", "target", "person"],
                name="xblock_fields_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.target}"
