"""The activity types of this app."""

from courses.activities.registry import register
from courses.activities.types.h5p.type import H5P
from courses.activities.types.quiz.type import Quiz
from courses.activities.types.survey.type import Survey
from courses.activities.types.text import Text
from courses.activities.types.video.type import VideoType

for activity_type in (Text(), VideoType(), Quiz(), Survey(), H5P()):
    register(activity_type)
