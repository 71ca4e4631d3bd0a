"""The base of our tables."""

import uuid

from django.db import models
from django.utils import timezone


class Model(models.Model):
    """A row with an internal id, a public uuid and the time at which it was written."""

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True
