"""Personal data of quizzes: attempts and their answers."""

from django.utils.translation import gettext_lazy as _

from courses.activities.types.quiz.models import Answer, Attempt
from lms.accounts.personal_data import Erase, register

register(
    Attempt,
    "learner",
    export=("activity__title", "number", "created_at", "submitted_at", "score", "max_score"),
    erase=Erase.KEEP,
    purpose=_("To show how a result came about, to the learner and in a review."),
    keep_months=120,
    dated="created_at",
    past=Erase.DELETE,
)
register(
    Answer,
    "attempt__learner",
    export=("attempt__activity__title", "attempt__number", "response", "points", "saved_at"),
    erase=Erase.DELETE,
    purpose=_("To mark what was handed in, and to lose nothing before it is."),
    keep_months=36,
    dated="saved_at",
)
