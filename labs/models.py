"""The tables of this app; each lives in its component."""

from labs.assignments.models import Attempt, Lab, LabFile, LabVersion
from labs.files.models import FileLab
from labs.grading.models import HandMark, Marking
from labs.hub.models import Closing, Place
from labs.sheets.models import Cell, Draft, Edit
from labs.simulators.models import Run, Scenario, ScenarioVersion, Sitting, Step
from labs.submissions.models import Decision, Fingerprint, Likeness, Regrade, RegradeItem
from labs.workshop.models import Trial

__all__ = [
    "Attempt",
    "Cell",
    "Closing",
    "Decision",
    "Draft",
    "Edit",
    "FileLab",
    "Fingerprint",
    "HandMark",
    "Lab",
    "LabFile",
    "LabVersion",
    "Likeness",
    "Marking",
    "Place",
    "Regrade",
    "RegradeItem",
    "Run",
    "Scenario",
    "ScenarioVersion",
    "Sitting",
    "Step",
    "Trial",
]
