"""Labs as a Django app."""

from importlib import import_module

from django.apps import AppConfig

PARTS = (
    "activity_types",
    "file_activities",
    "hub.effects",
    "hub.receivers",
    "grading.effects",
    "submissions.effects",
    "files.submission",
    "submissions.notebooks",
    "workshop.effects",
    "simulators.type",
    "simulators.one_stop.engine",
    "simulators.mailbox.engine",
    "simulators.access.engine",
)


class LabsConfig(AppConfig):
    """Hands-on labs in JupyterHub, graded outside the learner's reach."""

    name = "labs"
    verbose_name = "Labs"

    def ready(self) -> None:
        """Let the activity type and the effects register themselves."""
        for part in PARTS:
            import_module(f"labs.{part}")
