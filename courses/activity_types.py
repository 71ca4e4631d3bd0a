"""The activity types of this app."""

from courses.activities.registry import register
from courses.activities.types.h5p.type import H5P
from courses.activities.types.quiz.type import Quiz
from courses.activities.types.survey.type import Survey
from courses.activities.types.text import Text
from courses.activities.types.video.type import VideoType
from courses.activities.types.xblock.kinds.dragging import DragAndDrop
from courses.activities.types.xblock.kinds.polling import GridPoll, Poll

_TYPES = (Text(), VideoType(), Quiz(), Survey(), H5P(), DragAndDrop(), Poll(), GridPoll())

for activity_type in _TYPES:
    register(activity_type)
