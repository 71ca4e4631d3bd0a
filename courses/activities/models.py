"""Activities as rows: stable under their block's id, versioned, never deleted."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import CoursePage, LessonPage
from lms.kit.models import Model


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Activities by state and order."""

    def live(self) -> "ActivityQuerySet":
        """Those that stand in a published lesson."""
        return self.filter(retired_at__isnull=True)

    def in_order(self) -> "ActivityQuerySet":
        """As the course lists them."""
        return self.order_by("lesson__path", "position")


class Activity(Model):
    """One activity of a lesson.

    `uuid` is the id of its block; the other fields are as last published. Nobody writes here but
    `publish_lesson`.
    """

    lesson = models.ForeignKey(LessonPage, models.PROTECT, related_name="activities")
    course = models.ForeignKey(CoursePage, models.PROTECT, related_name="activities")
    type = models.SlugField(_("type"), max_length=30)
    title = models.CharField(_("title"), max_length=250)
    position = models.PositiveSmallIntegerField(default=0)
    required = models.BooleanField(_("needed to complete the course"), default=True)
    version = models.PositiveIntegerField(default=1)
    config = models.JSONField(default=dict)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = ActivityQuerySet.as_manager()
    is_superseded = False

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        indexes: ClassVar = [models.Index(fields=["course", "lesson"], name="activity_course")]

    def __str__(self) -> str:
        return self.title

    def at(self, version: "ActivityVersion") -> "Activity":
        """The activity as it was in a version; for reading, never to be saved."""
        if version.number == self.version:
            return self
        fields = {field.attname: getattr(self, field.attname) for field in self._meta.fields}
        fields |= {"version": version.number, "title": version.title, "config": version.config}
        older = Activity(**fields)
        older.is_superseded = True
        return older


class ActivityVersion(Model):
    """What an activity said when it was published; written once."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=250)
    config = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "number"], name="activity_version_once")
        ]


class Participation(Model):
    """A learner began an activity: the version they stay on, and where they stopped.

    `state` is the type's own: a position in a video, that a survey was handed in. What was
    achieved is never read from here but from statements.
    """

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="participations"
    )
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="participations")
    version = models.ForeignKey(ActivityVersion, models.PROTECT, related_name="participations")
    state = models.JSONField(default=dict)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["learner", "activity"], name="participation_once")
        ]
