"""What was answered, without who answered it."""

import uuid
from typing import Any, ClassVar

from django.db import models

from courses.activities.models import Activity


class SurveyResponse(models.Model):
    """One filled-in survey.

    It names no person, and only a day: nothing leads back to somebody, not even the order of the
    rows.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="survey_responses")
    version = models.PositiveIntegerField()
    answers = models.JSONField(default=dict)
    submitted_on = models.DateField()

    objects: ClassVar[Any] = models.Manager()
