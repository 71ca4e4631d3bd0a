"""Which content types this server marks itself, and how questions inside others are found."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from courses.activities.types.h5p.archives.specs import Wanted
from courses.activities.types.h5p.errors import AnswerRefused
from courses.activities.types.h5p.marking import choices, ours, texts
from courses.activities.types.h5p.marking.answers import Answer
from courses.activities.types.h5p.marking.marks import Mark, add, check_claim, claimed

Parameters = Mapping[str, Any]
Marker = Callable[[Parameters, Answer], Mark]

MARKERS: Mapping[str, Marker] = {
    "H5P.MultiChoice": choices.multiple_choice,
    "H5P.TrueFalse": choices.true_false,
    "H5P.SingleChoiceSet": choices.single_choice_set,
    "H5P.Summary": choices.summary,
    "H5P.Blanks": texts.blanks,
    "H5P.DragText": texts.drag_words,
    "H5P.MarkTheWords": texts.mark_words,
    "H5P.ProcedureOrder": ours.procedure_order,
    "H5P.DossierCheck": ours.dossier_check,
}
COMPOSITES = frozenset(("H5P.QuestionSet", "H5P.Column"))
# Types that give points which only the browser works out.
_CLIENT_SCORED = (
    "H5P.DragQuestion H5P.InteractiveVideo H5P.CoursePresentation H5P.BranchingScenario"
    " H5P.MemoryGame H5P.Flashcards H5P.ImageHotspotQuestion H5P.ImageMultipleHotspotQuestion"
    " H5P.Essay H5P.ArithmeticQuiz H5P.Crossword H5P.SpeakTheWords H5P.SpeakTheWordsSet"
    " H5P.Dictation H5P.SortParagraphs H5P.ImageSequencing H5P.ImagePair H5P.MultiMediaChoice"
    " H5P.AdvancedBlanks H5P.GuessTheAnswer H5P.InteractiveBook H5P.PersonalityQuiz"
    " H5P.FindTheWords"
)
CLIENT_SCORED = frozenset(_CLIENT_SCORED.split())


def is_markable(machine_name: str) -> bool:
    """Whether this server works out the points of such a content (of its questions, at least)."""
    return machine_name in MARKERS or machine_name in COMPOSITES


def is_scored(machine_name: str) -> bool:
    """Whether such a content is done by an answer rather than by looking at it."""
    return is_markable(machine_name) or machine_name in CLIENT_SCORED


def allows_retry(machine_name: str, params: Parameters) -> bool:
    """Whether the author lets learners answer again; a set says so in its own place."""
    if machine_name == "H5P.QuestionSet":
        place, name = "endGame", "showRetryButton"
    else:
        place, name = "behaviour", "enableRetry"
    return (params.get(place) or {}).get(name, True) is not False


def mark(machine_name: str, params: Parameters, answer: Answer) -> Mark | None:
    """Points for an answer; None for a content without points.

    Claimed points are checked against the response at every level that can be marked.
    """
    if machine_name in COMPOSITES:
        found = _composite(machine_name, params, answer)
    elif machine_name in MARKERS:
        found = MARKERS[machine_name](params, answer)
    else:
        return claimed(answer)
    if found is not None:
        check_claim(found, answer)
    return found


def _composite(machine_name: str, params: Parameters, answer: Answer) -> Mark | None:
    """The sum over its questions, matched by their sub-content ids, each counted once."""
    questions = {one["subContentId"]: one for one in questions_of(machine_name, params)}
    given = {child.sub_id: child for child in answer.children}
    if len(given) != len(answer.children):
        raise AnswerRefused
    drawn = _drawn(params, list(questions), given)
    marks = [_question(questions[key], given.get(key)) for key in drawn]
    counted = [one for one in marks if one is not None]
    return add(counted) if counted else None


def _drawn(params: Parameters, keys: Sequence[str], given: Mapping[str, Answer]) -> list[str]:
    """A set may draw some of its questions at random: exactly that many must be there."""
    size = params.get("poolSize")
    if not isinstance(size, int) or not 0 < size < len(keys):
        return list(keys)
    drawn = [key for key in keys if key in given]
    if len(drawn) != size:
        raise AnswerRefused
    return drawn


def _question(question: Parameters, answer: Answer | None) -> Mark | None:
    name = Wanted.parse(str(question.get("library")))
    params = question.get("params") or {}
    if name is None:
        return None
    if answer is not None and (answer.response is not None or answer.children):
        return mark(name.machine_name, params, answer)
    if is_markable(name.machine_name):
        blank = mark(name.machine_name, params, _blank(name.machine_name, params))
        return blank and Mark(score=0, max_score=blank.max_score, complete=False)
    return claimed(answer) if answer else None


def _blank(machine_name: str, params: Parameters) -> Answer:
    """An answer that says nothing, to learn how many points a question carries."""
    if machine_name == "H5P.ProcedureOrder":
        count = len(params.get("steps") or [])
        return Answer(response="[,]".join(str(index) for index in range(count)))
    if machine_name == "H5P.DossierCheck":
        return Answer(response="[,]".join("" for _one in params.get("components") or []))
    parts = params.get("summaries") or [
        one for one in params.get("choices") or [] if one and one.get("answers")
    ]
    return Answer(response="", children=tuple(Answer(response="") for _part in parts))


def questions_of(machine_name: str, params: Parameters) -> Iterable[Parameters]:
    """The questions of a composite, wherever its kind keeps them."""
    if machine_name == "H5P.QuestionSet":
        found = params.get("questions") or []
    else:
        found = [one.get("content") for one in params.get("content") or [] if one]
    return [one for one in found if isinstance(one, Mapping) and one.get("subContentId")]
