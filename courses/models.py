"""The tables of this app; each lives in its component."""

from courses.activities.models import Activity, ActivityVersion, Participation
from courses.activities.types.quiz.models import Answer, Attempt
from courses.activities.types.survey.models import SurveyResponse
from courses.activities.types.video.models import Video
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
    "Enrolment",
    "LessonPage",
    "ModulePage",
    "Participation",
    "SurveyResponse",
    "Video",
]
