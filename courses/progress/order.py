"""In a course that asks for order, the first lesson that is not done holds back those after it."""

from courses.activities.gate import holds
from courses.activities.models import Activity
from courses.activities.queries import has_begun
from courses.progress.queries import line_of_lesson
from lms.accounts.models import User
from lms.records.queries import was_said
from lms.records.verbs import Verb


@holds
def waits_for(activity: Activity, learner: User) -> str:
    """The title of what comes first; nothing once the activity was begun or its lesson opened.

    Who has begun may finish, whatever an author has put before it since: answers given without a
    network arrive late.
    """
    if not activity.course.in_order or has_begun(activity, learner):
        return ""
    line = line_of_lesson(activity.course, learner.pk, activity.lesson_id)
    if line is None or line.opens:
        return ""
    key = line.lesson.translation_key
    seen = was_said(Verb.EXPERIENCED, actor_id=learner.pk, object_kind="lesson", object_id=key)
    return "" if seen else line.waits_for
