"""Results of a survey, only where enough people answered."""

from collections import Counter
from dataclasses import dataclass

from courses.activities.models import Activity
from courses.activities.types.survey.models import SurveyResponse
from courses.activities.types.survey.questions import questions_of

LEAST = 5


@dataclass(frozen=True, kw_only=True)
class SurveyResult:
    """One question: how often each answer was given, and what was written."""

    text: str
    counts: tuple[tuple[str, int], ...]
    comments: tuple[str, ...]


def response_count(activity: Activity) -> int:
    """How many people handed the survey in."""
    return int(SurveyResponse.objects.filter(activity=activity).count())


def results_of(activity: Activity) -> list[SurveyResult]:
    """Results of the newest version; none while so few answered that one could be told apart."""
    rows = SurveyResponse.objects.filter(activity=activity, version=activity.version)
    answers = list(rows.values_list("answers", flat=True))
    if len(answers) < LEAST:
        return []
    results = []
    for question in questions_of(activity.config):
        given = [one[question.id] for one in answers if question.id in one]
        counts = Counter(given)
        results.append(
            SurveyResult(
                text=question.text,
                counts=tuple((option, counts[option]) for option in question.options),
                comments=tuple(sorted(given)) if question.kind == "comment" else (),
            )
        )
    return results
