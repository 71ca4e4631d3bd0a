"""Courses as a Django app."""

from importlib import import_module

from django.apps import AppConfig

PARTS = (
    "activity_types",
    "catalogue.receivers",
    "enrolment.statements",
    "activities.statements",
    "activities.receivers",
    "activities.types.h5p.tasks",
    "progress.statements",
    "progress.effects",
    "progress.handlers",
    "progress.order",
    "progress.receivers",
)


class CoursesConfig(AppConfig):
    """Courses: the catalogue, enrolment, activities, progress and the player."""

    name = "courses"
    verbose_name = "Courses"

    def ready(self) -> None:
        """Let activity types, declarations, receivers and handlers register themselves."""
        for part in PARTS:
            import_module(f"courses.{part}")
