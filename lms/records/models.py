"""Statements in monthly partitions, and the register of their ids.

PostgreSQL keeps a unique id over a partitioned table only together with the partition key, so
`StatementId` is what makes an id unique. Only `lms.records` imports these tables.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from lms.records.statements import Stored
from lms.records.verbs import Verb


class StatementId(models.Model):
    """Every id ever stored, with the moment that tells its partition."""

    id = models.UUIDField(primary_key=True)
    stored = models.DateTimeField()


class RetentionRun(models.Model):
    """What one run of the terms took away: counts, nobody's name."""

    at = models.DateTimeField()
    counts = models.JSONField(default=dict)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]

    @property
    def total(self) -> int:
        """How many rows it met."""
        return sum(self.counts.values())


class StatementRow(models.Model):
    """One stored statement. The table is partitioned by month of `stored`."""

    pk = models.CompositePrimaryKey("stored", "id")
    id = models.UUIDField()
    stored = models.DateTimeField()
    timestamp = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    verb = models.CharField(max_length=20)
    object_kind = models.CharField(max_length=30)
    object_id = models.UUIDField()
    result = models.JSONField(default=dict)
    context = models.JSONField(default=dict)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        db_table = "lms_statement"
        indexes: ClassVar = [
            models.Index(fields=["actor", "object_id", "stored"], name="statement_actor_object"),
            models.Index(fields=["object_id", "verb"], name="statement_object_verb"),
        ]

    def to_statement(self) -> Stored:
        """The row as the value that handlers see."""
        return Stored(
            id=self.id,
            actor_id=self.actor_id,
            verb=Verb(self.verb),
            object_kind=self.object_kind,
            object_id=self.object_id,
            result=self.result,
            context=self.context,
            timestamp=self.timestamp,
            stored=self.stored,
        )
