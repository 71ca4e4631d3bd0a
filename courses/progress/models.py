"""Derived tables: statements alone determine them, and a replay must find them equal."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from courses.activities.base import State
from courses.activities.models import Activity
from courses.catalogue.models import CoursePage, LessonPage


class ActivityProgress(models.Model):
    """How one activity stands for one learner, as the type judged the statements."""

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="+")
    state = models.CharField(max_length=12, choices=State)
    score = models.FloatField(null=True)
    max_score = models.FloatField(null=True)
    rule_met = models.BooleanField(default=False)
    trust = models.CharField(max_length=10)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["learner", "activity"], name="activity_progress_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["activity", "state"], name="activity_progress_state")
        ]


class CourseProgress(models.Model):
    """How far a learner is in a course: where they were last, and when the course was met.

    How many activities are still open is counted when it is asked: it changes with the course,
    not with statements.
    """

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="course_progress"
    )
    course = models.ForeignKey(CoursePage, models.CASCADE, related_name="progress")
    lesson = models.ForeignKey(LessonPage, models.SET_NULL, null=True, related_name="+")
    activity = models.ForeignKey(Activity, models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField()
    satisfied_at = models.DateTimeField(null=True)
    score = models.FloatField(null=True)
    trust = models.CharField(max_length=10, blank=True)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["learner", "course"], name="course_progress_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["course", "satisfied_at"], name="course_progress_satisfied")
        ]
