"""The tables of this app; each lives in its component."""

from labs.assignments.models import Attempt, Lab, LabFile, LabVersion
from labs.grading.models import HandMark, Marking
from labs.hub.models import Place
from labs.simulators.models import Run, Scenario, ScenarioVersion, Sitting, Step

__all__ = [
    "Attempt",
    "HandMark",
    "Lab",
    "LabFile",
    "LabVersion",
    "Marking",
    "Place",
    "Run",
    "Scenario",
    "ScenarioVersion",
    "Sitting",
    "Step",
]
