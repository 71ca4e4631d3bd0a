"""The survey keeps answers apart from people."""

import pytest
from django.test import Client

from courses.activities.models import Activity
from courses.activities.types.survey.models import SurveyResponse
from courses.activities.types.survey.queries import results_of
from lms.accounts.models import User
from lms.records.queries import statements_of
from tests.factories.accounts import UserFactory
from tests.factories.activities import survey_answers, survey_value
from tests.factories.courses import activity, enrolment

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey() -> Activity:
    return activity("survey", **survey_value())


def hand_in(client: Client, survey: Activity, **changes: str) -> tuple[User, int]:
    learner = UserFactory()
    enrolment(learner, survey.course)
    client.force_login(learner)
    sent = survey_answers(survey) | changes
    answer = client.post(f"/learn/activities/{survey.uuid}/submit/", sent)
    return learner, answer.status_code


def test_hand_in_names_nobody(client: Client, survey: Activity) -> None:
    learner, _status = hand_in(client, survey)

    fields = {field.name for field in SurveyResponse._meta.get_fields()}
    assert fields == {"id", "activity", "version", "answers", "submitted_on"}
    assert "Rất rõ" in str(SurveyResponse.objects.get().answers)
    assert "Rất rõ" not in str(statements_of(learner.pk))


def test_hand_in_twice_is_once(client: Client, survey: Activity) -> None:
    hand_in(client, survey)

    client.post(f"/learn/activities/{survey.uuid}/submit/", survey_answers(survey))

    assert SurveyResponse.objects.count() == 1


def test_hand_in_wrong_shows_input_again(client: Client, survey: Activity) -> None:
    rating, _choice, comment = survey_answers(survey)

    _learner, status = hand_in(client, survey, **{rating: "9", comment: "Xin giữ lại câu này"})

    learner = UserFactory()
    enrolment(learner, survey.course)
    client.force_login(learner)
    sent = survey_answers(survey) | {rating: "9", comment: "Xin giữ lại câu này"}
    page = client.post(f"/learn/activities/{survey.uuid}/submit/", sent).content.decode()
    assert (status, SurveyResponse.objects.count()) == (422, 0)
    assert "Xin giữ lại câu này</textarea>" in page
    assert f'id="{rating}-error"' in page


@pytest.mark.parametrize(("people", "shown"), [(4, 0), (5, 3)])
def test_results_from_five_on(client: Client, survey: Activity, people: int, shown: int) -> None:
    for _number in range(people):
        hand_in(client, survey)

    results = results_of(survey)

    assert len(results) == shown
    if shown:
        assert dict(results[0].counts)["5"] == 5
        assert results[2].comments == ("Rất rõ",) * 5
