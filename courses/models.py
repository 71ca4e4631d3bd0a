"""The tables of this app; each lives in its component."""

from courses.activities.models import Activity, ActivityVersion, Participation
from courses.activities.types.h5p.authoring.models import Draft
from courses.activities.types.h5p.models import Library, LibraryDecision, Package, Upload
from courses.activities.types.quiz.models import Answer, Attempt
from courses.activities.types.survey.models import SurveyResponse
from courses.activities.types.video.models import Video
from courses.activities.types.xblock.models import FieldRow
from courses.catalogue.models import (
    CatalogueIndexPage,
    ContentCategory,
    CoursePage,
    CourseSource,
    LessonPage,
    ModulePage,
)
from courses.enrolment.models import Enrolment
from courses.progress.models import ActivityProgress, CourseProgress

__all__ = [
    "Activity",
    "ActivityProgress",
    "ActivityVersion",
    "Answer",
    "Attempt",
    "CatalogueIndexPage",
    "ContentCategory",
    "CoursePage",
    "CourseProgress",
    "CourseSource",
    "Draft",
    "Enrolment",
    "FieldRow",
    "LessonPage",
    "Library",
    "LibraryDecision",
    "ModulePage",
    "Package",
    "Participation",
    "SurveyResponse",
    "Upload",
    "Video",
]
