"""The tables of transfer; each lives in its component."""

from transfer.applications.models import Application, ApplicationVersion, Condition
from transfer.handover.models import Handover
from transfer.phases.models import LessonLearned, Phase

__all__ = [
    "Application",
    "ApplicationVersion",
    "Condition",
    "Handover",
    "LessonLearned",
    "Phase",
]
