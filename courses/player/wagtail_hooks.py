"""How authors see their pages before anyone else does."""

from courses.catalogue.models import CoursePage, LessonPage
from courses.catalogue.previews import preview_with
from courses.player.views.preview import preview_course, preview_lesson

preview_with(CoursePage, preview_course)
preview_with(LessonPage, preview_lesson)
