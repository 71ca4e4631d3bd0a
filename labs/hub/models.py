"""The queue for practice rooms: kept here, so that neither a restarted hub nor site forgets it."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from lms.kit import clock
from lms.kit.models import Model

GONE_AFTER = timedelta(minutes=2)


class PlaceState(models.TextChoices):
    """How far a person's room is."""

    WAITING = "waiting"
    STARTING = "starting"
    READY = "ready"
    FAILED = "failed"
    CLOSED = "closed"


class PlaceQuerySet(models.QuerySet["Place"]):
    """Places by their turn."""

    def waiting(self) -> "PlaceQuerySet":
        """In the queue, with somebody who still looks at it; whose turn is first, first."""
        since = clock.now() - GONE_AFTER
        rows = self.filter(state=PlaceState.WAITING, seen_at__gte=since)
        return rows.order_by("asked_at", "pk")

    def before(self, place: "Place") -> "PlaceQuerySet":
        """Those whose turn is before this one's."""
        earlier = Q(asked_at__lt=place.asked_at)
        return self.waiting().filter(earlier | Q(asked_at=place.asked_at, pk__lt=place.pk))


class Place(Model):
    """A person's place: in the queue since `asked_at`, then the room itself, last seen so.

    What runs is known to the hub alone; `state` says what was last heard of it. `terminal` is set
    once a lab asked for it, and holds from the next start on.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=PlaceState.choices, default=PlaceState.WAITING)
    asked_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    problem = models.CharField(max_length=500, blank=True)
    terminal = models.BooleanField(default=False)

    objects: ClassVar[Any] = PlaceQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["asked_at", "id"],
                name="lab_queue",
                condition=Q(state=PlaceState.WAITING),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.state}"

    def is_forgotten(self, at: datetime) -> bool:
        """Whether nobody has looked at it for so long that others go first."""
        return self.seen_at < at - GONE_AFTER
