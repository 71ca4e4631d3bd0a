"""Hand in a survey."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from courses.activities.actions import keep_state
from courses.activities.errors import MessageInvalid
from courses.activities.models import Activity
from courses.activities.queries import state_of
from courses.activities.types.survey.models import SurveyResponse
from courses.activities.types.survey.questions import answers_in, missing_or_wrong, questions_of
from lms.accounts.models import User
from lms.kit import clock


def submit(*, activity: Activity, learner: User, data: Mapping[str, Any]) -> None:
    """Keep the answers without the learner, and with the learner only that they answered."""
    if state_of(activity, learner).get("submitted"):
        return
    questions = questions_of(activity.config)
    answers = answers_in(questions, data)
    refused = missing_or_wrong(questions, answers)
    if refused:
        raise MessageInvalid(
            {
                one.field: _("Please shorten this to 2000 characters.")
                if one.kind == "comment"
                else _("Please choose one of the answers.")
                for one in refused
            }
        )
    SurveyResponse.objects.create(
        activity_id=activity.pk,
        version=activity.version,
        answers=answers,
        submitted_on=clock.today(),
    )
    keep_state(activity=activity, learner=learner, state={"submitted": True})
